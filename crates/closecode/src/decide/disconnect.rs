//! Everything that a decision takes into account.

use core::time::Duration;

use super::{Cause, Hint, Limits, Profile, ProfileRule, ProfileTable, RetryState};
use crate::policy::word_enum;

word_enum! {
    /// Who began to close the connection.
    ///
    /// ```
    /// use closecode::Initiator;
    /// assert_eq!(Initiator::Watchdog.to_string(), "watchdog");
    /// ```
    Initiator {
        /// The application on this side. It is done.
        Application = "application",
        /// Something on this side that noticed a dead connection: a missed heartbeat, a missed
        /// pong.
        Watchdog = "watchdog";
        /// The peer, the network, or nobody knows.
        Remote = "remote"
    }
}

/// The end of a connection, with everything that a decision takes into account: built from its
/// cause, with what else is known.
///
/// What is not said counts as: begun by the remote end, open if there was a close code, online,
/// visible, the first in a row, no hint, no profile, and default limits.
///
/// ```
/// use closecode::{Cause, Disconnect, Limits, RawCode};
/// use core::time::Duration;
///
/// const LOST: Disconnect = Disconnect::new(Cause::Closed(RawCode::new(1006)))
///     .uptime(Duration::from_secs(90))
///     .limits(Limits::new().attempts(8));
/// assert_eq!(closecode::decide(&LOST, 0x1234_5678).retry_state.attempts(), 1);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Disconnect {
    pub(super) cause: Cause,
    pub(super) opened: bool,
    pub(super) initiator: Initiator,
    pub(super) wanted: Option<bool>,
    pub(super) uptime: Duration,
    pub(super) retry_state: RetryState,
    pub(super) spent: Option<Duration>,
    pub(super) hint: Hint,
    pub(super) rule: Option<ProfileRule>,
    pub(super) online: bool,
    pub(super) visible: bool,
    pub(super) limits: Limits,
}

impl Disconnect {
    /// A connection that ended for this cause.
    ///
    /// ```
    /// use closecode::{Action, Cause, Disconnect, decide};
    /// assert_eq!(decide(&Disconnect::new(Cause::Dns), u32::MAX).action, Action::Reconnect);
    /// ```
    #[inline]
    #[must_use]
    pub const fn new(cause: Cause) -> Self {
        Self {
            cause,
            opened: matches!(cause, Cause::Closed(_)),
            initiator: Initiator::Remote,
            wanted: None,
            uptime: Duration::ZERO,
            retry_state: RetryState::new(),
            spent: None,
            hint: Hint::new(),
            rule: None,
            online: true,
            visible: true,
            limits: Limits::new(),
        }
    }

    /// Whether the connection had opened. A browser's 1006 before `open` may hide a refused
    /// handshake.
    ///
    /// ```
    /// use closecode::{Cause, CloseCode, Disconnect, decide};
    /// let disconnect =
    ///     Disconnect::new(Cause::from(CloseCode::AbnormalClosure)).opened(false);
    /// assert_eq!(decide(&disconnect, u32::MAX).cause, Cause::NotOpened);
    /// ```
    #[inline]
    #[must_use]
    pub const fn opened(self, opened: bool) -> Self {
        Self { opened, ..self }
    }

    /// Who began to close it.
    ///
    /// ```
    /// use closecode::{Action, Cause, CloseCode, Disconnect, Initiator, decide};
    /// let disconnect = Disconnect::new(Cause::from(CloseCode::AbnormalClosure));
    /// assert_eq!(
    ///     decide(&disconnect.initiator(Initiator::Application), u32::MAX).action,
    ///     Action::Stop
    /// );
    /// // A watchdog closes with 1000 and wants a new connection all the same.
    /// let disconnect = Disconnect::new(Cause::from(CloseCode::NormalClosure));
    /// assert_eq!(
    ///     decide(&disconnect.initiator(Initiator::Watchdog), u32::MAX).action,
    ///     Action::Reconnect
    /// );
    /// ```
    #[inline]
    #[must_use]
    pub const fn initiator(self, initiator: Initiator) -> Self {
        Self { initiator, ..self }
    }

