//! Where a fact comes from, and how sure it is.

use crate::keywords;
use crate::read::{DeValue, InvalidValue, Read, VALUES};

keywords! {
    /// How sure a fact is.
    Certainty: "a certainty" {
        /// Read in the primary source.
        Verified = "verified",
        /// Told alike by independent secondary sources.
        Corroborated = "corroborated",
        /// Not checked; shown as such.
        Unconfirmed = "unconfirmed",
    }
}

/// A reference to a source, and to a section in it: `rfc6455#7.4.1`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Citation {
    /// The source's key.
    pub id: String,
    /// The section, as the document numbers it.
    pub section: Option<String>,
}

impl Read for Citation {
    const WANTED: &'static str = "a source such as \"iana\" or \"rfc6455#7.4.1\"";

    fn read(value: &DeValue<'_>) -> Result<Option<Self>, InvalidValue> {
        let Some(text) = value.as_str() else { return Ok(None) };
        let (id, section) = match text.split_once('#') {
            Some((id, "")) => {
                return Err(InvalidValue {
                    rule: VALUES,
                    message: format!("`{text}` names no section"),
                    remedy: format!("write \"{id}\", or the section after the #"),
                });
            }
            Some((id, section)) => (id, Some(section.to_owned())),
            None => (text, None),
        };
        Ok(Some(Self { id: id.to_owned(), section }))
    }
}
