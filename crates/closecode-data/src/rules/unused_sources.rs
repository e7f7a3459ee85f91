//! A source that nothing cites is noise, or a citation was lost.

use std::collections::BTreeSet;

use super::{Rule, citations};
use crate::{Draft, Findings};

pub(super) const RULE: Rule = Rule { name: "unused-sources", summary: "every source is cited by some fact", check };

fn check(draft: &Draft, findings: &Findings) {
    let data = &draft.dataset;
    let used: BTreeSet<&str> = citations(data).into_iter().map(|c| c.id.as_str()).collect();
    // What could not be read may be what cites it.
    if !draft.are_facts_whole() {
        return;
    }
    for source in data.sources.iter().filter(|s| !used.contains(s.id.as_str())) {
        findings.error(
            RULE.name,
            source.id.place,
            format!("nothing cites the source `{}`", *source.id),
            "cite it from a fact, or remove it",
        );
    }
}
