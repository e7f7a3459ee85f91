//! A case is found by its key, so every language has the keys that the facts name.

use closecode_format::rules::report_repeats;

use super::Rule;
use crate::model::CaseText;
use crate::{
    BASE_LOCALE, Diagnostics, Locale, Location, Span, Spanned, Unchecked, is_protocol_id, suggest,
};

pub(super) const RULE: Rule = Rule {
    name: "cases",
    summary: "the facts name the cases of a code, and its texts have them in that order, each with \
              a cause and a step: in English all, in other languages no others",
    check,
};

/// A code or a range: where its texts are, and its cases.
struct Entry<'a> {
    file: &'static str,
    key: String,
    span: Span,
    cases: &'a [Spanned<String>],
}

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    let data = &unchecked.dataset;
    let codes = data.codes.iter().map(|code| Entry {
        file: "codes",
        key: code.code.to_string(),
        span: code.code.span,
        cases: &code.cases,
    });
    let ranges = data.ranges.iter().map(|range| Entry {
        file: "ranges",
        key: range.id.value.clone(),
        span: range.id.span,
        cases: &range.cases,
    });
    for entry in codes.chain(ranges) {
        check_facts(&entry, diagnostics);
        for locale in &data.locales {
            check_texts(&entry, locale, unchecked, diagnostics);
        }
    }
}

fn check_facts(entry: &Entry<'_>, diagnostics: &Diagnostics) {
    if entry.cases.is_empty() {
        let remedy = "where nothing tells cases apart, write cases = [\"general\"]";
        diagnostics.error(RULE.name, entry.span, "there is no case", remedy);
    }
    for case in entry.cases.iter().filter(|case| !is_protocol_id(case)) {
        let message = format!("`{}` is not the id of a case", **case);
        let remedy = "write words of a to z and digits with hyphens, such as idle-timeout";
        diagnostics.error(RULE.name, case.span, message, remedy);
    }
    report_repeats(RULE.name, "case", entry.cases, "name a case once", diagnostics);
}

fn check_texts(
    entry: &Entry<'_>,
    locale: &Locale,
    unchecked: &Unchecked,
    diagnostics: &Diagnostics,
) {
    // What is not there at all is a matter of the rules `texts` and `coverage`.
    let entries = locale.entries();
    let Some(texts) = entries.iter().find(|e| e.file == entry.file && e.key == entry.key) else {
        return;
    };
    let mut last = None;
    for case in texts.cases() {
        check_lists(case, diagnostics);
        let Some(place) = entry.cases.iter().position(|known| *known.value == *case.id.value)
        else {
            let message = format!("{} has no case `{}`", texts.name(), *case.id);
            let known: Vec<&str> = entry.cases.iter().map(|case| case.as_str()).collect();
            diagnostics.error(RULE.name, case.id.span, message, suggest(&case.id, &known));
            continue;
        };
        if let Some(last) = last.filter(|last| place < *last) {
            let above: &Spanned<String> = &entry.cases[last];
            let message = format!("`{}` comes below `{}` here", *case.id, **above);
            let remedy = "put the cases in the order of the facts";
            diagnostics.error(RULE.name, case.id.span, message, remedy);
        }
        last = last.max(Some(place));
    }
    let is_whole = unchecked.is_whole(&format!("locales/{BASE_LOCALE}/{}", entry.file));
    // A table that is not there is a text that is not there.
    if !locale.is_base() || texts.cases().is_empty() || !is_whole {
        return;
    }
    let has = |id: &str| texts.cases().iter().any(|case| *case.id == *id);
    for case in entry.cases.iter().filter(|case| !has(case)) {
        let path = || Location::Path(format!("locales/{BASE_LOCALE}/{}.toml", entry.file));
        let location = texts.span.map_or_else(path, Location::Span);
        let message = format!("the English case `{}` of {} is missing", **case, texts.name());
        let remedy = format!("add [{}.cases.{}], or remove it from the facts", entry.key, **case);
        diagnostics.error(RULE.name, location, message, remedy);
    }
}

fn check_lists(case: &CaseText, diagnostics: &Diagnostics) {
    for (what, list) in [("cause", &case.causes), ("step", &case.steps)] {
        if list.is_empty() {
            let message = format!("the case `{}` has no {what}", *case.id);
            diagnostics.error(
                RULE.name,
                case.id.span,
                message,
                format!("write one {what} at least"),
            );
        }
    }
}
