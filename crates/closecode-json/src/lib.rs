//! Turns the dataset into `crates/closecode-json/dist/`: one JSON document of everything, and its
//! JSON Schema; and into the site's `api/v1/`, where each code, each pair and each protocol has a
//! document of its own.
//!
//! [`Document`] is the shape, [`build()`] fills it, and the schema is derived from the shape, so
//! the two cannot disagree. What it is not: a place for facts, or for a decision about them.

mod api;
mod build;
mod document;
mod protocol;

use std::collections::BTreeMap;

use closecode_data::Dataset;

pub use api::{CodeDocument, PairDocument, ProtocolDocument, api};
pub use build::build;
pub use document::*;
pub use protocol::*;

/// The files of `dist/`, by name.
pub fn generate(data: &Dataset) -> BTreeMap<String, String> {
    BTreeMap::from([
        ("codes.json".to_owned(), api::json(&build(data))),
        ("codes.schema.json".to_owned(), api::schema::<Document>("codes.schema.json")),
    ])
}
