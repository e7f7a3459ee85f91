//! What a client remembers from one end of a connection to the next.

use core::time::Duration;

use super::{Decision, Disconnect, Limits, ProfileTable, RetryState, decide};

/// What a client remembers from one end of a connection to the next: its limits, the protocol's
/// profile, what has been tried, and for how long.
///
/// It has no clock and no randomness, and allocates nothing: tell it how long each connection had
/// lived, give it a random number, and wait as long as the [`Decision`] says.
///
/// ```
/// use closecode::{Cause, CloseCode, HandshakeStatus, Reconnector};
/// use core::time::Duration;
///
/// let mut reconnector = Reconnector::new();
/// // A connection that had lived for an hour is lost: back within 5 s.
/// let lost = Cause::from(CloseCode::AbnormalClosure);
/// let decision = reconnector.ended(lost, Some(Duration::from_secs(3600)), u32::MAX);
/// assert_eq!(decision.attempt_in(), Some(Duration::from_secs(5)));
/// // The attempt is refused, and the next: the second wait for that is longer.
/// let busy = Cause::Handshake(HandshakeStatus::new(503));
/// let decision = reconnector.ended(busy, None, u32::MAX);
/// assert_eq!(decision.attempt_in(), Some(Duration::from_secs(5)));
/// let decision = reconnector.ended(busy, None, u32::MAX);
/// assert_eq!(decision.attempt_in(), Some(Duration::from_secs(10)));
/// // 401: one attempt with a new credential, and then no more.
/// let refused = Cause::Handshake(HandshakeStatus::new(401));
/// assert!(reconnector.ended(refused, None, u32::MAX).attempt_in().is_some());
/// assert_eq!(reconnector.ended(refused, None, u32::MAX).attempt_in(), None);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Reconnector {
    limits: Limits,
    profile: Option<ProfileTable>,
    wanted: Option<bool>,
    retry_state: RetryState,
}

impl Reconnector {
    /// One that remembers nothing yet, with [`Limits::new`] and no profile.
    ///
    /// ```
    /// assert_eq!(closecode::Reconnector::new().retry_state().attempts(), 0);
    /// ```
    #[inline]
    #[must_use]
    pub const fn new() -> Self {
        Self { limits: Limits::new(), profile: None, wanted: None, retry_state: RetryState::new() }
    }

    /// The same, with what the caller allows.
    ///
    /// ```
    /// use closecode::{Cause, Limits, Reconnector};
    /// let mut reconnector = Reconnector::new().limits(Limits::new().attempts(1));
    /// assert!(reconnector.ended(Cause::Tcp, None, 0).attempt_in().is_some());
    /// assert!(reconnector.ended(Cause::Tcp, None, 0).attempt_in().is_none());
    /// ```
    #[inline]
    #[must_use]
    pub const fn limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// The same, with what the protocol says about its codes: the `PROFILE` of a module in
    /// [`protocols`](crate::protocols), or an application's own.
    ///
    /// ```
    /// use closecode::{Action, Cause, ProfileRule, ProfileTable, RawCode, Reconnector};
    /// const PROFILE: ProfileTable =
    ///     ProfileTable::new(&[(4004..=4004, ProfileRule::new(Action::Stop))]);
    /// let mut reconnector = Reconnector::new().profile(PROFILE);
    /// let kicked = Cause::Closed(RawCode::new(4004));
    /// assert_eq!(reconnector.ended(kicked, None, 0).action, Action::Stop);
    /// ```
    #[inline]
    #[must_use]
    pub const fn profile(self, profile: ProfileTable) -> Self {
        Self { profile: Some(profile), ..self }
    }

    /// The same, for an application that wants a connection also after a normal end (1000), as a
    /// subscription does; see [`Disconnect::wanted`].
    ///
    /// ```
    /// use closecode::{Action, Cause, CloseCode, Reconnector};
    /// let mut reconnector = Reconnector::new().wanted(true);
    /// let ended = Cause::from(CloseCode::NormalClosure);
    /// assert_eq!(reconnector.ended(ended, None, 0).action, Action::Reconnect);
    /// ```
    #[inline]
    #[must_use]
    pub const fn wanted(self, wanted: bool) -> Self {
        Self { wanted: Some(wanted), ..self }
    }

    /// What has been tried, and for how long, since the last stable connection: to be saved, and
    /// given to [`restored`](Self::restored).
    ///
    /// ```
    /// use closecode::{Cause, Reconnector};
    /// let mut reconnector = Reconnector::new();
    /// let _ = reconnector.ended(Cause::Dns, None, u32::MAX);
    /// let tried = reconnector.retry_state();
    /// assert_eq!((tried.attempts(), tried.spent().as_secs()), (1, 5));
    /// ```
    #[inline]
    #[must_use]
    pub const fn retry_state(&self) -> RetryState {
        self.retry_state
    }

