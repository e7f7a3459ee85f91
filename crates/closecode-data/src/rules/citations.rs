//! Every fact cites a source that exists.

use super::{Rule, citations};
use crate::read::suggest;
use crate::{Draft, Findings};

pub(super) const RULE: Rule =
    Rule { name: "citations", summary: "every citation names a source in sources.toml, and every fact has one", check };

fn check(draft: &Draft, findings: &Findings) {
    let data = &draft.dataset;
    let known: Vec<&str> = draft.source_ids.iter().map(String::as_str).collect();
    for citation in citations(data).into_iter().filter(|_| draft.is_whole("sources")) {
        if !draft.source_ids.contains(&citation.id) {
            findings.error(RULE.name, citation.place, format!("there is no source `{}`", citation.id), suggest(&citation.id, &known));
        }
    }
    let codes = data.codes.iter().map(|c| (c.code.place, &c.sources)).chain(data.codes.iter().map(|c| (c.wire.place, &c.wire.sources)));
    let ranges = data.ranges.iter().map(|r| (r.id.place, &r.sources)).chain(data.ranges.iter().map(|r| (r.wire.place, &r.wire.sources)));
    for (place, sources) in codes.chain(ranges) {
        if sources.is_empty() {
            findings.error(RULE.name, place, "these facts have no source", "name at least one in `sources`");
        }
    }
}
