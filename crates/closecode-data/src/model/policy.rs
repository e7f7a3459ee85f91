//! What a client that received a code does about reconnecting, and who says so.

use std::time::Duration;

use crate::{Citation, Jitter, Span, Spanned};
use closecode_format::keywords;
use closecode_format::read::Table;

keywords! {
    /// What to do.
    Action: "an action" {
        /// Reconnect only if the application still wants the connection.
        NoNeed = "no-need",
        /// Reconnect soon.
        ShortDelay = "short-delay",
        /// Reconnect with growing delays.
        Backoff = "backoff",
        /// Refresh the credential, then try.
        Reauth = "reauth",
        /// Change something first: the same attempt gets the same answer.
        FixClient = "fix-client",
        /// Do not reconnect.
        Never = "never",
        /// The number means nothing without the product's own rules.
        Profile = "profile",
    }
}

keywords! {
    /// Who caused the close, seen from the client.
    Fault: "a fault" {
        /// Nobody.
        None = "none",
        /// The client.
        Client = "client",
        /// The server.
        Server = "server",
        /// The network between them.
        Network = "network",
        /// The number does not tell.
        Unknown = "unknown",
    }
}

keywords! {
    /// How loud to log it.
    Severity: "a severity" {
        /// EndpointCodes of normal life.
        Info = "info",
        /// Worth noticing.
        Warning = "warning",
        /// Something is broken.
        Error = "error",
        /// Something is broken that will not mend itself.
        Critical = "critical",
    }
}

keywords! {
    /// When to wake somebody.
    Alert: "an alert" {
        /// Never.
        No = "no",
        /// When the rate jumps.
        Rate = "rate",
        /// At first sight.
        Yes = "yes",
    }
}

keywords! {
    /// Who stands behind a piece of advice.
    Authority: "an authority" {
        /// A standard asks for it.
        Normative = "normative",
        /// The mail that registered the code asks for it.
        RegistryMail = "registry-mail",
        /// Common practice, and our judgement of it.
        Convention = "convention",
    }
}

/// One row of policy.
#[derive(Clone, Debug)]
pub struct Policy {
    /// Where the table stands.
    pub span: Span,
    /// What to do.
    pub action: Spanned<Action>,
    /// The first ceiling.
    pub initial_delay: Spanned<Duration>,
    /// The largest ceiling.
    pub max_delay: Spanned<Duration>,
    /// Growth of the ceiling per attempt.
    pub factor: Spanned<u16>,
    /// How a delay is drawn.
    pub jitter: Spanned<Jitter>,
    /// Attempts after which to stop; none for no limit.
    pub max_attempts: Option<Spanned<u16>>,
    /// Who caused it.
    pub fault: Spanned<Fault>,
    /// How loud to log it.
    pub severity: Spanned<Severity>,
    /// When to wake somebody.
    pub alert: Spanned<Alert>,
    /// Who says so.
    pub authority: Spanned<Authority>,
    /// Where it is said.
    pub sources: Vec<Spanned<Citation>>,
    /// Sources that ask for something else.
    pub departs_from: Vec<Spanned<Citation>>,
}

impl Policy {
    pub(crate) fn read(t: Table<'_>) -> Option<Self> {
        let span = t.span;
        let (action, initial_delay, max_delay) =
            (t.required("action"), t.required("initial-delay"), t.required("max-delay"));
        let (factor, jitter, max_attempts) =
            (t.required("factor"), t.required("jitter"), t.optional("max-attempts"));
        let (fault, severity, alert) =
            (t.required("fault"), t.required("severity"), t.required("alert"));
        let (authority, sources, departs_from) =
            (t.required("authority"), t.list("sources"), t.list("departs-from"));
        t.finish();
        Some(Self {
            span,
            action: action?,
            initial_delay: initial_delay?,
            max_delay: max_delay?,
            factor: factor?,
            jitter: jitter?,
            max_attempts,
            fault: fault?,
            severity: severity?,
            alert: alert?,
            authority: authority?,
            sources,
            departs_from,
        })
    }
}
