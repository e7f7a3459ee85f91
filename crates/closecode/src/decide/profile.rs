//! What the codes of one protocol mean.

use core::fmt;
use core::ops::RangeInclusive;

use super::{Backoff, HandshakeStatus};
use crate::policy::word_enum;
use crate::{Action, Policy, RawCode};

word_enum! {
    /// What a protocol asks for after one of its codes: the [`Action`]s, and two that only a
    /// protocol can know.
    ///
    /// ```
    /// use closecode::ProfileAction;
    /// assert_eq!(ProfileAction::Resume.to_string(), "resume");
    /// ```
    #[non_exhaustive]
    ProfileAction {
        /// Reconnect only if the application still wants the connection.
        NoNeed = "no-need",
        /// Reconnect soon, after a random delay.
        ShortDelay = "short-delay",
        /// Reconnect with growing delays.
        Backoff = "backoff",
        /// Renew the credential, then try once.
        Reauth = "reauth",
        /// Change something first: the same attempt gets the same answer.
        FixClient = "fix-client",
        /// Do not reconnect.
        Never = "never",
        /// Reconnect at once; if that fails too, with growing delays.
        Immediate = "immediate";
        /// Reconnect and resume the session.
        Resume = "resume"
    }
}

/// What a protocol asks for after one of its codes: an action, a pace, a number of attempts.
///
/// ```
/// use closecode::{Backoff, Jitter, ProfileAction, ProfileRule};
/// use core::time::Duration;
///
/// // Pusher's 4100 to 4199: reconnect after a second or more.
/// const PACE: Backoff =
///     Backoff::new(Duration::from_secs(1), Duration::from_secs(30), 2, Jitter::Uniform);
/// const RULE: ProfileRule = ProfileRule::new(ProfileAction::Backoff).paced(PACE);
/// assert_eq!(RULE.action(), ProfileAction::Backoff);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ProfileRule {
    action: ProfileAction,
    pace: Backoff,
    attempts: Option<u32>,
}

impl ProfileRule {
    /// A rule at the default pace: without an end, except that `Reauth` has one attempt,
    /// `FixClient` and `Never` none.
    ///
    /// ```
    /// use closecode::{ProfileAction, ProfileRule};
    /// const BANNED: ProfileRule = ProfileRule::new(ProfileAction::Never);
    /// assert_eq!(BANNED.action(), ProfileAction::Never);
    /// ```
    #[inline]
    #[must_use]
    pub const fn new(action: ProfileAction) -> Self {
        let attempts = match action {
            ProfileAction::FixClient | ProfileAction::Never => Some(0),
            ProfileAction::Reauth => Some(1),
            _ => None,
        };
        Self { action, pace: Backoff::DEFAULT, attempts }
    }

    /// The rule at this pace.
    ///
    /// ```
    /// use closecode::{ProfileAction, ProfileRule, RawCode};
    /// let like_1012 = ProfileRule::new(ProfileAction::ShortDelay)
    ///     .paced(RawCode::new(1012).policy().backoff());
    /// assert_eq!(like_1012.pace().delay(0, 0).as_secs(), 5);
    /// ```
    #[inline]
    #[must_use]
    pub const fn paced(self, pace: Backoff) -> Self {
        Self { pace, ..self }
    }

    /// The rule with this many attempts. For `FixClient` they are probes.
    ///
    /// ```
    /// use closecode::{ProfileAction, ProfileRule};
    /// assert_eq!(ProfileRule::new(ProfileAction::Backoff).at_most(5).attempts(), Some(5));
    /// ```
    #[inline]
    #[must_use]
    pub const fn at_most(self, attempts: u32) -> Self {
        Self { attempts: Some(attempts), ..self }
    }

    /// What to do.
    ///
    /// ```
    /// use closecode::{ProfileAction, ProfileRule};
    /// assert_eq!(ProfileRule::new(ProfileAction::Resume).action(), ProfileAction::Resume);
    /// ```
    #[inline]
    #[must_use]
    pub const fn action(self) -> ProfileAction {
        self.action
    }