    /// Whether the application still wants a connection. `false` stops; `true` reconnects even
    /// after a normal end (1000), as a subscription does. Not said, a normal end is the end.
    ///
    /// ```
    /// use closecode::{Action, Cause, CloseCode, Disconnect, decide};
    /// let disconnect = Disconnect::new(Cause::from(CloseCode::NormalClosure));
    /// assert_eq!(decide(&disconnect, u32::MAX).action, Action::Stop);
    /// assert_eq!(decide(&disconnect.wanted(true), u32::MAX).action, Action::Reconnect);
    /// ```
    #[inline]
    #[must_use]
    pub const fn wanted(self, wanted: bool) -> Self {
        Self { wanted: Some(wanted), ..self }
    }

    /// How long the connection was open, which says that it had [`opened`](Self::opened). At
    /// [`Limits::min_uptime`] the retry state is reset: attempts and time are counted anew.
    ///
    /// ```
    /// use closecode::{Cause, CloseCode, Disconnect, decide};
    /// use core::time::Duration;
    /// let disconnect = Disconnect::new(Cause::from(CloseCode::AbnormalClosure)).attempt(9);
    /// assert_eq!(decide(&disconnect, u32::MAX).delay.as_secs(), 60);
    /// assert_eq!(
    ///     decide(&disconnect.uptime(Duration::from_secs(10)), u32::MAX).delay.as_secs(),
    ///     5
    /// );
    /// ```
    #[inline]
    #[must_use]
    pub const fn uptime(self, uptime: Duration) -> Self {
        Self { uptime, opened: true, ..self }
    }

    /// The attempts since the last stable connection, for a caller that keeps a mere counter: 0 for
    /// the first end of a connection. [`retry_state`](Self::retry_state) is more exact.
    ///
    /// ```
    /// use closecode::{Cause, CloseCode, Disconnect, decide};
    /// let disconnect = Disconnect::new(Cause::from(CloseCode::AbnormalClosure)).attempt(2);
    /// assert_eq!(decide(&disconnect, u32::MAX).delay.as_secs(), 20);
    /// ```
    #[inline]
    #[must_use]
    pub const fn attempt(self, attempts: u32) -> Self {
        self.retry_state(RetryState::of(attempts))
    }

    /// What has been tried since the last stable connection, from the last
    /// [`Decision`](crate::Decision).
    ///
    /// ```
    /// use closecode::{Action, Cause, CloseCode, Disconnect, decide};
    /// let disconnect = Disconnect::new(Cause::from(CloseCode::Unauthorized));
    /// let first = decide(&disconnect, u32::MAX);
    /// assert_eq!(first.action, Action::Reauthenticate);
    /// assert_eq!(
    ///     decide(&disconnect.retry_state(first.retry_state), u32::MAX).action,
    ///     Action::Stop
    /// );
    /// ```
    #[inline]
    #[must_use]
    pub const fn retry_state(self, retry_state: RetryState) -> Self {
        Self { retry_state, ..self }
    }

    /// The time since the last stable connection, for [`Limits::total_time`], by a clock. Leave out
    /// what was spent offline. Not said, it is [`RetryState::spent`].
    ///
    /// ```
    /// use closecode::{Action, Cause, Disconnect, Limits, decide};
    /// use core::time::Duration;
    /// let disconnect = Disconnect::new(Cause::Tcp)
    ///     .limits(Limits::new().total_time(Duration::from_secs(60)));
    /// assert_eq!(
    ///     decide(&disconnect.spent(Duration::from_secs(61)), u32::MAX).action,
    ///     Action::Stop
    /// );
    /// ```
    #[inline]
    #[must_use]
    pub const fn spent(self, spent: Duration) -> Self {
        Self { spent: Some(spent), ..self }
    }

