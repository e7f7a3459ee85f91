//! A translation names the numbers that its English text names.

use std::collections::BTreeSet;

use super::Rule;
use crate::model::TextRef;
use crate::{Diagnostics, Unchecked};
use closecode_format::few;

pub(super) const RULE: Rule = Rule {
    name: "same-numbers",
    summary: "a translation that is not stale names every number that its English text names, \
              and no code or delay besides",
    check,
};

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    let Some(base) = unchecked.dataset.locales.iter().find(|l| l.is_base()) else { return };
    let english = base.texts();
    for locale in unchecked.dataset.locales.iter().filter(|l| !l.is_base()) {
        for (name, text) in locale.texts().into_iter().filter(|(_, t)| !locale.is_stale(t)) {
            let Some(original) = english.get(&name) else { continue };
            let wanted = figures(original);
            let found = figures(&text);
            let list =
                |figures: Vec<&&str>| figures.into_iter().copied().collect::<Vec<_>>().join(", ");
            let remedy =
                "compare it with the English text; digits stand together, without separators";
            let missing: Vec<&&str> = wanted.difference(&found).collect();
            if !missing.is_empty() {
                diagnostics.error(
                    RULE.name,
                    text.place(),
                    format!("{} is in the English text, and not here", list(missing)),
                    remedy,
                );
            }
            // What English says in a word, such as two, another language may say in a digit.
            let more: Vec<&&str> =
                found.difference(&wanted).filter(|digits| digits.len() > 1).collect();
            if !more.is_empty() {
                let mut texts = text.fields.iter().filter_map(|f| f.text);
                let place = texts.find(|text| text.contains(*more[0]));
                diagnostics.error(
                    RULE.name,
                    place.map_or_else(|| text.place(), |text| text.span),
                    format!("{} is not in the English text", list(more)),
                    remedy,
                );
            }
        }
    }
}

fn figures<'a>(text: &TextRef<'a>) -> BTreeSet<&'a str> {
    let texts = text.fields.iter().filter_map(|f| f.text);
    let digits = texts.flat_map(|text| text.split(|c: char| !c.is_ascii_digit()));
    few::set(digits.filter(|digits| !digits.is_empty()))
}
