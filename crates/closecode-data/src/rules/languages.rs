//! Languages have canonical tags, and English is there.

use super::Rule;
use crate::{BASE_LOCALE, Diagnostics, Location, Unchecked};

pub(super) const RULE: Rule = Rule {
    name: "languages",
    summary: "language tags are canonical BCP 47, and English is among them",
    check,
};

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    let data = &unchecked.dataset;
    let is_readable = unchecked.is_whole(&format!("locales/{BASE_LOCALE}/language"));
    if is_readable && !data.locales.iter().any(crate::Locale::is_base) {
        let location = Location::Path(format!("locales/{BASE_LOCALE}"));
        diagnostics.error(
            RULE.name,
            location,
            "the English words are missing or unreadable",
            "every other language is translated from them",
        );
    }
    for locale in &data.locales {
        let tag = &locale.language.tag;
        match canonical_tag(tag) {
            None => diagnostics.error(
                RULE.name,
                tag.span,
                format!("`{}` is not a BCP 47 language tag", **tag),
                "write a tag such as pt-BR or zh-Hans",
            ),
            Some(canonical) if canonical != **tag => {
                diagnostics.error(
                    RULE.name,
                    tag.span,
                    format!("`{}` is not the canonical form", **tag),
                    format!("write `{canonical}`"),
                );
            }
            Some(_) => {}
        }
        for (name, what) in
            [(&locale.language.name, "name"), (&locale.language.english_name, "english-name")]
        {
            if name.trim().is_empty() {
                diagnostics.error(
                    RULE.name,
                    name.span,
                    format!("the {what} is empty"),
                    "say what the language is called",
                );
            }
        }
    }
}

/// The canonical form of a BCP 47 tag, in case, order and subtags; `None` if it is not a tag.
///
/// ```
/// assert_eq!(closecode_data::canonical_tag("PT-br").as_deref(), Some("pt-BR"));
/// assert_eq!(closecode_data::canonical_tag("in").as_deref(), Some("id")); // Indonesian, until 1989
/// assert_eq!(closecode_data::canonical_tag("not a tag"), None);
/// ```
pub fn canonical_tag(tag: &str) -> Option<String> {
    closecode_speech::canonical(tag)
}
