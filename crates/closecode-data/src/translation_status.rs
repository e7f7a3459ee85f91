//! What a language lacks: texts that are missing, and texts made from an English one that has
//! changed since.

use crate::{Dataset, Files, Locale, Span};

/// One text that needs work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The text, as `codes/1006/title`.
    pub text: String,
    /// Where it stands, or the entry where it belongs, if that is there.
    pub span: Option<Span>,
    /// The file, without its extension.
    pub file: &'static str,
}

/// How far a language has come.
#[derive(Clone, Debug)]
pub struct TranslationStatus {
    /// How many texts there are in English.
    pub total: usize,
    /// Texts that fall back to English.
    pub missing: Vec<Gap>,
    /// Texts whose English has changed, or that do not say what they were made from.
    pub stale: Vec<Gap>,
}

impl TranslationStatus {
    /// The coverage of one language. English covers itself.
    pub fn of(data: &Dataset, locale: &Locale) -> Self {
        let own = locale.texts();
        let english = data.base().texts();
        let mut missing = Vec::new();
        let mut stale = Vec::new();
        for (name, text) in &english {
            let gap = |span| Gap { text: name.clone(), span, file: text.file };
            match own.get(name) {
                None => missing.push(gap(locale.place_of_entry(name))),
                Some(translated)
                    if !locale.is_base()
                        && locale
                            .made_from
                            .get(name)
                            .is_none_or(|from| from.value != text.hash()) =>
                {
                    stale.push(gap(Some(translated.place())));
                }
                Some(_) => {}
            }
        }
        Self { total: english.len(), missing, stale }
    }
}

impl Gap {
    /// The entry that the text belongs to: `codes/1006`.
    pub fn entry(&self) -> &str {
        self.text.rsplit_once('/').map_or(&self.text, |(entry, _)| entry)
    }

    /// The text's key in its entry: `title`.
    pub fn key(&self) -> &str {
        self.text.rsplit_once('/').map_or("", |(_, key)| key)
    }

    /// Where to work, below the language's folder: `codes.toml:12`, or `codes.toml` if the entry is
    /// not there yet.
    pub fn location(&self, files: &Files) -> String {
        match self.span {
            Some(span) => format!("{}.toml:{}", self.file, files.line(span)),
            None => format!("{}.toml", self.file),
        }
    }
}
