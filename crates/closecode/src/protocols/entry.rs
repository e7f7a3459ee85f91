//! What a protocol says about a code or a range.

use core::fmt;
use core::ops::RangeInclusive;
use core::time::Duration;

use crate::code::{name_after, number_and_rest};
use crate::policy::word_enum;
use crate::{Action, Backoff, Jitter, ProfileRule};

word_enum! {
    /// Who sends a code of a protocol.
    ///
    /// ```
    /// use closecode::protocols::Sender;
    /// assert_eq!(Sender::ClientLocal.to_string(), "client-local");
    /// ```
    #[non_exhaustive]
    Sender {
        /// The endpoint that opened the connection.
        Client = "client",
        /// The endpoint that accepted it.
        Server = "server",
        /// Either endpoint.
        Either = "either",
        /// Nobody: the client's own library makes it up, and it is never on the wire.
        ClientLocal = "client-local";
        /// The number travels inside a message, not in a Close frame, and no profile has a rule
        /// for it.
        Message = "message"
    }
}

/// What a row of a protocol asks for: an action, or nothing where the source is silent.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum Reconnect {
    NoNeed,
    Immediate,
    ShortDelay,
    Backoff,
    Resume,
    Reauth,
    FixClient,
    Never,
    Unspecified,
}

impl Reconnect {
    const fn rule(self) -> Option<ProfileRule> {
        let action = match self {
            Self::NoNeed => Action::ReconnectIfWanted,
            Self::Immediate => return Some(ProfileRule::new(Action::Reconnect).at_once()),
            Self::ShortDelay | Self::Backoff => Action::Reconnect,
            Self::Resume => Action::Resume,
            Self::Reauth => Action::Reauthenticate,
            Self::FixClient => Action::FixFirst,
            Self::Never => Action::Stop,
            Self::Unspecified => return None,
        };
        Some(ProfileRule::new(action))
    }
}

/// What a protocol says about a code, or about a range of numbers as a whole.
///
/// ```
/// # #[cfg(feature = "protocol-discord-gateway")] {
/// use closecode::protocols::{Sender, discord_gateway::CloseCode};
/// let entry = CloseCode::AuthenticationFailed.entry();
/// assert_eq!(entry.sender(), Sender::Server);
/// assert_eq!(entry.numbers(), 4004..=4004);
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Entry {
    pub(crate) first: u16,
    pub(crate) last: u16,
    pub(crate) ident: Option<&'static str>,
    pub(crate) name: &'static str,
    pub(crate) sender: Sender,
    pub(crate) meaning: &'static str,
    pub(crate) advice: Option<&'static str>,
    pub(crate) rule: Option<ProfileRule>,
    pub(crate) disputed: Option<&'static str>,
    pub(crate) retired: Option<&'static str>,
}

