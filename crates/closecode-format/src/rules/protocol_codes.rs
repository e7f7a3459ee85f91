//! A protocol gives a number one meaning.

use super::{ProtocolFile, Rule};
use crate::few::Map;
use crate::{Diagnostics, EndpointCodes, Protocol, ProtocolCode};

pub(super) const RULE: Rule = Rule {
    name: "protocol-codes",
    summary: "a protocol has a code or a range, and each code once per endpoint, sorted by number",
    check,
};

fn check(file: ProtocolFile<'_>, diagnostics: &Diagnostics) {
    let protocol = file.protocol;
    if protocol.codes.is_empty() && protocol.ranges.is_empty() && file.is_whole {
        diagnostics.error(
            RULE.name,
            protocol.name.span,
            "this protocol has neither a code nor a range",
            "add a [[code]] or a [[range]]",
        );
    }
    protocol.parts().iter().for_each(|part| check_repeats(part, diagnostics));
    check_order(protocol, diagnostics);
}

fn check_repeats(part: &EndpointCodes<'_>, diagnostics: &Diagnostics) {
    let mut seen: Map<u16, &ProtocolCode> = Map::new();
    for code in &part.codes {
        let first = *seen.entry(*code.code).or_insert(code);
        if first.code.span != code.code.span {
            let message = format!("{} is defined twice, first as `{}`", *code.code, *first.ident);
            diagnostics.error_again(
                RULE.name,
                code.code.span,
                first.code.span,
                message,
                "a number has one meaning: join the two rows, or give each its endpoint",
            );
        }
    }
}

/// In order, a reviewer sees at once what a list lacks, and two branches that add a code seldom
/// meet in one line.
fn check_order(protocol: &Protocol, diagnostics: &Diagnostics) {
    let position =
        |id: Option<&str>| protocol.endpoints.iter().position(|e| Some(e.id.as_str()) == id);
    let key = |code: &ProtocolCode| (position(code.row.endpoint_id()), *code.code);
    // A row of no known endpoint has no place, and another rule tells.
    let placed = protocol
        .codes
        .iter()
        .filter(|c| position(c.row.endpoint_id()).is_some() || protocol.endpoints.is_empty());
    for (before, after) in placed.clone().zip(placed.skip(1)) {
        if key(after) < key(before) {
            let message = format!("{} is out of order, after {}", *after.code, *before.code);
            diagnostics.error(
                RULE.name,
                after.code.span,
                message,
                "sort the codes by endpoint, in the order of the file, and by number",
            );
        }
    }
}
