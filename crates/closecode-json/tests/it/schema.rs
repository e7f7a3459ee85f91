//! The schema accepts the document and refuses a damaged one, as a real validator sees it.

use jsonschema::Validator;
use serde_json::{Map, Value, json};

use crate::common::{generated, mini};

fn validator() -> Validator {
    jsonschema::validator_for(&generated("codes.schema.json")).expect("the schema is one")
}

/// The document with one entry in each list: all shapes are there, and it is checked in a moment.
fn small() -> Value {
    let mut document = generated("codes.json");
    for key in [
        "codes",
        "implementations",
        "problems",
        "scenarios",
        "ranges",
        "pairs",
        "situations",
        "locales",
    ] {
        let list = document[key].as_array_mut().expect("a list");
        // The code with an analogy, a history and a deviation; of the others, the first.
        let has_all = |entry: &Value| entry["code"] == 1012 || entry["id"] == "graphql-ws";
        let keep = list.iter().position(has_all).unwrap_or(0);
        *list = vec![list[keep].clone()];
    }
    let (id, source) = document["sources"]
        .as_object()
        .and_then(|map| map.iter().next())
        .expect("there are sources");
    document["sources"] = json!({ id: source });
    // Of the protocols those of the miniature dataset, which have every key.
    document["protocols"] = serde_json::to_value(closecode_json::build(&mini()).protocols)
        .expect("a tree always serializes");
    document
}

/// Whether the keys of an object are data, and not of the format.
fn is_map(path: &str) -> bool {
    path == "/sources"
        || (path.starts_with("/protocols/")
            && path.ends_with("/sources")
            && path.split('/').count() == 4)
        || path.ends_with("/texts")
        || path.ends_with("/cases")
        || path.ends_with("/when_seen")
        || path.ends_with("/how_to_fix")
}

/// Every place in a document, as a JSON pointer.
fn places(value: &Value, path: &str, found: &mut Vec<String>) {
    found.push(path.to_owned());
    match value {
        Value::Object(map) => {
            map.iter().for_each(|(key, value)| places(value, &format!("{path}/{key}"), found));
        }
        Value::Array(list) => list
            .iter()
            .enumerate()
            .for_each(|(index, value)| places(value, &format!("{path}/{index}"), found)),
        _ => {}
    }
}

fn all_places(document: &Value) -> Vec<String> {
    let mut found = Vec::new();
    places(document, "", &mut found);
    found
}

fn at<'a>(document: &'a mut Value, place: &str) -> &'a mut Value {
    document.pointer_mut(place).unwrap_or_else(|| panic!("there is no {place}"))
}

/// The document with one object changed.
fn changed(document: &Value, place: &str, change: impl FnOnce(&mut Map<String, Value>)) -> Value {
    let mut copy = document.clone();
    change(at(&mut copy, place).as_object_mut().expect("an object"));
    copy
}

/// The document with one value replaced.
fn replaced(document: &Value, place: &str, value: Value) -> Value {
    let mut copy = document.clone();
    *at(&mut copy, place) = value;
    copy
}

#[test]
fn the_schema_is_valid_by_its_own_schema() {
    let schema = generated("codes.schema.json");
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    jsonschema::meta::validate(&schema).expect("the schema is valid");
}

#[test]
fn the_document_is_valid() {
    let validator = validator();
    let document = generated("codes.json");
    let errors: Vec<String> = validator
        .iter_errors(&document)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    assert!(validator.is_valid(&small()), "the tests below damage a valid document");
}

#[test]
fn an_unknown_key_is_refused_in_every_object() {
    let validator = validator();
    let document = small();
    let mut tried = 0;
    for place in all_places(&document) {
        if document.pointer(&place).is_some_and(Value::is_object) && !is_map(&place) {
            let damaged =
                changed(&document, &place, |map| drop(map.insert("surprise".into(), json!(1))));
            assert!(!validator.is_valid(&damaged), "an unknown key in {place}/");
            tried += 1;
        }
    }
    assert!(tried > 15, "only {tried} objects were tried");
}

/// Keys that may be left out; a version only of a source, and a code only where a situation sends
/// another thing.
const OPTIONAL: [&str; 36] = [
    "accepts",
    "authority",
    "retries",
    "setting",
    "default",
    "max",
    "steps_ms",
    "clean",
    "error",
    "interface",
    "measured",
    "reason_bytes",
    "replies",
    "reply_reason",
    "reports",
    "sends",
    "throws",
    "reconnecting",
    "section",
    "analogy",
    "was",
    "reports_as",
    "revision",
    "version",
    "seen",
    "code",
    "status",
    "documentation",
    "subprotocol",
    "endpoint",
    "session",
    "rule_source",
    "disputed",
    "retired",
    "read",
    "rule",
];

