//! The classes by name: one for each registered code, and one for the rest of each range.

/// The enum, from the names in the order of the tables.
macro_rules! class_ids {
    ($($class:ident),+ $(,)?) => {
        /// A class by its name. The discriminant is its index in the tables, which a new
        /// registration moves.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub(crate) enum ClassId {
            $($class,)+
        }

        impl ClassId {
            /// How many there are.
            pub(crate) const COUNT: usize = [$(Self::$class),+].len();

            const LAST: Self = [$(Self::$class),+][Self::COUNT - 1];

            /// The class with an index. Indexes come from our own tables, so the end is never
            /// reached; the compiler makes one `min` of all this.
            #[inline]
            pub(crate) const fn at(index: u8) -> Self {
                $(
                    if index == Self::$class as u8 {
                        return Self::$class;
                    }
                )+
                Self::LAST
            }
        }
    };
}
pub(crate) use class_ids;
