//! Punctuation, spaces and digits are those of the language.

use super::Rule;
use crate::{Diagnostics, Unchecked, markdown};

pub(super) const RULE: Rule = Rule {
    name: "typography",
    summary: "punctuation, quotation marks, spaces and digits are those that the language's \
              typography asks for",
    check,
};

/// The pieces of sentences, in which spaces stand at the edge.
pub(crate) const PIECES: &str = "punctuation";

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    for locale in &unchecked.dataset.locales {
        for entry in locale.entries().iter().filter(|e| e.key != PIECES) {
            for text in entry.fields().iter().filter_map(|f| f.text) {
                let prose = markdown::prose(text);
                let problems = locale.language.typography.problems(&prose);
                let mut problems: Vec<&str> = problems.iter().map(|p| p.message).collect();
                problems.dedup();
                for problem in problems {
                    diagnostics.error(
                        RULE.name,
                        text.span,
                        problem,
                        "run `cargo xtask lint --fix`; [typography] in language.toml has the rule",
                    );
                }
            }
        }
    }
}
