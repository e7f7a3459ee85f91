//! The change log for programs: what each version of the data changed, and which keys it touched.

use std::collections::BTreeMap;

use closecode_data as data;
use closecode_data::Dataset;
use schemars::JsonSchema;
use serde::Serialize;

use crate::api;
use crate::document::{FORMAT, LICENSE};

/// What changed in the data.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ChangesDocument {
    /// The address of the schema, relative to this document.
    #[serde(rename = "$schema")]
    pub schema: &'static str,
    /// The version of the format: major and minor.
    pub format: &'static str,
    /// The version of the data: that of the newest change.
    pub version: String,
    /// The licence of the data, as an SPDX expression.
    pub license: &'static str,
    /// The changes, the newest first.
    pub changes: Vec<Change>,
}

/// One change.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Change {
    /// The version of the data that has it.
    pub version: String,
    /// The day on which it was made.
    pub date: String,
    /// removed (a key or an identifier is gone, or has another name or meaning: a major version),
    /// added, corrected (a fact), policy (advice on reconnecting: minor versions), words (a patch).
    #[schemars(extend("enum" = data::ChangeKind::WORDS))]
    pub kind: &'static str,
    /// What changed, in English.
    pub text: String,
    /// What it touches: a file, an entry or a key, such as codes/1006/policy; a star stands for
    /// every entry. Empty if it touches everything.
    pub keys: Vec<String>,
    /// The codes among the keys.
    pub codes: Vec<u16>,
}

/// The document and its schema, by name.
pub(crate) fn files(data: &Dataset) -> BTreeMap<String, String> {
    let document = ChangesDocument {
        schema: "changes.schema.json",
        format: FORMAT,
        version: data.version().to_string(),
        license: LICENSE,
        changes: data.changes.iter().map(change).collect(),
    };
    BTreeMap::from([
        ("changes.json".to_owned(), api::json(&document)),
        ("changes.schema.json".to_owned(), api::schema::<ChangesDocument>("changes.schema.json")),
    ])
}

fn change(change: &data::Change) -> Change {
    Change {
        version: change.version.to_string(),
        date: change.date.value.clone(),
        kind: change.kind.as_str(),
        text: change.text.value.clone(),
        keys: change.keys.iter().map(|key| key.value.clone()).collect(),
        codes: change.codes(),
    }
}