    /// What the server said about coming back.
    ///
    /// ```
    /// use closecode::{Action, Cause, CloseCode, Disconnect, Hint, decide};
    /// let disconnect = Disconnect::new(Cause::from(CloseCode::GoingAway))
    ///     .hint(Hint::new().reconnect(false));
    /// assert_eq!(decide(&disconnect, u32::MAX).action, Action::Stop);
    /// ```
    #[inline]
    #[must_use]
    pub const fn hint(self, hint: Hint) -> Self {
        Self { hint, ..self }
    }

    /// What the protocol says about the code, whatever its number. Asked at once; `&dyn Profile`
    /// will do.
    ///
    /// ```
    /// use closecode::{Cause, Disconnect, Profile, ProfileTable, RawCode};
    /// let profile: &dyn Profile = &ProfileTable::new(&[]);
    /// let disconnect = Disconnect::new(Cause::Closed(RawCode::new(4000)));
    /// assert_eq!(disconnect.profile(profile), disconnect);
    /// ```
    #[inline]
    #[must_use]
    pub fn profile<P: Profile + ?Sized>(self, profile: &P) -> Self {
        let rule = match self.cause {
            Cause::Closed(code) => profile.rule(code),
            _ => None,
        };
        Self { rule, ..self }
    }

    /// [`profile`](Self::profile) for a table, in a constant too.
    ///
    /// ```
    /// use closecode::{
    ///     Action, Cause, Disconnect, ProfileRule, ProfileTable, RawCode, decide,
    /// };
    /// const TABLE: ProfileTable =
    ///     ProfileTable::new(&[(4000..=4002, ProfileRule::new(Action::Resume))]);
    /// const DISCONNECT: Disconnect =
    ///     Disconnect::new(Cause::Closed(RawCode::new(4001))).profile_table(&TABLE);
    /// assert_eq!(decide(&DISCONNECT, u32::MAX).action, Action::Resume);
    /// ```
    #[inline]
    #[must_use]
    pub const fn profile_table(self, table: &ProfileTable) -> Self {
        let rule = match self.cause {
            Cause::Closed(code) => table.rule(code),
            _ => None,
        };
        Self { rule, ..self }
    }

    /// Whether there is a network, as far as the platform knows. Without one, an attempt is delayed
    /// until it is back. By then the usual delay has passed: only a delay that the server asked for
    /// still counts.
    ///
    /// ```
    /// use closecode::{Action, Cause, Disconnect, decide};
    /// let decision = decide(&Disconnect::new(Cause::Tcp).online(false), u32::MAX);
    /// assert_eq!(decision.action, Action::PauseUntilOnline);
    /// assert!(decision.delay.is_zero()); // as soon as the network is back
    /// ```
    #[inline]
    #[must_use]
    pub const fn online(self, online: bool) -> Self {
        Self { online, ..self }
    }

    /// Whether somebody looks at the application. Hidden, it need not hurry: delays are drawn as if
    /// they had grown to the largest. It does not pause, because notifications have to arrive;
    /// where they need not, say that the connection is not [`wanted`](Self::wanted). Once visible,
    /// ask again: the same disconnect then gets its short delay.
    ///
    /// ```
    /// use closecode::{Cause, Disconnect, decide};
    /// let disconnect = Disconnect::new(Cause::Tcp);
    /// assert_eq!(decide(&disconnect.visible(false), u32::MAX).delay.as_secs(), 60);
    /// assert_eq!(decide(&disconnect, u32::MAX).delay.as_secs(), 5);
    /// ```
    #[inline]
    #[must_use]
    pub const fn visible(self, visible: bool) -> Self {
        Self { visible, ..self }
    }

