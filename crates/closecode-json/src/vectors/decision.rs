//! A decision as plain JSON: what went in, and what comes out.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A cause as a word.
const CAUSE: &str =
    "^((close|http)-[0-9]{1,5}|dns|tcp|tls|not-opened|local-[a-z0-9]+(-[a-z0-9]+)*)$";

/// How a connection ended, and what follows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub struct DecisionVector {
    /// What happens, as words; it never changes.
    pub id: String,
    /// What ended before, the first first, each decided with what the one before it left and with
    /// the longest delay: so the state of the retries comes about that this decision begins with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub before: Vec<Disconnect>,
    /// How the connection ended.
    pub disconnect: Disconnect,
    /// What follows.
    pub decision: Decided,
}

/// The end of a connection. What is not said counts as: begun by the remote end, open if there was
/// a close code, online, visible, the first in a row, no hint, no rule of a profile, default
/// limits.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub struct Disconnect {
    /// `close-` and the code that is reported; `http-` and the status that refused the handshake;
    /// `dns`, `tcp` or `tls`, which failed; `not-opened`, and the cause is hidden; `local-` and
    /// what this side found: message-too-big, invalid-utf8, protocol-error, ping-timeout,
    /// code-hidden or bad-request.
    #[schemars(regex(pattern = CAUSE))]
    pub cause: String,
    /// Whether the connection had opened. Left out, it had if the cause is a close code or there is
    /// a time for which it was up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened: Option<bool>,
    /// Who began to close it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub initiator: Option<Initiator>,
    /// Whether the application still wants a connection.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wanted: Option<bool>,
    /// For how long the connection was open, in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uptime_ms: Option<u64>,
    /// Attempts in a row before, as a mere number: each counts against every limit and for the
    /// delay of every cause.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attempt: Option<u32>,
    /// The time since the last stable connection by a clock, in milliseconds. Left out, it is what
    /// was waited and what unstable connections lived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spent_ms: Option<u64>,
    /// What the server said about coming back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Hint>,
    /// What the profile of the protocol says about the code, whatever its number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<Rule>,
    /// Whether there is a network.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub online: Option<bool>,
    /// Whether somebody looks at the application.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visible: Option<bool>,
    /// What the caller allows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limits: Option<Limits>,
}

/// What the server said about coming back.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub struct Hint {
    /// How long to wait, in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after_ms: Option<u64>,
    /// Whether to come back at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reconnect: Option<bool>,
    /// Whether the session can be resumed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resume: Option<bool>,
}

/// What the profile of a protocol says about a code. Without a pace it has that of 1006; without a
/// number of attempts no limit, except that reauthenticate has one, fix-first and stop none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// What to do.
    pub action: Action,
    /// Whether the first attempt in a row is made at once.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub at_once: bool,
    /// How the delays grow: the ceilings one by one, in milliseconds, of which the last is
    /// repeated, or else all of the next three.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub steps_ms: Option<Vec<u64>>,
    /// The first ceiling of the delay, in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub initial_delay_ms: Option<u64>,
    /// The largest ceiling of the delay, in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_delay_ms: Option<u64>,
    /// By what the ceiling grows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub factor: Option<u32>,
    /// How a delay is drawn below the ceiling, if the rule has a pace.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jitter: Option<Jitter>,
    /// After how many attempts to stop.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attempts: Option<u32>,
}

/// What the caller allows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// How long a connection must have been up to count as stable, in milliseconds; 10000 if left
    /// out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_uptime_ms: Option<u64>,
    /// Attempts in a row after which to stop; no limit if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attempts: Option<u32>,
    /// Time in a row after which to stop, in milliseconds; no limit if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total_time_ms: Option<u64>,
    /// The longest delay that is waited for, in milliseconds; a day, 86400000, if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_delay_ms: Option<u64>,
}

/// What follows. Of a pair of times, the first is for a draw of 0, which is the shortest delay, and
/// the second for the longest: a program that draws below 1 stays below it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub struct Decided {
    /// What to do.
    pub action: Action,
    /// Which rule decided.
    pub rationale: Rationale,
    /// The shortest and the longest time to wait before connecting without anybody's help, in
    /// milliseconds; null if there is no such attempt: never, not before a fix, or not before the
    /// network is back.
    pub attempt_in_ms: Option<[u64; 2]>,
    /// The shortest and the longest delay, in milliseconds. It is that of the attempt; for
    /// pause-until-online the time that has to pass besides; else 0.
    pub delay_ms: [u64; 2],
    /// What ended the connection, in the light of whether it had opened: 1006 of a connection that
    /// never opened is `not-opened`.
    #[schemars(regex(pattern = CAUSE))]
    pub cause: String,
    /// The log level.
    pub severity: Severity,
    /// Attempts in a row, with the one that follows from this.
    pub attempts: u32,
    /// The time since the last stable connection, in milliseconds, with the delay that follows.
    pub spent_ms: [u64; 2],
}

/// Declares an enum of words, written with hyphens.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident,)+ })+) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
        #[serde(rename_all = "kebab-case")]
        pub enum $name { $($(#[$variant_doc])* $variant,)+ }
    )+ };
}

words! {
    /// What to do: of a decision, all but reconnect-if-wanted and ask-profile; of a rule, any, and
    /// ask-profile and pause-until-online count as reconnect.
    Action {
        /// Do not connect again.
        Stop,
        /// Wait, then connect.
        Reconnect,
        /// Wait, then connect and resume the session.
        Resume,
        /// Renew the credential, wait, then connect, once.
        Reauthenticate,
        /// Change something first; a time to wait is for a probe.
        FixFirst,
        /// Reconnect only if the application still wants the connection.
        ReconnectIfWanted,
        /// The number means nothing without the rules of a product.
        AskProfile,
        /// Wait until the network is back, and until the delay has passed, then connect.
        PauseUntilOnline,
    }

    /// How a delay is drawn.
    Jitter {
        /// Between zero and the ceiling.
        Full,
        /// Between half of the ceiling and the ceiling.
        Equal,
        /// Between the initial and the largest delay.
        Uniform,
        /// The ceiling itself.
        None,
    }

    /// Who began to close a connection.
    Initiator {
        /// The application on this side. It is done.
        Application,
        /// Something on this side that noticed a dead connection.
        Watchdog,
        /// The peer, the network, or nobody knows.
        Remote,
    }

    /// A log level.
    Severity {
        /// Normal operation.
        Info,
        /// Worth noticing.
        Warning,
        /// Something is broken.
        Error,
    }

    /// Which rule decided.
    Rationale {
        /// The application closed the connection.
        ApplicationClosed,
        /// The application no longer wants the connection.
        NotWanted,
        /// A watchdog on this side closed the connection.
        Watchdog,
        /// The server said not to come back.
        ServerForbids,
        /// The server said to come back.
        ServerAsks,
        /// The profile of the protocol.
        Profile,
        /// The policy of the cause.
        Policy,
        /// The third failed open in a row, or a later one, whose cause is hidden.
        LookIntoIt,
        /// A renewed credential was refused too.
        CredentialRefused,
        /// As many attempts were made as are allowed.
        AttemptsSpent,
        /// As much time was spent as is allowed, or would be by waiting.
        TimeSpent,
        /// The wait would be longer than is allowed.
        DelayTooLong,
        /// There is no network.
        Offline,
    }
}
