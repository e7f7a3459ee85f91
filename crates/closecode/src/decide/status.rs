//! The HTTP status with which a handshake was refused.

use core::fmt;

use super::ProfileRule;
use crate::fmt::padded;
use crate::generated;

/// The HTTP status with which a server refused the handshake: any number, as it came.
#[doc = include_str!("../generated/handshake.md")]
///
/// Pass a `Retry-After` as [`Hint::retry_after`](crate::Hint::retry_after).
///
/// ```
/// use closecode::{Action, Cause, Disconnect, HandshakeStatus, decide};
/// let act = |status| {
///     decide(&Disconnect::new(Cause::Handshake(HandshakeStatus::new(status))), u32::MAX)
///         .action
/// };
/// assert_eq!(act(401), Action::Reauthenticate);
/// assert_eq!(act(403), Action::Reauthenticate);
/// assert_eq!(act(410), Action::Stop);
/// assert_eq!(act(404), Action::FixFirst);
/// assert_eq!(act(503), Action::Reconnect);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HandshakeStatus(u16);

impl HandshakeStatus {
    /// The status with this number. Never fails.
    ///
    /// ```
    /// assert_eq!(closecode::HandshakeStatus::new(426).get(), 426);
    /// ```
    #[inline]
    #[must_use]
    pub const fn new(status: u16) -> Self {
        Self(status)
    }

    /// The number.
    ///
    /// ```
    /// assert_eq!(closecode::HandshakeStatus::new(401).get(), 401);
    /// ```
    #[inline]
    #[must_use]
    pub const fn get(self) -> u16 {
        self.0
    }

    /// What follows from the table above.
    ///
    /// ```
    /// use closecode::{Action, HandshakeStatus};
    /// assert_eq!(HandshakeStatus::new(401).rule().action(), Action::Reauthenticate);
    /// ```
    #[inline]
    #[must_use]
    pub const fn rule(self) -> ProfileRule {
        generated::handshake(self.0)
    }
}

/// `HTTP 503`.
impl fmt::Display for HandshakeStatus {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        padded(f, format_args!("HTTP {}", self.0))
    }
}

impl From<u16> for HandshakeStatus {
    #[inline]
    fn from(status: u16) -> Self {
        Self(status)
    }
}

impl From<HandshakeStatus> for u16 {
    #[inline]
    fn from(status: HandshakeStatus) -> Self {
        status.0
    }
}
