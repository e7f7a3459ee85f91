//! What has been tried since the last stable connection.

/// What has been tried since the last stable connection. Take it from each
/// [`Decision`](crate::Decision) and hand it to the next [`Disconnect`](crate::Disconnect).
///
/// One number would not do: after ten attempts to get past a dead network, a first 1008 still
/// deserves its one renewed credential, and a first 1002 its three probes. So attempts that a
/// policy limits are counted by their kind.
///
/// ```
/// use closecode::{Act, Cause, CloseCode, Disconnect, RetryState, decide};
///
/// let mut retry_state = RetryState::new();
/// for _ in 0..10 {
///     retry_state = decide(&Disconnect::new(Cause::Tcp).retry_state(retry_state)).retry_state;
/// }
/// assert_eq!(retry_state.attempts(), 10);
/// let refused = Disconnect::new(Cause::from(CloseCode::PolicyViolation)).retry_state(retry_state);
/// assert_eq!(decide(&refused).action, Act::Reauthenticate);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct RetryState {
    attempts: u32,
    reauths: u32,
    probes: u32,
    limited: u32,
    failed_opens: u32,
}

/// How an attempt is counted, besides as one.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    /// With a renewed credential.
    Reauth,
    /// Although something is to be fixed first.
    Probe,
    /// Any other that its rule limits.
    Limited,
    /// Without a limit.
    Free,
}

impl Kind {
    #[inline]
    pub(super) const fn of(limit: Option<u32>) -> Self {
        if limit.is_some() { Self::Limited } else { Self::Free }
    }
}

impl RetryState {
    /// Nothing has been tried.
    ///
    /// ```
    /// assert_eq!(closecode::RetryState::new().attempts(), 0);
    /// ```
    #[inline]
    #[must_use]
    pub const fn new() -> Self {
        Self::of(0)
    }

    /// What a mere counter of attempts says: each may have been of any kind, so it counts against
    /// every limit.
    ///
    /// ```
    /// use closecode::{Cause, CloseCode, Disconnect, RetryState, decide};
    /// let lost = Disconnect::new(Cause::from(CloseCode::AbnormalClosure));
    /// assert_eq!(decide(&lost.attempt(3)), decide(&lost.retry_state(RetryState::of(3))));
    /// ```
    #[inline]
    #[must_use]
    pub const fn of(attempts: u32) -> Self {
        Self {
            attempts,
            reauths: attempts,
            probes: attempts,
            limited: attempts,
            failed_opens: attempts,
        }
    }

    /// Attempts of every kind. In a [`Decision`](crate::Decision), the one it asks for is among
    /// them: 1 says that the count began anew.
    ///
    /// ```
    /// use closecode::{Cause, Disconnect, decide};
    /// assert_eq!(decide(&Disconnect::new(Cause::Dns)).retry_state.attempts(), 1);
    /// ```
    #[inline]
    #[must_use]
    pub const fn attempts(self) -> u32 {
        self.attempts
    }

    #[inline]
    pub(super) const fn failed_opens(self) -> u32 {
        self.failed_opens
    }

    #[inline]
    pub(super) const fn tried(self, kind: Kind) -> u32 {
        match kind {
            Kind::Reauth => self.reauths,
            Kind::Probe => self.probes,
            Kind::Limited => self.limited,
            Kind::Free => 0,
        }
    }

    /// The retry state after one more attempt.
    #[inline]
    pub(super) const fn after(mut self, kind: Kind, opened: bool) -> Self {
        match kind {
            Kind::Reauth => self.reauths = self.reauths.saturating_add(1),
            Kind::Probe => self.probes = self.probes.saturating_add(1),
            Kind::Limited => self.limited = self.limited.saturating_add(1),
            Kind::Free => {}
        }
        self.attempts = self.attempts.saturating_add(1);
        self.failed_opens = if opened { 0 } else { self.failed_opens.saturating_add(1) };
        self
    }
}
