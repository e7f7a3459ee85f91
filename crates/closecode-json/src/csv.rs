//! The codes and the ranges as tables, for programs that join them with logs. A column is a key of
//! the JSON, with its name, type and description, except for `class`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use closecode_data::Dataset;
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use crate::api::{self, value};
use crate::document::{Document, LICENSE};

/// Where a column comes from: a shape of the document, and its key in it.
type Column = (&'static str, &'static str);

/// What is asked of a number on the wire and of a client, the same for codes and ranges.
const FACTS: &[Column] = &[
    ("Wire", "frame"),
    ("Wire", "sender"),
    ("Wire", "synthetic"),
    ("Wire", "clean"),
    ("Wire", "script_sendable"),
    ("Wire", "script_visible"),
    ("Policy", "action"),
    ("Policy", "initial_delay_ms"),
    ("Policy", "max_delay_ms"),
    ("Policy", "factor"),
    ("Policy", "jitter"),
    ("Policy", "max_attempts"),
    ("Policy", "fault"),
    ("Policy", "severity"),
    ("Policy", "alert"),
    ("Policy", "authority"),
    ("CodeTexts", "title"),
    ("CodeTexts", "summary"),
];

/// A table: its file, what it holds, its key, and the columns before the facts.
struct Table {
    file: &'static str,
    about: &'static str,
    key: &'static str,
    first: &'static [Column],
}

const CODES: Table = Table {
    file: "codes.csv",
    about: "Registered WebSocket close codes, by number.",
    key: "code",
    first: &[("Code", "code"), ("Code", "name"), ("Code", "ident"), ("Code", "range")],
};

const RANGES: Table = Table {
    file: "ranges.csv",
    about: "A partition of 0 to 65535. A number without a row in codes.csv has the facts of the \
            range that it lies in.",
    key: "id",
    first: &[
        ("Range", "first"),
        ("Range", "last"),
        CLASS,
        ("Range", "id"),
        ("Range", "ident"),
        ("Range", "registration"),
    ],
};

/// What describes the two, as the standard of data packages has it (<https://datapackage.org>).
const DESCRIPTION: &str = "datapackage.json";

/// The label of `closecode::Class`: what a metric has instead of the number. That of a code is the
/// number, and a second column of numbers would only be taken for one where types are guessed.
const CLASS: Column = ("", "class");

/// The two tables, and the data package that describes them, by name.
pub(crate) fn files(data: &Dataset, document: &Document) -> BTreeMap<String, String> {
    let schema = SchemaSettings::default().for_serialize().into_generator();
    let schema = value(&schema.into_root_schema_for::<Document>());
    let mut codes = CODES.resource(&schema["$defs"]);
    codes["schema"]["foreignKeys"] =
        json!([{ "fields": ["range"], "reference": { "resource": "ranges", "fields": ["id"] } }]);
    let package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "closecode",
        "title": "WebSocket close codes",
        "homepage": "https://github.com/closecode/closecode",
        "version": data.version().to_string(),
        "licenses": [{
            "name": LICENSE,
            "path": "https://creativecommons.org/publicdomain/zero/1.0/",
        }],
        "resources": [codes, RANGES.resource(&schema["$defs"])],
    });
    BTreeMap::from([
        (CODES.file.to_owned(), CODES.text(&value(&document.codes))),
        (RANGES.file.to_owned(), RANGES.text(&value(&document.ranges))),
        (DESCRIPTION.to_owned(), api::json(&package)),
    ])
}

impl Table {
    fn columns(&self) -> impl Iterator<Item = &Column> {
        self.first.iter().chain(FACTS)
    }

    /// The table, as RFC 4180 has it, with the line breaks of every other file here.
    fn text(&self, rows: &Value) -> String {
        let names: Vec<&str> = self.columns().map(|(_, name)| *name).collect();
        let mut text = names.join(",") + "\n";
        for row in rows.as_array().into_iter().flatten() {
            for (index, column) in self.columns().enumerate() {
                text.push_str(if index == 0 { "" } else { "," });
                field(&mut text, &cell(row, column));
            }
            text.push('\n');
        }
        text
    }

    /// What the data package says about the table.
    fn resource(&self, shapes: &Value) -> Value {
        let fields = self.columns().map(|column| describe(shapes, column));
        json!({
            "name": self.file.trim_end_matches(".csv"),
            "type": "table",
            "path": self.file,
            "description": self.about,
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "dialect": { "lineTerminator": "\n" },
            "schema": {
                "fields": fields.collect::<Vec<_>>(),
                "primaryKey": [self.key],
                "missingValues": [""],
            },
        })
    }
}

/// The value of a column.
fn cell(row: &Value, (shape, key): &Column) -> Value {
    match *shape {
        "" => row["id"].as_str().unwrap_or_default().replace('-', "_").into(),
        "Wire" => row["wire"][key].clone(),
        "Policy" => row["policy"][key].clone(),
        "CodeTexts" => row["texts"]["en"][key].clone(),
        _ => row[key].clone(),
    }
}

/// Appends a value, between quotation marks where it needs them.
fn field(text: &mut String, value: &Value) {
    match value {
        Value::Null => {}
        Value::String(value) if value.contains([',', '"', '\n', '\r']) => {
            let _ = write!(text, "\"{}\"", value.replace('"', "\"\""));
        }
        Value::String(value) => text.push_str(value),
        value => {
            let _ = write!(text, "{value}");
        }
    }
}

/// Name, type, description and bounds of a column.
fn describe(shapes: &Value, (shape, key): &Column) -> Value {
    if shape.is_empty() {
        return json!({
            "name": key,
            "type": "string",
            "description": "What `Class::label` of the crate says of a number in the range that is \
                            not a registered code; of a code it says the number.",
            "constraints": { "required": true, "unique": true },
        });
    }
    let from = &shapes[*shape]["properties"][*key];
    let types = match &from["type"] {
        Value::Array(types) => types.iter().filter_map(Value::as_str).collect(),
        one => vec![one.as_str().unwrap_or_default()],
    };
    // A text may be missing in a language, but not in English.
    let is_text = *shape == "CodeTexts";
    let mut constraints = json!({ "required": is_text || !types.contains(&"null") });
    if from["enum"].is_array() {
        constraints["enum"] = from["enum"].clone();
    }
    let mut about = from["description"].as_str().unwrap_or_default().to_owned();
    if is_text {
        about += " In English.";
    }
    json!({
        "name": key,
        "type": types[0],
        "description": about,
        "constraints": constraints,
    })
}