    /// How the delays grow.
    ///
    /// ```
    /// use closecode::{Backoff, ProfileAction, ProfileRule};
    /// assert_eq!(ProfileRule::new(ProfileAction::Backoff).pace(), Backoff::DEFAULT);
    /// ```
    #[inline]
    #[must_use]
    pub const fn pace(self) -> Backoff {
        self.pace
    }

    /// Attempts after which to stop; `None` for no limit.
    ///
    /// ```
    /// use closecode::{ProfileAction, ProfileRule};
    /// assert_eq!(ProfileRule::new(ProfileAction::Reauth).attempts(), Some(1));
    /// ```
    #[inline]
    #[must_use]
    pub const fn attempts(self) -> Option<u32> {
        self.attempts
    }

    /// The rule that a policy amounts to. A code that only a profile could explain is tried a few
    /// times without one.
    #[inline]
    pub(crate) const fn of(policy: Policy) -> Self {
        let action = match policy.action() {
            Action::NoNeed => ProfileAction::NoNeed,
            Action::ShortDelay => ProfileAction::ShortDelay,
            Action::Backoff | Action::Profile => ProfileAction::Backoff,
            Action::Reauth => ProfileAction::Reauth,
            Action::FixClient => ProfileAction::FixClient,
            Action::Never => ProfileAction::Never,
        };
        // A credential is renewed once, whether or not the data remembered to say so.
        let attempts = match (action, policy.max_attempts()) {
            (ProfileAction::Reauth, None) => Some(1),
            (_, attempts) => attempts,
        };
        Self { action, pace: policy.backoff(), attempts }
    }

    /// The rule after the server has asked for a reconnect: its pace, if it has one, and no end.
    #[inline]
    pub(super) const fn demanded(self) -> Self {
        let action = match self.action {
            ProfileAction::Immediate | ProfileAction::Resume => self.action,
            _ => ProfileAction::Backoff,
        };
        // A rule that never expected an attempt has no pace, and would be a tight loop.
        let pace = if self.pace.ceiling(u32::MAX).is_zero() { Backoff::DEFAULT } else { self.pace };
        Self { action, pace, attempts: None }
    }
}

/// What codes mean in one protocol: private ones, and what its servers and clients do after those
/// that everybody uses. Gemini Live, for one, ends a session with 1007 and means that the same
/// request will fail again.
///
/// ```
/// use closecode::{Act, Cause, Disconnect, Profile, ProfileAction, ProfileRule, RawCode, decide};
///
/// /// A private code is an HTTP status plus 4000.
/// struct HttpAlias;
///
/// impl Profile for HttpAlias {
///     fn rule(&self, code: RawCode) -> Option<ProfileRule> {
///         match code.get() {
///             4401 => Some(ProfileRule::new(ProfileAction::Reauth)),
///             4400..=4499 => Some(ProfileRule::new(ProfileAction::Never)),
///             _ => None,
///         }
///     }
/// }
///
/// let disconnect = Disconnect::new(Cause::Closed(RawCode::new(4403)));
/// assert_eq!(decide(&disconnect).action, Act::Reconnect); // nobody knows what 4403 means
/// assert_eq!(decide(&disconnect.profile(&HttpAlias)).action, Act::Stop);
/// ```
pub trait Profile {
    /// The rule for this code; `None` if the protocol says nothing about it.
    fn rule(&self, code: RawCode) -> Option<ProfileRule>;
}

/// A profile as a table, which the compiler can read.
///
/// ```
/// use closecode::{
///     Act, Cause, Disconnect, ProfileAction, ProfileRule, ProfileTable, RawCode, decide,
/// };
///
/// const PUSHER: ProfileTable = ProfileTable::new(&[
///     (4000..=4000, ProfileRule::new(ProfileAction::Immediate)),
///     (4000..=4099, ProfileRule::new(ProfileAction::Never)),
///     (4200..=4299, ProfileRule::new(ProfileAction::Immediate)),
/// ]);
///
/// const DISCONNECT: Disconnect =
///     Disconnect::new(Cause::Closed(RawCode::new(4200))).profile_table(&PUSHER);
/// assert_eq!(decide(&DISCONNECT).action, Act::Reconnect);
/// assert!(decide(&DISCONNECT).delay.is_zero());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ProfileTable {
    rules: &'static [(RangeInclusive<u16>, ProfileRule)],
    /// What 400 to 599 are added to.
    http_base: Option<u16>,
    then: Option<&'static Self>,
}

