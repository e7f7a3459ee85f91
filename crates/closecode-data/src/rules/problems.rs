//! A question has an answer in English, and is about a code.

use closecode_format::rules::report_repeats;

use super::Rule;
use crate::{BASE_LOCALE, Diagnostics, Problem, Unchecked};

pub(super) const RULE: Rule = Rule {
    name: "problems",
    summary: "a problem is about a code, and has its texts in English and in no language that is \
              not there",
    check,
};

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    for problem in &unchecked.dataset.problems {
        check_problem(problem, unchecked, diagnostics);
    }
}

fn check_problem(problem: &Problem, unchecked: &Unchecked, diagnostics: &Diagnostics) {
    if problem.codes.is_empty() {
        let remedy = "name the code that people see, or that they choose";
        diagnostics.error(RULE.name, problem.span, "this is about no code", remedy);
    }
    let english = problem.texts.iter().find(|(tag, _)| tag.value == BASE_LOCALE);
    if english.is_none() {
        let message = "there is no text in English";
        diagnostics.error(RULE.name, problem.span, message, "add a [text.en] table");
    }
    for (tag, texts) in &problem.texts {
        // A language that could not be read is there.
        let is_read = unchecked.is_whole(&format!("locales/{}/language", **tag));
        let has_folder = unchecked.dataset.locales.iter().any(|l| l.folder == tag.value);
        // That English is missing is said once, by another rule.
        if is_read && !has_folder && tag.value != BASE_LOCALE {
            let message = format!("there is no language `{}`", **tag);
            diagnostics.error(RULE.name, tag.span, message, "name a folder of locales/");
        }
        for (key, text) in texts.all().into_iter().filter(|(_, text)| text.trim().is_empty()) {
            diagnostics.error(RULE.name, text.span, format!("`{key}` is empty"), "write it");
        }
    }
    let titles = problem.texts.iter().map(|(_, texts)| &texts.title);
    let remedy = "a title in another language is translated";
    report_repeats(RULE.name, "title", titles, remedy, diagnostics);
}
