//! Registry names are unique, and names of implementations go into lists.

use closecode_format::rules::report_repeats;

use super::Rule;
use crate::{Diagnostics, Unchecked};

pub(super) const RULE: Rule = Rule {
    name: "names",
    summary: "registry names are unique and as the registry prints them; the name of an \
              implementation has no comma, because lists have",
    check,
};

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    let data = &unchecked.dataset;
    report_repeats(
        RULE.name,
        "registry name",
        data.codes.iter().map(|c| &c.name),
        "the registry names each code once",
        diagnostics,
    );
    for code in &data.codes {
        let printable = code.name.bytes().all(|b| b == b' ' || b.is_ascii_graphic());
        if !printable
            || code.name.trim() != code.name.as_str()
            || !code.name.bytes().any(|b| b.is_ascii_alphabetic())
        {
            diagnostics.error(
                RULE.name,
                code.name.span,
                "this is not a name as the registry prints it",
                "copy it from the registry, in ASCII, without spaces around it",
            );
        }
    }
    for implementation in data.implementations.iter().filter(|i| i.name.contains(',')) {
        diagnostics.error(
            RULE.name,
            implementation.name.span,
            "the name has a comma, and a list of names would have one too many",
            "put what is below or above it into brackets, such as `undici (Node.js)`",
        );
    }
}
