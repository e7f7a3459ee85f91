//! What the codes of one protocol mean.

use core::ops::RangeInclusive;

use super::{Backoff, HandshakeStatus};
use crate::{Action, Policy, RawCode};

/// What a protocol asks for after one of its codes: an action, a pace, a number of attempts.
///
/// ```
/// use closecode::{Action, Backoff, Jitter, ProfileRule};
/// use core::time::Duration;
///
/// // Pusher's 4100 to 4199: reconnect after a second or more.
/// const PACE: Backoff =
///     Backoff::new(Duration::from_secs(1), Duration::from_secs(30), 2, Jitter::Uniform);
/// const RULE: ProfileRule = ProfileRule::new(Action::Reconnect).paced(PACE);
/// assert_eq!(RULE.action(), Action::Reconnect);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ProfileRule {
    action: Action,
    at_once: bool,
    pace: Backoff,
    attempts: Option<u32>,
    name: Option<&'static str>,
    product: Option<&'static str>,
}

impl ProfileRule {
    /// A rule at the default pace: without an end, except that `Reauthenticate` has one attempt,
    /// `FixFirst` and `Stop` none. `AskProfile` and `PauseUntilOnline`, which no protocol can say,
    /// count as `Reconnect`.
    ///
    /// ```
    /// use closecode::{Action, ProfileRule};
    /// const BANNED: ProfileRule = ProfileRule::new(Action::Stop);
    /// assert_eq!(BANNED.action(), Action::Stop);
    /// ```
    #[inline]
    #[must_use]
    pub const fn new(action: Action) -> Self {
        let attempts = match action {
            Action::FixFirst | Action::Stop => Some(0),
            Action::Reauthenticate => Some(1),
            _ => None,
        };
        Self { action, at_once: false, pace: Backoff::DEFAULT, attempts, name: None, product: None }
    }

    /// The rule with a first attempt at once. Only if that is the first in a row: the next ones
    /// follow the pace, so that a server that closes every connection is not called in a tight
    /// loop.
    ///
    /// ```
    /// use closecode::{
    ///     Action, Cause, Disconnect, ProfileRule, ProfileTable, RawCode, decide,
    /// };
    /// const TABLE: ProfileTable =
    ///     ProfileTable::new(&[(4200..=4299, ProfileRule::new(Action::Reconnect).at_once())]);
    /// let closed = Disconnect::new(Cause::Closed(RawCode::new(4200))).profile_table(&TABLE);
    /// assert!(decide(&closed, u32::MAX).delay.is_zero());
    /// assert!(!decide(&closed.attempt(1), u32::MAX).delay.is_zero());
    /// ```
    #[inline]
    #[must_use]
    pub const fn at_once(self) -> Self {
        Self { at_once: true, ..self }
    }

    /// The rule with the name that the product has for the code, for
    /// [`Decision::code_name`](crate::Decision::code_name) and logs.
    ///
    /// ```
    /// use closecode::{Action, ProfileRule};
    /// let kicked = ProfileRule::new(Action::Stop).named("Kicked");
    /// assert_eq!(kicked.name(), Some("Kicked"));
    /// ```
    #[inline]
    #[must_use]
    pub const fn named(self, name: &'static str) -> Self {
        Self { name: Some(name), ..self }
    }

    /// The rule at this pace.
    ///
    /// ```
    /// use closecode::{Action, ProfileRule, RawCode};
    /// let like_1012 =
    ///     ProfileRule::new(Action::Reconnect).paced(RawCode::new(1012).policy().backoff());
    /// assert_eq!(like_1012.pace().delay(0, 0).as_secs(), 5);
    /// ```
    #[inline]
    #[must_use]
    pub const fn paced(self, pace: Backoff) -> Self {
        Self { pace, ..self }
    }

    /// The rule with this many attempts. For `FixFirst` they are probes.
    ///
    /// ```
    /// use closecode::{Action, ProfileRule};
    /// assert_eq!(ProfileRule::new(Action::Reconnect).at_most(5).attempts(), Some(5));
    /// ```
    #[inline]
    #[must_use]
    pub const fn at_most(self, attempts: u32) -> Self {
        Self { attempts: Some(attempts), ..self }
    }

    /// What to do.
    ///
    /// ```
    /// use closecode::{Action, ProfileRule};
    /// assert_eq!(ProfileRule::new(Action::Resume).action(), Action::Resume);
    /// ```
    #[inline]
    #[must_use]
    pub const fn action(self) -> Action {
        self.action
    }

