//! Texts are plain: each emitter adds its own markup and escapes the rest.

use super::Rule;
use crate::{Draft, Findings};

pub(super) const RULE: Rule = Rule { name: "markup", summary: "texts are plain: no HTML, no Markdown, no stray white space", check };

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

fn check(draft: &Draft, findings: &Findings) {
    for locale in &draft.dataset.locales {
        for entry in locale.entries() {
            for text in entry.fields().into_iter().filter_map(|f| f.text) {
                for (mark, message) in MARKS {
                    if text.contains(mark) {
                        findings.error(RULE.name, text.place, *message, "write plain text; the generators add markup where it belongs");
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
                    findings.error(RULE.name, text.place, message, "in a \"\"\" string, end each line with a space and a backslash");
                }
            }
        }
    }
}
