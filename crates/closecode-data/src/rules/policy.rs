//! The policy agrees with itself and with what kind of number it is for.

use super::{Rule, policies};
use crate::{Action, Alert, Diagnostics, Fault, PolicySeverity, Unchecked};

pub(super) const RULE: Rule = Rule {
    name: "policy",
    summary: "action, attempts, fault, severity and alert fit each other, and `profile` is for \
              ranges only",
    check,
};

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    let data = &unchecked.dataset;
    for p in policies(data) {
        let attempts = p.max_attempts.map(|a| a.value);
        let report =
            |span, message: &str, remedy: &str| diagnostics.error(RULE.name, span, message, remedy);
        if p.action.value == Action::Never
            && (attempts.is_some_and(|a| a != 0) || !p.max_delay.value.is_zero())
        {
            report(
                p.action.span,
                "`never` with attempts or delays",
                "use 0s and max-attempts = 0, or another action",
            );
        }
        if p.action.value == Action::Never && attempts.is_none() {
            report(
                p.action.span,
                "`never` without `max-attempts = 0` would mean attempts without limit",
                "add max-attempts = 0",
            );
        }
        if attempts == Some(0) && !matches!(p.action.value, Action::Never | Action::FixClient) {
            report(
                p.action.span,
                "no attempts, but an action that makes some",
                "use never or fix-client, or allow an attempt",
            );
        }
        if p.action.value == Action::Reauth && attempts != Some(1) {
            report(
                p.action.span,
                "a renewed credential is tried once",
                "set max-attempts = 1: a refused one will be refused again",
            );
        }
        if (p.fault.value == Fault::None) != (p.severity.value == PolicySeverity::Info) {
            report(
                p.severity.span,
                "`info` is for what is nobody's fault, and nothing else",
                "correct severity or fault",
            );
        }
        if p.alert.value == Alert::Yes && p.severity.value != PolicySeverity::Error {
            report(
                p.alert.span,
                "it wakes somebody, and is no error",
                "use alert = \"rate\", or severity = \"error\"",
            );
        }
        if p.action.value == Action::NoNeed && p.fault.value != Fault::None {
            report(
                p.fault.span,
                "nothing to do, yet somebody is at fault",
                "use fault = \"none\", or another action",
            );
        }
    }
    for code in data.codes.iter().filter(|c| c.policy.action.value == Action::Profile) {
        diagnostics.error(
            RULE.name,
            code.policy.action.span,
            "a registered code needs no profile",
            "say what to do; `profile` is for numbers whose meaning a product decides",
        );
    }
}
