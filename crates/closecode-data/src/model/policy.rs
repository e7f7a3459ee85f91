//! What a client that received a code does about reconnecting, and who says so.

use std::time::Duration;

use super::Survey;
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
        /// The number does not tell.
        Unknown = "unknown",
    }
}

keywords! {
    /// The level to log it at.
    Severity: "a severity" {
        /// EndpointCodes of normal life.
        Info = "info",
        /// Worth noticing.
        Warning = "warning",
        /// Something is broken.
        Error = "error",
    }
}

keywords! {
    /// When to wake somebody.
    Alert: "an alert" {
        /// Never.
        No = "no",
        /// When the rate jumps.
        Rate = "rate",
        /// On first occurrence.
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
        /// The level to log it at.
        severity: required Severity,
        /// When to wake somebody.
        alert: required Alert,
        /// Who says so.
        authority: required Authority,
        /// Where it is said.
        sources: list Citation,
        /// Sources that ask for something else.
        departs_from: list Citation,
        /// Who says so of each number, other than we.
        basis: table BasisTable,
    }
}

record! {
    /// Who stands behind the fields of a policy besides its action, of which `authority` says so.
    /// What is absent is our own judgement.
    BasisTable {
        /// Of the first ceiling.
        initial_delay: optional Authority,
        /// Of the largest ceiling.
        max_delay: optional Authority,
        /// Of the growth.
        factor: optional Authority,
        /// Of how a delay is drawn.
        jitter: optional Authority,
        /// Of the number of attempts.
        max_attempts: optional Authority,
        /// Of who caused it.
        fault: optional Authority,
    }
}

keywords! {
    /// A field of a policy.
    PolicyField: "a field of a policy" {
        /// What to do.
        Action = "action",
        /// The first ceiling.
        InitialDelay = "initial-delay",
        /// The largest ceiling.
        MaxDelay = "max-delay",
        /// Growth of the ceiling per attempt.
        Factor = "factor",
        /// How a delay is drawn.
        Jitter = "jitter",
        /// Attempts after which to stop.
        MaxAttempts = "max-attempts",
        /// Who caused it.
        Fault = "fault",
        /// The level to log it at.
        Severity = "severity",
        /// When to wake somebody.
        Alert = "alert",
    }
}

keywords! {
    /// Who stands behind one field of a policy.
    Basis: "a basis" {
        /// A standard asks for it.
        Standard = "standard",
        /// The mail that registered the code asks for it.
        Registration = "registration",
        /// Most of the surveyed clients do it.
        Practice = "practice",
        /// We decided it.
        Ours = "ours",
    }
}

impl Policy {
    /// Who stands behind a field. `survey` is how clients treat the code, if it was surveyed.
    pub fn basis(&self, field: PolicyField, survey: Option<&Survey<'_>>) -> Basis {
        let basis = self.basis.as_ref();
        let authority = match field {
            PolicyField::Action => Some(&self.authority),
            PolicyField::InitialDelay => basis.and_then(|b| b.initial_delay.as_ref()),
            PolicyField::MaxDelay => basis.and_then(|b| b.max_delay.as_ref()),
            PolicyField::Factor => basis.and_then(|b| b.factor.as_ref()),
            PolicyField::Jitter => basis.and_then(|b| b.jitter.as_ref()),
            PolicyField::MaxAttempts => basis.and_then(|b| b.max_attempts.as_ref()),
            PolicyField::Fault => basis.and_then(|b| b.fault.as_ref()),
            // No standard says how loud to log anything.
            PolicyField::Severity | PolicyField::Alert => None,
        };
        match authority.map(|authority| authority.value) {
            Some(Authority::Normative) => Basis::Standard,
            Some(Authority::RegistryMail) => Basis::Registration,
            Some(Authority::Convention) | None => {
                let does = survey.and_then(|survey| self.practised(survey));
                let is_practice = field == PolicyField::Action
                    && does.zip(survey).is_some_and(|(does, of)| 2 * does > of.total());
                if is_practice { Basis::Practice } else { Basis::Ours }
            }
        }
    }

    /// How many of the surveyed clients do by default what the action says, where that is as plain
    /// as to come back or to stay away.
    pub fn practised(&self, survey: &Survey<'_>) -> Option<usize> {
        match self.action.value {
            Action::ShortDelay | Action::Backoff => Some(survey.retry.len()),
            Action::NoNeed | Action::Never => Some(survey.stop.len()),
            // Clients do not say whether they renewed or changed anything.
            Action::Reauth | Action::FixClient | Action::Profile => None,
        }
    }
}
