//! The ranges of numbers.

/// The enum, from a row for each range.
macro_rules! code_ranges {
    ($($(#[$doc:meta])* $first:literal..=$last:literal $ident:ident;)+) => {
        /// A range of numbers, RFC 6455 section 7.4.2. The ranges cover every `u16` once.
        ///
        /// ```
        /// use closecode::{CodeRange, RawCode};
        /// assert_eq!(RawCode::new(2999).range(), CodeRange::Protocol);
        /// assert_eq!(CodeRange::PrivateUse.numbers(), 4000..=4999);
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        #[allow(clippy::doc_markdown)]
        pub enum CodeRange {
            $(
                $(#[$doc])*
                $ident,
            )+
        }

        impl CodeRange {
            /// Every range, from the lowest.
            ///
            /// ```
            /// use closecode::CodeRange;
            /// assert_eq!(CodeRange::ALL[0], CodeRange::NotUsed);
            /// ```
            pub const ALL: &'static [Self] = &[$(Self::$ident),+];

            /// Its numbers.
            ///
            /// ```
            /// assert_eq!(closecode::CodeRange::NotUsed.numbers(), 0..=999);
            /// ```
            #[inline]
            #[must_use]
            pub const fn numbers(self) -> core::ops::RangeInclusive<u16> {
                match self {
                    $(Self::$ident => $first..=$last,)+
                }
            }
        }

        /// The numbers: `4000-4999`.
        impl core::fmt::Display for CodeRange {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                let numbers = self.numbers();
                $crate::fmt::padded(f, format_args!("{}-{}", numbers.start(), numbers.end()))
            }
        }
    };
}
pub(crate) use code_ranges;
