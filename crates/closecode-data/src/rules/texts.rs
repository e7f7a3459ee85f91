//! The English words are complete, and no text is empty.

use super::Rule;
use crate::{Diagnostics, Locale, Location, Unchecked};

pub(super) const RULE: Rule = Rule {
    name: "texts",
    summary: "every code, range, pair, situation and label has its English words, and no text in \
              any language is empty",
    check,
};

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    let data = &unchecked.dataset;
    let is_whole = |locale: &Locale, file: &str| {
        unchecked.is_whole(&format!("locales/{}/{file}", locale.folder))
    };
    for locale in &data.locales {
        for entry in locale.entries() {
            for field in entry.fields() {
                match field.text {
                    Some(text) if text.trim().is_empty() => {
                        diagnostics.error(
                            RULE.name,
                            text.span,
                            format!("`{}` is empty", field.key),
                            "write it, or remove the key to fall back to English",
                        );
                    }
                    None if locale.is_base() && is_whole(locale, entry.file) => {
                        let path = || {
                            Location::Path(format!("locales/{}/{}.toml", locale.folder, entry.file))
                        };
                        let location = entry.span.map_or_else(path, Location::Span);
                        diagnostics.error(
                            RULE.name,
                            location,
                            format!(
                                "the English text `{}` of {} is missing",
                                field.key,
                                entry.name()
                            ),
                            "write it; the other languages are translated from it",
                        );
                    }
                    _ => {}
                }
            }
        }
    }
    let Some(base) = data.locales.iter().find(|l| l.is_base()) else { return };
    let missing = |file: &str, key: String| {
        if !is_whole(base, file) {
            return;
        }
        let location = Location::Path(format!("locales/{}/{file}.toml", base.folder));
        diagnostics.error(
            RULE.name,
            location,
            format!("the English words of {file}/{key} are missing"),
            format!("add a [{key}] table"),
        );
    };
    data.codes
        .iter()
        .filter(|c| !base.codes.contains_key(&c.code))
        .for_each(|c| missing("codes", c.code.to_string()));
    data.ranges
        .iter()
        .filter(|r| !base.ranges.contains_key(r.id.as_str()))
        .for_each(|r| missing("ranges", r.id.to_string()));
    let situations =
        data.situations.iter().filter(|s| !base.situations.contains_key(s.id.as_str()));
    situations.for_each(|s| missing("situations", s.id.to_string()));
    let pairs = data
        .pairs
        .iter()
        .map(crate::Pair::codes)
        .filter(|p| *p != (0, 0) && !base.pairs.contains_key(p));
    pairs.for_each(|(low, high)| missing("pairs", format!("\"{low}-{high}\"")));
}