    /// How the delays grow.
    ///
    /// ```
    /// use closecode::{Action, Backoff, ProfileRule};
    /// assert_eq!(ProfileRule::new(Action::Reconnect).pace(), Backoff::DEFAULT);
    /// ```
    #[inline]
    #[must_use]
    pub const fn pace(self) -> Backoff {
        self.pace
    }

    /// Attempts after which to stop; `None` for no limit.
    ///
    /// ```
    /// use closecode::{Action, ProfileRule};
    /// assert_eq!(ProfileRule::new(Action::Reauthenticate).attempts(), Some(1));
    /// ```
    #[inline]
    #[must_use]
    pub const fn attempts(self) -> Option<u32> {
        self.attempts
    }

    /// Whether the first attempt is made at once.
    ///
    /// ```
    /// use closecode::{Action, ProfileRule};
    /// assert!(ProfileRule::new(Action::Resume).at_once().is_at_once());
    /// ```
    #[inline]
    #[must_use]
    pub const fn is_at_once(self) -> bool {
        self.at_once
    }

    /// What the product calls the code.
    ///
    /// ```
    /// use closecode::{Action, ProfileRule};
    /// assert_eq!(ProfileRule::new(Action::Stop).name(), None);
    /// ```
    #[inline]
    #[must_use]
    pub const fn name(self) -> Option<&'static str> {
        self.name
    }

    #[inline]
    pub(super) const fn product(self) -> Option<&'static str> {
        self.product
    }

    /// The rule that a policy amounts to. A code that only a profile could explain is tried a few
    /// times without one.
    #[inline]
    pub(crate) const fn of(policy: Policy) -> Self {
        let action = match policy.action() {
            Action::AskProfile => Action::Reconnect,
            action => action,
        };
        // A credential is renewed once, whether or not the data remembered to say so.
        let attempts = match (action, policy.max_attempts()) {
            (Action::Reauthenticate, None) => Some(1),
            (_, attempts) => attempts,
        };
        Self { attempts, ..Self::new(action).paced(policy.backoff()) }
    }

    /// The rule after the server has asked for a reconnect: its pace, if it has one, and no end.
    #[inline]
    pub(super) const fn demanded(self) -> Self {
        let action = match self.action {
            Action::Resume => Action::Resume,
            _ => Action::Reconnect,
        };
        // A rule that never expected an attempt has no pace, and would be a tight loop.
        let pace = if self.pace.ceiling(u32::MAX).is_zero() { Backoff::DEFAULT } else { self.pace };
        Self { action, pace, attempts: None, ..self }
    }
}

/// What codes mean in one protocol: private ones, and what its servers and clients do after those
/// that everybody uses. Gemini Live, for one, ends a session with 1007 and means that the same
/// request will fail again.
///
/// ```
/// use closecode::{Action, Cause, Disconnect, Profile, ProfileRule, RawCode, decide};
///
/// /// A private code is an HTTP status plus 4000.
/// struct HttpAlias;
///
/// impl Profile for HttpAlias {
///     fn rule(&self, code: RawCode) -> Option<ProfileRule> {
///         match code.get() {
///             4401 => Some(ProfileRule::new(Action::Reauthenticate)),
///             4400..=4499 => Some(ProfileRule::new(Action::Stop)),
///             _ => None,
///         }
///     }
/// }
///
/// let disconnect = Disconnect::new(Cause::Closed(RawCode::new(4403)));
/// // Nobody knows what 4403 means.
/// assert_eq!(decide(&disconnect, u32::MAX).action, Action::Reconnect);
/// assert_eq!(decide(&disconnect.profile(&HttpAlias), u32::MAX).action, Action::Stop);
/// ```
pub trait Profile {
    /// The rule for this code; `None` if the protocol says nothing about it.
    fn rule(&self, code: RawCode) -> Option<ProfileRule>;
}

/// A profile as a table, which the compiler can read.
///
/// ```
/// use closecode::{
///     Action, Cause, Disconnect, ProfileRule, ProfileTable, RawCode, decide,
/// };
///
/// const PUSHER: ProfileTable = ProfileTable::new(&[
///     (4000..=4000, ProfileRule::new(Action::Reconnect).at_once()),
///     (4000..=4099, ProfileRule::new(Action::Stop)),
///     (4200..=4299, ProfileRule::new(Action::Reconnect).at_once()),
/// ]);
///
/// const DISCONNECT: Disconnect =
///     Disconnect::new(Cause::Closed(RawCode::new(4200))).profile_table(&PUSHER);
/// assert_eq!(decide(&DISCONNECT, u32::MAX).action, Action::Reconnect);
/// assert!(decide(&DISCONNECT, u32::MAX).delay.is_zero());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ProfileTable {
    rules: &'static [(RangeInclusive<u16>, ProfileRule)],
    /// What 400 to 599 are added to.
    http_base: Option<u16>,
    then: Option<&'static Self>,
    /// How many tables are asked, this one included.
    tables: u8,
    product: Option<&'static str>,
}

