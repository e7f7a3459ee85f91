//! A source that nothing cites is noise, or a citation was lost.

use closecode_format::few;
use closecode_format::rules::unused_sources::report_unused;

use super::{Rule, citations};
use crate::{Diagnostics, Unchecked};

pub(super) const RULE: Rule =
    Rule { name: "unused-sources", summary: "every source is cited by some fact", check };

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    let data = &unchecked.dataset;
    let used = few::set(citations(data).into_iter().map(|c| c.id.as_str()));
    // What could not be read may be what cites it.
    if !unchecked.are_facts_whole() {
        return;
    }
    for source in data.sources.iter().filter(|s| !used.contains(s.id.as_str())) {
        report_unused(&source.id, diagnostics);
    }
}
