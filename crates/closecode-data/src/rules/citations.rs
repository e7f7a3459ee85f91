//! Every fact cites a source that exists.

use super::{Rule, citations, report_repeats};
use crate::read::suggest;
use crate::{Diagnostics, Protocol, Row, Unchecked};

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
    for (span, sources) in codes.chain(ranges) {
        if sources.is_empty() {
            diagnostics.error(
                RULE.name,
                span,
                "these facts have no source",
                "name at least one in `sources`",
            );
        }
    }
    data.protocols.iter().for_each(|p| {
        check_protocol(p, unchecked.is_protocol_whole(p), unchecked.is_app, diagnostics)
    });
}

/// A protocol's sources stand in its own file. An application's file is the source itself, and need
/// not cite another.
fn check_protocol(protocol: &Protocol, is_whole: bool, is_app: bool, diagnostics: &Diagnostics) {
    let known: Vec<&str> = protocol.sources.iter().map(|s| s.id.as_str()).collect();
    for citation in protocol.rows().flat_map(Row::citations).filter(|_| is_whole) {
        if !known.contains(&citation.id.as_str()) {
            let message = format!("there is no source `{}` in this file", citation.id);
            diagnostics.error(RULE.name, citation.span, message, suggest(&citation.id, &known));
        }
    }
    for row in protocol.rows().filter(|r| r.sources.is_empty() && !is_app) {
        diagnostics.error(
            RULE.name,
            row.span,
            "this row has no source",
            "name at least one in `sources`",
        );
    }
    report_repeats(
        RULE.name,
        "id",
        protocol.sources.iter().map(|s| &s.id),
        "citations name a source by its id; choose another",
        diagnostics,
    );
}
