//! What a proxy puts into the frame that it forwards.

use core::fmt;

use crate::fmt::padded;
use crate::{RawCode, SendableCode};

/// What a proxy that learned of a close on one side sends on the other.
///
/// | received | sent | why |
/// |---|---|---|
/// | a code that is allowed in a Close frame | the same | it was meant for the other end |
/// | 1005 | an empty body | the peer sent no code; RFC 6455 section 7.4.1 forbids the number |
/// | 1006, 1015 | 1011 | there was no Close frame; the proxy cannot go on |
/// | any other number | 1011 | the peer broke the protocol; the other end did nothing wrong |
///
/// 1011 rather than 1014, which a gateway may send to its client for the same reason: 1011 is legal
/// in both directions (erratum 3227), while several libraries refuse 1014 or report it as 1002.
/// Rather than 1002 because that would accuse the end that did nothing wrong. A gateway that knows
/// its clients may prefer 1014.
///
/// ```
/// use closecode::{RawCode, Relay};
///
/// /// The body of the Close frame that a proxy writes.
/// fn body(received: RawCode) -> Vec<u8> {
///     match received.for_relay() {
///         Relay::Code(code) => code.to_be_bytes().to_vec(),
///         Relay::EmptyBody => Vec::new(),
///     }
/// }
///
/// assert_eq!(body(RawCode::new(1001)), [0x03, 0xe9]);
/// assert_eq!(body(RawCode::new(1005)), []);
/// assert_eq!(body(RawCode::new(1006)), 1011_u16.to_be_bytes());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relay {
    /// A Close frame with this code.
    Code(SendableCode),
    /// A Close frame with an empty body.
    EmptyBody,
}

impl Relay {
    #[inline]
    pub(crate) const fn of(code: RawCode) -> Self {
        match (code.sendable(), code.get()) {
            (Some(code), _) => Self::Code(code),
            (None, 1005) => Self::EmptyBody,
            (None, _) => Self::Code(SendableCode::INTERNAL_ERROR),
        }
    }

    /// The code to send; `None` for an empty body.
    ///
    /// ```
    /// use closecode::Relay;
    /// assert_eq!(Relay::EmptyBody.code(), None);
    /// ```
    #[inline]
    #[must_use]
    pub const fn code(self) -> Option<SendableCode> {
        match self {
            Self::Code(code) => Some(code),
            Self::EmptyBody => None,
        }
    }
}

/// The code, or `no code`.
impl fmt::Display for Relay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => padded(f, format_args!("{code}")),
            Self::EmptyBody => f.pad("no code"),
        }
    }
}
