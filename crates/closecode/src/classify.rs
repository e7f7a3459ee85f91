//! The class of a code: one byte that answers every question, for one code or for millions.
//!
//! What two numbers share, they share altogether: a number is a registered code or the rest of a range. So there are as
//! many classes as registered codes and ranges, and a class is as much as a log, a metric or a filter needs.
//!
//! The batch functions run plain code that compilers turn into vectors. With the feature `std`, on x86-64, they ask the
//! processor and use AVX2 where it is; `x86` holds that code and its argument.

use core::fmt;

mod counts;
mod portable;
#[cfg(all(feature = "std", target_arch = "x86_64"))]
#[allow(unsafe_code)] // Loads and stores of whole vectors; the module says why each is in bounds.
mod x86;

pub use counts::{Counts, count_codes, count_codes_be};

use crate::facts;
use crate::generated::{self, Kind};
use crate::{Action, CloseCode, CodeRange, Fault, Policy, RawCode, Sender, Severity, Visibility};

/// All that is known about a number, in one byte: which registered code it is, or which range it is the rest of.
///
/// ```
/// use closecode::{Action, Class, RawCode, Severity};
///
/// let class = RawCode::new(1012).classify();
/// assert_eq!(class.label(), "1012");
/// assert_eq!(class.action(), Action::ShortDelay);
/// assert_eq!(class.severity(), Severity::Info);
///
/// // Numbers without a meaning of their own are one class for each range.
/// assert_eq!(RawCode::new(4000).classify(), RawCode::new(4999).classify());
/// assert_eq!(size_of::<Option<Class>>(), 1);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(transparent)]
pub struct Class(Kind);

impl Class {
    /// How many classes there are: registered codes and ranges. It grows with the registry.
    ///
    /// ```
    /// use closecode::{Class, CloseCode, CodeRange};
    /// assert_eq!(Class::COUNT, CloseCode::ALL.len() + CodeRange::ALL.len());
    /// ```
    pub const COUNT: usize = Kind::COUNT;

    /// Every class, by its [`index`](Self::index).
    ///
    /// ```
    /// use closecode::Class;
    /// let labels: Vec<_> = Class::all().map(Class::label).collect();
    /// assert!(labels.contains(&"1006") && labels.contains(&"private_use"));
    /// ```
    pub fn all() -> impl DoubleEndedIterator<Item = Self> + ExactSizeIterator {
        ALL.iter().copied()
    }

    /// A number below [`COUNT`](Self::COUNT), to index an array with.
    ///
    /// A new registration may move it: keep the label, not the index, in anything that outlives the program.
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

    /// What a client that received such a code does about reconnecting.
    ///
    /// ```
    /// use closecode::RawCode;
    /// assert_eq!(RawCode::new(1013).classify().policy(), RawCode::new(1013).policy());
    /// ```
    #[inline]
    #[must_use]
    pub const fn policy(self) -> Policy {
        facts::policy(self.index())
    }

    /// What to do, from the policy.
    ///
    /// ```
    /// use closecode::{Action, RawCode};
    /// assert_eq!(RawCode::new(1008).classify().action(), Action::Reauth);
    /// ```
    #[inline]
    #[must_use]
    pub const fn action(self) -> Action {
        self.policy().action()
    }

    /// Who caused the close, from the policy.
    ///
    /// ```
    /// use closecode::{Fault, RawCode};
    /// assert_eq!(RawCode::new(1011).classify().fault(), Fault::Server);
    /// ```
    #[inline]
    #[must_use]
    pub const fn fault(self) -> Fault {
        self.policy().fault()
    }

    /// How loud to log it, from the policy.
    ///
    /// ```
    /// use closecode::{RawCode, Severity};
    /// assert_eq!(RawCode::new(1000).classify().severity(), Severity::Info);
    /// ```
    #[inline]
    #[must_use]
    pub const fn severity(self) -> Severity {
        self.policy().severity()
    }

    /// Whether such a number may stand in a Close frame. One number is asked faster by [`RawCode::is_allowed_in_frame`].
    ///
    /// ```
    /// use closecode::RawCode;
    /// assert!(RawCode::new(4000).classify().is_allowed_in_frame());
    /// assert!(!RawCode::new(1005).classify().is_allowed_in_frame());
    /// ```
    #[inline]
    #[must_use]
    pub const fn is_allowed_in_frame(self) -> bool {
        facts::wire(self.index()).is_allowed_in_frame()
    }

    /// Who may send it, by the text that defines it.
    ///
    /// ```
    /// use closecode::{RawCode, Sender};
    /// assert_eq!(RawCode::new(1010).classify().sender(), Sender::Client);
    /// ```
    #[inline]
    #[must_use]
    pub const fn sender(self) -> Sender {
        facts::wire(self.index()).sender()
    }

