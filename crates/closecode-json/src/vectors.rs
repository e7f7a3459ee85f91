//! `closecode-vectors.json`: what a program of any language checks itself against.
//!
//! The frames are those of `data/frames.toml`. The decisions are what the crate `closecode`
//! decides: a test of this package writes them into `decisions.json`, because no generator may
//! depend on the crate, and fails when they are no longer what the crate says.

mod decision;
mod frame;

use std::collections::BTreeMap;

use closecode_data::Dataset;
use schemars::JsonSchema;
use serde::Serialize;

use crate::api;
use crate::build;
use crate::document::{FORMAT, LICENSE, Source};

pub use decision::{
    Action, Decided, DecisionVector, Disconnect, Hint, Initiator, Jitter, Limits, Rationale, Rule,
    Severity,
};
pub use frame::{FrameOutcome, FrameVector, Seen};

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
    /// What arrives at an endpoint over an open connection, and what the endpoint does.
    pub frames: Vec<FrameVector>,
    /// How a connection ended, and what follows: the answers of `decide` in closecode, for every
    /// rule and for each pair of rules of which one is stronger.
    pub decisions: Vec<DecisionVector>,
    /// What the frames cite, by id.
    pub sources: BTreeMap<String, Source>,
}

/// The document.
pub fn vectors(data: &Dataset) -> VectorsDocument {
    let frames = frame::frames(data);
    let is_cited = |id: &str| frames.iter().flat_map(|f| &f.sources).any(|c| c.source == id);
    let sources = data.sources.iter().filter(|source| is_cited(&source.id));
    VectorsDocument {
        schema: SCHEMA,
        format: FORMAT,
        version: data.version().to_string(),
        license: LICENSE,
        sources: sources.map(|source| (source.id.value.clone(), build::source(source))).collect(),
        frames,
        decisions: serde_json::from_str(DECISIONS)
            .expect("a test wrote it, and compares it with the crate"),
    }
}

/// The document and its schema, by name.
pub(crate) fn files(data: &Dataset) -> BTreeMap<String, String> {
    BTreeMap::from([
        (NAME.to_owned(), vectors(data).text()),
        (SCHEMA.to_owned(), api::schema::<VectorsDocument>(SCHEMA)),
    ])
}

impl VectorsDocument {
    /// The document with one vector a line: to read, to search and to compare.
    fn text(&self) -> String {
        let Self { schema, format, version, license, frames, decisions, sources } = self;
        let head = [
            ("$schema", one(schema)),
            ("format", one(format)),
            ("version", one(version)),
            ("license", one(license)),
            ("frames", lines(frames, "  ")),
            ("decisions", lines(decisions, "  ")),
            ("sources", one(sources)),
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
