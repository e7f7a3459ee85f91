//! One language: its name and direction, and its words.

use std::collections::BTreeMap;

#[cfg(feature = "dataset")]
use super::Ui;
use super::words::{CodeWords, Field, PairWords, SituationWords, Words};
use crate::read::{Table, keywords};
use crate::{Located, Place};

keywords! {
    /// Which way the script runs.
    Direction: "a direction" {
        /// Left to right.
        Ltr = "ltr",
        /// Right to left.
        Rtl = "rtl",
    }
}

/// What `language.toml` says.
#[derive(Clone, Debug)]
pub struct Language {
    /// Where the file stands.
    pub place: Place,
    /// The BCP 47 tag, equal to the folder's name.
    pub tag: Located<String>,
    /// The Rust name.
    pub ident: Located<String>,
    /// The language's name for itself.
    pub name: Located<String>,
    /// Its English name.
    pub english_name: Located<String>,
    /// Which way it runs.
    pub direction: Located<Direction>,
}

impl Language {
    pub(crate) fn read(t: Table<'_>) -> Option<Self> {
        let place = t.place;
        let (tag, ident, name) = (t.required("tag"), t.required("ident"), t.required("name"));
        let (english_name, direction) = (t.required("english-name"), t.required("direction"));
        t.finish();
        Some(Self { place, tag: tag?, ident: ident?, name: name?, english_name: english_name?, direction: direction? })
    }
}

/// A language and its words.
#[derive(Clone, Debug)]
pub struct Locale {
    /// The name of its folder.
    pub folder: String,
    /// Its name, tag and direction.
    pub language: Language,
    /// Words by code.
    pub codes: BTreeMap<u16, CodeWords>,
    /// Words by range.
    pub ranges: BTreeMap<String, CodeWords>,
    /// Words by pair.
    pub pairs: BTreeMap<(u16, u16), PairWords>,
    /// Words by situation.
    pub situations: BTreeMap<String, SituationWords>,
    /// The interface's words.
    #[cfg(feature = "dataset")]
    pub ui: Ui,
    /// Where the key of each entry stands, by file and key.
    pub(crate) places: BTreeMap<(&'static str, String), Place>,
}

/// One entry of one language, whatever its kind: what the rules on texts look at.
#[derive(Debug)]
pub struct EntryRef<'a> {
    /// The file's name without its extension.
    pub file: &'static str,
    /// The entry's key in it.
    pub key: String,
    /// Where the entry stands, if it is there.
    pub place: Option<Place>,
    words: &'a dyn Words,
}

impl<'a> EntryRef<'a> {
    /// Its texts.
    pub fn fields(&self) -> Vec<Field<'a>> {
        self.words.fields()
    }

    /// The hash of the English text that it was made from.
    pub fn made_from(&self) -> Option<&'a Located<String>> {
        self.words.made_from()
    }

    #[cfg(feature = "dataset")]
    /// The hash of its own texts.
    pub fn hash(&self) -> String {
        super::words::hash_of(self.words)
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

    /// Every entry that is there.
    pub fn entries(&self) -> Vec<EntryRef<'_>> {
        let mut list: Vec<EntryRef<'_>> = Vec::new();
        let mut push = |file, key: String, words| {
            let place = self.places.get(&(file, key.clone())).copied();
            list.push(EntryRef { file, key, place, words });
        };
        self.codes.iter().for_each(|(code, words)| push("codes", code.to_string(), words as &dyn Words));
        self.ranges.iter().for_each(|(id, words)| push("ranges", id.clone(), words));
        self.pairs.iter().for_each(|((low, high), words)| push("pairs", format!("{low}-{high}"), words));
        self.situations.iter().for_each(|(id, words)| push("situations", id.clone(), words));
        #[cfg(feature = "dataset")]
        self.ui.groups().into_iter().for_each(|(group, words)| push("ui", group.to_owned(), words));
        list
    }
}