/// Getters of an [`Entry`], each with an example: what a protocol says of a number.
macro_rules! getters {
    ($($(#[$doc:meta])* $field:ident: $type:ty, $feature:literal,
        $module:ident $code:literal: $check:literal;)+) => {
        impl Entry {
            $(
                $(#[$doc])*
                ///
                /// ```
                #[doc = concat!("# #[cfg(feature = \"", $feature, "\")] {")]
                #[doc = concat!("use closecode::protocols::", stringify!($module), "::ENDPOINT;")]
                #[doc = concat!("let entry = ENDPOINT.entry(", $code, ").unwrap();")]
                #[doc = $check]
                /// # }
                /// ```
                #[inline]
                #[must_use]
                pub const fn $field(&self) -> $type {
                    self.$field
                }
            )+
        }
    };
}

getters! {
    /// The Rust name; `None` for a range.
    ident: Option<&'static str>, "protocol-discord-gateway", discord_gateway 4004:
        "assert_eq!(entry.ident(), Some(\"AuthenticationFailed\"));";
    /// The name, in the source's spelling where it has one.
    name: &'static str, "protocol-discord-gateway", discord_gateway 4004:
        "assert_eq!(entry.name(), \"Authentication failed\");";
    /// Who sends it.
    sender: Sender, "protocol-discord-gateway", discord_gateway 4004:
        "assert_eq!(entry.sender(), closecode::protocols::Sender::Server);";
    /// What happened, in English.
    meaning: &'static str, "protocol-discord-gateway", discord_gateway 4004:
        "assert!(entry.meaning().contains(\"token\"));";
    /// What the source says about reconnecting, in English.
    advice: Option<&'static str>, "protocol-discord-gateway", discord_gateway 4004:
        "assert!(entry.advice().unwrap().contains(\"reconnect\"));";
    /// What the source asks a client to do; `None` if it says nothing.
    rule: Option<ProfileRule>, "protocol-discord-gateway", discord_gateway 4004:
        "assert_eq!(entry.rule().unwrap().action(), closecode::Action::Stop);";
    /// How the sources contradict each other or themselves.
    disputed: Option<&'static str>, "protocol-liveblocks", liveblocks 1006:
        "assert!(entry.disputed().unwrap().contains(\"authorization\"));";
    /// Since when it is no longer used, or how that is known.
    retired: Option<&'static str>, "protocol-liveblocks", liveblocks 4002:
        "assert!(entry.retired().unwrap().contains(\"unused\"));";
}

/// For generated code, in an application too. They are functions, so that a new field does not
/// break what is checked in there.
#[doc(hidden)]
impl Entry {
    #[must_use]
    pub const fn code(
        code: u16,
        ident: &'static str,
        name: &'static str,
        sender: Sender,
        reconnect: Reconnect,
        meaning: &'static str,
    ) -> Self {
        Self { ident: Some(ident), ..Self::range(code, code, name, sender, reconnect, meaning) }
    }

    #[must_use]
    pub const fn range(
        first: u16,
        last: u16,
        name: &'static str,
        sender: Sender,
        reconnect: Reconnect,
        meaning: &'static str,
    ) -> Self {
        Self {
            first,
            last,
            ident: None,
            name,
            sender,
            meaning,
            advice: None,
            rule: reconnect.rule(),
            disputed: None,
            retired: None,
        }
    }

    #[must_use]
    pub const fn with_advice(self, advice: &'static str) -> Self {
        Self { advice: Some(advice), ..self }
    }

    /// The entry whose rule has this pace, in milliseconds.
    #[must_use]
    pub const fn with_delay(self, initial: u64, max: u64, factor: u32, jitter: Jitter) -> Self {
        let Some(rule) = self.rule else { return self };
        let initial = Duration::from_millis(initial);
        let max = Duration::from_millis(max);
        Self { rule: Some(rule.paced(Backoff::new(initial, max, factor, jitter))), ..self }
    }

    /// The entry whose rule has these delays one by one.
    #[must_use]
    pub const fn with_steps(self, steps: &'static [Duration], jitter: Jitter) -> Self {
        let Some(rule) = self.rule else { return self };
        Self { rule: Some(rule.paced(Backoff::steps(steps, jitter))), ..self }
    }

    /// The entry whose rule has this many attempts.
    #[must_use]
    pub const fn with_attempts(self, attempts: u32) -> Self {
        let Some(rule) = self.rule else { return self };
        Self { rule: Some(rule.at_most(attempts)), ..self }
    }

    #[must_use]
    pub const fn with_dispute(self, disputed: &'static str) -> Self {
        Self { disputed: Some(disputed), ..self }
    }

    #[must_use]
    pub const fn with_retirement(self, retired: &'static str) -> Self {
        Self { retired: Some(retired), ..self }
    }

    /// The entry of a code, which has one: the table and the enum are the same rows. There are a
    /// handful, and a search is less to compile than a table of indexes for each of 100 protocols.
    #[must_use]
    pub const fn of(codes: &'static [Self], code: u16) -> &'static Self {
        let mut i = 0;
        while codes[i].first != code {
            i += 1;
        }
        &codes[i]
    }

    /// How many of these entries have a rule about a close.
    #[must_use]
    pub const fn rule_count(codes: &[Self], ranges: &[Self]) -> usize {
        let mut count = 0;
        let mut i = 0;
        while i < codes.len() + ranges.len() {
            let entry = if i < codes.len() { &codes[i] } else { &ranges[i - codes.len()] };
            count += entry.is_asked() as usize;
            i += 1;
        }
        count
    }

    /// The rules of a profile: those of the codes and those of the ranges. Of two that hold a
    /// number, the profile takes the narrower.
    ///
    /// A row that is silent about reconnecting has no rule, and leaves the word to the range that
    /// it lies in: what a source says of a range, it says of each number in it.
    #[must_use]
    pub const fn rules<const COUNT: usize>(
        codes: &[Self],
        ranges: &[Self],
    ) -> [(RangeInclusive<u16>, ProfileRule); COUNT] {
        let mut rules = [const { (0..=0, ProfileRule::new(Action::Stop)) }; COUNT];
        let mut count = 0;
        let mut i = 0;
        while i < codes.len() + ranges.len() {
            let entry = if i < codes.len() { &codes[i] } else { &ranges[i - codes.len()] };
            if let (true, Some(rule)) = (entry.is_asked(), entry.rule) {
                rules[count] = (entry.first..=entry.last, rule.named(entry.name));
                count += 1;
            }
            i += 1;
        }
        rules
    }

    /// Numbers inside messages are of another kind, and no profile is asked for them.
    const fn is_asked(&self) -> bool {
        self.rule.is_some() && !matches!(self.sender, Sender::Message)
    }

    /// The index of the code that a text stands for: by its number, by number and name, by
    /// its Rust name in any case, or by its name in any case if no other code has the same: sources
    /// do not always tell their codes apart by name.
    #[must_use]
    pub fn find(codes: &[Self], text: &str) -> Option<usize> {
        let text = text.trim_ascii();
        let (number, rest) = number_and_rest(text);
        // Number and name must agree, as they do for the registered codes.
        let is_numbered = |entry: &Self| {
            number.parse() == Ok(entry.first)
                && (rest.is_empty()
                    || name_after(rest).is_some_and(|name| entry.name.eq_ignore_ascii_case(name)))
        };
        let is_ident =
            |entry: &Self| entry.ident.is_some_and(|ident| ident.eq_ignore_ascii_case(text));
        let is_named = |entry: &Self| entry.name.eq_ignore_ascii_case(text);
        let by_name = || {
            let index = codes.iter().position(is_named)?;
            codes[index + 1..].iter().all(|entry| !is_named(entry)).then_some(index)
        };
        codes
            .iter()
            .position(is_numbered)
            .or_else(|| codes.iter().position(is_ident))
            .or_else(by_name)
    }
}

impl Entry {
    /// The numbers that it is about: one for a code.
    ///
    /// ```
    /// for found in closecode::protocols::who_uses(4004) {
    ///     assert!(found.entry().numbers().contains(&4004));
    /// }
    /// ```
    #[inline]
    #[must_use]
    pub const fn numbers(&self) -> RangeInclusive<u16> {
        self.first..=self.last
    }

    pub(crate) const fn holds(&self, code: u16) -> bool {
        self.first <= code && code <= self.last
    }
}

/// The number or numbers, and the name: `4004 Authentication failed`, `4100-4199 Reconnect later`.
impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last {
            write!(f, "{} {}", self.first, self.name)
        } else {
            write!(f, "{}-{} {}", self.first, self.last, self.name)
        }
    }
}
