//! A number that a protocol has no code for.

use core::error::Error;
use core::fmt;

/// The number is not among the codes of the protocol that was asked. It may still lie in one of its
/// ranges.
///
/// ```
/// # #[cfg(feature = "protocol-discord-gateway")] {
/// use closecode::protocols::discord_gateway::CloseCode;
/// let error = CloseCode::try_from(4999).unwrap_err();
/// assert_eq!(error.to_string(), "4999 is not a close code of Discord Gateway");
/// assert_eq!((error.code(), error.protocol()), (4999, "Discord Gateway"));
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct UnknownCodeError {
    pub(crate) code: u16,
    pub(crate) protocol: &'static str,
}

/// For generated code, in an application too.
#[doc(hidden)]
impl UnknownCodeError {
    #[must_use]
    pub const fn new(code: u16, protocol: &'static str) -> Self {
        Self { code, protocol }
    }
}

impl UnknownCodeError {
    /// The number.
    ///
    /// ```
    /// # #[cfg(feature = "protocol-discord-gateway")]
    /// assert_eq!(
    ///     closecode::protocols::discord_gateway::CloseCode::try_from(1).unwrap_err().code(),
    ///     1
    /// );
    /// ```
    #[inline]
    #[must_use]
    pub const fn code(self) -> u16 {
        self.code
    }

    /// The name of the protocol, and of the endpoint if it has several.
    ///
    /// ```
    /// # #[cfg(feature = "protocol-centrifugo")]
    /// assert_eq!(
    ///     closecode::protocols::centrifugo::CloseCode::try_from(1).unwrap_err().protocol(),
    ///     "Centrifugo"
    /// );
    /// ```
    #[inline]
    #[must_use]
    pub const fn protocol(self) -> &'static str {
        self.protocol
    }
}

impl fmt::Display for UnknownCodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is not a close code of {}", self.code, self.protocol)
    }
}

impl Error for UnknownCodeError {}

#[cfg(feature = "std")]
impl From<UnknownCodeError> for std::io::Error {
    fn from(error: UnknownCodeError) -> Self {
        Self::new(std::io::ErrorKind::InvalidData, error)
    }
}
