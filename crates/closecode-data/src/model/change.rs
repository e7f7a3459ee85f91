//! What changed in the data, told for its readers.

use crate::Spanned;
use closecode_format::read::Table;

/// One change.
#[derive(Clone, Debug)]
pub struct Change {
    /// The day on which it was made.
    pub date: Spanned<String>,
    /// What changed, as one sentence in English.
    pub text: Spanned<String>,
    /// The codes that it is about; none if it is about all of them, or about none.
    pub codes: Vec<Spanned<u16>>,
}

impl Change {
    pub(crate) fn read(t: Table<'_>) -> Option<Self> {
        let (date, text, codes) = (t.required("date"), t.required("text"), t.list("codes"));
        t.finish();
        Some(Self { date: date?, text: text?, codes })
    }
}
