//! Of two ranges, at most one is the narrower.

use super::{ProtocolFile, Rule};
use crate::{Diagnostics, EndpointCodes};

pub(super) const RULE: Rule = Rule {
    name: "protocol-ranges",
    summary: "a protocol's ranges run forward, and two of one endpoint do not overlap unless one \
              lies inside the other",
    check,
};

fn check(file: ProtocolFile<'_>, diagnostics: &Diagnostics) {
    file.protocol.parts().iter().for_each(|part| check_part(part, diagnostics));
}

fn check_part(part: &EndpointCodes<'_>, diagnostics: &Diagnostics) {
    for (i, range) in part.ranges.iter().enumerate() {
        let first = *range.first;
        let last = *range.last;
        if first >= last {
            let message = format!(
                "the range ends at {last}, {}",
                if first == last { "where it begins" } else { "before it begins" }
            );
            diagnostics.error(
                RULE.name,
                range.last.span,
                message,
                "swap first and last, or write a [[code]] for a single number",
            );
            continue;
        }
        for other in &part.ranges[..i] {
            let a = *other.first;
            let b = *other.last;
            let is_apart = last < a || b < first;
            let is_inside = (a <= first && last <= b) || (first <= a && b <= last);
            if (first, last) == (a, b) || !(is_apart || is_inside) {
                // The narrower range wins, and neither of these is.
                let message = format!(
                    "{first} to {last} and {a} to {b} overlap, and neither lies inside the other"
                );
                diagnostics.error(
                    RULE.name,
                    range.first.span,
                    message,
                    "cut one of them, or put one wholly inside the other",
                );
            }
        }
    }
}
