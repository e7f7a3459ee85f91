//! What the constants of implementations are called.

use super::Rule;
use crate::{Constant, Diagnostics, Names, Unchecked};

pub(super) const RULE: Rule = Rule {
    name: "constants",
    summary: "the constants of an implementation are identifiers, each once whatever its case, for \
              numbers that are no private codes, and their source names a file",
    check,
};

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    for names in unchecked.dataset.implementations.iter().filter_map(|i| i.names.as_ref()) {
        check_source(names, diagnostics);
        for (place, constant) in names.codes.iter().enumerate() {
            check_constant(constant, &names.codes[..place], diagnostics);
        }
    }
}

fn check_source(names: &Names, diagnostics: &Diagnostics) {
    if names.source.section.is_none() {
        let message = format!("`{}` does not say where the constants are defined", names.source.id);
        let remedy = format!("write the file and the line: \"{}#src/close.c:12\"", names.source.id);
        diagnostics.error(RULE.name, names.source.span, message, remedy);
    }
    if names.codes.is_empty() {
        let remedy = "write `NAME = 1000`, or leave `[names]` out";
        diagnostics.error(RULE.name, names.span, "there is no constant", remedy);
    }
}

fn check_constant(constant: &Constant, before: &[Constant], diagnostics: &Diagnostics) {
    let name = constant.name.as_str();
    if !name.split("::").flat_map(|path| path.split('.')).all(is_identifier) {
        let message = format!("`{name}` is no name of a constant");
        let remedy =
            "write it as a program does: letters, digits and `_`, with `.` or `::` between";
        diagnostics.error(RULE.name, constant.name.span, message, remedy);
    }
    let first = before.iter().find(|other| other.name.eq_ignore_ascii_case(name));
    if let Some(first) = first {
        let message = format!("the constant `{name}` stands twice");
        let remedy = "case does not tell names apart here: keep the one that users write";
        diagnostics.error_again(RULE.name, constant.name.span, first.name.span, message, remedy);
    }
    if (4000..=4999).contains(&*constant.code) {
        let message = format!("{} is a private code", *constant.code);
        let remedy = "what it is called belongs into the file of its protocol, in `protocols/`";
        diagnostics.error(RULE.name, constant.code.span, message, remedy);
    }
}

/// Letters, digits and `_`, and no digit first.
fn is_identifier(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        && word.bytes().next().is_some_and(|first| !first.is_ascii_digit())
}
