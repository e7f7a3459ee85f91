//! What a language calls the terms of the field.

use crate::Located;
use crate::read::Table;

/// One term.
#[derive(Clone, Debug)]
pub struct Term {
    /// What the term is called in every file.
    pub id: Located<String>,
    /// What the language calls it.
    pub term: Located<String>,
    /// What it means, or why it is called so.
    pub note: Option<Located<String>>,
    /// English: the words that stand for the term in a text. None if they have other meanings too.
    pub words: Vec<Located<String>>,
    /// Other languages: parts of words by which the term is found in a text, in any case.
    pub forms: Vec<Located<String>>,
    /// What must not stand in a text in its place.
    pub avoid: Vec<Located<String>>,
    /// Texts that do without the term, by their names.
    pub except: Vec<Located<String>>,
}

impl Term {
    pub(crate) fn read(id: Located<String>, t: Table<'_>) -> Option<Self> {
        let (term, note) = (t.required("term"), t.optional("note"));
        let (words, forms, avoid, except) =
            (t.list("in"), t.list("forms"), t.list("avoid"), t.list("except"));
        t.finish();
        Some(Self { id, term: term?, note, words, forms, avoid, except })
    }
}
