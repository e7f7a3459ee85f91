//! A question has an answer in English, and is about a code. Its texts go with its steps, fixes and
//! options, and only a decision has options.

use closecode_format::rules::report_repeats;

use super::Rule;
use crate::{BASE_LOCALE, Diagnostics, Problem, ProblemKind, Spanned, Unchecked, suggest};

pub(super) const RULE: Rule = Rule {
    name: "problems",
    summary: "a problem is about a code, has its texts in English and in no language that is not \
              there, one for each of its steps, fixes and options, names implementations that are \
              there, says more about cases of its codes, and has options if it is a decision; its \
              pages have labels in each of its languages",
    check,
};

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    for problem in &unchecked.dataset.problems {
        check_problem(problem, unchecked, diagnostics);
    }
    check_words(unchecked, diagnostics);
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
        check_language(tag, unchecked, diagnostics);
        for (key, text) in texts.all().into_iter().filter(|(_, text)| text.trim().is_empty()) {
            diagnostics.error(RULE.name, text.span, format!("`{key}` is empty"), "write it");
        }
    }
    check_cases(problem, unchecked, diagnostics);
    check_parts(problem, diagnostics);
    check_options(problem, diagnostics);
    let known: Vec<&str> =
        unchecked.dataset.implementations.iter().map(|i| i.id.as_str()).collect();
    for id in problem.implementations() {
        let is_read = unchecked.is_whole(&format!("implementations/{}", **id));
        if is_read && !known.contains(&id.as_str()) {
            let message = format!("there is no implementation `{}`", **id);
            diagnostics.error(RULE.name, id.span, message, suggest(id, &known));
        }
    }
    let titles = problem.texts.iter().map(|(_, texts)| &texts.title);
    let remedy = "a title in another language is translated";
    report_repeats(RULE.name, "title", titles, remedy, diagnostics);
}

/// A case is one of a code that the problem is about.
fn check_cases(problem: &Problem, unchecked: &Unchecked, diagnostics: &Diagnostics) {
    let about = |number: u16| problem.codes.iter().any(|code| code.value == number);
    let codes = unchecked.dataset.codes.iter().filter(|code| about(*code.code));
    let known: Vec<String> = codes
        .flat_map(|code| code.cases.iter().map(|case| format!("{}/{}", *code.code, **case)))
        .collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    for case in problem.cases.iter().filter(|case| !known.contains(&case.as_str())) {
        let message = format!("`{}` is not a case of its codes", **case);
        diagnostics.error(RULE.name, case.span, message, suggest(case, &known));
    }
    report_repeats(RULE.name, "case", &problem.cases, "name a case once", diagnostics);
}

/// The pages of a language have labels, and labels are of a language that is there.
fn check_words(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    let data = &unchecked.dataset;
    for words in &data.problem_words {
        check_language(&words.language, unchecked, diagnostics);
        for (key, text) in words.all().into_iter().filter(|(_, text)| text.trim().is_empty()) {
            diagnostics.error(RULE.name, text.span, format!("`{key}` is empty"), "write it");
        }
    }
    // A table that cannot be read is not a missing one.
    if !unchecked.is_whole("problem-words") {
        return;
    }
    let tags = data.problems.iter().flat_map(|problem| problem.texts.iter().map(|(tag, _)| tag));
    let mut seen: Vec<&str> = Vec::new();
    for tag in tags.filter(|tag| data.problem_words(tag).is_none()) {
        // A language that is not there is said once.
        let is_there = data.locales.iter().any(|l| l.folder == tag.value);
        if is_there && !seen.contains(&tag.as_str()) {
            seen.push(tag);
            let message = format!("the pages of problems have no labels in `{}`", **tag);
            let remedy = format!("add a [{}] table to problem-words.toml", **tag);
            diagnostics.error(RULE.name, tag.span, message, remedy);
        }
    }
}

/// That English is missing is said once, by another rule.
fn check_language(tag: &Spanned<String>, unchecked: &Unchecked, diagnostics: &Diagnostics) {
    // A language that could not be read is there.
    let is_read = unchecked.is_whole(&format!("locales/{}/language", **tag));
    let has_folder = unchecked.dataset.locales.iter().any(|l| l.folder == tag.value);
    if is_read && !has_folder && tag.value != BASE_LOCALE {
        let message = format!("there is no language `{}`", **tag);
        diagnostics.error(RULE.name, tag.span, message, "name a folder of locales/");
    }
}

/// A text for each step, fix and option, in each language.
fn check_parts(problem: &Problem, diagnostics: &Diagnostics) {
    for (tag, texts) in &problem.texts {
        for (key, wanted, found) in [
            ("steps", problem.steps.len(), texts.steps.len()),
            ("fixes", problem.fixes.len(), texts.fixes.len()),
            ("options", problem.options.len(), texts.options.len()),
        ] {
            if wanted != found {
                let message = format!("there are {wanted} `{key}`, and texts for {found}");
                let remedy = "write one text for each, in their order";
                diagnostics.error(RULE.name, tag.span, message, remedy);
            }
        }
    }
}

/// A decision is between two options at least, and somebody stands behind its advice.
fn check_options(problem: &Problem, diagnostics: &Diagnostics) {
    let is_decision = *problem.kind == ProblemKind::Decision;
    let options = problem.options.len();
    let (message, remedy) = match (is_decision, options) {
        (true, 0 | 1) => ("a decision is between two options at least", "add [[options]]"),
        (false, 1..) => ("a symptom has no options", "move them to a decision, or say `fixes`"),
        _ if is_decision != problem.authority.is_some() => {
            ("`authority` goes with a decision", "say who stands behind the advice")
        }
        _ => return,
    };
    diagnostics.error(RULE.name, problem.kind.span, message, remedy);
}
