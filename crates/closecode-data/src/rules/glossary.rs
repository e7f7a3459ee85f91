//! A term of the field has one rendering in each language, and the texts use it.

use std::collections::BTreeSet;

use super::Rule;
use crate::model::{Term, TextRef};
use crate::{BASE_LOCALE, Diagnostics, Field, Locale, Spanned, Unchecked, markdown};
use closecode_format::few::{self, Map};

pub(super) const RULE: Rule = Rule {
    name: "glossary",
    summary: "where an English text holds a term, a translation that is not stale holds a form \
              that the language's glossary names, or is an exception there",
    check,
};

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    let Some(base) = unchecked.dataset.locales.iter().find(|l| l.is_base()) else { return };
    let is_whole = |locale: &Locale| {
        ["glossary", "codes", "ranges", "pairs", "situations", "ui"].iter().all(|file| {
            [BASE_LOCALE, &locale.folder]
                .iter()
                .all(|folder| unchecked.is_whole(&format!("locales/{folder}/{file}")))
        })
    };
    let english = base.texts();
    // Where English words are missing, which another rule reports, a term may only look as if no
    // text held it.
    let data = &unchecked.dataset;
    let counts = [
        (data.codes.len(), base.codes.len()),
        (data.ranges.len(), base.ranges.len()),
        (data.pairs.len(), base.pairs.len()),
    ];
    if counts.iter().any(|(facts, words)| words < facts)
        || base.situations.len() < data.situations.len()
    {
        return;
    }
    // The names of the English texts that hold each term.
    let holding =
        few::map(base.glossary.iter().map(|term| (term.id.as_str(), holding(term, &english))));
    // Where a word of authority has its counterpart, the rule `authority-words` says.
    let terms = base.glossary.iter().filter(|term| term.strength.is_none());
    let demanded =
        few::map(terms.filter_map(|term| Some((term.id.as_str(), holding.get(term.id.as_str())?))));
    for locale in unchecked.dataset.locales.iter().filter(|l| is_whole(l)) {
        for term in &locale.glossary {
            check_keys(term, locale, &holding, diagnostics);
        }
        if !locale.is_base() {
            check_texts(locale, &demanded, diagnostics);
        }
    }
}

/// Which texts hold one of the term's words, at the start of a word: `script` is in `scripts`,
/// not in `description`.
fn holding<'a>(term: &Term, texts: &'a Map<String, TextRef<'_>>) -> BTreeSet<&'a str> {
    let words: Vec<String> = term.words.iter().map(|word| word.to_lowercase()).collect();
    let holds = |text: &str| {
        let text = markdown::prose(text).to_lowercase();
        words.iter().any(|word| {
            text.match_indices(word.as_str())
                .any(|(at, _)| !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '-'))
        })
    };
    let holding = texts
        .iter()
        .filter(|(_, text)| text.fields.iter().filter_map(|f| f.text).any(|t| holds(t)));
    few::set(holding.map(|(name, _)| name.as_str()))
}

/// Each language has keys of its own in its glossary, and all have the same terms.
fn check_keys(
    term: &Term,
    locale: &Locale,
    holding: &Map<&str, BTreeSet<&str>>,
    diagnostics: &Diagnostics,
) {
    let error =
        |span, message: String, remedy: &str| diagnostics.error(RULE.name, span, message, remedy);
    let Some(texts) = holding.get(term.id.as_str()) else {
        let message = format!("the English glossary has no term `{}`", *term.id);
        return error(
            term.id.span,
            message,
            "remove it, or add it to locales/en/glossary.toml first",
        );
    };
    if locale.is_base() {
        for key in [&term.forms, &term.avoid, &term.except].into_iter().flatten() {
            error(
                key.span,
                "forms, avoid and except are for other languages".to_owned(),
                "the English words of the term are in `in`",
            );
        }
        if !term.words.is_empty() && texts.is_empty() {
            error(
                term.id.span,
                format!("no English text holds `{}`", *term.term),
                "remove `in` until one does",
            );
        }
        return;
    }
    for word in &term.words {
        error(
            word.span,
            "`in` is for English".to_owned(),
            "what to look for in this language is in `forms`",
        );
    }
    if !texts.is_empty() && term.forms.is_empty() {
        error(
            term.id.span,
            format!("English texts hold `{}`, and no form says how to find it here", *term.id),
            "add `forms`",
        );
    }
    for text in [&term.forms, &term.avoid, &term.except]
        .into_iter()
        .flatten()
        .chain([&term.term])
        .filter(|t| t.trim().is_empty())
    {
        error(text.span, "an empty text stands everywhere".to_owned(), "write it, or remove it");
    }
}

