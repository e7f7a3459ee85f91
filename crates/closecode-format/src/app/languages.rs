//! The languages of the words.

use super::{App, Translation, translation};
use crate::{Diagnostics, Span, Spanned};

const RULE: &str = "own-languages";

pub(super) fn check(own: &App, diagnostics: &Diagnostics) {
    check_tag(&own.language, diagnostics);
    for translation in &own.translations {
        let tag = &translation.tag;
        check_tag(tag, diagnostics);
        if *tag == own.language {
            diagnostics.error(
                RULE,
                tag.span,
                format!("`{}` is the language of the file itself", **tag),
                "remove this table",
            );
        }
        if own.is_protocol_whole {
            check_keys(own, translation, diagnostics);
        }
        check_texts(translation, diagnostics);
    }
}

/// The shape of a tag alone: which languages there are is no business of a build script.
fn check_tag(tag: &Spanned<String>, diagnostics: &Diagnostics) {
    let mut parts = tag.split('-');
    let is_language = parts
        .next()
        .is_some_and(|p| (2..=3).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_lowercase()));
    let is_part =
        |p: &str| (2..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric());
    if !(is_language && parts.all(is_part)) {
        diagnostics.error(
            RULE,
            tag.span,
            format!("`{}` is not a language tag", **tag),
            "write a tag such as de, pt-BR or zh-Hans",
        );
    }
}

fn check_texts(translation: &Translation, diagnostics: &Diagnostics) {
    for text in translation.texts().filter(|t| t.trim().is_empty()) {
        diagnostics.error(
            RULE,
            text.span,
            "the text is empty",
            "write it, or remove the key to fall back to the file's own words",
        );
    }
}

/// Each key is that of a code, a range or an endpoint, and each of those has words.
fn check_keys(own: &App, translation: &Translation, diagnostics: &Diagnostics) {
    // Each code, range and endpoint: its place, its table below the language's, and whether that is
    // there.
    let mut rows: Vec<(Span, String, bool)> = Vec::new();
    rows.extend(
        own.protocol
            .codes
            .iter()
            .map(|c| (c.code.span, translation::key(c), translation.words(c).is_some())),
    );
    rows.extend(
        own.protocol.ranges.iter().map(|r| {
            (r.first.span, translation::range_key(r), translation.range_texts(r).is_some())
        }),
    );
    let known: Vec<&str> = rows.iter().map(|(_, key, _)| key.as_str()).collect();
    for words in translation.rows.iter().filter(|w| !known.contains(&w.key.as_str())) {
        let remedy = format!("known here: about, {}", known.join(", "));
        diagnostics.error(
            RULE,
            words.key.span,
            format!("there is no code or range `{}` to translate", *words.key),
            remedy,
        );
    }
    let ids: Vec<&str> = own.protocol.endpoints.iter().map(|e| e.id.as_str()).collect();
    for words in translation.endpoints.iter().filter(|w| !ids.contains(&w.id.as_str())) {
        let remedy = if ids.is_empty() {
            "this file has no endpoints".to_owned()
        } else {
            format!("known here: {}", ids.join(", "))
        };
        diagnostics.error(
            RULE,
            words.id.span,
            format!("there is no endpoint `{}` to translate", *words.id),
            remedy,
        );
    }
    let tag = &*translation.tag;
    for (span, key, _) in rows.iter().filter(|(.., is_there)| !is_there) {
        let remedy = format!("add [translations.{tag}.{}] to the file", translation::quoted(key));
        diagnostics.warning(RULE, *span, format!("{key} has no words in `{tag}`"), remedy);
    }
    for endpoint in
        own.protocol.endpoints.iter().filter(|e| translation.endpoint_texts(e).is_none())
    {
        let remedy = format!("add [translations.{tag}.endpoints.{}] to the file", *endpoint.id);
        diagnostics.warning(
            RULE,
            endpoint.id.span,
            format!("the endpoint `{}` has no words in `{tag}`", *endpoint.id),
            remedy,
        );
    }
}
