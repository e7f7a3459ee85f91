//! What a client remembers from one end of a connection to the next.

use core::time::Duration;

use super::{Cause, Decision, Disconnect, Limits, ProfileTable, RetryState, decide};

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
/// // The attempt is refused: the second wait is longer.
/// let busy = Cause::Handshake(HandshakeStatus::new(503));
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
    spent: Duration,
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
        Self {
            limits: Limits::new(),
            profile: None,
            wanted: None,
            retry_state: RetryState::new(),
            spent: Duration::ZERO,
        }
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
    /// use closecode::{Act, Cause, ProfileAction, ProfileRule, ProfileTable, RawCode, Reconnector};
    /// const PROFILE: ProfileTable =
    ///     ProfileTable::new(&[(4004..=4004, ProfileRule::new(ProfileAction::Never))]);
    /// let mut reconnector = Reconnector::new().profile(PROFILE);
    /// let kicked = Cause::Closed(RawCode::new(4004));
    /// assert_eq!(reconnector.ended(kicked, None, 0).action, Act::Stop);
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
    /// use closecode::{Act, Cause, CloseCode, Reconnector};
    /// let mut reconnector = Reconnector::new().wanted(true);
    /// let ended = Cause::from(CloseCode::NormalClosure);
    /// assert_eq!(reconnector.ended(ended, None, 0).action, Act::Reconnect);
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
    /// assert_eq!((reconnector.retry_state().attempts(), reconnector.spent().as_secs()), (1, 5));
    /// ```
    #[inline]
    #[must_use]
    pub const fn retry_state(&self) -> RetryState {
        self.retry_state
    }

    /// The time since the last stable connection, as far as this was told: what was waited, and
    /// what connections lived that did not become stable.
    ///
    /// ```
    /// assert!(closecode::Reconnector::new().spent().is_zero());
    /// ```
    #[inline]
    #[must_use]
    pub const fn spent(&self) -> Duration {
        self.spent
    }

    /// The same, with what another one had remembered.
    ///
    /// ```
    /// use closecode::{Cause, Reconnector};
    /// let mut before = Reconnector::new();
    /// let _ = before.ended(Cause::Dns, None, u32::MAX);
    /// let mut after = Reconnector::new().restored(before.retry_state(), before.spent());
    /// assert_eq!(after.ended(Cause::Dns, None, 7), before.ended(Cause::Dns, None, 7));
    /// ```
    #[inline]
    #[must_use]
    pub const fn restored(self, retry_state: RetryState, spent: Duration) -> Self {
        Self { retry_state, spent, ..self }
    }

    /// What follows the end of a connection, or an attempt that failed. `lived` is how long the
    /// connection had been open, `None` if it never opened; `random` is any number of a uniform
    /// distribution, drawn anew for each call.
    ///
    /// ```
    /// use closecode::{Act, Cause, Reconnector};
    /// let mut reconnector = Reconnector::new();
    /// assert_eq!(reconnector.ended(Cause::Tcp, None, 0).action, Act::Reconnect);
    /// ```
    #[inline]
    pub fn ended(&mut self, cause: Cause, lived: Option<Duration>, random: u32) -> Decision {
        let disconnect = Disconnect::new(cause).random(random);
        self.decide(match lived {
            Some(lived) => disconnect.uptime(lived),
            None => disconnect.opened(false),
        })
    }

    /// The same for a [`Disconnect`] of which more is known: a hint of the server, who closed,
    /// whether there is a network. Its limits, retry state and time spent are replaced by what is
    /// remembered here, and so is a profile, if there is one.
    ///
    /// ```
    /// use closecode::{Cause, Disconnect, HandshakeStatus, Hint, Reconnector};
    /// use core::time::Duration;
    /// let mut reconnector = Reconnector::new();
    /// let refused = Disconnect::new(Cause::Handshake(HandshakeStatus::new(429)))
    ///     .hint(Hint::new().retry_after(Duration::from_secs(90)))
    ///     .random(0);
    /// assert_eq!(reconnector.decide(refused).attempt_in(), Some(Duration::from_secs(90)));
    /// ```
    #[inline]
    pub fn decide(&mut self, disconnect: Disconnect) -> Decision {
        let mut disconnect =
            disconnect.limits(self.limits).retry_state(self.retry_state).spent(self.spent);
        if let Some(profile) = &self.profile {
            disconnect = disconnect.profile_table(profile);
        }
        if let (None, Some(wanted)) = (disconnect.wanted, self.wanted) {
            disconnect = disconnect.wanted(wanted);
        }
        let decision = decide(&disconnect);
        let (_, spent) = disconnect.flap_guard();
        let lived = if disconnect.is_stable() { Duration::ZERO } else { disconnect.uptime };
        self.retry_state = decision.retry_state;
        self.spent = spent.saturating_add(lived).saturating_add(decision.delay);
        decision
    }
}

impl Default for Reconnector {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}
