//! What a protocol says about a code or a range.

use core::fmt;
use core::ops::RangeInclusive;
use core::time::Duration;

use crate::policy::word_enum;
use crate::{Backoff, Jitter, ProfileRule};

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
        /// The number travels inside a message, not in a Close frame, and stands in no profile.
        Message = "message"
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

/// Getters of an [`Entry`], each with an example over all protocols.
macro_rules! getters {
    ($($(#[$doc:meta])* $field:ident: $type:ty, $check:literal;)+) => {
        impl Entry {
            $(
                $(#[$doc])*
                ///
                /// ```
                /// for found in closecode::protocols::who_uses(4004) {
                ///     let entry = found.entry();
                #[doc = concat!("    ", $check)]
                /// }
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
    ident: Option<&'static str>, "assert_eq!(entry.ident().is_some(), entry.numbers() == (4004..=4004));";
    /// The name, in the source's spelling where it has one.
    name: &'static str, "assert!(!entry.name().is_empty());";
    /// Who sends it.
    sender: Sender, "assert!(!entry.sender().as_str().is_empty());";
    /// What happened, in English.
    meaning: &'static str, "assert!(entry.meaning().ends_with(['.', '?']));";
    /// What the source says about reconnecting, in English.
    advice: Option<&'static str>, "assert!(entry.rule().is_none() || entry.advice().is_some());";
    /// What the source asks a client to do; `None` if it says nothing.
    rule: Option<ProfileRule>, "println!(\"{:?}\", entry.rule().map(|rule| rule.action()));";
    /// How the sources contradict each other or themselves.
    disputed: Option<&'static str>, "println!(\"{}\", entry.disputed().unwrap_or(\"nobody objects\"));";
    /// Since when it is no longer used, or how that is known.
    retired: Option<&'static str>, "println!(\"{}\", entry.retired().unwrap_or(\"in use\"));";
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
        meaning: &'static str,
    ) -> Self {
        Self { ident: Some(ident), ..Self::range(code, code, name, sender, meaning) }
    }

    #[must_use]
    pub const fn range(
        first: u16,
        last: u16,
        name: &'static str,
        sender: Sender,
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
            rule: None,
            disputed: None,
            retired: None,
        }
    }

    #[must_use]
    pub const fn with_advice(self, advice: &'static str) -> Self {
        Self { advice: Some(advice), ..self }
    }

    #[must_use]
    pub const fn with_rule(self, rule: ProfileRule) -> Self {
        Self { rule: Some(rule), ..self }
    }

    #[must_use]
    pub const fn with_dispute(self, disputed: &'static str) -> Self {
        Self { disputed: Some(disputed), ..self }
    }

    #[must_use]
    pub const fn with_retirement(self, retired: &'static str) -> Self {
        Self { retired: Some(retired), ..self }
    }

    /// The rule of an entry that has one: a generated profile names no other.
    #[must_use]
    pub const fn asked(&self) -> ProfileRule {
        match self.rule {
            Some(rule) => rule,
            None => panic!("the generator names entries with a rule only"),
        }
    }

    /// The place of the code that a text stands for: by its number, by what `Display` writes, by
    /// its Rust name in any case, or by its name in any case if no other code has the same: sources
    /// do not always tell their codes apart by name.
    #[must_use]
    pub fn find(codes: &[Self], text: &str) -> Option<usize> {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = text.split_at(digits);
        // Number and name must agree, as they do for the registered codes.
        let is_numbered = |entry: &Self| {
            number.parse() == Ok(entry.first)
                && (rest.is_empty() || rest.strip_prefix(' ') == Some(entry.name))
        };
        let is_ident =
            |entry: &Self| entry.ident.is_some_and(|ident| ident.eq_ignore_ascii_case(text));
        let is_named = |entry: &Self| entry.name.eq_ignore_ascii_case(text);
        let by_name = || {
            let place = codes.iter().position(is_named)?;
            codes[place + 1..].iter().all(|entry| !is_named(entry)).then_some(place)
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

/// A pace in milliseconds, as the generated tables write it.
#[doc(hidden)]
#[must_use]
pub const fn pace(initial: u64, max: u64, factor: u32, jitter: Jitter) -> Backoff {
    Backoff::new(Duration::from_millis(initial), Duration::from_millis(max), factor, jitter)
}
