//! What a language lacks: texts that are missing, and entries made from an English text that has changed since.

use std::collections::BTreeMap;

use crate::{Dataset, EntryRef, Files, Locale, Place};

/// One entry that needs work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The entry, as `codes/1006`, or one text of it, as `codes/1006 title`.
    pub entry: String,
    /// Where the entry stands, or where it belongs.
    pub place: Option<Place>,
    /// The file, without its extension.
    pub file: &'static str,
}

/// How far a language has come.
#[derive(Clone, Debug)]
pub struct Coverage {
    /// How many texts there are in English.
    pub total: usize,
    /// Texts that fall back to English.
    pub missing: Vec<Gap>,
    /// Entries whose English text has changed, or that do not say what they were made from.
    pub stale: Vec<Gap>,
}

impl Coverage {
    /// The coverage of one language. English covers itself.
    pub fn of(data: &Dataset, locale: &Locale) -> Self {
        let own: BTreeMap<String, EntryRef<'_>> = locale.entries().into_iter().map(|e| (e.name(), e)).collect();
        let (mut total, mut missing, mut stale) = (0, Vec::new(), Vec::new());
        for english in data.base().entries() {
            let translated = own.get(&english.name());
            let fields = translated.map(EntryRef::fields).unwrap_or_default();
            for field in english.fields() {
                total += 1;
                if !fields.iter().any(|f| f.key == field.key && f.text.is_some()) {
                    let place = translated.and_then(|e| e.place);
                    missing.push(Gap { entry: format!("{} {}", english.name(), field.key), place, file: english.file });
                }
            }
            let Some(entry) = translated.filter(|e| e.place.is_some() && !locale.is_base()) else { continue };
            if entry.made_from().is_none_or(|from| *from.value != english.hash()) {
                stale.push(Gap { entry: english.name(), place: entry.place, file: english.file });
            }
        }
        Self { total, missing, stale }
    }
}

impl Gap {
    /// Where to work, below the language's folder: `codes.toml:12`, or `codes.toml` if the entry is not there yet.
    pub fn location(&self, files: &Files) -> String {
        match self.place {
            Some(place) => format!("{}.toml:{}", self.file, files.line(place)),
            None => format!("{}.toml", self.file),
        }
    }
}