impl ProfileTable {
    /// A profile from ranges of codes in any order. They may overlap: the narrowest range that
    /// contains a code wins, and of equals the first.
    ///
    /// ```
    /// assert_eq!(
    ///     closecode::ProfileTable::new(&[]).rule(closecode::RawCode::new(4000)),
    ///     None
    /// );
    /// ```
    #[inline]
    #[must_use]
    pub const fn new(rules: &'static [(RangeInclusive<u16>, ProfileRule)]) -> Self {
        Self { rules, http_base: None, then: None, tables: 1, product: None }
    }

    /// The profile with the name of the product, which logs then show beside a code's.
    ///
    /// ```
    /// use closecode::{
    ///     Action, Cause, Disconnect, ProfileRule, ProfileTable, RawCode, decide,
    /// };
    /// const CHAT: ProfileTable = ProfileTable::new(&[(
    ///     4000..=4000,
    ///     ProfileRule::new(Action::Stop).named("Kicked"),
    /// )])
    /// .named("Our chat");
    /// let kicked = Disconnect::new(Cause::Closed(RawCode::new(4000))).profile_table(&CHAT);
    /// assert_eq!(decide(&kicked, 0).to_string(), "stop: 4000 Kicked (Our chat)");
    /// ```
    #[must_use]
    pub const fn named(self, product: &'static str) -> Self {
        Self { product: Some(product), ..self }
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
    /// codes on top of a protocol's. Of a longer chain, the first 255 are asked.
    ///
    /// ```
    /// use closecode::{Action, ProfileRule, ProfileTable, RawCode};
    /// const PROTOCOL: ProfileTable =
    ///     ProfileTable::new(&[(4000..=4099, ProfileRule::new(Action::Stop))]);
    /// const OURS: ProfileTable =
    ///     ProfileTable::new(&[(4900..=4900, ProfileRule::new(Action::Reauthenticate))])
    ///         .or(&PROTOCOL);
    /// let action = |code| OURS.rule(RawCode::new(code)).map(ProfileRule::action);
    /// assert_eq!(
    ///     [4000, 4900].map(action),
    ///     [Some(Action::Stop), Some(Action::Reauthenticate)]
    /// );
    /// ```
    ///
    /// A table that asks itself, directly or through others, does not compile:
    ///
    /// ```compile_fail
    /// use closecode::ProfileTable;
    /// static TABLE: ProfileTable = ProfileTable::new(&[]).or(&OTHER);
    /// static OTHER: ProfileTable = ProfileTable::new(&[]).or(&TABLE);
    /// ```
    #[must_use]
    pub const fn or(self, other: &'static Self) -> Self {
        // To read the other's count is to need the other: so no table can be part of its own value.
        Self { then: Some(other), tables: other.tables.saturating_add(1), ..self }
    }

    /// The rule for this code, in a constant too.
    ///
    /// ```
    /// use closecode::{Action, ProfileRule, ProfileTable, RawCode};
    /// const TABLE: ProfileTable =
    ///     ProfileTable::new(&[(4004..=4004, ProfileRule::new(Action::Stop))]);
    /// const RULE: Option<ProfileRule> = TABLE.rule(RawCode::new(4004));
    /// assert_eq!(RULE.map(ProfileRule::action), Some(Action::Stop));
    /// ```
    #[inline]
    #[must_use]
    pub const fn rule(&self, code: RawCode) -> Option<ProfileRule> {
        let mut table = self;
        let mut left = self.tables;
        loop {
            if let Some(rule) = table.own_rule(code) {
                return Some(ProfileRule { product: table.product, ..rule });
            }
            left = left.saturating_sub(1);
            match table.then {
                Some(other) if left > 0 => table = other,
                _ => return None,
            }
        }
    }

    /// The rule that this table has, without those that it asks.
    const fn own_rule(&self, code: RawCode) -> Option<ProfileRule> {
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
        if let (None, Some(base)) = (best, self.http_base) {
            if let Some(status @ 400..=599) = code.get().checked_sub(base) {
                best = Some(HandshakeStatus::new(status).rule());
            }
        }
        best
    }
}

impl Profile for ProfileTable {
    #[inline]
    fn rule(&self, code: RawCode) -> Option<ProfileRule> {
        Self::rule(self, code)
    }
}
