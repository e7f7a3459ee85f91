//! Every fact of a protocol cites a source that exists.

use super::{ProtocolFile, Rule, report_repeats};
use crate::Diagnostics;
use crate::read::suggest;

pub(super) const RULE: Rule = Rule {
    name: "citations",
    summary: "every citation names a source of the file, every fact has one, and ids are unique",
    check,
};

/// A protocol's sources are in its own file. An application's file is the source itself, and need
/// not cite another.
fn check(file: ProtocolFile<'_>, diagnostics: &Diagnostics) {
    let ProtocolFile { protocol, is_whole, is_app } = file;
    let known: Vec<&str> = protocol.sources.iter().map(|s| s.id.as_str()).collect();
    for citation in protocol.citations().filter(|_| is_whole) {
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
