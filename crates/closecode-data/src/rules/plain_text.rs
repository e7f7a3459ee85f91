//! Texts are plain: each emitter adds its own markup and escapes the rest. The texts of codes and
//! ranges that explain may hold code, between backticks.

use closecode_format::rules::plain_text::{check_code, check_text};

use super::Rule;
use crate::{Diagnostics, Locale, ProblemWords, Unchecked};

pub(super) const RULE: Rule = Rule {
    name: "plain-text",
    summary: "texts are plain: no HTML, no Markdown but code between backticks where a text \
              explains, no stray white space",
    check,
};

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    for entry in unchecked.dataset.locales.iter().flat_map(Locale::entries) {
        let explains = ["codes", "ranges"].contains(&entry.file);
        for field in entry.fields() {
            let Some(text) = field.text else { continue };
            check_text(text, diagnostics);
            let may_hold_code = field.case.is_some() || field.key == "description";
            check_code(text, explains && may_hold_code, diagnostics);
        }
    }
    for (_, text) in unchecked.dataset.problem_words.iter().flat_map(ProblemWords::all) {
        check_text(text, diagnostics);
        check_code(text, false, diagnostics);
    }
    let problems = unchecked.dataset.problems.iter().flat_map(|p| &p.texts);
    let scenarios = unchecked.dataset.scenarios.iter().flat_map(|s| &s.texts);
    let problems = problems.flat_map(|(_, texts)| texts.all());
    for (key, text) in problems.chain(scenarios.flat_map(|(_, texts)| texts.all())) {
        check_text(text, diagnostics);
        check_code(text, key != "title", diagnostics);
    }
}
