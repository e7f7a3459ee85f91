//! The words of an application's file in another language.

use crate::read::Table;
use crate::{Located, ProtocolCode};

/// The words in one language.
#[derive(Clone, Debug)]
pub struct Translation {
    /// The tag of the language.
    pub tag: Located<String>,
    /// What the application is.
    pub summary: Option<Located<String>>,
    /// The words of each code that has some.
    pub codes: Vec<Words>,
}

/// The words of one code. What is absent falls back to the file's own language.
#[derive(Clone, Debug)]
pub struct Words {
    /// Its number, with its endpoint and a slash before it if there are endpoints.
    pub key: Located<String>,
    /// Its name.
    pub name: Option<Located<String>>,
    /// What happened.
    pub meaning: Option<Located<String>>,
    /// What to do.
    pub rule: Option<Located<String>>,
}

/// The table with the words of the whole.
const ABOUT: &str = "about";

impl Translation {
    pub(super) fn read(tag: Located<String>, t: &Table<'_>) -> Self {
        let (mut summary, mut codes) = (None, Vec::new());
        for (key, t) in t.entries() {
            if key.value == ABOUT {
                summary = t.optional("summary");
            } else {
                codes.push(Words { key, name: t.optional("name"), meaning: t.optional("meaning"), rule: t.optional("rule") });
            }
            t.finish();
        }
        Self { tag, summary, codes }
    }

    /// The words of a code, if there are any.
    pub fn words(&self, code: &ProtocolCode) -> Option<&Words> {
        let key = key(code);
        self.codes.iter().find(|words| words.key.value == key)
    }

    /// Every text.
    pub(super) fn texts(&self) -> impl Iterator<Item = &Located<String>> {
        let of_codes = self.codes.iter().flat_map(|w| [&w.name, &w.meaning, &w.rule]);
        of_codes.chain([&self.summary]).flatten()
    }
}

/// What a translation calls a code: `4001`, or `feed/4001` where there are endpoints.
pub(super) fn key(code: &ProtocolCode) -> String {
    match code.row.endpoint_id() {
        Some(endpoint) => format!("{endpoint}/{}", *code.code),
        None => code.code.to_string(),
    }
}

/// The key as it is written in a header of TOML.
pub(super) fn quoted(key: &str) -> String {
    if key.contains('/') { format!("\"{key}\"") } else { key.to_owned() }
}
