//! Every fact cites a source that exists.

use super::{Rule, citations};
use crate::{Diagnostics, Unchecked, suggest};

pub(super) const RULE: Rule = Rule {
    name: "citations",
    summary: "every citation names a source that exists, and every fact has one",
    check,
};

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    let data = &unchecked.dataset;
    let known: Vec<&str> = unchecked.source_ids.iter().map(String::as_str).collect();
    for citation in citations(data).into_iter().filter(|_| unchecked.is_whole("sources")) {
        if !unchecked.source_ids.contains(&citation.id) {
            diagnostics.error(
                RULE.name,
                citation.span,
                format!("there is no source `{}`", citation.id),
                suggest(&citation.id, &known),
            );
        }
    }
    let codes = data
        .codes
        .iter()
        .map(|c| (c.code.span, &c.sources))
        .chain(data.codes.iter().map(|c| (c.wire.span, &c.wire.sources)));
    let ranges = data
        .ranges
        .iter()
        .map(|r| (r.id.span, &r.sources))
        .chain(data.ranges.iter().map(|r| (r.wire.span, &r.wire.sources)));
    let problems = data.problems.iter().map(|p| (p.span, &p.sources));
    let scenarios = data.scenarios.iter().map(|s| (s.span, &s.sources));
    for (span, sources) in codes.chain(ranges).chain(problems).chain(scenarios) {
        if sources.is_empty() {
            diagnostics.error(
                RULE.name,
                span,
                "these facts have no source",
                "name at least one in `sources`",
            );
        }
    }
}
