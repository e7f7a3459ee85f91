//! What a reader of a format relies on stays as long as the format's first number does.
//!
//! `keys.txt` lists each key of each object, and each column of each table, with the format that it
//! came with, whether it may be absent (`?`), and what it holds. A key that goes, holds something
//! else or may be absent all of a sudden breaks readers: then the format's first number grows,
//! `API` and `keys.txt` begin anew.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::common::{dataset, path};

/// What a key holds, and whether it is always there.
#[derive(Clone, Debug, PartialEq)]
struct Key {
    holds: String,
    is_optional: bool,
}

/// Each key of each object in every schema, as `Code.ident`.
fn keys() -> BTreeMap<String, Key> {
    let mut found = BTreeMap::new();
    let files = closecode_json::api(dataset());
    let package: Value = serde_json::from_str(&files["datapackage.json"]).expect("it is JSON");
    for table in package["resources"].as_array().into_iter().flatten() {
        let fields = table["schema"]["fields"].as_array();
        for field in fields.into_iter().flatten() {
            let [name, column] = [&table["path"], &field["name"]].map(Value::as_str);
            let is_optional = field["constraints"]["required"] == false;
            let key = format!("{}.{}", name.expect("a name"), column.expect("a name"));
            found.insert(key, Key { holds: holds(field), is_optional });
        }
    }
    for (name, text) in files {
        if !name.ends_with(".schema.json") {
            continue;
        }
        let schema: Value = serde_json::from_str(&text).expect("it is JSON");
        let title = schema["title"].as_str().expect("a schema has a title");
        let own = [(title, &schema)];
        let shapes = schema["$defs"].as_object().into_iter().flatten();
        for (title, shape) in shapes.map(|(name, shape)| (name.as_str(), shape)).chain(own) {
            let required = shape["required"].as_array();
            for (key, property) in shape["properties"].as_object().into_iter().flatten() {
                let is_optional = !required.is_some_and(|list| list.iter().any(|k| k == key));
                found.insert(format!("{title}.{key}"), Key { holds: holds(property), is_optional });
            }
        }
    }
    found
}

/// What a schema lets stand: `integer`, `[Citation]` for a list, `{string}` for a map.
fn holds(schema: &Value) -> String {
    if let Some(name) = schema["$ref"].as_str() {
        return name.rsplit('/').next().unwrap_or_default().to_owned();
    }
    if let Some(choices) = schema["anyOf"].as_array() {
        return choices.iter().map(holds).collect::<Vec<_>>().join("|");
    }
    match &schema["type"] {
        Value::Array(types) => types.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("|"),
        Value::String(name) if name == "array" => format!("[{}]", holds(&schema["items"])),
        Value::String(name) if name == "object" && !schema["additionalProperties"].is_null() => {
            format!("{{{}}}", holds(&schema["additionalProperties"]))
        }
        Value::String(name) => name.clone(),
        _ => "anything".to_owned(),
    }
}

/// A line: `2.0 Code.analogy? Analogy`.
fn line(format: &str, key: &str, of: &Key) -> String {
    format!("{format} {key}{} {}", if of.is_optional { "?" } else { "" }, of.holds)
}

/// The first and the second number of a format.
fn numbers(format: &str) -> (u32, u32) {
    let (major, minor) = format.split_once('.').expect("two numbers");
    (major.parse().expect("a number"), minor.parse().expect("a number"))
}

/// The lines of `keys.txt` as format, key and what it holds.
fn promised() -> Vec<(String, String, Key)> {
    let text = std::fs::read_to_string(path("tests/keys.txt")).expect("it is committed");
    let read = |line: &str| {
        let mut words = line.split(' ');
        let mut word =
            || words.next().unwrap_or_else(|| panic!("`{line}` lacks a word")).to_owned();
        let format = word();
        let key = word();
        let holds = word();
        let is_optional = key.ends_with('?');
        (format, key.trim_end_matches('?').to_owned(), Key { holds, is_optional })
    };
    text.lines().filter(|line| !line.starts_with('#')).map(read).collect()
}

#[test]
fn a_promised_key_stays_as_it_is_while_the_first_number_does() {
    let keys = keys();
    for (format, key, promised) in promised() {
        assert_eq!(
            numbers(&format).0,
            numbers(closecode_json::FORMAT).0,
            "the format has a new first number: begin keys.txt anew"
        );
        let now = keys.get(&key);
        let holds = now.is_some_and(|now| {
            now.holds == promised.holds && (promised.is_optional || !now.is_optional)
        });
        assert!(
            holds,
            "format {format} promised `{}`, and now it is {now:?}: \
             either keep it, or give FORMAT and API a new first number",
            line(&format, &key, &promised)
        );
    }
}

#[test]
fn every_key_is_promised_with_the_format_that_brought_it() {
    let promised = promised();
    let new: Vec<String> = keys()
        .iter()
        .filter(|(key, of)| !promised.iter().any(|(_, name, was)| name == *key && was == *of))
        .map(|(key, of)| line(closecode_json::FORMAT, key, of))
        .collect();
    assert!(new.is_empty(), "add to tests/keys.txt, with a new FORMAT:\n{}", new.join("\n"));
    let newest = promised.iter().map(|(format, ..)| numbers(format)).max();
    assert_eq!(newest, Some(numbers(closecode_json::FORMAT)), "the newest key and FORMAT agree");
}

#[test]
fn the_folder_of_the_documents_has_the_first_number() {
    let (major, _) = numbers(closecode_json::FORMAT);
    assert_eq!(closecode_json::API, format!("api/v{major}"));
}