    /// What the caller allows.
    ///
    /// ```
    /// use closecode::{Action, Cause, Disconnect, Limits, decide};
    /// assert_eq!(
    ///     decide(&Disconnect::new(Cause::Tcp).limits(Limits::new().attempts(0)), u32::MAX)
    ///         .action,
    ///     Action::Stop
    /// );
    /// ```
    #[inline]
    #[must_use]
    pub const fn limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// The cause, seen in the light of whether the connection had opened.
    #[inline]
    pub(super) const fn cause_seen(&self) -> Cause {
        match self.cause {
            Cause::Closed(code) if code.get() == 1006 && !self.opened => Cause::NotOpened,
            Cause::NotOpened | Cause::Tls if self.opened => {
                Cause::Closed(crate::CloseCode::AbnormalClosure.raw())
            }
            cause => cause,
        }
    }

    /// Whether the connection had lived long enough to count as stable.
    #[inline]
    pub(super) const fn is_stable(&self) -> bool {
        self.opened && self.uptime.as_nanos() >= self.limits.min_uptime.as_nanos()
    }

    /// The retry state that counts, with the time: none after a stable connection.
    #[inline]
    pub(super) const fn flap_guard(&self) -> RetryState {
        if self.is_stable() {
            return RetryState::new();
        }
        let spent = match self.spent {
            Some(spent) => spent,
            None => self.retry_state.spent().saturating_add(self.uptime),
        };
        self.retry_state.with_spent(spent)
    }
}

/// A connection that ended for this cause, and nothing else is known.
macro_rules! from_causes {
    ($($cause:ty),+ $(,)?) => {
        $(impl From<$cause> for Disconnect {
            #[inline]
            fn from(cause: $cause) -> Self {
                Self::new(cause.into())
            }
        })+
    };
}

from_causes! {
    Cause,
    crate::CloseCode,
    crate::RawCode,
    crate::SendableCode,
    super::HandshakeStatus,
    super::LocalError,
}

/// What has been said, each with an example. Named as in `std::process::Command`, because the name
/// without `get_` says it.
macro_rules! getters {
    ($($(#[$doc:meta])* $get:ident $field:ident: $type:ty, $example:literal;)+) => {
        impl Disconnect {
            $(
                $(#[$doc])*
                ///
                /// ```
                /// use closecode::{Cause, Disconnect, Hint, Initiator, Limits, RetryState};
                /// use core::time::Duration;
                /// let lost = Disconnect::new(Cause::Tcp);
                #[doc = $example]
                /// ```
                #[inline]
                #[must_use]
                pub const fn $get(&self) -> $type {
                    self.$field
                }
            )+
        }
    };
}

getters! {
    /// What ended the connection, as it was said.
    get_cause cause: Cause, "assert_eq!(lost.get_cause(), Cause::Tcp);";
    /// Whether it had opened.
    is_opened opened: bool, "assert!(lost.uptime(Duration::ZERO).is_opened());";
    /// Who began to close it.
    get_initiator initiator: Initiator, "assert_eq!(lost.get_initiator(), Initiator::Remote);";
    /// Whether the application still wants a connection; `None` if that was not said.
    is_wanted wanted: Option<bool>, "assert_eq!(lost.is_wanted(), None);";
    /// How long it was open.
    get_uptime uptime: Duration, "assert!(lost.get_uptime().is_zero());";
    /// What has been tried before.
    get_retry_state retry_state: RetryState,
        "assert_eq!(lost.get_retry_state(), RetryState::new());";
    /// The time by a clock since the last stable connection, if it was said.
    get_spent spent: Option<Duration>, "assert_eq!(lost.get_spent(), None);";
    /// What the server said about coming back.
    get_hint hint: Hint, "assert_eq!(lost.get_hint(), Hint::new());";
    /// What the profile says about the code, if it has a rule for it.
    get_rule rule: Option<ProfileRule>, "assert_eq!(lost.get_rule(), None);";
    /// Whether there is a network.
    is_online online: bool, "assert!(lost.is_online());";
    /// Whether somebody looks at the application.
    is_visible visible: bool, "assert!(lost.is_visible());";
    /// What the caller allows.
    get_limits limits: Limits, "assert_eq!(lost.get_limits(), Limits::new());";
}
