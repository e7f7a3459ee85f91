//! What the caller allows.

use core::time::Duration;

/// What the caller allows, whatever the policy says.
///
/// ```
/// use closecode::Limits;
/// use core::time::Duration;
/// const LIMITS: Limits = Limits::new().attempts(20).total_time(Duration::from_secs(600));
/// assert_ne!(LIMITS, Limits::default());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Limits {
    pub(super) min_uptime: Duration,
    pub(super) attempts: Option<u32>,
    pub(super) total_time: Option<Duration>,
    pub(super) max_delay: Duration,
}

impl Limits {
    /// A connection counts as stable after 10 s; a wait of more than a day is not waited for; no
    /// end of attempts or time.
    ///
    /// ```
    /// assert_eq!(closecode::Limits::new(), closecode::Limits::default());
    /// ```
    #[inline]
    #[must_use]
    pub const fn new() -> Self {
        Self {
            min_uptime: Duration::from_secs(10),
            attempts: None,
            total_time: None,
            max_delay: Duration::from_secs(86_400),
        }
    }

    /// How long a connection must have been up for attempts to be counted anew. Without it, a
    /// server that accepts and then closes is called in a tight loop. Surveyed clients use 5 to 30
    /// s.
    ///
    /// ```
    /// use closecode::{Cause, CloseCode, Disconnect, Limits, decide};
    /// use core::time::Duration;
    /// let limits = Limits::new().min_uptime(Duration::from_secs(5));
    /// let lost =
    ///     Disconnect::new(Cause::from(CloseCode::AbnormalClosure)).attempt(7).limits(limits);
    /// assert_eq!(
    ///     decide(&lost.uptime(Duration::from_secs(4)), u32::MAX).retry_state.attempts(),
    ///     8
    /// );
    /// assert_eq!(
    ///     decide(&lost.uptime(Duration::from_secs(5)), u32::MAX).retry_state.attempts(),
    ///     1
    /// );
    /// ```
    #[inline]
    #[must_use]
    pub const fn min_uptime(self, min_uptime: Duration) -> Self {
        Self { min_uptime, ..self }
    }

    /// Attempts in a row after which to stop; 0 for none at all.
    ///
    /// ```
    /// use closecode::{Action, Cause, CloseCode, Disconnect, Limits, decide};
    /// let lost = Disconnect::new(Cause::from(CloseCode::AbnormalClosure))
    ///     .limits(Limits::new().attempts(3));
    /// assert_eq!(decide(&lost.attempt(2), u32::MAX).action, Action::Reconnect);
    /// assert_eq!(decide(&lost.attempt(3), u32::MAX).action, Action::Stop);
    /// ```
    #[inline]
    #[must_use]
    pub const fn attempts(self, attempts: u32) -> Self {
        Self { attempts: Some(attempts), ..self }
    }

    /// The longest delay that the caller waits for; a day, if nothing is said. A server may ask for
    /// any, in a `Retry-After` for one. One that asks for more is not called earlier, but not
    /// again.
    ///
    /// ```
    /// use closecode::{
    ///     Action, Cause, Disconnect, HandshakeStatus, Hint, Limits, Rationale, decide,
    /// };
    /// use core::time::Duration;
    /// let refused = Cause::Handshake(HandshakeStatus::new(503));
    /// let asked = Disconnect::new(refused)
    ///     .hint(Hint::new().retry_after(Duration::from_secs(86_400)))
    ///     .limits(Limits::new().max_delay(Duration::from_secs(3600)));
    /// let decision = decide(&asked, 0);
    /// assert_eq!(decision.action, Action::Stop);
    /// assert_eq!(decision.rationale, Rationale::DelayTooLong);
    /// ```
    #[inline]
    #[must_use]
    pub const fn max_delay(self, max_delay: Duration) -> Self {
        Self { max_delay, ..self }
    }

    /// Time in a row after which to stop. An attempt that would only begin after it is not waited
    /// for.
    ///
    /// ```
    /// use closecode::{Action, Cause, CloseCode, Disconnect, Limits, decide};
    /// use core::time::Duration;
    /// let limits = Limits::new().total_time(Duration::from_secs(60));
    /// // 5 s to wait.
    /// let lost = Disconnect::new(Cause::from(CloseCode::AbnormalClosure)).limits(limits);
    /// assert_eq!(
    ///     decide(&lost.spent(Duration::from_secs(55)), u32::MAX).action,
    ///     Action::Reconnect
    /// );
    /// assert_eq!(
    ///     decide(&lost.spent(Duration::from_secs(56)), u32::MAX).action,
    ///     Action::Stop
    /// );
    /// ```
    #[inline]
    #[must_use]
    pub const fn total_time(self, total_time: Duration) -> Self {
        Self { total_time: Some(total_time), ..self }
    }

    /// How long a connection must have been up to count as stable.
    ///
    /// ```
    /// assert_eq!(closecode::Limits::new().get_min_uptime().as_secs(), 10);
    /// ```
    #[inline]
    #[must_use]
    pub const fn get_min_uptime(&self) -> Duration {
        self.min_uptime
    }

    /// Attempts in a row after which to stop.
    ///
    /// ```
    /// assert_eq!(closecode::Limits::new().attempts(8).get_attempts(), Some(8));
    /// ```
    #[inline]
    #[must_use]
    pub const fn get_attempts(&self) -> Option<u32> {
        self.attempts
    }

    /// The longest delay that the caller waits for.
    ///
    /// ```
    /// assert_eq!(closecode::Limits::new().get_max_delay().as_secs(), 24 * 60 * 60);
    /// ```
    #[inline]
    #[must_use]
    pub const fn get_max_delay(&self) -> Duration {
        self.max_delay
    }

    /// Time in a row after which to stop.
    ///
    /// ```
    /// assert_eq!(closecode::Limits::new().get_total_time(), None);
    /// ```
    #[inline]
    #[must_use]
    pub const fn get_total_time(&self) -> Option<Duration> {
        self.total_time
    }
}

impl Default for Limits {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}
