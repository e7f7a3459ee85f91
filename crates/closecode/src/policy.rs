//! What a client that received a code does about reconnecting.

use core::fmt;
use core::time::Duration;

mod row;

pub(crate) use row::{POLICIES, Row};

use crate::generated::ClassId;

/// Declares a fieldless enum with its word, a total conversion from bits, and `Display`.
macro_rules! word_enum {
    (
        $(#[$meta:meta])*
        $name:ident {
            $($(#[$doc:meta])* $variant:ident = $word:literal),+;
            $(#[$last_doc:meta])* $last:ident = $last_word:literal
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum $name { $($(#[$doc])* $variant,)+ $(#[$last_doc])* $last }

        impl $name {
            /// The word for it in the data, in JSON and in metric labels.
            #[inline]
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ Self::$last => $last_word }
            }

            /// The value with this discriminant. Bits come from a packed table, so the last arm is
            /// only ever the last value.
            #[allow(dead_code)] // Only the enums of wire facts are packed.
            #[inline]
            pub(crate) const fn from_bits(bits: u32) -> Self {
                $(if bits == Self::$variant as u32 { return Self::$variant; })+
                Self::$last
            }
        }

        impl core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        /// The value with this word, which is the one that `Display` writes.
        impl core::str::FromStr for $name {
            type Err = $crate::UnknownWordError;

            fn from_str(word: &str) -> Result<Self, $crate::UnknownWordError> {
                match word {
                    $($word => Ok(Self::$variant),)+
                    $last_word => Ok(Self::$last),
                    _ => Err($crate::UnknownWordError(&[$($word,)+ $last_word])),
                }
            }
        }

        #[cfg(feature = "serde")]
        $crate::serde::as_word!($name);
    };
}
pub(crate) use word_enum;

word_enum! {
    /// What to do after a connection has ended: what a [`Policy`] advises, what the
    /// [`ProfileRule`](crate::ProfileRule) of a protocol says, and what a
    /// [`Decision`](crate::Decision) comes to. More may come.
    ///
    /// How fast is not an action but a pace, [`Backoff`](crate::Backoff). The data and the JSON
    /// have both in one word:
    ///
    /// | action | word in the data | in a policy | in a rule | in a decision |
    /// |---|---|---|---|---|
    /// | `Stop` | `never` | yes | yes | yes |
    /// | `Reconnect` | `short-delay`, `backoff`, `immediate` | yes | yes | yes |
    /// | `Resume` | `resume` | | yes | yes |
    /// | `Reauthenticate` | `reauth` | yes | yes | yes |
    /// | `FixFirst` | `fix-client` | yes | yes | yes |
    /// | `ReconnectIfWanted` | `no-need` | yes | yes | |
    /// | `AskProfile` | `profile` | yes | | |
    /// | `PauseUntilOnline` | | | | yes |
    ///
    /// ```
    /// use closecode::{Action, CloseCode};
    /// assert_eq!(CloseCode::Forbidden.policy().action(), Action::Stop);
    /// assert_eq!(Action::FixFirst.to_string(), "fix-first");
    /// assert_eq!("fix-first".parse(), Ok(Action::FixFirst));
    /// ```
    #[non_exhaustive]
    Action {
        /// Do not connect again.
        Stop = "stop",
        /// Wait, then connect.
        Reconnect = "reconnect",
        /// Wait, then connect and resume the session; if the server no longer has it, begin a new
        /// one.
        Resume = "resume",
        /// Renew the credential, wait, then connect, once. If it is refused again, the next
        /// decision is to stop.
        Reauthenticate = "reauthenticate",
        /// Change something first: the same attempt gets the same answer.
        /// [`Decision::attempt_in`](crate::Decision::attempt_in) says whether to probe.
        FixFirst = "fix-first",
        /// Reconnect only if the application still wants the connection and did not close it
        /// itself.
        ReconnectIfWanted = "reconnect-if-wanted",
        /// The number means nothing without the rules of the product that sent it. Without its
        /// profile, a decision is to try a few times.
        AskProfile = "ask-profile";
        /// Wait until the network is back, and until the delay has passed, then connect.
        PauseUntilOnline = "pause-until-online"
    }
}

word_enum! {
    /// How a delay is drawn. The ceiling of attempt `n`, counted from 0, is `min(max_delay,
    /// initial_delay * factor^n)`.
    ///
    /// ```
    /// use closecode::{CloseCode, Jitter};
    /// assert_eq!(CloseCode::AbnormalClosure.policy().jitter(), Jitter::Full);
    /// ```
    #[non_exhaustive]
    Jitter {
        /// Uniformly between zero and the ceiling.
        Full = "full",
        /// Uniformly between half of the ceiling and the ceiling, which is called equal jitter:
        /// never at once.
        Equal = "equal",
        /// Uniformly between the initial and the largest delay.
        Uniform = "uniform";
        /// The ceiling itself.
        None = "none"
    }
}

word_enum! {
    /// Who caused the close, seen from the client that received the code.
    ///
    /// ```
    /// use closecode::{CloseCode, Fault};
    /// assert_eq!(CloseCode::MessageTooBig.policy().fault(), Fault::Client);
    /// ```
    #[non_exhaustive]
    Fault {
        /// Nobody: a normal end.
        None = "none",
        /// The client.
        Client = "client",
        /// The server.
        Server = "server";
        /// The number does not say.
        Unknown = "unknown"
    }
}

word_enum! {
    /// The log level, from the least to the most urgent. [`level`](Self::level) is the name that
    /// `log`, `tracing` and OpenTelemetry read.
    ///
    /// ```
    /// use closecode::{CloseCode, Severity};
    /// assert!(CloseCode::NormalClosure.policy().severity() < Severity::Error);
    /// ```
    Severity {
        /// Normal operation.
        Info = "info",
        /// Worth noticing.
        Warning = "warning";
        /// Something is broken.
        Error = "error"
    }
}

word_enum! {
    /// When to wake somebody.
    ///
    /// ```
    /// use closecode::{Alert, CloseCode};
    /// assert_eq!(CloseCode::GoingAway.policy().alert(), Alert::Rate);
    /// ```
    Alert {
        /// Never.
        No = "no",
        /// When the rate jumps.
        Rate = "rate";
        /// On the first occurrence.
        Yes = "yes"
    }
}

word_enum! {
    /// The authority of a piece of advice.
    ///
    /// RFC 6455 section 7.4 leaves the reaction to a code undefined, so most advice is convention,
    /// and says so.
    ///
    /// ```
    /// use closecode::{Authority, CloseCode};
    /// assert_eq!(CloseCode::AbnormalClosure.policy().authority(), Authority::Normative);
    /// assert_eq!(CloseCode::ServiceRestart.policy().authority(), Authority::RegistryMail);
    /// assert_eq!(CloseCode::InternalError.policy().authority(), Authority::Convention);
    /// ```
    #[non_exhaustive]
    Authority {
        /// A standard asks for it.
        Normative = "normative",
        /// The mail that registered the code asks for it.
        RegistryMail = "registry-mail";
        /// Common practice, and our judgement of it.
        Convention = "convention"
    }
}

impl Severity {
    /// The name of the level: `INFO`, `WARN`, `ERROR`. `log::Level` and `tracing::Level` parse it,
    /// and OpenTelemetry has it as its severity text.
    ///
    /// ```
    /// assert_eq!(closecode::Severity::Warning.level(), "WARN");
    /// ```
    #[inline]
    #[must_use]
    pub const fn level(self) -> &'static str {
        match self {
            Self::Info => "INFO",
            Self::Warning => "WARN",
            Self::Error => "ERROR",
        }
    }
}

/// Whether and how a client reconnects after it received a code.
///
/// A value of one byte; two policies are equal if they say the same.
/// [`RawCode::policy`](crate::RawCode::policy) has one for each of the 65,536 numbers.
///
/// ```
/// use closecode::{Action, CloseCode, Jitter};
/// use core::time::Duration;
///
/// let policy = CloseCode::AbnormalClosure.policy();
/// assert_eq!(policy.action(), Action::Reconnect);
/// assert_eq!(policy.jitter(), Jitter::Full);
/// assert_eq!(policy.ceiling(0), Duration::from_secs(5));
/// assert_eq!(policy.ceiling(3), Duration::from_secs(40));
/// assert_eq!(policy.ceiling(u32::MAX), Duration::from_secs(60));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Policy(ClassId);

impl Policy {
    /// What to do.
    ///
    /// ```
    /// use closecode::{Action, RawCode};
    /// assert_eq!(RawCode::new(1008).policy().action(), Action::Reauthenticate);
    /// assert_eq!(RawCode::new(4004).policy().action(), Action::AskProfile);
    /// ```
    #[inline]
    #[must_use]
    pub const fn action(self) -> Action {
        row::action(self)
    }

    /// The first ceiling of the delay.
    ///
    /// ```
    /// assert_eq!(closecode::RawCode::new(1000).policy().initial_delay().as_secs(), 5);
    /// ```
    #[inline]
    #[must_use]
    pub const fn initial_delay(self) -> Duration {
        Duration::from_millis(row::initial_delay_ms(self) as u64)
    }

    /// The largest ceiling of the delay. Never below [`initial_delay`](Self::initial_delay).
    ///
    /// ```
    /// assert_eq!(closecode::RawCode::new(1000).policy().max_delay().as_secs(), 60);
    /// ```
    #[inline]
    #[must_use]
    pub const fn max_delay(self) -> Duration {
        Duration::from_millis(row::max_delay_ms(self) as u64)
    }

    /// Growth of the ceiling from one attempt to the next, at least 1.
    ///
    /// ```
    /// assert_eq!(closecode::RawCode::new(1013).policy().factor(), 3);
    /// ```
    #[inline]
    #[must_use]
    pub const fn factor(self) -> u32 {
        row::factor(self)
    }

    /// How a delay is drawn below the ceiling.
    ///
    /// ```
    /// use closecode::{Jitter, RawCode};
    /// assert_eq!(RawCode::new(1012).policy().jitter(), Jitter::Uniform);
    /// ```
    #[inline]
    #[must_use]
    pub const fn jitter(self) -> Jitter {
        row::jitter(self)
    }

    /// Attempts after which to stop; `None` for no limit, `Some(0)` for none at all.
    ///
    /// ```
    /// use closecode::RawCode;
    /// assert_eq!(RawCode::new(1006).policy().max_attempts(), None);
    /// assert_eq!(RawCode::new(1009).policy().max_attempts(), Some(0));
    /// ```
    #[inline]
    #[must_use]
    pub const fn max_attempts(self) -> Option<u32> {
        row::max_attempts(self)
    }

    /// Who caused the close.
    ///
    /// ```
    /// use closecode::{Fault, RawCode};
    /// assert_eq!(RawCode::new(1011).policy().fault(), Fault::Server);
    /// ```
    #[inline]
    #[must_use]
    pub const fn fault(self) -> Fault {
        row::fault(self)
    }

    /// The log level.
    ///
    /// ```
    /// use closecode::{RawCode, Severity};
    /// assert_eq!(RawCode::new(1011).policy().severity(), Severity::Error);
    /// ```
    #[inline]
    #[must_use]
    pub const fn severity(self) -> Severity {
        row::severity(self)
    }

    /// When to wake somebody.
    ///
    /// ```
    /// use closecode::{Alert, RawCode};
    /// assert_eq!(RawCode::new(1000).policy().alert(), Alert::No);
    /// ```
    #[inline]
    #[must_use]
    pub const fn alert(self) -> Alert {
        row::alert(self)
    }

    /// The authority of the advice.
    ///
    /// ```
    /// use closecode::{Authority, RawCode};
    /// assert_eq!(RawCode::new(1006).policy().authority(), Authority::Normative);
    /// ```
    #[inline]
    #[must_use]
    pub const fn authority(self) -> Authority {
        row::authority(self)
    }

    /// The ceiling of the delay before attempt `attempt`, counted from 0: `min(max_delay,
    /// initial_delay * factor^attempt)`.
    ///
    /// Saturates; no attempt number is too large. With [`Jitter::Uniform`] the ceiling is always
    /// the largest delay.
    ///
    /// ```
    /// use closecode::RawCode;
    /// let policy = RawCode::new(1013).policy();
    /// let seconds = [0, 1, 2, 3, 4].map(|attempt| policy.ceiling(attempt).as_secs());
    /// assert_eq!(seconds, [10, 30, 90, 270, 300]);
    /// ```
    #[inline]
    #[must_use]
    pub const fn ceiling(self, attempt: u32) -> Duration {
        let initial = row::initial_delay_ms(self) as u64;
        let max = row::max_delay_ms(self) as u64;
        if matches!(self.jitter(), Jitter::Uniform) {
            return Duration::from_millis(max);
        }
        let growth = (self.factor() as u64).saturating_pow(attempt);
        let millis = initial.saturating_mul(growth);
        Duration::from_millis(if millis < max { millis } else { max })
    }
}

impl fmt::Debug for Policy {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Policy")
            .field("action", &self.action())
            .field("initial_delay", &self.initial_delay())
            .field("max_delay", &self.max_delay())
            .field("factor", &self.factor())
            .field("jitter", &self.jitter())
            .field("max_attempts", &self.max_attempts())
            .field("fault", &self.fault())
            .field("severity", &self.severity())
            .field("alert", &self.alert())
            .field("authority", &self.authority())
            .finish()
    }
}
