//! What has been tried since the last stable connection.

use core::fmt;
use core::str::FromStr;
use core::time::Duration;

use super::Cause;
use crate::ParseStateError;

/// What has been tried since the last stable connection, and for how long. Take it from each
/// [`Decision`](crate::Decision) and hand it to the next [`Disconnect`](crate::Disconnect); a
/// [`Reconnector`](crate::Reconnector) does so by itself.
///
/// One number would not do. After ten attempts to get past a dead network, a first 1008 still
/// deserves its one renewed credential, and a first 1013 its first delay. So attempts that a policy
/// limits are counted by their kind, and delays grow with the attempts of their own cause. The four
/// causes seen last are remembered; what a lost network explains, such as 1006 and a failure of DNS
/// or TCP, is one cause.
///
/// `Display` writes all of it, in at most [`MAX_LEN`](Self::MAX_LEN) bytes of ASCII, and `FromStr`
/// reads it back, to survive a restart of the program. The text is for that alone: later versions
/// read it, and may write more. A text that was cut is an error.
///
/// ```
/// use closecode::{Action, Cause, CloseCode, Disconnect, RetryState, decide};
///
/// let mut retry_state = RetryState::new();
/// for _ in 0..10 {
///     let lost = Disconnect::new(Cause::Tcp).retry_state(retry_state);
///     retry_state = decide(&lost, u32::MAX).retry_state;
/// }
/// assert_eq!(retry_state.attempts(), 10);
/// let refused =
///     Disconnect::new(Cause::from(CloseCode::PolicyViolation)).retry_state(retry_state);
/// assert_eq!(decide(&refused, u32::MAX).action, Action::Reauthenticate);
///
/// let saved = retry_state.to_string();
/// assert_eq!(saved.parse(), Ok(retry_state));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RetryState {
    attempts: u32,
    reauths: u32,
    probes: u32,
    limited: u32,
    failed_opens: u32,
    /// Attempts that were given as a mere number, and count for every cause.
    of_any: u32,
    spent: Duration,
    /// The causes seen last, the newest first, each with its attempts. Zero is no cause.
    causes: [(Key, u32); CAUSES],
}

/// How many causes are remembered. A client that meets more in a row has other worries than the
/// growth of a delay; its attempts count all the same.
const CAUSES: usize = 4;

