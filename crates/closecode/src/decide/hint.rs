//! What the server itself said about coming back.

use core::time::Duration;

/// What the server said about coming back, in whatever way its protocol has: a `Retry-After` of a
/// refused handshake, a message before the close, JSON in the reason.
///
/// Stronger than any policy, because the server knows its own state; weaker than local intent.
///
/// ```
/// use closecode::{Action, Cause, Disconnect, Hint, RawCode, decide};
/// use core::time::Duration;
///
/// let overloaded = Disconnect::new(Cause::Closed(RawCode::new(1013)));
/// let hint = Hint::new().retry_after(Duration::from_secs(42));
/// assert_eq!(decide(&overloaded.hint(hint), 0).delay, Duration::from_secs(42));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Hint {
    pub(super) retry_after: Option<Duration>,
    pub(super) reconnect: Option<bool>,
    pub(super) resume: Option<bool>,
}

impl Hint {
    /// A hint that says nothing.
    ///
    /// ```
    /// assert_eq!(closecode::Hint::new(), closecode::Hint::default());
    /// ```
    #[inline]
    #[must_use]
    pub const fn new() -> Self {
        Self { retry_after: None, reconnect: None, resume: None }
    }

    /// What the value of a `Retry-After` header says (RFC 9110, section 10.2.3): a number of
    /// seconds, or a date in any of its three forms, which is compared with `now`, the time since
    /// 1970-01-01 00:00:00 UTC. `None` if it is neither.
    ///
    /// ```
    /// use closecode::Hint;
    /// use core::time::Duration;
    /// let now = Duration::from_secs(784_111_717);
    /// let minute = Hint::new().retry_after(Duration::from_secs(60));
    /// assert_eq!(Hint::from_retry_after("60", now), Some(minute));
    /// assert_eq!(Hint::from_retry_after("Sun, 06 Nov 1994 08:49:37 GMT", now), Some(minute));
    /// assert_eq!(Hint::from_retry_after("soon", now), None);
    /// ```
    #[inline]
    #[must_use]
    pub const fn from_retry_after(value: &str, now: Duration) -> Option<Self> {
        match super::retry_after::parse(value.as_bytes(), now) {
            Some(delay) => Some(Self::new().retry_after(delay)),
            None => None,
        }
    }

    /// How long to wait, if there is another attempt at all. A client comes no earlier, and up to
    /// half as much later, but no more than its first delay would be: a server tells the same to
    /// all of them.
    ///
    /// "At once", which is anything below a second, is believed for the first attempt. From the
    /// second on, the larger of it and the policy's delay is used, so that a server that always
    /// says 0 is not called in a tight loop.
    ///
    /// ```
    /// use closecode::{Cause, CloseCode, Disconnect, Hint, decide};
    /// use core::time::Duration;
    /// let lost = Disconnect::new(Cause::from(CloseCode::AbnormalClosure))
    ///     .hint(Hint::new().retry_after(Duration::ZERO));
    /// assert_eq!(decide(&lost, u32::MAX).delay, Duration::ZERO);
    /// // Without a random number: the ceiling.
    /// assert_eq!(decide(&lost.attempt(1), u32::MAX).delay, Duration::from_secs(10));
    /// ```
    #[inline]
    #[must_use]
    pub const fn retry_after(self, delay: Duration) -> Self {
        Self { retry_after: Some(delay), ..self }
    }

    /// Whether to come back at all, as it is. `false` stops; `true` turns any policy into a
    /// reconnect and sets its budget aside.
    ///
    /// ```
    /// use closecode::{Action, Cause, CloseCode, Disconnect, Hint, decide};
    /// let kicked = Disconnect::new(Cause::from(CloseCode::Forbidden));
    /// assert_eq!(decide(&kicked, u32::MAX).action, Action::Stop);
    /// assert_eq!(
    ///     decide(&kicked.hint(Hint::new().reconnect(true)), u32::MAX).action,
    ///     Action::Reconnect
    /// );
    /// ```
    #[inline]
    #[must_use]
    pub const fn reconnect(self, reconnect: bool) -> Self {
        Self { reconnect: Some(reconnect), ..self }
    }

    /// Whether the session can be resumed after this close, as with a resume URL. It says how to
    /// come back, not whether.
    ///
    /// ```
    /// use closecode::{Action, Cause, CloseCode, Disconnect, Hint, decide};
    /// let moved = Disconnect::new(Cause::from(CloseCode::ServiceRestart))
    ///     .hint(Hint::new().resume(true));
    /// assert_eq!(decide(&moved, u32::MAX).action, Action::Resume);
    /// ```
    #[inline]
    #[must_use]
    pub const fn resume(self, resume: bool) -> Self {
        Self { resume: Some(resume), ..self }
    }

    /// How long the server asked to wait.
    ///
    /// ```
    /// assert_eq!(closecode::Hint::new().get_retry_after(), None);
    /// ```
    #[inline]
    #[must_use]
    pub const fn get_retry_after(&self) -> Option<Duration> {
        self.retry_after
    }

    /// Whether the server said to come back.
    ///
    /// ```
    /// assert_eq!(closecode::Hint::new().reconnect(false).get_reconnect(), Some(false));
    /// ```
    #[inline]
    #[must_use]
    pub const fn get_reconnect(&self) -> Option<bool> {
        self.reconnect
    }

    /// Whether the server said that the session can be resumed.
    ///
    /// ```
    /// assert_eq!(closecode::Hint::new().resume(true).get_resume(), Some(true));
    /// ```
    #[inline]
    #[must_use]
    pub const fn get_resume(&self) -> Option<bool> {
        self.resume
    }
}
