//! Rust names are valid, unique and in the usual case.

use super::{Rule, report_repeats};
use crate::{Diagnostics, Protocol, Spanned, Unchecked};

pub(super) const RULE: Rule = Rule {
    name: "idents",
    summary: "`ident` is a valid, unique Rust name in UpperCamelCase, and no keyword",
    check,
};

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    let data = &unchecked.dataset;
    let groups: [Vec<&Spanned<String>>; 3] = [
        data.codes.iter().map(|c| &c.ident).collect(),
        data.ranges.iter().map(|r| &r.ident).collect(),
        data.locales.iter().map(|l| &l.language.ident).collect(),
    ];
    // A protocol has an enum for each endpoint.
    let parts = data.protocols.iter().flat_map(Protocol::parts);
    let of_protocols = parts.map(|part| part.codes.into_iter().map(|c| &c.ident).collect());
    for group in groups.into_iter().chain(of_protocols) {
        check_group(group, diagnostics);
    }
}

/// The variants of one enum.
fn check_group(group: Vec<&Spanned<String>>, diagnostics: &Diagnostics) {
    for ident in &group {
        let camel = ident.starts_with(|c: char| c.is_ascii_uppercase())
            && ident.bytes().all(|b| b.is_ascii_alphanumeric());
        if !camel {
            diagnostics.error(
                RULE.name,
                ident.span,
                format!("`{ident}` is not a Rust name in UpperCamelCase"),
                "write it like ServiceRestart",
            );
        } else if ident.as_str() == "Self" {
            // The only keyword that begins with a capital.
            diagnostics.error(
                RULE.name,
                ident.span,
                format!("`{ident}` is a keyword of Rust"),
                "choose another name",
            );
        }
    }
    report_repeats(
        RULE.name,
        "name",
        group,
        "names are promises to users; choose another",
        diagnostics,
    );
}
