//! Rust names are valid, unique and in the usual case.

use super::{ProtocolFile, Rule, report_repeats};
use crate::{Diagnostics, Spanned};

pub(super) const RULE: Rule = Rule {
    name: "idents",
    summary: "`ident` is a valid, unique Rust name in UpperCamelCase, and no keyword",
    check,
};

fn check(file: ProtocolFile<'_>, diagnostics: &Diagnostics) {
    // A protocol has an enum for each endpoint.
    for part in file.protocol.parts() {
        check_group(part.codes.into_iter().map(|code| &code.ident).collect(), diagnostics);
    }
}

/// Checks the variants of one enum.
pub fn check_group(group: Vec<&Spanned<String>>, diagnostics: &Diagnostics) {
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
        "choose another for the second: programs may use the first, so that it stays",
        diagnostics,
    );
}