    /// Whether an implementation makes the number up, without such a number on the wire.
    ///
    /// ```
    /// assert!(closecode::RawCode::new(1006).classify().is_synthetic());
    /// ```
    #[inline]
    #[must_use]
    pub const fn is_synthetic(self) -> bool {
        facts::wire(self.index()).is_synthetic()
    }

    /// Whether a close with such a number can be clean.
    ///
    /// ```
    /// assert!(!closecode::RawCode::new(1006).classify().can_be_clean());
    /// ```
    #[inline]
    #[must_use]
    pub const fn can_be_clean(self) -> bool {
        facts::wire(self.index()).can_be_clean()
    }

    /// Whether a script may pass such a number to a browser's `close()`.
    ///
    /// ```
    /// assert!(!closecode::RawCode::new(1001).classify().is_script_sendable());
    /// ```
    #[inline]
    #[must_use]
    pub const fn is_script_sendable(self) -> bool {
        facts::wire(self.index()).is_script_sendable()
    }

    /// Whether a script in a browser can meet such a number in a close event.
    ///
    /// ```
    /// use closecode::{RawCode, Visibility};
    /// assert_eq!(RawCode::new(1015).classify().script_visibility(), Visibility::No);
    /// ```
    #[inline]
    #[must_use]
    pub const fn script_visibility(self) -> Visibility {
        facts::wire(self.index()).visibility()
    }
}

/// Every class, in order.
const ALL: [Class; Class::COUNT] = {
    let mut all = [Class(Kind::at(0)); Class::COUNT];
    let mut place = 0;
    while place < Class::COUNT {
        #[allow(clippy::cast_possible_truncation)] // There are fewer than 256, or `Kind` would not be a byte.
        let kind = Kind::at(place as u8);
        all[place] = Class(kind);
        place += 1;
    }
    all
};

/// The label: `1006`, `private_use`.
impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.label())
    }
}

impl fmt::Debug for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Class({})", self.label())
    }
}

impl From<RawCode> for Class {
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
        Class(generated::kind(self.get()))
    }
}

/// Fewer or more classes than codes: nothing was written.
///
/// ```
/// use closecode::{LengthError, RawCode, classify_into};
/// let mut classes = [RawCode::new(0).classify(); 2];
/// assert_eq!(classify_into(&[1000], &mut classes), Err(LengthError));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LengthError;

impl fmt::Display for LengthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the slice of classes is not as long as the list of codes; give one of equal length")
    }
}

impl core::error::Error for LengthError {}

/// Writes the class of each code into the place with the same index.
///
/// Never panics. If the slices differ in length, nothing is written and the error says so.
///
/// ```
/// use closecode::{RawCode, classify_into};
///
/// let codes = [1000, 1006, 4004];
/// let mut classes = [RawCode::new(0).classify(); 3];
/// classify_into(&codes, &mut classes)?;
/// assert_eq!(classes.map(|class| class.label()), ["1000", "1006", "private_use"]);
/// # Ok::<(), closecode::LengthError>(())
/// ```
#[inline]
pub fn classify_into(codes: &[u16], classes: &mut [Class]) -> Result<(), LengthError> {
    if codes.len() != classes.len() {
        return Err(LengthError);
    }
    #[cfg(all(feature = "std", target_arch = "x86_64"))]
    if x86::classify(codes, classes) {
        return Ok(());
    }
    portable::classify(codes, classes);
    Ok(())
}

/// Like [`classify_into`], from bytes as they lie in captures: two for each code, the more significant first.
///
/// Never panics. If there are not exactly two bytes for each class, nothing is written and the error says so.
///
/// ```
/// use closecode::{RawCode, classify_be_into};
///
/// let mut classes = [RawCode::new(0).classify(); 2];
/// classify_be_into(&[0x03, 0xe8, 0x03, 0xee], &mut classes)?;
/// assert_eq!(classes.map(|class| class.label()), ["1000", "1006"]);
/// # Ok::<(), closecode::LengthError>(())
/// ```
#[inline]
pub fn classify_be_into(bytes: &[u8], classes: &mut [Class]) -> Result<(), LengthError> {
    if bytes.len() / 2 != classes.len() || bytes.len() % 2 != 0 {
        return Err(LengthError);
    }
    #[cfg(all(feature = "std", target_arch = "x86_64"))]
    if x86::classify_be(bytes, classes) {
        return Ok(());
    }
    portable::classify_be(bytes, classes);
    Ok(())
}

/// [`classify_into`] by plain code alone, whatever the processor can: for our tests and benchmarks, not part of the API.
///
/// ```
/// # use closecode::{RawCode, classify_portable_into};
/// let mut classes = [RawCode::new(0).classify()];
/// assert_eq!(classify_portable_into(&[1000], &mut classes), Ok(()));
/// ```
#[doc(hidden)]
pub fn classify_portable_into(codes: &[u16], classes: &mut [Class]) -> Result<(), LengthError> {
    if codes.len() != classes.len() {
        return Err(LengthError);
    }
    portable::classify(codes, classes);
    Ok(())
}
