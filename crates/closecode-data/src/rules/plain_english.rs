//! English is plain: what the guide in `docs/WRITING.md` says to avoid is found here, in data and,
//! by a test of the repository, in documents.

use super::Rule;
use crate::{BASE_LOCALE, Diagnostics, Spanned, Unchecked, markdown};

pub(super) const RULE: Rule = Rule {
    name: "plain-english",
    summary: "an English text does without the phrases that the guide for texts replaces, and its \
              sentences have at most 45 words",
    check,
};

/// The most words of a sentence. Most have fewer than 20.
const MOST_WORDS: usize = 45;

/// What to avoid, and what to write. Each is looked for as whole words, in any case.
pub const PHRASES: &[(&str, &str)] = &[
    ("may not", "must not, or might not"),
    ("stand in", "appear in, or are in"),
    ("stands in", "appears in, or is in"),
    ("make up", "generate locally"),
    ("makes up", "generates locally"),
    ("made up", "generated locally"),
    ("mend", "fix"),
    ("mended", "fixed"),
    ("owe", "is to send"),
    ("owes", "is to send"),
    ("owed", "was to send"),
    ("the lack of", "without"),
    ("of ours", "ours, or closecode's"),
    ("how loud", "log level"),
    ("at first sight", "on first occurrence"),
    ("breaks a limit", "exceeds a limit"),
    ("talks nonsense", "returns invalid responses"),
    ("comes to itself", "recovers"),
    ("speaks another version", "uses another version"),
    ("in a wrong way", "wrongly"),
    ("whatsoever", "at all"),
];

/// The phrases in a text that should not be there, with what to write. Code does not count.
pub fn objections(text: &str) -> Vec<(&'static str, &'static str)> {
    let words = words(&markdown::prose(text));
    let holds = |phrase: &str| {
        let phrase: Vec<&str> = phrase.split(' ').collect();
        words.windows(phrase.len()).any(|window| window == phrase.as_slice())
    };
    PHRASES.iter().filter(|(phrase, _)| holds(phrase)).copied().collect()
}

/// The words in lower case. A sentence ends a phrase.
fn words(text: &str) -> Vec<String> {
    let text = text.replace(['.', ',', ';', ':', '!', '?', '(', ')', '|'], " | ").to_lowercase();
    let is_edge = |c: char| !c.is_alphanumeric() && c != '|';
    text.split_whitespace().map(|word| word.trim_matches(is_edge).to_owned()).collect()
}

/// The words of the longest sentence.
fn longest(text: &str) -> usize {
    let text = markdown::prose(text);
    let sentences = text.split_inclusive(['.', '?', '!']);
    sentences.map(|sentence| sentence.split_whitespace().count()).max().unwrap_or(0)
}

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    let dataset = &unchecked.dataset;
    for locale in dataset.locales.iter().filter(|locale| locale.is_base()) {
        for entry in locale.entries() {
            let texts = entry.fields().into_iter().filter_map(|field| field.text);
            texts.for_each(|text| check_text(text, diagnostics));
        }
    }
    let problems = dataset.problems.iter().flat_map(|problem| &problem.texts);
    for words in dataset.problem_words.iter().filter(|w| w.language.value == BASE_LOCALE) {
        words.all().into_iter().for_each(|(_, text)| check_text(text, diagnostics));
    }
    for (_, texts) in problems.filter(|(language, _)| language.value == BASE_LOCALE) {
        texts.all().into_iter().for_each(|(_, text)| check_text(text, diagnostics));
    }
    let scenarios = dataset.scenarios.iter().flat_map(|scenario| &scenario.texts);
    for (_, texts) in scenarios.filter(|(language, _)| language.value == BASE_LOCALE) {
        texts.all().into_iter().for_each(|(_, text)| check_text(text, diagnostics));
    }
    for protocol in &dataset.protocols {
        let rows = protocol.rows().flat_map(|row| [Some(&row.meaning), row.rule.as_ref()]);
        let texts = [&protocol.summary].into_iter().chain(&protocol.caveats);
        texts.chain(rows.flatten()).for_each(|text| check_text(text, diagnostics));
    }
}

fn check_text(text: &Spanned<String>, diagnostics: &Diagnostics) {
    for (phrase, instead) in objections(text) {
        let message = format!("`{phrase}` is not how engineers say it");
        diagnostics.error(RULE.name, text.span, message, format!("write: {instead}"));
    }
    let longest = longest(text);
    if longest > MOST_WORDS {
        let message = format!("a sentence of {longest} words");
        let remedy =
            format!("make two of it; {MOST_WORDS} are allowed, and most have fewer than 20");
        diagnostics.error(RULE.name, text.span, message, remedy);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_whole_words_of_one_sentence_and_no_code() {
        let found = |text| objections(text).into_iter().map(|(p, _)| p).collect::<Vec<_>>();
        assert_eq!(found("Nobody may not send it."), ["may not"]);
        assert_eq!(found("It May\nNot appear."), ["may not"]);
        assert_eq!(found("Amend it. You may. Not so."), Vec::<&str>::new());
        assert_eq!(found("The `made up` flag"), Vec::<&str>::new());
        assert_eq!(found("made up, and owed"), ["made up", "owed"]);
    }
}
