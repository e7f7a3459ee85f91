//! Turns the dataset into `crates/closecode-json/dist/`: one JSON document of everything, one of
//! what changed and the test vectors, each with its JSON Schema, and two tables for those who join;
//! and into the site's `api/v2/`, where each code, each pair and each protocol has a document of
//! its own.
//!
//! [`Document`] is the shape, [`build()`] fills it, and the schema is derived from the shape, so
//! the two cannot disagree. What it is not: a place for facts, or for a decision about them.

mod api;
mod build;
mod changes;
mod csv;
mod document;
mod protocol;
mod texts;
pub mod vectors;

use std::collections::BTreeMap;

use closecode_data::Dataset;

pub use api::{
    API, CodeDocument, ImplementationDocument, PairDocument, ProblemDocument, ProtocolDocument,
    ScenarioDocument, api,
};
pub use build::build;
pub use changes::{Change, ChangesDocument};
pub use document::*;
pub use protocol::*;
pub use texts::{CodeTexts, PairTexts, SituationTexts};

/// The files of `dist/`, by name.
pub fn generate(data: &Dataset) -> BTreeMap<String, String> {
    dist(&api(data))
}

/// The files of `dist/`, from those of the site, which hold them all: there is everything, besides
/// parts of it.
pub fn dist(api: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let name = |path: &str| match path {
        "all.json" => Some("codes.json".to_owned()),
        // The schemas of parts.
        "code.schema.json"
        | "implementation.schema.json"
        | "pair.schema.json"
        | "problem.schema.json"
        | "protocol.schema.json"
        | "scenario.schema.json" => None,
        path => (!path.contains('/')).then(|| path.to_owned()),
    };
    api.iter().filter_map(|(path, text)| Some((name(path)?, text.clone()))).collect()
}