fn check_texts(locale: &Locale, demanded: &Map<&str, &BTreeSet<&str>>, diagnostics: &Diagnostics) {
    let lower = |texts: &[Spanned<String>]| {
        texts.iter().map(|t| t.to_lowercase()).filter(|t| !t.is_empty()).collect::<Vec<_>>()
    };
    let terms: Vec<(&Term, Vec<String>, Vec<String>)> =
        locale.glossary.iter().map(|t| (t, lower(&t.forms), lower(&t.avoid))).collect();
    let mut needless: Vec<(&Term, &Spanned<String>)> =
        locale.glossary.iter().flat_map(|t| t.except.iter().map(move |e| (t, e))).collect();
    for (name, text) in locale.texts() {
        let is_stale = locale.is_stale(&text);
        for said in said(&name, &text) {
            let Some(first) = said.texts.first() else { continue };
            let shown: Vec<String> =
                said.texts.iter().map(|text| markdown::prose(text).to_lowercase()).collect();
            let holds_form = |form: &String| shown.iter().any(|text| text.contains(form.as_str()));
            for (term, forms, avoid) in &terms {
                for (text, shown) in said.texts.iter().zip(&shown) {
                    for avoided in avoid.iter().filter(|avoid| shown.contains(avoid.as_str())) {
                        let message = format!("`{avoided}` is to be avoided for `{}`", *term.id);
                        let remedy = format!("write `{}`", *term.term);
                        diagnostics.error(RULE.name, text.span, message, remedy);
                    }
                }
                let holds = demanded
                    .get(term.id.as_str())
                    .is_some_and(|names| names.contains(name.as_str()));
                let name = &said.name;
                let is_needed = holds && !forms.is_empty() && !forms.iter().any(holds_form);
                let is_excepted = term.except.iter().any(|except| except.value == *name);
                // Whether a stale text needs its exception is seen when it is brought up to date.
                if is_excepted && (is_needed || is_stale) {
                    needless.retain(|(t, except)| t.id != term.id || except.value != *name);
                }
                if !is_needed || is_excepted || is_stale {
                    continue;
                }
                let message =
                    format!("the English text speaks of `{}`, and this one does not", *term.id);
                let forms: Vec<String> = term.forms.iter().map(|f| format!("`{}`", **f)).collect();
                let remedy = format!(
                    "use {}, or add \"{name}\" to its `except` in glossary.toml",
                    forms.join(" or ")
                );
                diagnostics.error(RULE.name, first.span, message, remedy);
            }
        }
    }
    for (term, except) in needless {
        diagnostics.error(
            RULE.name,
            except.span,
            format!("{} needs no exception from `{}`", **except, *term.id),
            "remove it from the list",
        );
    }
}

/// What says all that a text says: each of its plural forms, or the parts of a case together.
struct Said<'a> {
    name: String,
    texts: Vec<&'a Spanned<String>>,
}

fn said<'a>(name: &str, text: &TextRef<'a>) -> Vec<Said<'a>> {
    let texts = |fields: &[Field<'a>]| fields.iter().filter_map(|field| field.text).collect();
    if text.fields.iter().all(|field| field.form.is_none()) {
        return vec![Said { name: name.to_owned(), texts: texts(&text.fields) }];
    }
    let form = |field: &Field<'a>| Said {
        name: field.form.map_or_else(|| name.to_owned(), |f| format!("{name}.{}", f.as_str())),
        texts: field.text.into_iter().collect(),
    };
    text.fields.iter().map(form).collect()
}
