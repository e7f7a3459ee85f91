//! The list of changes can be read from the top, and leads to codes that exist.

use closecode_format::rules::dates::is_day;

use super::Rule;
use crate::{Diagnostics, Unchecked};

pub(super) const RULE: Rule = Rule {
    name: "changes",
    summary: "a change has a day, a plain sentence and registered codes, each once, and the newest change stands first",
    check,
};

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    let mut last: Option<&str> = None;
    for change in &unchecked.dataset.changes {
        let (date, text) = (&change.date, &change.text);
        if !is_day(date) {
            diagnostics.error(
                RULE.name,
                date.span,
                format!("`{}` is not a day", **date),
                "write YYYY-MM-DD",
            );
        } else if let Some(above) = last.filter(|above| *above < date.as_str()) {
            let message = format!("`{}` comes below `{above}` here", **date);
            diagnostics.error(
                RULE.name,
                date.span,
                message,
                "put the newest change first: feeds and readers begin at the top",
            );
        } else {
            last = Some(date);
        }
        if !text.ends_with('.') || text.contains('\n') || text.trim() != text.as_str() {
            diagnostics.error(
                RULE.name,
                text.span,
                "a change is one line and ends with a full stop",
                "write one or two plain sentences",
            );
        }
        for (i, code) in change.codes.iter().enumerate() {
            if !unchecked.code_files.contains_key(&code.value) {
                diagnostics.error(
                    RULE.name,
                    code.span,
                    format!("{} is not registered here", code.value),
                    "name codes that have a file",
                );
            } else if change.codes[..i].iter().any(|other| other.value == code.value) {
                diagnostics.error(
                    RULE.name,
                    code.span,
                    format!("{} stands twice", code.value),
                    "name it once",
                );
            }
        }
    }
}
