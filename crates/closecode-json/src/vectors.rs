//! `closecode-vectors.json`: what a program of any language checks itself against.
//!
//! The decisions are what the crate `closecode` decides: a test of this package writes them into
//! `decisions.json`, because no generator may depend on the crate, and fails when they are no
//! longer what the crate says.

mod decision;

use std::collections::BTreeMap;

use closecode_data::Dataset;
use schemars::JsonSchema;
use serde::Serialize;

use crate::api;
use crate::document::{FORMAT, LICENSE};

pub use decision::{
    Action, Decided, DecisionVector, Disconnect, Hint, Initiator, Jitter, Limits, Rationale, Rule,
    Severity,
};

/// The names of the document and of its schema.
const NAME: &str = "closecode-vectors.json";
const SCHEMA: &str = "closecode-vectors.schema.json";

/// What the crate decides, as the tests wrote it.
const DECISIONS: &str = include_str!("vectors/decisions.json");

/// Test vectors for WebSocket close codes: what a library does with the end of a connection, and
/// what a client decides about the next one.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct VectorsDocument {
    /// The address of the schema, relative to this document.
    #[serde(rename = "$schema")]
    pub schema: &'static str,
    /// The version of the format: major and minor.
    pub format: &'static str,
    /// The version of the data.
    pub version: String,
    /// The licence of the vectors, as an SPDX expression.
    pub license: &'static str,
    /// How a connection ended, and what follows: the answers of `decide` in closecode, for every
    /// rule and for each pair of rules of which one is stronger.
    pub decisions: Vec<DecisionVector>,
}

/// The document and its schema, by name.
pub(crate) fn files(data: &Dataset) -> BTreeMap<String, String> {
    let document = VectorsDocument {
        schema: SCHEMA,
        format: FORMAT,
        version: data.version().to_string(),
        license: LICENSE,
        decisions: serde_json::from_str(DECISIONS)
            .expect("a test wrote it, and compares it with the crate"),
    };
    BTreeMap::from([
        (NAME.to_owned(), document.text()),
        (SCHEMA.to_owned(), api::schema::<VectorsDocument>(SCHEMA)),
    ])
}

impl VectorsDocument {
    /// The document with one vector a line: to read, to search and to compare.
    fn text(&self) -> String {
        let Self { schema, format, version, license, decisions } = self;
        let head = [
            ("$schema", one(schema)),
            ("format", one(format)),
            ("version", one(version)),
            ("license", one(license)),
            ("decisions", lines(decisions, "  ")),
        ];
        let entries: Vec<String> =
            head.iter().map(|(key, value)| format!("  \"{key}\": {value}")).collect();
        format!("{{\n{}\n}}\n", entries.join(",\n"))
    }
}

/// A list with one entry a line.
pub fn lines(entries: &[impl Serialize], indent: &str) -> String {
    let entries: Vec<String> = entries.iter().map(|e| format!("{indent}  {}", one(e))).collect();
    format!("[\n{}\n{indent}]", entries.join(",\n"))
}

/// A value on one line.
fn one(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("a tree of strings and numbers always serializes")
}
