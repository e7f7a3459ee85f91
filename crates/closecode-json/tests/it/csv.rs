//! The tables hold what the JSON holds, and their description says what each column is.

use std::collections::BTreeMap;

use closecode::{Class, RawCode};
use serde_json::Value;

use crate::common::{dataset, dist, generated, list, mini, text};

/// A file's rows, each by the name of its column.
fn rows(csv: &str) -> Vec<BTreeMap<String, String>> {
    let mut lines = csv.lines().map(fields);
    let names = lines.next().expect("a line with the names");
    let row = |values: Vec<String>| {
        assert_eq!(values.len(), names.len(), "{values:?}");
        names.iter().cloned().zip(values).collect()
    };
    lines.map(row).collect()
}

/// A line's fields. No text of ours has a line break.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    let mut before = ',';
    for c in line.chars() {
        match c {
            '"' => {
                // The second of two is a mark of the text.
                if !quoted && before == '"' {
                    fields.last_mut().expect("there is one").push('"');
                }
                quoted = !quoted;
            }
            ',' if !quoted => fields.push(String::new()),
            c => fields.last_mut().expect("there is one").push(c),
        }
        before = c;
    }
    assert!(!quoted, "{line}");
    fields
}

fn table(name: &str) -> Vec<BTreeMap<String, String>> {
    rows(&dist()[name])
}

#[test]
fn a_row_has_the_facts_of_the_json() {
    let document = generated("codes.json");
    for (file, key) in [("codes.csv", "codes"), ("ranges.csv", "ranges")] {
        let rows = table(file);
        assert_eq!(rows.len(), list(&document, key).len());
        for (row, object) in rows.iter().zip(list(&document, key)) {
            for (column, value) in row.iter().filter(|(column, _)| *column != "class") {
                let places = [object, &object["wire"], &object["policy"], &object["texts"]["en"]];
                let found = places.iter().find_map(|place| place.get(column)).expect(column);
                let expected = match found {
                    Value::Null => String::new(),
                    Value::String(text) => text.clone(),
                    other => other.to_string(),
                };
                assert_eq!(*value, expected, "{file} {column}");
            }
        }
    }
}

/// By hand, so that a column cannot hold another's value unseen, and a comma stays in its field.
#[test]
fn a_row_is_written_as_rfc_4180_says() {
    let files = closecode_json::generate(&mini());
    let row = files["codes.csv"].lines().find(|line| line.starts_with("1006,")).expect("it is in");
    let expected = "1006,Abnormal Closure,AbnormalClosure,protocol,false,none,true,false,\
                    false,yes,backoff,";
    assert!(row.starts_with(expected), "{row}");
    let names = files["ranges.csv"].lines().next().expect("the names");
    assert!(names.starts_with("first,last,class,id,ident,registration,frame,sender,"), "{names}");
    assert!(files["codes.csv"].contains(",\""), "a text with a comma is between marks");
}

#[test]
fn a_field_with_marks_is_read_as_it_was() {
    assert_eq!(fields(r#"1,"a ""b"", c",,d"#), ["1", r#"a "b", c"#, "", "d"]);
}

/// Metrics are labelled with the crate's class, and joined by it.
#[test]
fn the_class_is_that_of_the_crate() {
    let mut labels = Vec::new();
    for row in table("codes.csv") {
        let code: u16 = row["code"].parse().expect("a number");
        assert_eq!(row["code"], RawCode::new(code).classify().label());
        labels.push(row["code"].clone());
    }
    for row in table("ranges.csv") {
        let last: u16 = row["last"].parse().expect("a number");
        assert_eq!(row["class"], RawCode::new(last).classify().label());
        labels.push(row["class"].clone());
    }
    labels.sort();
    let mut classes: Vec<&str> = Class::all().map(Class::label).collect();
    classes.sort_unstable();
    assert_eq!(labels, classes);
}

#[test]
fn the_description_names_each_column_and_the_licence() {
    let package = generated("datapackage.json");
    assert_eq!(text(&package["licenses"][0], "name"), "CC0-1.0");
    assert_eq!(text(&package, "version"), dataset().version().to_string());
    assert_eq!(list(&package, "resources").len(), 2);
    for resource in list(&package, "resources") {
        let rows = table(text(resource, "path"));
        let fields = list(&resource["schema"], "fields");
        assert_eq!(fields.len(), rows[0].len());
        for field in fields {
            let name = text(field, "name");
            assert!(!text(field, "description").is_empty(), "{name}");
            let constraints = &field["constraints"];
            for row in &rows {
                let value = &row[name];
                assert!(!value.is_empty() || constraints["required"] == false, "{name}");
                match text(field, "type") {
                    "integer" => assert!(value.is_empty() || value.parse::<u64>().is_ok()),
                    "boolean" => assert!(value.parse::<bool>().is_ok(), "{name} {value}"),
                    kind => assert_eq!(kind, "string", "{name}"),
                }
                if let Some(words) = constraints["enum"].as_array() {
                    assert!(words.iter().any(|word| word == value), "{name} {value}");
                }
            }
        }
    }
}