    /// The same, with what another one had remembered, before the program was restarted for
    /// instance.
    ///
    /// ```
    /// use closecode::{Cause, Reconnector};
    /// let mut before = Reconnector::new();
    /// let _ = before.ended(Cause::Dns, None, u32::MAX);
    /// let saved = before.retry_state().to_string();
    /// let mut after = Reconnector::new().restored(saved.parse()?);
    /// assert_eq!(after.ended(Cause::Dns, None, 7), before.ended(Cause::Dns, None, 7));
    /// # Ok::<(), closecode::ParseStateError>(())
    /// ```
    #[inline]
    #[must_use]
    pub const fn restored(self, retry_state: RetryState) -> Self {
        Self { retry_state, ..self }
    }

    /// A connection has been open for this long, and still is. At [`Limits::min_uptime`] what was
    /// tried is forgotten, as it will be when the connection ends. For whoever saves the state
    /// while a connection is open: without it, a program that is restarted a month later goes on
    /// from the outage before.
    ///
    /// ```
    /// use closecode::{Cause, Reconnector};
    /// use core::time::Duration;
    /// let mut reconnector = Reconnector::new();
    /// let _ = reconnector.ended(Cause::Dns, None, 7);
    /// reconnector.open_for(Duration::from_secs(9));
    /// assert_eq!(reconnector.retry_state().attempts(), 1);
    /// reconnector.open_for(Duration::from_secs(10));
    /// assert_eq!(reconnector.retry_state().attempts(), 0);
    /// ```
    #[inline]
    pub const fn open_for(&mut self, lived: Duration) {
        if lived.as_nanos() >= self.limits.min_uptime.as_nanos() {
            self.retry_state = RetryState::new();
        }
    }

    /// What the caller allows.
    ///
    /// ```
    /// use closecode::{Limits, Reconnector};
    /// assert_eq!(Reconnector::new().get_limits(), Limits::new());
    /// ```
    #[inline]
    #[must_use]
    pub const fn get_limits(&self) -> Limits {
        self.limits
    }

    /// The protocol's profile, if there is one.
    ///
    /// ```
    /// assert!(closecode::Reconnector::new().get_profile().is_none());
    /// ```
    #[inline]
    #[must_use]
    pub const fn get_profile(&self) -> Option<ProfileTable> {
        self.profile
    }

    /// Whether the application wants a connection also after a normal end, if it was said.
    ///
    /// ```
    /// assert_eq!(closecode::Reconnector::new().wanted(true).is_wanted(), Some(true));
    /// ```
    #[inline]
    #[must_use]
    pub const fn is_wanted(&self) -> Option<bool> {
        self.wanted
    }

    /// What follows the end of a connection, or an attempt that failed. `end` is a cause, a code,
    /// an error of tungstenite (with that feature), or a [`Disconnect`] of which more is known;
    /// `lived` is how long the connection had been open, `None` if it never opened; `random` is any
    /// number of a uniform distribution, drawn anew for each call.
    ///
    /// Limits, retry state and profile of a [`Disconnect`] are replaced by what is remembered here,
    /// the profile if there is one.
    ///
    /// ```
    /// use closecode::{Action, Cause, Disconnect, HandshakeStatus, Hint, Reconnector};
    /// use core::time::Duration;
    /// let mut reconnector = Reconnector::new();
    /// assert_eq!(reconnector.ended(Cause::Tcp, None, 0).action, Action::Reconnect);
    /// // With a `Retry-After`.
    /// let busy = Disconnect::new(Cause::Handshake(HandshakeStatus::new(429)))
    ///     .hint(Hint::new().retry_after(Duration::from_secs(90)));
    /// let decision = reconnector.ended(busy, None, 0);
    /// assert_eq!(decision.attempt_in(), Some(Duration::from_secs(90)));
    /// ```
    #[inline]
    pub fn ended(
        &mut self,
        end: impl Into<Disconnect>,
        lived: Option<Duration>,
        random: u32,
    ) -> Decision {
        let mut end = match lived {
            Some(lived) => end.into().uptime(lived),
            None => end.into().opened(false),
        };
        end = end.limits(self.limits).retry_state(self.retry_state);
        if let Some(profile) = &self.profile {
            end = end.profile_table(profile);
        }
        if let (None, Some(wanted)) = (end.wanted, self.wanted) {
            end = end.wanted(wanted);
        }
        let decision = decide(&end, random);
        self.retry_state = decision.retry_state;
        decision
    }
}

impl Default for Reconnector {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}
