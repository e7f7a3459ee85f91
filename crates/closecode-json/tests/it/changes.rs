//! The change log for programs says what the data's says, in the same order.

use serde_json::{Value, json};

use crate::common::{dataset, generated, list, mini, text};

#[test]
fn it_has_every_change_and_the_version_of_the_newest() {
    let document = generated("changes.json");
    let data = dataset();
    assert_eq!(text(&document, "version"), data.version().to_string());
    let texts: Vec<&str> = list(&document, "changes").iter().map(|c| text(c, "text")).collect();
    assert!(
        texts.iter().eq(data
            .changes
            .iter()
            .map(|change| change.text.as_str())
            .collect::<Vec<_>>()
            .iter())
    );
}

/// One by hand, so that a field cannot land under another's key unseen.
#[test]
fn a_change_stands_as_its_file_says() {
    let files = closecode_json::generate(&mini());
    let document: Value = serde_json::from_str(&files["changes.json"]).expect("it is JSON");
    let expected = json!({
        "version": "1.1.0",
        "date": "2026-11-22",
        "kind": "words",
        "text": "1000 and 1006 are compared.",
        "keys": ["codes/1000", "codes/1006"],
        "codes": [1000, 1006],
    });
    assert_eq!(document["changes"][1], expected);
}

#[test]
fn it_follows_its_schema() {
    let document = generated("changes.json");
    let validator = jsonschema::validator_for(&generated(text(&document, "$schema")))
        .expect("the schema is one");
    assert!(validator.is_valid(&document));
    let mut damaged = document;
    damaged["changes"][0]["kind"] = "perhaps".into();
    assert!(!validator.is_valid(&damaged));
}
