//! A surveyed implementation does one thing on one code.

use super::Rule;
use crate::{Diagnostics, Unchecked};

pub(super) const RULE: Rule = Rule {
    name: "survey",
    summary: "a code stands at most once in the lists of an implementation that reconnects",
    check,
};

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    for (implementation, reconnecting) in unchecked.dataset.surveyed() {
        let mut seen = Vec::new();
        for code in reconnecting.stops.iter().chain(&reconnecting.conditional) {
            if seen.contains(&code.value) {
                let message = format!("{code} stands twice for {}", *implementation.name);
                let remedy = "it either stops on a code or depends on something";
                diagnostics.error(RULE.name, code.span, message, remedy);
            }
            seen.push(code.value);
        }
    }
}
