//! What a language calls the terms of the field.

use crate::Spanned;
use closecode_format::read::Table;

/// One term.
#[derive(Clone, Debug)]
pub struct Term {
    /// What the term is called in every file.
    pub id: Spanned<String>,
    /// What the language calls it.
    pub term: Spanned<String>,
    /// What it means, or why it is called so.
    pub note: Option<Spanned<String>>,
    /// English: the words that stand for the term in a text. None if they have other meanings too.
    pub words: Vec<Spanned<String>>,
    /// Other languages: parts of words by which the term is found in a text, in any case.
    pub forms: Vec<Spanned<String>>,
    /// What must not stand in a text in its place.
    pub avoid: Vec<Spanned<String>>,
    /// Texts that do without the term, by their names.
    pub except: Vec<Spanned<String>>,
}

impl Term {
    pub(crate) fn read(id: Spanned<String>, t: Table<'_>) -> Option<Self> {
        let (term, note) = (t.required("term"), t.optional("note"));
        let (words, forms, avoid, except) =
            (t.list("in"), t.list("forms"), t.list("avoid"), t.list("except"));
        t.finish();
        Some(Self { id, term: term?, note, words, forms, avoid, except })
    }
}
