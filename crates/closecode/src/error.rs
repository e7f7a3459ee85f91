//! What can go wrong: a number that names no code, a number that must not be sent, a text that is
//! neither.

use core::error::Error;
use core::fmt;

/// The number has no name in the registry.
///
/// ```
/// use closecode::CloseCode;
/// let error = CloseCode::try_from(4004).unwrap_err();
/// assert_eq!(error.to_string(), "4004 is not a registered close code");
/// assert_eq!(error.code(), 4004);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct UnknownCodeError(pub(crate) u16);

/// The number is not allowed in a Close frame: RFC 6455 section 7.4 forbids it, or gives it no
/// meaning.
///
/// ```
/// use closecode::SendableCode;
/// let error = SendableCode::try_from(1006).unwrap_err();
/// assert_eq!(error.to_string(), "1006 is not allowed in a Close frame");
/// assert_eq!(error.code(), 1006);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NotSendableError(pub(crate) u16);

/// The text is not a code of the requested type: neither its number nor a name of
/// it.
///
/// A [`RawCode`](crate::RawCode) takes any number, a [`CloseCode`](crate::CloseCode) only a
/// registered one.
///
/// ```
/// let error = "Gone".parse::<closecode::CloseCode>().unwrap_err();
/// assert_eq!(error.to_string(), "no such close code: expected its number or its name");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct ParseCodeError {}

/// The tag matches no language whose feature is on, or is not a BCP 47 tag.
///
/// Which languages there are depends on the features: [`Locale::ALL`](crate::Locale::ALL) lists
/// them.
///
/// ```
/// let error = "tlh".parse::<closecode::Locale>().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "unknown language tag (is its `locale-*` feature on?)"
/// );
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct UnknownLocaleError {}

/// The word is none of those that the type has.
///
/// ```
/// let error = "no".parse::<closecode::Severity>().unwrap_err();
/// assert_eq!(error.to_string(), "expected one of: info, warning, error");
/// assert_eq!(error.expected(), ["info", "warning", "error"]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct UnknownWordError(pub(crate) &'static [&'static str]);

/// The text is no cause, or no retry state, as this crate writes them.
///
/// ```
/// let error = "tomorrow".parse::<closecode::RetryState>().unwrap_err();
/// assert_eq!(error.to_string(), "not a retry state as closecode writes it");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ParseStateError(pub(crate) &'static str);

impl UnknownWordError {
    /// The words.
    ///
    /// ```
    /// assert!("".parse::<closecode::Jitter>().unwrap_err().expected().contains(&"full"));
    /// ```
    #[inline]
    #[must_use]
    pub const fn expected(self) -> &'static [&'static str] {
        self.0
    }
}

impl UnknownCodeError {
    /// The number.
    ///
    /// ```
    /// assert_eq!(closecode::CloseCode::try_from(1016).unwrap_err().code(), 1016);
    /// ```
    #[inline]
    #[must_use]
    pub const fn code(self) -> u16 {
        self.0
    }
}

impl NotSendableError {
    /// The number.
    ///
    /// ```
    /// assert_eq!(closecode::SendableCode::try_from(1005).unwrap_err().code(), 1005);
    /// ```
    #[inline]
    #[must_use]
    pub const fn code(self) -> u16 {
        self.0
    }
}

impl fmt::Display for UnknownCodeError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is not a registered close code", self.0)
    }
}

impl fmt::Display for NotSendableError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is not allowed in a Close frame", self.0)
    }
}

/// For generated code, in an application too.
#[doc(hidden)]
impl ParseCodeError {
    #[allow(clippy::new_without_default)] // It is no value that somebody starts from.
    #[must_use]
    pub const fn new() -> Self {
        Self {}
    }
}

impl fmt::Display for ParseCodeError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no such close code: expected its number or its name")
    }
}

impl fmt::Display for UnknownLocaleError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unknown language tag (is its `locale-*` feature on?)")
    }
}

impl fmt::Display for UnknownWordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected one of: ")?;
        for (place, word) in self.0.iter().enumerate() {
            f.write_str(if place == 0 { "" } else { ", " })?;
            f.write_str(word)?;
        }
        Ok(())
    }
}

impl fmt::Display for ParseStateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not {} as closecode writes it", self.0)
    }
}

impl Error for UnknownWordError {}
impl Error for ParseStateError {}
impl Error for UnknownCodeError {}
impl Error for NotSendableError {}
impl Error for ParseCodeError {}
impl Error for UnknownLocaleError {}

/// With `std`, an error travels through functions that return `io::Result`, as most network code
/// does.
#[cfg(feature = "std")]
macro_rules! into_io {
    ($($error:ident: $kind:ident),+ $(,)?) => {
        $(impl From<$error> for std::io::Error {
            #[inline]
            fn from(error: $error) -> Self {
                Self::new(std::io::ErrorKind::$kind, error)
            }
        })+
    };
}

#[cfg(feature = "std")]
into_io! {
    UnknownCodeError: InvalidData,
    NotSendableError: InvalidInput,
    ParseCodeError: InvalidData,
    UnknownLocaleError: InvalidInput,
    UnknownWordError: InvalidData,
    ParseStateError: InvalidData,
}
