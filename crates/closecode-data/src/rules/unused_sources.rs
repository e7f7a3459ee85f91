//! A source that nothing cites is noise, or a citation was lost.

use std::collections::BTreeSet;

use super::{Rule, citations};
use crate::{Draft, Findings};

pub(super) const RULE: Rule = Rule { name: "unused-sources", summary: "every source is cited by some fact", check };

fn check(draft: &Draft, findings: &Findings) {
    let data = &draft.dataset;
    let used: BTreeSet<&str> = citations(data).into_iter().map(|c| c.id.as_str()).collect();
    // A code that could not be read may be the one that cites it.
    if data.codes.len() < draft.code_files.len() {
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
