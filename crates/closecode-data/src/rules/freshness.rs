//! A translation knows which English text it was made from.

use super::Rule;
use crate::{Draft, Findings, Locale};

pub(super) const RULE: Rule = Rule {
    name: "freshness",
    summary: "a translated entry records the hash of the English entry that it was made from, and that entry has not changed since",
    check,
};

fn check(draft: &Draft, findings: &Findings) {
    let Some(base) = draft.dataset.locales.iter().find(|l| l.is_base()) else { return };
    let english: Vec<(String, String)> = base.entries().iter().map(|e| (e.name(), e.hash())).collect();
    for locale in &draft.dataset.locales {
        for entry in locale.entries() {
            let is_whole = |locale: &Locale| draft.is_whole(&format!("locales/{}/{}", locale.folder, entry.file));
            let Some(place) = entry.place.filter(|_| is_whole(base) && is_whole(locale)) else { continue };
            if locale.is_base() {
                if let Some(from) = entry.made_from() {
                    findings.error(RULE.name, from.place, "English is not translated from anything", "remove `from`");
                }
                continue;
            }
            let Some((_, hash)) = english.iter().find(|(name, _)| *name == entry.name()) else { continue };
            let accept = format!("compare it with the English text, then run `cargo xtask translated {} {}`", locale.folder, entry.name());
            match entry.made_from() {
                None => findings.warning(RULE.name, place, "this entry does not say which English text it was made from", accept),
                Some(from) if *from.value != *hash => {
                    findings.warning(
                        RULE.name,
                        from.place,
                        format!("the English text of {} has changed since this was translated", entry.name()),
                        accept,
                    );
                }
                Some(_) => {}
            }
        }
    }
}
