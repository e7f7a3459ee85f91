//! Turns the dataset into `crates/closecode-export/dist/`: one JSON document of everything, and its JSON Schema.
//!
//! [`Document`] is the shape, [`build()`] fills it, and the schema is derived from the shape, so the two cannot
//! disagree. What it is not: a place for facts, or for a decision about them.

mod build;
mod document;
mod protocol;

use std::collections::BTreeMap;

use closecode_data::Dataset;
use schemars::generate::SchemaSettings;

pub use build::build;
pub use document::*;
pub use protocol::*;

/// The files of `dist/`, by name.
pub fn generate(data: &Dataset) -> BTreeMap<String, String> {
    let document = serde_json::to_string_pretty(&build(data)).expect("a tree of strings and numbers always serializes");
    // What is always written is required, even where it may be null: the contract of a writer, not of a lenient reader.
    let generator = SchemaSettings::default().for_serialize().into_generator();
    let mut schema = serde_json::to_value(generator.into_root_schema_for::<Document>()).expect("a schema always serializes");
    schema["$id"] = "codes.schema.json".into();
    let schema = serde_json::to_string_pretty(&schema).expect("a value always serializes");
    BTreeMap::from([("codes.json".to_owned(), document + "\n"), ("codes.schema.json".to_owned(), schema + "\n")])
}
