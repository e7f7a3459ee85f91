//! What is in braces is what the generators fill in.

use super::Rule;
use crate::{Diagnostics, Field, LocaleFormats, Unchecked};

pub(super) const RULE: Rule = Rule {
    name: "placeholders",
    summary: "a text holds exactly the placeholders that its key takes, each at least once",
    check,
};

/// Whether a form may leave its count out: `one attempt` says it already, where that form stands
/// for no other number.
fn may_leave_out(name: &str, field: &Field<'_>, formats: &LocaleFormats) -> bool {
    field.count == Some(name) && field.form.is_some_and(|form| formats.examples(form).len() == 1)
}

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    for locale in &unchecked.dataset.locales {
        for entry in locale.entries() {
            for field in entry.fields() {
                let Some(text) = field.text else { continue };
                let wanted =
                    field.placeholders.iter().map(|p| format!("{{{p}}}")).collect::<Vec<_>>();
                let remedy = if wanted.is_empty() {
                    "this text takes none".to_owned()
                } else {
                    format!("this text takes {}", wanted.join(", "))
                };
                match found(text) {
                    Err(()) => diagnostics.error(
                        RULE.name,
                        text.span,
                        "a brace without its partner",
                        remedy,
                    ),
                    Ok(found) => {
                        for name in found.iter().filter(|n| !field.placeholders.contains(n)) {
                            diagnostics.error(
                                RULE.name,
                                text.span,
                                format!("there is no placeholder {{{name}}} here"),
                                remedy.clone(),
                            );
                        }
                        for name in field.placeholders.iter().filter(|n| {
                            !found.contains(n) && !may_leave_out(n, &field, &locale.formats)
                        }) {
                            diagnostics.error(
                                RULE.name,
                                text.span,
                                format!("the placeholder {{{name}}} is missing"),
                                remedy.clone(),
                            );
                        }
                    }
                }
            }
        }
    }
}

/// The names in braces, in order.
fn found(text: &str) -> Result<Vec<&str>, ()> {
    let mut names = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find(['{', '}']) {
        if rest.as_bytes()[open] == b'}' {
            return Err(());
        }
        let close = rest[open + 1..]
            .find(['{', '}'])
            .map(|n| open + 1 + n)
            .filter(|&n| rest.as_bytes()[n] == b'}')
            .ok_or(())?;
        names.push(&rest[open + 1..close]);
        rest = &rest[close + 1..];
    }
    Ok(names)
}
