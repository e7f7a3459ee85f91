//! What a client that received a code does about reconnecting, and who says so.

use std::time::Duration;

use crate::{Citation, Jitter};
use closecode_format::{keywords, record};

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

record! {
    /// One row of policy.
    Policy {
        /// What to do.
        action: required Action,
        /// The first ceiling.
        initial_delay: required Duration,
        /// The largest ceiling.
        max_delay: required Duration,
        /// Growth of the ceiling per attempt.
        factor: required u16,
        /// How a delay is drawn.
        jitter: required Jitter,
        /// Attempts after which to stop; none for no limit.
        max_attempts: optional u16,
        /// Who caused it.
        fault: required Fault,
        /// How loud to log it.
        severity: required Severity,
        /// When to wake somebody.
        alert: required Alert,
        /// Who says so.
        authority: required Authority,
        /// Where it is said.
        sources: list Citation,
        /// Sources that ask for something else.
        departs_from: list Citation,
    }
}