#[test]
fn a_missing_key_is_refused_in_every_object() {
    let validator = validator();
    let document = small();
    let mut tried = 0;
    for place in all_places(&document) {
        let Some(object) =
            document.pointer(&place).and_then(Value::as_object).filter(|_| !is_map(&place))
        else {
            continue;
        };
        for key in object.keys() {
            let damaged = changed(&document, &place, |map| drop(map.remove(key)));
            // An implementation always has a version.
            let elsewhere = match key.as_str() {
                "version" => !place.starts_with("/sources/"),
                // The facts of a code say it, and an implementation has a list.
                "clean" => place.ends_with("/wire"),
                "measured" => !place.contains("/deviations/"),
                // A text may name no code, and a limit may have neither a setting nor a default.
                "code" => !place.starts_with("/situations/") && !place.contains("/messages/"),
                "status" | "seen" => !place.starts_with("/situations/"),
                "read" => !place.starts_with("/protocols/"),
                // Only a decision has one.
                "authority" => !place.starts_with("/problems/"),
                _ => false,
            };
            // A text that has not been translated is absent; a case is translated as a whole.
            let is_text = place.contains("/texts/")
                && !["/problems/", "/scenarios/"].iter().any(|list| place.starts_with(list))
                && !place.contains("/cases/");
            // Of the delays of a client, only the first is always known; and a list may depart from
            // nothing.
            let is_part = place.ends_with("/retries") && key != "delay" && key != "source"
                || place.ends_with("/accepts") && key == "differs"
                || place.starts_with("/problems/")
                    && ["/fixes/", "/steps/", "/options/"].iter().any(|list| place.contains(list))
                    && key != "who"
                || place.starts_with("/problems/") && key == "advice"
                || place.starts_with("/scenarios/")
                    && match key.as_str() {
                        "status" | "herd" | "drain_ms" => true,
                        // What was not measured of a side.
                        "client" | "server" => place.contains("/texts/"),
                        _ => place.contains("/steps/") && key != "lost",
                    };
            let is_optional = is_text || is_part || OPTIONAL.contains(&key.as_str()) && !elsewhere;
            assert_eq!(validator.is_valid(&damaged), is_optional, "without {place}/{key}");
            tried += 1;
        }
    }
    assert!(tried > 80, "only {tried} keys were tried");
}

#[test]
fn a_value_of_another_type_is_refused_everywhere() {
    let validator = validator();
    let document = small();
    for place in all_places(&document) {
        let wrong = match document.pointer(&place).expect("the place is there") {
            Value::Null => vec![json!("none"), json!({})],
            Value::Bool(_) => vec![json!("yes"), json!(1), Value::Null],
            Value::Number(_) => {
                vec![json!("1000"), json!(1000.5), json!(-1), json!([]), json!(true)]
            }
            Value::String(_) => vec![json!(7), json!(["text"]), json!({}), json!(true)],
            Value::Array(_) => vec![json!({}), json!("list"), Value::Null],
            Value::Object(_) => vec![json!([]), json!("object"), json!(7)],
        };
        for value in wrong {
            assert!(
                !validator.is_valid(&replaced(&document, &place, value.clone())),
                "{value} in {place}"
            );
        }
    }
}

#[test]
fn a_number_out_of_its_range_is_refused() {
    let validator = validator();
    let document = small();
    let cases = [
        ("/codes/0/code", vec![0, 999, 4000, 65_535, 65_536, -1], vec![1000, 3999]),
        ("/codes/0/related/0", vec![-1, 65_536], vec![0, 65_535]),
        ("/codes/0/policy/factor", vec![0, -1, 65_536], vec![1, 2]),
        ("/codes/0/policy/initial_delay_ms", vec![-1], vec![0, 86_400_000]),
        ("/codes/0/policy/max_attempts", vec![-1, 65_536], vec![0, 62]),
        ("/codes/0/deviations/0/reports_as", vec![-1, 65_536], vec![0, 65_535]),
        ("/codes/0/survey/total", vec![-1], vec![0]),
        ("/ranges/0/first", vec![-1, 65_536], vec![0]),
        ("/ranges/0/last", vec![-1, 65_536], vec![65_535]),
        ("/pairs/0/codes/0", vec![-1, 65_536], vec![1000]),
        ("/protocols/0/codes/0/code", vec![-1, 65_536], vec![0, 65_535]),
        ("/protocols/0/codes/2/delay/factor", vec![0, -1], vec![1]),
        ("/protocols/1/ranges/0/first", vec![-1, 65_536], vec![0, 65_535]),
        ("/implementations/0/reconnecting/stops/0", vec![-1, 65_536], vec![1000]),
    ];
    for (place, bad, good) in cases {
        for value in bad {
            assert!(
                !validator.is_valid(&replaced(&document, place, json!(value))),
                "{value} in {place}"
            );
        }
        for value in good {
            assert!(
                validator.is_valid(&replaced(&document, place, json!(value))),
                "{value} in {place}"
            );
        }
    }
}

#[test]
fn a_pair_has_two_codes() {
    let validator = validator();
    let document = small();
    for codes in [json!([]), json!([1000]), json!([1000, 1001, 1002])] {
        assert!(
            !validator.is_valid(&replaced(&document, "/pairs/0/codes", codes.clone())),
            "{codes}"
        );
    }
}

#[test]
fn every_part_of_the_schema_has_a_description() {
    let schema = generated("codes.schema.json");
    for (name, shape) in schema["$defs"]
        .as_object()
        .expect("definitions")
        .iter()
        .chain([(&"Document".to_owned(), &schema)])
    {
        assert!(shape["description"].is_string(), "{name}");
        for (key, property) in shape["properties"].as_object().expect("properties") {
            assert!(property["description"].is_string(), "{name}.{key}");
        }
    }
}

#[test]
fn a_word_that_does_not_exist_is_refused() {
    let validator = validator();
    let document = small();
    let words = [
        "/codes/0/policy/action",
        "/codes/0/policy/authority",
        "/codes/0/wire/sender",
        "/ranges/0/registration",
        "/pairs/0/axis",
        "/protocols/0/status",
        "/protocols/0/codes/0/reconnect",
        "/protocols/0/codes/1/session",
    ];
    for place in words {
        assert!(!validator.is_valid(&replaced(&document, place, json!("perhaps"))), "{place}");
    }
}
