//! One language: its name and direction, and its words.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Layout;
use super::texts::{CaseText, Field, TextGroup};
use super::{LocaleFormats, Term, Typography, Ui};
use crate::{Span, Spanned};
use closecode_format::few::Map;
use closecode_format::read::Table;
use closecode_format::{keywords, record};

keywords! {
    /// Which way the script runs.
    Direction: "a direction" {
        /// Left to right.
        Ltr = "ltr",
        /// Right to left.
        Rtl = "rtl",
    }
}

record! {
    /// What `language.toml` says.
    Language {
        /// The BCP 47 tag, equal to the folder's name.
        tag: required String,
        /// The Rust name.
        ident: required String,
        /// The language's name for itself.
        name: required String,
        /// Its English name.
        english_name: required String,
        /// Which way it runs.
        direction: required Direction,
        /// Whether it is complete: then a text that is missing, or too long for its place, is an
        /// error.
        is_complete: is_set bool = "complete",
        /// How it is written.
        typography: conventions Typography,
        /// How its pages are laid out, if its script needs more than Latin letters do.
        layout: table Layout,
        /// Texts that are English on purpose, by their names.
        english: list String,
    }
}

fn conventions(t: &Table<'_>, key: &'static str) -> Option<Typography> {
    Some(t.table(key).map(Typography::read).unwrap_or_default())
}

fn is_set(t: &Table<'_>, key: &'static str) -> Option<bool> {
    Some(t.optional::<bool>(key).is_some_and(|set| set.value))
}

/// A language and its words.
#[derive(Clone, Debug)]
pub struct Locale {
    /// The name of its folder.
    pub folder: String,
    /// Its name, tag and direction.
    pub language: Language,
    /// Texts by code.
    pub codes: Map<u16, TextGroup>,
    /// Texts by range.
    pub ranges: Map<String, TextGroup>,
    /// Texts by pair.
    pub pairs: Map<(u16, u16), TextGroup>,
    /// Texts by situation.
    pub situations: Map<String, TextGroup>,
    /// The interface's words.
    pub ui: Ui,
    /// What the language calls the terms of the field.
    pub glossary: Vec<Term>,
    /// The hash of the English text that each text was made from, by the text's name.
    pub made_from: Map<String, Spanned<String>>,
    /// Where the texts stand whose English text has changed since they were translated.
    pub(crate) stale: BTreeSet<Span>,
    /// How the language says numbers and dates.
    pub formats: Arc<LocaleFormats>,
    /// Where the key of each entry stands, by file and key.
    pub(crate) places: Map<(&'static str, String), Span>,
}

/// One entry of one language, whatever its kind: what the rules on texts look at.
#[derive(Debug)]
pub struct EntryRef<'a> {
    /// The file's name without its extension.
    pub file: &'static str,
    /// The entry's key in it.
    pub key: String,
    /// Where the entry stands, if it is there.
    pub span: Option<Span>,
    words: &'a TextGroup,
}

/// One text of one language.
#[derive(Debug)]
pub struct TextRef<'a> {
    /// The file's name without its extension.
    pub file: &'static str,
    /// The text, its plural forms, or the parts of a case.
    pub fields: Vec<Field<'a>>,
}

impl TextRef<'_> {
    /// The hash of the text, which a translation of it records.
    pub fn hash(&self) -> String {
        super::texts::hash_of(&self.fields)
    }

    /// Where it stands: its first part, if it has several.
    pub fn place(&self) -> Span {
        self.fields.iter().find_map(|f| f.text).expect("a text is only listed if it is there").span
    }
}

impl<'a> EntryRef<'a> {
    /// Its texts.
    pub fn fields(&self) -> Vec<Field<'a>> {
        self.words.fields()
    }

    /// Its texts, each as its name (`codes/1006/title`) and its fields: one, or one for each plural
    /// form or part of a case.
    pub fn texts(&self) -> Vec<(String, Vec<Field<'a>>)> {
        let mut texts: Vec<(String, Vec<Field<'a>>)> = Vec::new();
        for field in self.fields() {
            match texts.last_mut() {
                Some((_, forms)) if forms[0].text_name() == field.text_name() => forms.push(field),
                _ => texts.push((format!("{}/{}", self.name(), field.text_name()), vec![field])),
            }
        }
        texts
    }

    /// Its cases, in the order of the file.
    pub fn cases(&self) -> &'a [CaseText] {
        self.words.cases()
    }

    /// The key as a contributor names it: `codes/1006`.
    pub fn name(&self) -> String {
        format!("{}/{}", self.file, self.key)
    }
}

impl Locale {
    /// Whether this is the language that the others are made from.
    pub fn is_base(&self) -> bool {
        *self.language.tag == super::BASE_LOCALE
    }

    /// Every text that is there, by its name, with its fields and the file that it is in.
    pub fn texts(&self) -> Map<String, TextRef<'_>> {
        let mut texts = Map::new();
        for entry in self.entries() {
            for (name, fields) in entry.texts() {
                if fields.iter().any(|f| f.text.is_some()) {
                    texts.insert(name, TextRef { file: entry.file, fields });
                }
            }
        }
        texts
    }

    /// Whether the English text has changed since this one was translated from it: then the two
    /// cannot be compared.
    pub(crate) fn is_stale(&self, text: &TextRef<'_>) -> bool {
        self.stale.contains(&text.place())
    }

    /// Where the entry of a text stands, if it is there.
    pub(crate) fn place_of_entry(&self, text: &str) -> Option<Span> {
        let (entry, _) = text.rsplit_once('/')?;
        self.entries().into_iter().find(|e| e.name() == entry)?.span
    }

    /// Every entry that is there.
    pub fn entries(&self) -> Vec<EntryRef<'_>> {
        let mut list: Vec<EntryRef<'_>> = Vec::new();
        let mut push = |file, key: String, words| {
            let span = self.places.get(&(file, key.clone())).copied();
            list.push(EntryRef { file, key, span, words });
        };
        self.codes.iter().for_each(|(code, words)| push("codes", code.to_string(), words));
        self.ranges.iter().for_each(|(id, words)| push("ranges", id.clone(), words));
        self.pairs
            .iter()
            .for_each(|((low, high), words)| push("pairs", format!("{low}-{high}"), words));
        self.situations.iter().for_each(|(id, words)| push("situations", id.clone(), words));
        self.ui.groups().for_each(|(group, words)| push("ui", group.to_owned(), words));
        list
    }
}
