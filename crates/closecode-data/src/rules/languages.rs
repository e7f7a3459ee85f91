//! Languages have canonical tags, and English is there.

use super::Rule;
use crate::{BASE_LOCALE, Diagnostics, Location, Unchecked};

pub(super) const RULE: Rule = Rule {
    name: "languages",
    summary: "language tags are canonical BCP 47, English is among them, and the fonts of a layout \
              are names",
    check,
};

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    let data = &unchecked.dataset;
    let is_readable = ["language", "cldr"]
        .iter()
        .all(|file| unchecked.is_whole(&format!("locales/{BASE_LOCALE}/{file}")));
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
        let cldr = locale.formats.cldr();
        if !is_tag(tag) {
            diagnostics.error(
                RULE.name,
                tag.span,
                format!("`{}` is not a BCP 47 language tag", **tag),
                "write a tag such as pt-BR or zh-Hans",
            );
        } else if cldr.requested != locale.folder {
            diagnostics.error(
                RULE.name,
                tag.span,
                format!("cldr.toml is about `{}`", cldr.requested),
                "run `cargo xtask cldr`",
            );
        } else if cldr.tag != **tag && locale.folder == **tag {
            diagnostics.error(
                RULE.name,
                tag.span,
                format!("`{}` is not the canonical form", **tag),
                format!("write `{}`", cldr.tag),
            );
        }
        let fonts = locale.language.layout.iter().flat_map(|layout| &layout.fonts);
        for font in fonts.filter(|font| !is_font(font)) {
            diagnostics.error(
                RULE.name,
                font.span,
                format!("`{}` is not the name of a font", **font),
                "write letters, digits, spaces and hyphens",
            );
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

/// Whether a text has the shape of a BCP 47 tag. Which tags there are, and which form of them is
/// canonical, is a fact of `cldr.toml`.
///
/// ```
/// assert!(closecode_data::is_tag("pt-BR") && closecode_data::is_tag("zh-Hans"));
/// assert!(!closecode_data::is_tag("portuguese") && !closecode_data::is_tag("not a tag"));
/// ```
pub fn is_tag(text: &str) -> bool {
    let mut subtags = text.split('-');
    let has = |lengths: std::ops::RangeInclusive<usize>, subtag: &str| {
        lengths.contains(&subtag.len()) && subtag.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    let is_language =
        |subtag: &str| has(2..=3, subtag) && subtag.bytes().all(|b| b.is_ascii_alphabetic());
    subtags.next().is_some_and(is_language) && subtags.all(|subtag| has(1..=8, subtag))
}

/// Whether a style sheet can name the font between quotation marks.
fn is_font(name: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == ' ' || c == '-';
    !name.trim().is_empty() && name.chars().all(is_part)
}
