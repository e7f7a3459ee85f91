//! A source that nothing cites is noise, or a citation was lost.

use std::collections::BTreeSet;

use super::{Rule, citations};
use crate::{Diagnostics, Row, Spanned, Unchecked};

pub(super) const RULE: Rule =
    Rule { name: "unused-sources", summary: "every source is cited by some fact", check };

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    let data = &unchecked.dataset;
    let used: BTreeSet<&str> = citations(data).into_iter().map(|c| c.id.as_str()).collect();
    for protocol in data.protocols.iter().filter(|p| unchecked.is_protocol_whole(p)) {
        let used: BTreeSet<&str> =
            protocol.rows().flat_map(Row::citations).map(|c| c.id.as_str()).collect();
        for source in protocol.sources.iter().filter(|s| !used.contains(s.id.as_str())) {
            report(&source.id, diagnostics);
        }
    }
    // What could not be read may be what cites it.
    if !unchecked.are_facts_whole() {
        return;
    }
    for source in data.sources.iter().filter(|s| !used.contains(s.id.as_str())) {
        report(&source.id, diagnostics);
    }
}

fn report(id: &Spanned<String>, diagnostics: &Diagnostics) {
    diagnostics.error(
        RULE.name,
        id.span,
        format!("nothing cites the source `{}`", **id),
        "cite it from a fact, or remove it",
    );
}
