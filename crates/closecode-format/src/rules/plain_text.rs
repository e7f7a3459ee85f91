//! Texts are plain: each emitter adds its own markup and escapes the rest.

use super::{ProtocolFile, Rule, texts_of};
use crate::{Diagnostics, Spanned};

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
    ("`", "a backtick looks like Markdown"),
    ("**", "`**` looks like Markdown"),
    ("](", "`](` looks like a Markdown link"),
    ("http://", "a text holds no address"),
    ("https://", "a text holds no address"),
];

fn check(file: ProtocolFile<'_>, diagnostics: &Diagnostics) {
    texts_of(file.protocol).into_iter().for_each(|(_, text)| check_text(text, diagnostics));
}

/// Reports what is not plain in a text.
pub fn check_text(text: &Spanned<String>, diagnostics: &Diagnostics) {
    for (mark, message) in MARKS {
        if text.contains(mark) {
            diagnostics.error(
                RULE.name,
                text.span,
                *message,
                "write plain text; the generators add markup where it belongs",
            );
        }
    }
    let stray = if text.contains(['\n', '\r', '\t']) {
        Some("the text breaks its line or holds a tab")
    } else if text.contains("  ") {
        Some("the text has two spaces in a row")
    } else if text.chars().any(char::is_control) {
        Some("the text holds a control character")
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
            "in a \"\"\" string, end each line with a space and a backslash",
        );
    }
}
