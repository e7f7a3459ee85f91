//! A translation knows which English text it was made from.

use super::Rule;
use crate::model::TextRef;
use crate::{Diagnostics, Locale, Unchecked};
use closecode_format::few;

pub(super) const RULE: Rule = Rule {
    name: "stale",
    summary: "made-from.toml records for each translated text the hash of the English one, and \
              that has not changed since",
    check,
};

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    let Some(base) = unchecked.dataset.locales.iter().find(|l| l.is_base()) else { return };
    for (_, from) in base.made_from.iter().take(1) {
        diagnostics.error(
            RULE.name,
            from.span,
            "English is not translated from anything",
            "remove made-from.toml",
        );
    }
    let english = base.texts();
    for locale in unchecked.dataset.locales.iter().filter(|l| !l.is_base()) {
        let is_whole = |locale: &Locale, file: &str| {
            unchecked.is_whole(&format!("locales/{}/{file}", locale.folder))
        };
        if !is_whole(locale, "made-from") {
            continue;
        }
        let own = locale.texts();
        // Of a language that is new, one finding says what one for each text would.
        if locale.made_from.is_empty() && !own.is_empty() {
            let remedy = format!(
                "compare them with the English ones, then run `cargo xtask translated {} --all`",
                locale.folder
            );
            diagnostics.warning(
                RULE.name,
                locale.language.tag.span,
                "nothing says which English texts these were made from",
                remedy,
            );
            continue;
        }
        for (name, text) in &own {
            let Some(base_text) =
                english.get(name).filter(|t| is_whole(base, t.file) && is_whole(locale, t.file))
            else {
                continue;
            };
            let accept = format!(
                "compare the two, correct the translation, then run `cargo xtask translated {} \
                 {name}`",
                locale.folder
            );
            let notes =
                vec![format!("in English: {}", said(base_text)), format!("here: {}", said(text))];
            let message = match locale.made_from.get(name) {
                None => format!("nothing says which English text {name} was made from"),
                Some(from) if from.value != base_text.hash() => {
                    format!("the English text of {name} has changed since this was translated")
                }
                Some(_) => continue,
            };
            diagnostics.warning_with(RULE.name, text.place(), message, &notes, accept);
        }
        // Of a file that is not there, nothing can be gone.
        let files = few::set(own.values().map(|text| text.file));
        for (name, from) in locale.made_from.iter().filter(|(name, _)| !own.contains_key(*name)) {
            let file = name.split('/').next().unwrap_or_default();
            if files.contains(file) && is_whole(locale, file) {
                let message = format!("there is no text {name} that this could be about");
                diagnostics.warning(RULE.name, from.span, message, "remove this line");
            }
        }
    }
}

/// A text, or its forms one after the other.
fn said(text: &TextRef<'_>) -> String {
    let form = |field: &crate::Field<'_>| Some(format!("\"{}\"", field.text?.value));
    text.fields.iter().filter_map(form).collect::<Vec<_>>().join(", ")
}
