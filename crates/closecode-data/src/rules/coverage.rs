//! A language that says it is complete is.

use super::Rule;
use crate::{BASE_LOCALE, Diagnostics, Location, TranslationStatus, Unchecked};

pub(super) const RULE: Rule = Rule {
    name: "coverage",
    summary: "a language whose language.toml says `complete = true` lacks no text and no term",
    check,
};

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    let data = &unchecked.dataset;
    let Some(base) = data.locales.iter().find(|l| l.is_base()) else { return };
    for locale in data.locales.iter().filter(|l| l.language.is_complete && !l.is_base()) {
        let whole = |file: &str| {
            [BASE_LOCALE, &locale.folder]
                .iter()
                .all(|folder| unchecked.is_whole(&format!("locales/{folder}/{file}")))
        };
        let file = |file: &str| Location::Path(format!("locales/{}/{file}.toml", locale.folder));
        for gap in
            TranslationStatus::of(data, locale).missing.into_iter().filter(|gap| whole(gap.file))
        {
            let location = gap.span.map_or_else(|| file(gap.file), Location::Span);
            let message = format!(
                "{} is not translated, and {} is to be complete",
                gap.text, *locale.language.english_name
            );
            diagnostics.error(
                RULE.name,
                location,
                message,
                "translate it, or take `complete = true` out of language.toml",
            );
        }
        for term in base.glossary.iter().filter(|_| whole("glossary")) {
            if !locale.glossary.iter().any(|own| own.id == term.id) {
                let message = format!(
                    "the glossary lacks `{}`, and {} is to be complete",
                    *term.id, *locale.language.english_name
                );
                diagnostics.error(
                    RULE.name,
                    file("glossary"),
                    message,
                    format!("add a [{}] table", *term.id),
                );
            }
        }
    }
}
