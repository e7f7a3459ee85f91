//! The words of an application's file in another language.

use crate::read::Table;
use crate::{CodeEntry, Endpoint, ProtocolCode, ProtocolRange, Spanned, record};

/// The words in one language.
#[derive(Clone, Debug)]
pub struct Translation {
    /// The tag of the language.
    pub tag: Spanned<String>,
    /// What the application is.
    pub summary: Option<Spanned<String>>,
    /// The words of each code and each range that has some.
    pub rows: Vec<EntryTexts>,
    /// The words of each endpoint that has some.
    pub endpoints: Vec<EndpointTexts>,
}

record! {
    /// The words of one code or one range. What is absent falls back to the file's own language.
    EntryTexts[
        /// Its number, or the first and the last with a hyphen; with its endpoint and a slash
        /// before it if there are endpoints.
        key
    ] {
        /// Its name.
        name: optional String,
        /// What happened.
        meaning: optional String,
        /// What to do.
        rule: optional String,
    }
}

record! {
    /// The words of one endpoint. What is absent falls back to the file's own language.
    EndpointTexts[
        /// Its id.
        id
    ] {
        /// Its name.
        name: optional String,
        /// What it is.
        summary: optional String,
    }
}

/// The table with the words of the whole.
const ABOUT: &str = "about";

/// The table with a table for each endpoint.
const ENDPOINTS: &str = "endpoints";

impl Translation {
    pub(super) fn read(tag: Spanned<String>, t: &Table<'_>) -> Self {
        let mut read = Self { tag, summary: None, rows: Vec::new(), endpoints: Vec::new() };
        for (key, t) in t.entries() {
            match key.as_str() {
                ABOUT => {
                    read.summary = t.optional("summary");
                    t.finish();
                }
                ENDPOINTS => {
                    let texts = t.entries().into_iter();
                    read.endpoints.extend(texts.filter_map(|(id, t)| EndpointTexts::read(id, t)));
                }
                _ => read.rows.extend(EntryTexts::read(key, t)),
            }
        }
        read
    }

    /// The words of a code, if there are any.
    pub fn words(&self, code: &ProtocolCode) -> Option<&EntryTexts> {
        self.find(&key(code))
    }

    /// The words of a range, if there are any.
    pub fn range_texts(&self, range: &ProtocolRange) -> Option<&EntryTexts> {
        self.find(&range_key(range))
    }

    /// The words of an endpoint, if there are any.
    pub fn endpoint_texts(&self, endpoint: &Endpoint) -> Option<&EndpointTexts> {
        self.endpoints.iter().find(|words| words.id == endpoint.id)
    }

    fn find(&self, key: &str) -> Option<&EntryTexts> {
        self.rows.iter().find(|words| words.key.value == key)
    }

    /// Every text.
    pub(super) fn texts(&self) -> impl Iterator<Item = &Spanned<String>> {
        let of_rows = self.rows.iter().flat_map(|w| [&w.name, &w.meaning, &w.rule]);
        let of_endpoints = self.endpoints.iter().flat_map(|w| [&w.name, &w.summary]);
        of_rows.chain(of_endpoints).chain([&self.summary]).flatten()
    }
}

/// What a translation calls a code: `4001`, or `feed/4001` where there are endpoints.
pub(super) fn key(code: &ProtocolCode) -> String {
    with_endpoint(&code.row, code.code.to_string())
}

/// What a translation calls a range: `4100-4199`, or `feed/4100-4199` where there are endpoints.
pub(super) fn range_key(range: &ProtocolRange) -> String {
    with_endpoint(&range.row, format!("{}-{}", *range.first, *range.last))
}

fn with_endpoint(row: &CodeEntry, numbers: String) -> String {
    match row.endpoint_id() {
        Some(endpoint) => format!("{endpoint}/{numbers}"),
        None => numbers,
    }
}

/// The key as it is written in a header of TOML.
pub(super) fn quoted(key: &str) -> String {
    if key.contains('/') { format!("\"{key}\"") } else { key.to_owned() }
}
