//! Texts are plain: each emitter adds its own markup and escapes the rest.

use closecode_format::rules::plain_text::check_text;

use super::Rule;
use crate::{Diagnostics, Locale, Unchecked};

pub(super) const RULE: Rule = Rule {
    name: "plain-text",
    summary: "texts are plain: no HTML, no Markdown, no stray white space",
    check,
};

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    let entries = unchecked.dataset.locales.iter().flat_map(Locale::entries);
    let texts = entries.flat_map(|entry| entry.fields()).filter_map(|field| field.text);
    texts.for_each(|text| check_text(text, diagnostics));
}
