//! The texts about a code are an answer: what it is in a few words, then case by case how to
//! recognise it and what to do. What the page computes is not said in words besides.

use std::time::Duration;

use super::Rule;
use crate::model::{CasePart, Field, Policy};
use crate::{Diagnostics, Locale, Spanned, Unchecked};

pub(super) const RULE: Rule = Rule {
    name: "answers",
    summary: "the English texts of a code or a range are short and of one shape, and no delay or \
              number of attempts of the policy is in them",
    check,
};

/// How long a text may be and how it ends.
struct Shape {
    words: usize,
    is_sentence: bool,
}

/// How many causes and steps a case has at most.
const CAUSES: usize = 4;
const STEPS: usize = 3;

fn shape(field: &Field<'_>) -> Option<Shape> {
    let shape = |words, is_sentence| Some(Shape { words, is_sentence });
    match (field.key, field.case) {
        (_, Some((_, CasePart::Title))) => shape(6, false),
        (_, Some((_, CasePart::Sign))) => shape(25, true),
        (_, Some((_, CasePart::Causes))) => shape(15, false),
        (_, Some((_, CasePart::Steps))) => shape(30, true),
        ("summary", None) => shape(40, true),
        ("description", None) => shape(130, true),
        _ => None,
    }
}

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    let data = &unchecked.dataset;
    let Some(base) = data.locales.iter().find(|l| Locale::is_base(l)) else { return };
    for entry in base.entries() {
        let code = || data.codes.iter().find(|code| code.code.to_string() == entry.key);
        let range = || data.ranges.iter().find(|range| *range.id == *entry.key);
        let policy = match entry.file {
            "codes" => code().map(|code| &code.policy),
            "ranges" => range().map(|range| &range.policy),
            _ => continue,
        };
        for field in entry.fields() {
            let (Some(text), Some(shape)) = (field.text, shape(&field)) else { continue };
            let name = format!("{}/{}", entry.name(), field.name());
            check_shape(&name, text, &shape, diagnostics);
            // The details for the curious may tell what a standard says.
            if let Some(policy) = policy.filter(|_| field.key != "description") {
                check_computed(text, policy, diagnostics);
            }
        }
        for case in entry.cases() {
            let lists = [("causes", &case.causes, CAUSES), ("steps", &case.steps, STEPS)];
            for (what, list, most) in lists {
                if let Some(first) = list.get(most) {
                    let message = format!("the case `{}` has more than {most} {what}", *case.id);
                    let remedy = "keep the most likely ones, or make two cases of it";
                    diagnostics.error(RULE.name, first.span, message, remedy);
                }
            }
        }
    }
}

fn check_shape(name: &str, text: &Spanned<String>, shape: &Shape, diagnostics: &Diagnostics) {
    let error =
        |message, remedy: &str| diagnostics.error(RULE.name, text.span, message, remedy.to_owned());
    let words = text.split_whitespace().count();
    if words > shape.words {
        let message = format!("{name} has {words} words, and {} are the most", shape.words);
        error(message, "say less; details are for the description");
    }
    let is_ended = text.ends_with(['.', '?', '!']);
    if shape.is_sentence && !is_ended && !text.trim().is_empty() {
        error(format!("{name} does not end as a sentence does"), "end it with a full stop");
    }
    if !shape.is_sentence && text.ends_with(['.', ',', ';', ':']) {
        error(format!("{name} ends with a mark"), "it is an item of its own: leave the mark out");
    }
}

/// Reports a sentence that repeats what the page says from the facts.
fn check_computed(text: &Spanned<String>, policy: &Policy, diagnostics: &Diagnostics) {
    let delays = [&policy.initial_delay, &policy.max_delay].map(|delay| delay.value);
    let attempts = policy.max_attempts.as_ref().map(|most| usize::from(most.value));
    for sentence in text.split_inclusive(". ") {
        let words: Vec<String> = sentence
            .split([' ', '-'])
            .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
            .collect();
        let is_about_waiting =
            words.iter().any(|word| WAITING.iter().any(|start| word.starts_with(start)));
        let repeats_delay = is_about_waiting && times(&words).any(|time| delays.contains(&time));
        let repeats_attempts = words.windows(2).any(|pair| {
            ["times", "attempts"].contains(&pair[1].as_str())
                && number(&pair[0]).is_some_and(|number| Some(number) == attempts)
        });
        let what = match (repeats_delay, repeats_attempts) {
            (true, _) => "a delay",
            (false, true) => "a number of attempts",
            (false, false) => continue,
        };
        let message = format!("this repeats {what} of the policy");
        let remedy = "leave it out: pages, the crate and the program say it from the facts";
        diagnostics.error(RULE.name, text.span, message, remedy);
    }
}

/// How the words begin by which a sentence about waiting is told from one about a timeout.
const WAITING: &[&str] =
    &["wait", "delay", "backoff", "back", "ceiling", "random", "retry", "reconnect"];

/// The times in a sentence. Of a span, such as `5 to 30 s`, the last one has the unit.
fn times(words: &[String]) -> impl Iterator<Item = Duration> {
    let time = |at: usize| {
        let unit = match words.get(at + 1)?.as_str() {
            "ms" | "millisecond" | "milliseconds" => Duration::from_millis(1),
            "s" | "second" | "seconds" => Duration::from_secs(1),
            "min" | "minute" | "minutes" => Duration::from_secs(60),
            _ => return None,
        };
        unit.checked_mul(u32::try_from(number(&words[at])?).ok()?)
    };
    (0..words.len()).filter_map(time)
}

/// A number in digits, or as a small one is spelled.
fn number(word: &str) -> Option<usize> {
    const SMALL: [&str; 11] =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    word.parse().ok().or_else(|| SMALL.iter().position(|small| *small == word))
}