/// A cause as a number, for a table: see [`Cause::pace_key`].
pub(super) type Key = u32;

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
    /// The length of the longest text, for a buffer without allocation.
    ///
    /// ```
    /// use closecode::RetryState;
    /// assert!(RetryState::of(u32::MAX).to_string().len() <= RetryState::MAX_LEN);
    /// ```
    pub const MAX_LEN: usize = 192;

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

    /// What a mere counter of attempts says: each may have been of any kind and for any cause, so
    /// it counts against every limit and for every delay.
    ///
    /// ```
    /// use closecode::{Cause, CloseCode, Disconnect, RetryState, decide};
    /// let lost = Disconnect::new(Cause::from(CloseCode::AbnormalClosure));
    /// let counted = lost.retry_state(RetryState::of(3));
    /// assert_eq!(decide(&lost.attempt(3), 7), decide(&counted, 7));
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
            of_any: attempts,
            spent: Duration::ZERO,
            causes: [(0, 0); CAUSES],
        }
    }

    /// Attempts of every kind. In a [`Decision`](crate::Decision), the one that follows from it is
    /// among them: 1 says that the count began anew.
    ///
    /// ```
    /// use closecode::{Cause, Disconnect, decide};
    /// assert_eq!(decide(&Disconnect::new(Cause::Dns), 0).retry_state.attempts(), 1);
    /// ```
    #[inline]
    #[must_use]
    pub const fn attempts(self) -> u32 {
        self.attempts
    }

    /// Attempts whose delays this cause makes grow: those that were made for it.
    ///
    /// ```
    /// use closecode::{Cause, CloseCode, Disconnect, decide};
    /// let retry_state = decide(&Disconnect::new(Cause::Dns), 0).retry_state;
    /// // A lost network is one cause, whatever first shows it.
    /// assert_eq!(retry_state.attempts_for(CloseCode::AbnormalClosure.into()), 1);
    /// assert_eq!(retry_state.attempts_for(CloseCode::TryAgainLater.into()), 0);
    /// ```
    #[inline]
    #[must_use]
    pub const fn attempts_for(self, cause: Cause) -> u32 {
        let key = cause.pace_key();
        let mut i = 0;
        while i < CAUSES {
            if self.causes[i].0 == key {
                return self.of_any.saturating_add(self.causes[i].1);
            }
            i += 1;
        }
        self.of_any
    }

    /// The time since the last stable connection, as far as it was told: what was waited, and what
    /// connections lived that did not become stable.
    ///
    /// ```
    /// use closecode::{Cause, Disconnect, decide};
    /// let decision = decide(&Disconnect::new(Cause::Dns), u32::MAX);
    /// assert_eq!(decision.retry_state.spent(), decision.delay);
    /// ```
    #[inline]
    #[must_use]
    pub const fn spent(self) -> Duration {
        self.spent
    }

    #[inline]
    pub(super) const fn with_spent(self, spent: Duration) -> Self {
        Self { spent, ..self }
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

    /// The retry state after one more attempt for this cause, before which to wait this long.
    #[inline]
    pub(super) const fn after(
        mut self,
        cause: Cause,
        kind: Kind,
        opened: bool,
        delay: Duration,
    ) -> Self {
        match kind {
            Kind::Reauth => self.reauths = self.reauths.saturating_add(1),
            Kind::Probe => self.probes = self.probes.saturating_add(1),
            Kind::Limited => self.limited = self.limited.saturating_add(1),
            Kind::Free => {}
        }
        self.attempts = self.attempts.saturating_add(1);
        self.failed_opens = if opened { 0 } else { self.failed_opens.saturating_add(1) };
        self.spent = self.spent.saturating_add(delay);
        self.count(cause.pace_key());
        self
    }

    /// Counts an attempt for this cause, which becomes the newest.
    #[inline]
    const fn count(&mut self, key: Key) {
        let mut place = 0;
        while place + 1 < CAUSES && self.causes[place].0 != key {
            place += 1;
        }
        let before = if self.causes[place].0 == key { self.causes[place].1 } else { 0 };
        while place > 0 {
            self.causes[place] = self.causes[place - 1];
            place -= 1;
        }
        self.causes[0] = (key, before.saturating_add(1));
    }
}

impl Default for RetryState {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}

/// The version of the text, the counts, the time in nanoseconds, and the causes.
impl fmt::Display for RetryState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { attempts, reauths, probes, limited, failed_opens, of_any, spent, causes } = self;
        write!(f, "1 {attempts} {reauths} {probes} {limited} {failed_opens} {of_any} ")?;
        write!(f, "{}", spent.as_nanos())?;
        for (key, count) in causes {
            write!(f, " {key}:{count}")?;
        }
        // What was cut does not end like this.
        f.write_str(" .")
    }
}

/// What `Display` has written. Any other text is an error, and nothing is guessed.
impl FromStr for RetryState {
    type Err = ParseStateError;

    fn from_str(text: &str) -> Result<Self, ParseStateError> {
        read(text).ok_or(ParseStateError("a retry state"))
    }
}

fn read(text: &str) -> Option<RetryState> {
    let mut parts = text.split_ascii_whitespace();
    if parts.next()? != "1" {
        return None;
    }
    let mut counts = [0; 6];
    for count in &mut counts {
        *count = number(parts.next()?)?;
    }
    let spent = super::backoff::from_nanos(number(parts.next()?)?);
    let mut causes = [(0, 0); CAUSES];
    for cause in &mut causes {
        let (key, count) = parts.next()?.split_once(':')?;
        *cause = (number(key)?, number(count)?);
    }
    let [attempts, reauths, probes, limited, failed_opens, of_any] = counts;
    let state =
        RetryState { attempts, reauths, probes, limited, failed_opens, of_any, spent, causes };
    (parts.next()? == "." && parts.next().is_none()).then_some(state)
}

/// A number in digits alone: `from_str` takes a sign.
fn number<T: FromStr>(text: &str) -> Option<T> {
    text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}
