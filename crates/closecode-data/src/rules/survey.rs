//! A surveyed client does one thing on one code.

use super::{Rule, report_repeats};
use crate::{Draft, Findings};

pub(super) const RULE: Rule = Rule {
    name: "survey",
    summary: "a client stands once, and each code at most once in its lists",
    check,
};

fn check(draft: &Draft, findings: &Findings) {
    let clients = &draft.dataset.clients;
    report_repeats(
        RULE.name,
        "client",
        clients.iter().map(|c| &c.id),
        "count a client once",
        findings,
    );
    for client in clients {
        let mut seen = Vec::new();
        for code in client.stops.iter().chain(&client.conditional) {
            if seen.contains(&code.value) {
                findings.error(
                    RULE.name,
                    code.place,
                    format!("{code} stands twice for {}", *client.name),
                    "a client either stops on a code or depends on something",
                );
            }
            seen.push(code.value);
        }
    }
}
