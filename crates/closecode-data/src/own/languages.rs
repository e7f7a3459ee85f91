//! The languages of the words.

use super::{Own, translation};
use crate::{Findings, Located};

const RULE: &str = "own-languages";

pub(super) fn check(own: &Own, findings: &Findings) {
    own.language_key.iter().for_each(|tag| check_tag(tag, findings));
    for translation in &own.translations {
        let tag = &translation.tag;
        check_tag(tag, findings);
        if tag.as_str() == own.language {
            findings.error(RULE, tag.place, format!("`{}` is the language of the file itself", **tag), "remove this table");
        }
        check_keys(own, translation, findings);
    }
}

/// The shape of a tag alone: which languages there are is no business of a build script.
fn check_tag(tag: &Located<String>, findings: &Findings) {
    let mut parts = tag.split('-');
    let is_language = parts.next().is_some_and(|p| (2..=3).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_lowercase()));
    let is_part = |p: &str| (2..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric());
    if !(is_language && parts.all(is_part)) {
        findings.error(RULE, tag.place, format!("`{}` is not a language tag", **tag), "write a tag such as de, pt-BR or zh-Hans");
    }
}

fn check_keys(own: &Own, translation: &translation::Translation, findings: &Findings) {
    let known: Vec<String> = own.protocol.codes.iter().map(translation::key).collect();
    for words in translation.codes.iter().filter(|w| !known.contains(&w.key.value)) {
        let remedy = format!("known here: about, {}", known.join(", "));
        findings.error(RULE, words.key.place, format!("there is no code `{}` to translate", *words.key), remedy);
    }
    for text in translation.texts().filter(|t| t.trim().is_empty()) {
        findings.error(RULE, text.place, "the text is empty", "write it, or remove the key to fall back to the file's own words");
    }
    for code in own.protocol.codes.iter().filter(|c| translation.words(c).is_none()) {
        let remedy = format!("add [translations.{}.{}] to the file", *translation.tag, translation::quoted(&translation::key(code)));
        findings.warning(RULE, code.code.place, format!("{} has no words in `{}`", *code.code, *translation.tag), remedy);
    }
}
