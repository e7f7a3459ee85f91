//! Every fact cites a source that exists.

use super::{Rule, citations, report_repeats};
use crate::read::suggest;
use crate::{Draft, Findings, Protocol, Row};

pub(super) const RULE: Rule = Rule {
    name: "citations",
    summary: "every citation names a source that exists, and every fact has one",
    check,
};

fn check(draft: &Draft, findings: &Findings) {
    let data = &draft.dataset;
    let known: Vec<&str> = draft.source_ids.iter().map(String::as_str).collect();
    for citation in citations(data).into_iter().filter(|_| draft.is_whole("sources")) {
        if !draft.source_ids.contains(&citation.id) {
            findings.error(
                RULE.name,
                citation.place,
                format!("there is no source `{}`", citation.id),
                suggest(&citation.id, &known),
            );
        }
    }
    let codes = data
        .codes
        .iter()
        .map(|c| (c.code.place, &c.sources))
        .chain(data.codes.iter().map(|c| (c.wire.place, &c.wire.sources)));
    let ranges = data
        .ranges
        .iter()
        .map(|r| (r.id.place, &r.sources))
        .chain(data.ranges.iter().map(|r| (r.wire.place, &r.wire.sources)));
    for (place, sources) in codes.chain(ranges) {
        if sources.is_empty() {
            findings.error(
                RULE.name,
                place,
                "these facts have no source",
                "name at least one in `sources`",
            );
        }
    }
    data.protocols
        .iter()
        .for_each(|p| check_protocol(p, draft.is_protocol_whole(p), draft.is_own, findings));
}

/// A protocol's sources stand in its own file. An application's file is the source itself, and need
/// not cite another.
fn check_protocol(protocol: &Protocol, is_whole: bool, is_own: bool, findings: &Findings) {
    let known: Vec<&str> = protocol.sources.iter().map(|s| s.id.as_str()).collect();
    for citation in protocol.rows().flat_map(Row::citations).filter(|_| is_whole) {
        if !known.contains(&citation.id.as_str()) {
            let message = format!("there is no source `{}` in this file", citation.id);
            findings.error(RULE.name, citation.place, message, suggest(&citation.id, &known));
        }
    }
    for row in protocol.rows().filter(|r| r.sources.is_empty() && !is_own) {
        findings.error(
            RULE.name,
            row.place,
            "this row has no source",
            "name at least one in `sources`",
        );
    }
    report_repeats(
        RULE.name,
        "id",
        protocol.sources.iter().map(|s| &s.id),
        "citations name a source by its id; choose another",
        findings,
    );
}