impl ProfileTable {
    /// A profile from ranges of codes in any order. They may overlap: the narrowest range that
    /// contains a code wins, and of equals the first.
    ///
    /// ```
    /// assert_eq!(closecode::ProfileTable::new(&[]).rule(closecode::RawCode::new(4000)), None);
    /// ```
    #[inline]
    #[must_use]
    pub const fn new(rules: &'static [(RangeInclusive<u16>, ProfileRule)]) -> Self {
        Self { rules, http_base: None, then: None }
    }

    /// The profile with one more rule: this number plus an HTTP status from 400 to 599 means what
    /// the status means to [`HandshakeStatus`]. It is asked after the ranges.
    ///
    /// ```
    /// use closecode::{HandshakeStatus, ProfileTable, RawCode};
    /// const TABLE: ProfileTable = ProfileTable::new(&[]).http_alias(4000);
    /// assert_eq!(TABLE.rule(RawCode::new(4401)), Some(HandshakeStatus::new(401).rule()));
    /// assert_eq!(TABLE.rule(RawCode::new(4399)), None);
    /// ```
    #[must_use]
    pub const fn http_alias(self, base: u16) -> Self {
        Self { http_base: Some(base), ..self }
    }

    /// The profile, and another that is asked where this one has no rule: an application's own
    /// codes on top of a protocol's.
    ///
    /// ```
    /// use closecode::{ProfileAction, ProfileRule, ProfileTable, RawCode};
    /// const PROTOCOL: ProfileTable =
    ///     ProfileTable::new(&[(4000..=4099, ProfileRule::new(ProfileAction::Never))]);
    /// const OURS: ProfileTable =
    ///     ProfileTable::new(&[(4900..=4900, ProfileRule::new(ProfileAction::Reauth))])
    ///         .or(&PROTOCOL);
    /// let action = |code| OURS.rule(RawCode::new(code)).map(ProfileRule::action);
    /// assert_eq!(
    ///     [4000, 4900].map(action),
    ///     [Some(ProfileAction::Never), Some(ProfileAction::Reauth)]
    /// );
    /// ```
    #[must_use]
    pub const fn or(self, other: &'static Self) -> Self {
        Self { then: Some(other), ..self }
    }

    /// The rule for this code, in a constant too.
    ///
    /// ```
    /// use closecode::{ProfileAction, ProfileRule, ProfileTable, RawCode};
    /// const TABLE: ProfileTable =
    ///     ProfileTable::new(&[(4004..=4004, ProfileRule::new(ProfileAction::Never))]);
    /// const RULE: Option<ProfileRule> = TABLE.rule(RawCode::new(4004));
    /// assert_eq!(RULE.map(ProfileRule::action), Some(ProfileAction::Never));
    /// ```
    #[inline]
    #[must_use]
    pub const fn rule(&self, code: RawCode) -> Option<ProfileRule> {
        let mut best = None;
        let mut width = u16::MAX;
        let mut i = 0;
        while i < self.rules.len() {
            let (range, rule) = &self.rules[i];
            let start = *range.start();
            let end = *range.end();
            if start <= code.get() && code.get() <= end && (best.is_none() || end - start < width) {
                (best, width) = (Some(*rule), end - start);
            }
            i += 1;
        }
        if best.is_some() {
            return best;
        }
        if let Some(base) = self.http_base {
            if let Some(status @ 400..=599) = code.get().checked_sub(base) {
                return Some(HandshakeStatus::new(status).rule());
            }
        }
        match self.then {
            Some(other) => other.rule(code),
            None => None,
        }
    }
}

impl Profile for ProfileTable {
    #[inline]
    fn rule(&self, code: RawCode) -> Option<ProfileRule> {
        Self::rule(self, code)
    }
}
