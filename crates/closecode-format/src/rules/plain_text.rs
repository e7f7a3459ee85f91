//! Texts are plain: each emitter adds its own markup and escapes the rest.

use super::{ProtocolFile, Rule, texts_of};
use crate::{Diagnostics, Spanned, markdown};

pub(super) const RULE: Rule = Rule {
    name: "plain-text",
    summary: "texts are plain: no HTML, no Markdown, no stray white space",
    check,
};

/// What gives markup away, and what to call it.
const MARKS: &[(&str, &str)] = &[
    ("<", "`<` looks like HTML"),
    ("&lt;", "`&lt;` is an HTML entity"),
    ("&amp;", "`&amp;` is an HTML entity"),
    ("&nbsp;", "`&nbsp;` is an HTML entity"),
    ("**", "`**` looks like Markdown"),
    ("](", "`](` looks like a Markdown link"),
    ("http://", "a text holds no address"),
    ("https://", "a text holds no address"),
];

fn check(file: ProtocolFile<'_>, diagnostics: &Diagnostics) {
    for (_, text) in texts_of(file.protocol) {
        check_text(text, diagnostics);
        check_code(text, false, diagnostics);
    }
}

/// Reports a backtick where there may be no code, and code that is not between two.
pub fn check_code(text: &Spanned<String>, may_hold_code: bool, diagnostics: &Diagnostics) {
    if !text.contains('`') {
        return;
    }
    let problem = if !may_hold_code {
        Some("a backtick looks like Markdown")
    } else if text.matches('`').count() % 2 == 1 {
        Some("a backtick without its partner")
    } else if markdown::code_in(text).any(|code| code.is_empty() || code.trim() != code) {
        Some("there is no code between two backticks, or a space beside it")
    } else {
        None
    };
    if let Some(message) = problem {
        let remedy = "code stands between single backticks, in the description and the cases \
                      of codes and ranges, and in summaries of problems";
        diagnostics.error(RULE.name, text.span, message, remedy);
    }
}

/// Reports what is not plain in a text. What stands between backticks is code, whatever it is.
pub fn check_text(text: &Spanned<String>, diagnostics: &Diagnostics) {
    let prose = markdown::prose(text);
    for (mark, message) in MARKS {
        if prose.contains(mark) {
            diagnostics.error(
                RULE.name,
                text.span,
                *message,
                "write plain text; the generators add markup where it belongs",
            );
        }
    }
    let stray = if text.contains("  ") {
        Some("the text has two spaces in a row")
    } else if text.trim() != text.as_str() && !text.trim().is_empty() {
        Some("the text begins or ends with white space")
    } else {
        None
    };
    if let Some(message) = stray {
        diagnostics.error(
            RULE.name,
            text.span,
            message,
            "remove the spaces; in a \"\"\" string, end each line with a space and a backslash",
        );
    }
}
