//! The HTTP status with which a handshake was refused.

use core::fmt;
use core::time::Duration;

use super::{Backoff, ProfileAction, ProfileRule};
use crate::{CloseCode, Jitter};

/// The HTTP status with which a server refused the handshake: any number, as it came.
///
/// | status | decision | why |
/// |---|---|---|
/// | 401, 407 | re-authenticate, then once | as 3000; 407 wants the proxy's credential |
/// | 403, 410, 451 | stop | as 3003: the same user gets the same answer |
/// | 404 | fix first, 3 slow probes | a wrong address, or a server in the middle of a deployment |
/// | 408, 425 | back off | as 3008: the server asks for another attempt |
/// | 429 | back off slowly | as 1013 |
/// | other 4xx, as 400 and 426 | fix first | RFC 9110 section 15: an unknown 4xx counts as 400, and the same request gets the same answer |
/// | 501, 505 | fix first, 3 slow probes | this server does not speak the protocol; another one behind the same name may |
/// | 511 | fix first, 3 slow probes | a captive portal, which a user has to pass |
/// | 502, 503, 504 | back off | as 1014: what a balancer answers while servers restart |
/// | other 5xx | back off slowly | at the pace of 1011, without its end: a refused handshake costs a server little |
/// | 1xx, 2xx, 3xx | fix first, 3 slow probes | an answer from something that is no WebSocket server, as a captive portal |
/// | any other number | as 500 | RFC 9110 section 15 |
///
/// Pass a `Retry-After` as [`Hint::retry_after`](crate::Hint::retry_after).
///
/// ```
/// use closecode::{Act, Cause, Closure, HandshakeStatus, decide};
/// let act = |status| decide(&Closure::new(Cause::Handshake(HandshakeStatus::new(status)))).action;
/// assert_eq!(act(401), Act::Reauthenticate);
/// assert_eq!(act(403), Act::Stop);
/// assert_eq!(act(404), Act::FixFirst);
/// assert_eq!(act(503), Act::Reconnect);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HandshakeStatus(u16);

/// From one to fifteen minutes: as slow as 1015, and for a like reason, that somebody has to do something.
const SLOW: Backoff = Backoff::new(Duration::from_secs(60), Duration::from_secs(900), 2, Jitter::Full);

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
    /// use closecode::{HandshakeStatus, ProfileAction};
    /// assert_eq!(HandshakeStatus::new(401).rule().action(), ProfileAction::Reauth);
    /// ```
    #[must_use]
    pub const fn rule(self) -> ProfileRule {
        const PROBES: ProfileRule = ProfileRule::new(ProfileAction::FixClient).paced(SLOW).at_most(3);
        const FIX: ProfileRule = ProfileRule::new(ProfileAction::FixClient);
        match self.0 {
            401 | 407 => ProfileRule::of(CloseCode::Unauthorized.policy()),
            403 | 410 | 451 => ProfileRule::of(CloseCode::Forbidden.policy()),
            100..=399 | 404 | 501 | 505 | 511 => PROBES,
            408 | 425 => ProfileRule::of(CloseCode::Timeout.policy()),
            429 => ProfileRule::of(CloseCode::TryAgainLater.policy()),
            400..=499 => FIX,
            502..=504 => ProfileRule::of(CloseCode::BadGateway.policy()),
            _ => ProfileRule::new(ProfileAction::Backoff).paced(CloseCode::InternalError.policy().backoff()),
        }
    }
}

/// `HTTP 503`.
impl fmt::Display for HandshakeStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HTTP {}", self.0)
    }
}

impl From<u16> for HandshakeStatus {
    fn from(status: u16) -> Self {
        Self(status)
    }
}

impl From<HandshakeStatus> for u16 {
    fn from(status: HandshakeStatus) -> Self {
        status.0
    }
}
