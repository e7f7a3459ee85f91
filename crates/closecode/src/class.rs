//! The class of a code: one byte that answers every question.
//!
//! What two numbers share, they share altogether: a number is a registered code or belongs to the
//! rest of a range. So there are as many classes as registered codes and ranges, and a class is as
//! much as a log, a metric or a filter needs.

mod answers;

use core::fmt;

use crate::facts;
use crate::generated::{self, ClassId};
use crate::{CloseCode, CodeRange, RawCode};

/// All that is known about a number, in one byte: which registered code it is, or which range it is
/// the rest of.
///
/// ```
/// use closecode::{Action, Class, RawCode, Severity};
///
/// let class = RawCode::new(1012).classify();
/// assert_eq!(class.label(), "1012");
/// assert_eq!(class.action(), Action::Reconnect);
/// assert_eq!(class.severity(), Severity::Info);
///
/// // Numbers without a meaning of their own are one class for each range.
/// assert_eq!(RawCode::new(4000).classify(), RawCode::new(4999).classify());
/// assert_eq!(size_of::<Option<Class>>(), 1);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(transparent)]
pub struct Class(ClassId);

impl Class {
    /// How many classes there are: registered codes and ranges. It grows with the registry.
    ///
    /// ```
    /// use closecode::{Class, CloseCode, CodeRange};
    /// assert_eq!(Class::COUNT, CloseCode::ALL.len() + CodeRange::ALL.len());
    /// ```
    pub const COUNT: usize = ClassId::COUNT;

    /// Every class, by its [`index`](Self::index).
    ///
    /// ```
    /// use closecode::Class;
    /// let labels: Vec<_> = Class::all().map(Class::label).collect();
    /// assert!(labels.contains(&"1006") && labels.contains(&"private_use"));
    /// ```
    #[inline]
    pub fn all() -> impl DoubleEndedIterator<Item = Self> + ExactSizeIterator {
        ALL.iter().copied()
    }

    /// A number below [`COUNT`](Self::COUNT), to index an array with.
    ///
    /// A new registration may move it: keep the label, not the index, in anything that outlives the
    /// program.
    ///
    /// ```
    /// use closecode::{Class, RawCode};
    /// let mut seen = [0_u32; Class::COUNT];
    /// seen[RawCode::new(1006).classify().index()] += 1;
    /// assert_eq!(seen.iter().sum::<u32>(), 1);
    /// ```
    #[inline]
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }

    /// The class with this index.
    ///
    /// ```
    /// use closecode::{Class, RawCode};
    /// let class = RawCode::new(3000).classify();
    /// assert_eq!(Class::from_index(class.index()), Some(class));
    /// assert_eq!(Class::from_index(Class::COUNT), None);
    /// ```
    #[inline]
    #[must_use]
    pub const fn from_index(index: usize) -> Option<Self> {
        if index < Self::COUNT { Some(ALL[index]) } else { None }
    }

    /// The registered code, if this is one and not the rest of a range.
    ///
    /// ```
    /// use closecode::{CloseCode, RawCode};
    /// assert_eq!(RawCode::new(1000).classify().known(), Some(CloseCode::NormalClosure));
    /// assert_eq!(RawCode::new(4004).classify().known(), None);
    /// ```
    #[inline]
    #[must_use]
    pub const fn known(self) -> Option<CloseCode> {
        facts::known(self.index())
    }

    /// The registry's name, if the code is registered.
    ///
    /// ```
    /// assert_eq!(closecode::RawCode::new(1014).classify().name(), Some("Bad Gateway"));
    /// ```
    #[inline]
    #[must_use]
    pub const fn name(self) -> Option<&'static str> {
        facts::name(self.index())
    }

    /// The label for metrics: the number of a registered code, or the name of the range.
    ///
    /// ```
    /// assert_eq!(closecode::RawCode::new(65_535).classify().label(), "outside");
    /// ```
    #[inline]
    #[must_use]
    pub const fn label(self) -> &'static str {
        facts::label(self.index())
    }

    /// The range.
    ///
    /// ```
    /// use closecode::{CodeRange, RawCode};
    /// assert_eq!(RawCode::new(1000).classify().range(), CodeRange::Protocol);
    /// ```
    #[inline]
    #[must_use]
    pub const fn range(self) -> CodeRange {
        facts::range(self.index())
    }
}

/// Every class, in order.
const ALL: [Class; Class::COUNT] = {
    let mut all = [Class(ClassId::at(0)); Class::COUNT];
    let mut index = 0;
    while index < Class::COUNT {
        #[allow(clippy::cast_possible_truncation)]
        // There are fewer than 256, or `ClassId` would not be a byte.
        let class = ClassId::at(index as u8);
        all[index] = Class(class);
        index += 1;
    }
    all
};

/// The label: `1006`, `private_use`.
impl fmt::Display for Class {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.label())
    }
}

impl fmt::Debug for Class {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Class({})", self.label())
    }
}

impl From<RawCode> for Class {
    #[inline]
    fn from(code: RawCode) -> Self {
        code.classify()
    }
}

impl RawCode {
    /// All that is known about the number, in one byte.
    ///
    /// ```
    /// use closecode::{Class, RawCode};
    /// const LOST: Class = RawCode::new(1006).classify();
    /// assert_eq!(LOST.label(), "1006");
    /// ```
    #[inline]
    #[must_use]
    pub const fn classify(self) -> Class {
        Class(generated::class_id(self.get()))
    }
}
