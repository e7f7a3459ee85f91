//! Rust names are valid, unique and in the usual case.

use closecode_format::rules::idents::check_group;

use super::Rule;
use crate::{Diagnostics, Spanned, Unchecked};

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
    for group in groups {
        check_group(group, diagnostics);
    }
}
