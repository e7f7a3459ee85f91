//! No English sentence is left in another language's file.

use whatlang::{Detector, Lang};

use super::Rule;
use crate::{Diagnostics, Field, Locale, Unchecked, markdown};

pub(super) const RULE: Rule = Rule {
    name: "untranslated",
    summary: "no text of another language is in English, unless language.toml lists it under \
              `english`",
    check,
};

/// How many words a sentence has at least before its language can be told. Names of products and
/// terms are shorter.
const WORDS: usize = 4;

/// The words that hold English together. A sentence without two different ones is a list of names,
/// whatever its letters look like.
const JOINTS: &[&str] = &[
    "a", "an", "and", "are", "as", "be", "been", "by", "does", "for", "from", "has", "have", "if",
    "in", "is", "it", "its", "not", "of", "on", "or", "that", "the", "their", "them", "then",
    "there", "they", "this", "to", "was", "what", "when", "which", "who", "with", "you", "your",
];

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    let Some(base) = unchecked.dataset.locales.iter().find(|l| l.is_base()) else { return };
    let english = base.texts();
    for locale in unchecked.dataset.locales.iter().filter(|l| !l.is_base()) {
        let detector = detector(locale);
        let mut found: Vec<String> = Vec::new();
        for (name, text) in locale.texts() {
            let same = |field: &Field<'_>| {
                let mut originals =
                    english.get(&name).into_iter().flat_map(|e| &e.fields).filter_map(|f| f.text);
                field.text.is_some_and(|text| {
                    words(text).count() >= WORDS && originals.any(|original| original == text)
                })
            };
            let is_english = |field: &&Field<'_>| {
                same(field) || field.text.is_some_and(|t| is_english(t, &detector))
            };
            let Some(text) = text.fields.iter().find(is_english).and_then(|f| f.text) else {
                continue;
            };
            if !locale.language.english.iter().any(|e| e.value == name) {
                let remedy =
                    "translate it; if it is right, add its name to `english` in language.toml";
                diagnostics.error(
                    RULE.name,
                    text.span,
                    format!("{name} looks like English"),
                    remedy,
                );
            }
            found.push(name);
        }
        for name in locale.language.english.iter().filter(|name| !found.contains(&name.value)) {
            diagnostics.error(
                RULE.name,
                name.span,
                format!("{} is not in English", **name),
                "remove it from the list",
            );
        }
    }
}

/// Tells English from the language; from every language, if the detector does not know this one.
fn detector(locale: &Locale) -> Detector {
    // The detector has names of three letters.
    let own = &locale.formats.cldr().languages;
    match Lang::all().iter().find(|lang| own.iter().any(|name| name == lang.code())) {
        Some(own) => Detector::with_allowlist(vec![Lang::Eng, *own]),
        None => Detector::new(),
    }
}

/// The words in Latin letters, without names in braces and what looks like code.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_code = |word: &str| word.contains(['{', '}', '(', '/', '_', '`']);
    let bare = |word: &'_ str| {
        word.chars().all(|c| c.is_ascii_alphabetic() || c == '-' || c == '\'') && !word.is_empty()
    };
    text.split_whitespace()
        .filter(move |w| !is_code(w))
        .map(|w| w.trim_matches(|c: char| c.is_ascii_punctuation()))
        .filter(move |w| bare(w))
}

fn is_english(text: &str, detector: &Detector) -> bool {
    markdown::prose(text)
        .split_inclusive(['.', '?', '!', ';', ':', '。', '；', '：', '।', '؟', '؛'])
        .any(|sentence| {
            let words: Vec<String> = words(sentence).map(str::to_lowercase).collect();
            let joints = JOINTS.iter().filter(|joint| words.iter().any(|word| word == *joint));
            words.len() >= WORDS
                && joints.count() >= 2
                && detector.detect_lang(&words.join(" ")) == Some(Lang::Eng)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_of_latin_letters_without_code() {
        let text = "It's a well-known, größere 1006 1a f() {x} a/b (so) 代码 – end.";
        assert_eq!(words(text).collect::<Vec<_>>(), ["It's", "a", "well-known", "end"]);
    }

    #[test]
    fn english_is_told_from_what_only_holds_its_names() {
        let german = Detector::with_allowlist(vec![Lang::Eng, Lang::Deu]);
        let japanese = Detector::with_allowlist(vec![Lang::Eng, Lang::Jpn]);
        assert!(is_english(
            "Der Server ist weg. The peer is leaving and does not come back.",
            &german
        ));
        assert!(is_english("1006 は合成コードです。It is made up by the endpoint。", &japanese));
        for text in [
            "In Chromium, in undici und in npm ws ist das so.",
            "Python websockets, npm ws, undici and tungstenite",
            "Content Security Policy oder mixed content",
            "An error occurred",
            "`timeout tunnel` in HAProxy, `proxy_read_timeout` in nginx, `idle` in AWS ALB",
        ] {
            assert!(!is_english(text, &german), "{text}");
        }
    }
}
