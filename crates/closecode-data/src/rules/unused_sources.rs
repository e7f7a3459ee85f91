//! A source that nothing cites is noise, or a citation was lost.

use std::collections::BTreeSet;

use super::{Rule, citations};
use crate::{Draft, Findings, Located, Row};

pub(super) const RULE: Rule =
    Rule { name: "unused-sources", summary: "every source is cited by some fact", check };

fn check(draft: &Draft, findings: &Findings) {
    let data = &draft.dataset;
    let used: BTreeSet<&str> = citations(data).into_iter().map(|c| c.id.as_str()).collect();
    for protocol in data.protocols.iter().filter(|p| draft.is_protocol_whole(p)) {
        let used: BTreeSet<&str> =
            protocol.rows().flat_map(Row::citations).map(|c| c.id.as_str()).collect();
        for source in protocol.sources.iter().filter(|s| !used.contains(s.id.as_str())) {
            report(&source.id, findings);
        }
    }
    // What could not be read may be what cites it.
    if !draft.are_facts_whole() {
        return;
    }
    for source in data.sources.iter().filter(|s| !used.contains(s.id.as_str())) {
        report(&source.id, findings);
    }
}

fn report(id: &Located<String>, findings: &Findings) {
    findings.error(
        RULE.name,
        id.place,
        format!("nothing cites the source `{}`", **id),
        "cite it from a fact, or remove it",
    );
}
