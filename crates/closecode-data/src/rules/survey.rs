//! A surveyed client does one thing on one code.

use closecode_format::rules::report_repeats;

use super::Rule;
use crate::{Diagnostics, Unchecked};

pub(super) const RULE: Rule = Rule {
    name: "survey",
    summary: "a client stands once, and each code at most once in its lists",
    check,
};

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    let clients = &unchecked.dataset.clients;
    report_repeats(
        RULE.name,
        "client",
        clients.iter().map(|c| &c.id),
        "count a client once",
        diagnostics,
    );
    for client in clients {
        let mut seen = Vec::new();
        for code in client.stops.iter().chain(&client.conditional) {
            if seen.contains(&code.value) {
                diagnostics.error(
                    RULE.name,
                    code.span,
                    format!("{code} stands twice for {}", *client.name),
                    "a client either stops on a code or depends on something",
                );
            }
            seen.push(code.value);
        }
    }
}
