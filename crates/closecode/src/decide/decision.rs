//! What to do, after what delay, and why.

use core::fmt;
use core::time::Duration;

use super::{ProfileAction, Rationale, RetryState};
use crate::fmt::{Wait, padded};
use crate::policy::word_enum;

word_enum! {
    /// What to do after the end of a connection. More may come.
    ///
    /// ```
    /// use closecode::Act;
    /// assert_eq!(Act::FixFirst.to_string(), "fix-first");
    /// ```
    #[non_exhaustive]
    Act {
        /// Do not connect again by yourself.
        Stop = "stop",
        /// Wait, then connect.
        Reconnect = "reconnect",
        /// Wait, then connect and resume the session; if the server no longer has it, begin a new
        /// one.
        Resume = "resume",
        /// Renew the credential, wait, then connect. If it is refused again, the next decision is
        /// to stop.
        Reauthenticate = "reauthenticate",
        /// Report what is wrong: the same attempt gets the same answer. [`Decision::attempt_in`]
        /// says whether to probe.
        FixFirst = "fix-first";
        /// Wait until the network is back, and until the delay has passed, then connect.
        PauseUntilOnline = "pause-until-online"
    }
}

/// What to do, after what delay, and why; made by [`decide`](crate::decide).
///
/// ```
/// use closecode::{Act, Cause, CloseCode, Disconnect, Decision, decide};
///
/// let decision: Decision = decide(&Disconnect::new(Cause::from(CloseCode::BadGateway)));
/// assert_eq!(decision.to_string(), "reconnect in 5 s: 1014 Bad Gateway");
/// match decision.action {
///     Act::Stop => println!("{}", decision.user_message()),
///     _ => println!("next attempt in {:?}", decision.attempt_in()),
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Decision {
    /// What to do.
    pub action: Act,
    /// How long to wait before an attempt; also zero if there is no attempt.
    /// [`attempt_in`](Self::attempt_in) distinguishes the two.
    pub delay: Duration,
    /// Which rule decided, and on what.
    pub rationale: Rationale,
    /// What has been tried, including the attempt asked for here: pass it to the next
    /// [`Disconnect`](crate::Disconnect).
    pub retry_state: RetryState,
    dials: bool,
}

impl Decision {
    /// How long to wait before connecting, with nobody's help; `None` if something else has to
    /// happen first: ever, or a fix, or the network's return.
    ///
    /// ```
    /// use closecode::{Cause, CloseCode, Disconnect, decide};
    /// let attempt_in = |code: CloseCode| decide(&Disconnect::new(Cause::from(code))).attempt_in();
    /// // To fix, with a probe.
    /// assert_eq!(attempt_in(CloseCode::ProtocolError).unwrap().as_secs(), 5);
    /// // To fix, and a probe would tell nothing.
    /// assert_eq!(attempt_in(CloseCode::MessageTooBig), None);
    /// assert_eq!(attempt_in(CloseCode::Forbidden), None);
    /// ```
    #[inline]
    #[must_use]
    pub const fn attempt_in(&self) -> Option<Duration> {
        if self.dials { Some(self.delay) } else { None }
    }

    /// A short text for users, in English: [`Rationale::user_message`], as far as it fits the
    /// action.
    /// [`RawCode::text`](crate::RawCode::text) has words about each code in more languages.
    ///
    /// ```
    /// use closecode::{Cause, Disconnect, decide};
    /// let decision = decide(&Disconnect::new(Cause::Dns).online(false));
    /// assert_eq!(
    ///     decision.user_message(),
    ///     "You are offline. The connection will be restored when the network is back."
    /// );
    /// // A normal end, but the application wants the connection.
    /// let ended = Disconnect::new(Cause::Closed(closecode::RawCode::new(1000)));
    /// assert_eq!(decide(&ended).user_message(), "The connection has ended.");
    /// assert_eq!(
    ///     decide(&ended.wanted(true)).user_message(),
    ///     "The connection was lost. Reconnecting."
    /// );
    /// ```
    #[inline]
    #[must_use]
    pub const fn user_message(&self) -> &'static str {
        match (self.action, self.rationale.action()) {
            // A normal end, of a connection that the application still wants.
            (Act::Reconnect | Act::Resume, Some(ProfileAction::NoNeed)) => {
                "The connection was lost. Reconnecting."
            }
            _ => self.rationale.user_message(),
        }
    }

    #[inline]
    pub(super) const fn stop(rationale: Rationale, retry_state: RetryState) -> Self {
        Self { action: Act::Stop, delay: Duration::ZERO, rationale, retry_state, dials: false }
    }

    #[inline]
    pub(super) const fn fix_first(rationale: Rationale, retry_state: RetryState) -> Self {
        Self { action: Act::FixFirst, delay: Duration::ZERO, rationale, retry_state, dials: false }
    }

    #[inline]
    pub(super) const fn pause(
        delay: Duration,
        rationale: Rationale,
        retry_state: RetryState,
    ) -> Self {
        Self { action: Act::PauseUntilOnline, delay, rationale, retry_state, dials: false }
    }

    #[inline]
    pub(super) const fn attempt(
        action: Act,
        delay: Duration,
        rationale: Rationale,
        retry_state: RetryState,
    ) -> Self {
        Self { action, delay, rationale, retry_state, dials: true }
    }
}

/// For logs: `reconnect in 2.5 s: 1006 Abnormal Closure`.
impl fmt::Display for Decision {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { action, delay, rationale, .. } = self;
        if self.dials || !delay.is_zero() {
            padded(f, format_args!("{action} {}: {rationale}", Wait(*delay)))
        } else {
            padded(f, format_args!("{action}: {rationale}"))
        }
    }
}
