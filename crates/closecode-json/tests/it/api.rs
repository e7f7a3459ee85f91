//! The documents of `api/v2/` hold what the document of everything holds, and follow their schemas.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use crate::common::dataset;

/// The documents: all files but the tables, and what describes those by the standard of others.
fn documents() -> BTreeMap<String, Value> {
    let is_ours = |path: &str| {
        path != "datapackage.json" && Path::new(path).extension() != Some("csv".as_ref())
    };
    let parse =
        |(path, text): (String, String)| (path, serde_json::from_str(&text).expect("it is JSON"));
    closecode_json::api(dataset())
        .into_iter()
        .filter(|(path, _)| is_ours(path))
        .map(parse)
        .collect()
}

#[test]
fn there_is_one_document_for_each_code_pair_protocol_implementation_problem_and_scenario() {
    let data = dataset();
    let documents = documents();
    let count = |folder: &str| documents.keys().filter(|path| path.starts_with(folder)).count();
    assert_eq!((count("codes/"), count("pairs/")), (data.codes.len(), data.all_pairs().count()));
    assert_eq!(count("protocols/"), data.protocols.len());
    assert_eq!(count("implementations/"), data.implementations.len());
    assert_eq!(count("problems/"), data.problems.len());
    assert_eq!(count("scenarios/"), data.scenarios.len());
    let schemas = [
        "changes.schema.json",
        "closecode-vectors.schema.json",
        "code.schema.json",
        "codes.schema.json",
        "implementation.schema.json",
        "pair.schema.json",
        "problem.schema.json",
        "protocol.schema.json",
        "scenario.schema.json",
    ];
    assert!(schemas.iter().all(|schema| documents.contains_key(*schema)));
    let about_codes = data.codes.len() + data.all_pairs().count();
    let single = about_codes
        + data.protocols.len()
        + data.implementations.len()
        + data.problems.len()
        + data.scenarios.len();
    let whole = ["all.json", "changes.json", "closecode-vectors.json"];
    assert!(whole.iter().all(|name| documents.contains_key(*name)));
    assert_eq!(documents.len(), single + whole.len() + schemas.len(), "nothing else");
}

#[test]
fn every_document_follows_the_schema_that_it_names() {
    let documents = documents();
    for (path, document) in documents.iter().filter(|(path, _)| !path.ends_with(".schema.json")) {
        let name = document["$schema"].as_str().expect("it names one");
        assert_eq!(name.starts_with("../"), path.contains('/'), "{path}: the address is relative");
        let validator = jsonschema::validator_for(&documents[name.trim_start_matches("../")])
            .expect("the schema is valid");
        let errors: Vec<String> = validator.iter_errors(document).map(|e| e.to_string()).collect();
        assert!(errors.is_empty(), "{path}: {errors:?}");
        let mut broken = document.clone();
        broken["surprise"] = 1.into();
        assert!(!validator.is_valid(&broken), "{path}: an unknown key is refused");
    }
}

#[test]
fn a_code_a_problem_and_a_scenario_are_alone_as_among_all_with_the_sources_that_they_cite() {
    let documents = documents();
    let all = &documents["all.json"];
    for (list, one, key) in
        [("codes", "code", "code"), ("problems", "problem", "id"), ("scenarios", "scenario", "id")]
    {
        for row in all[list].as_array().expect("a list") {
            let name = row[key].as_str().map_or_else(|| row[key].to_string(), str::to_owned);
            let document = &documents[&format!("{list}/{name}.json")];
            assert_eq!(&document[one], row);
            let text = row.to_string();
            for (id, source) in all["sources"].as_object().expect("a map") {
                let is_cited = text.contains(&format!("\"source\":\"{id}\""));
                assert_eq!(document["sources"].get(id), is_cited.then_some(source), "{name}: {id}");
            }
        }
    }
}

#[test]
fn a_pair_lists_exactly_the_facts_in_which_its_codes_differ() {
    let documents = documents();
    let all = documents["all.json"]["codes"].as_array().expect("a list");
    for (i, a) in all.iter().enumerate() {
        for b in &all[i + 1..] {
            let pair = &documents[&format!("pairs/{}-{}.json", a["code"], b["code"])];
            let mut expected = serde_json::Map::new();
            for (group, key) in [
                (
                    "wire",
                    ["frame", "sender", "synthetic", "clean", "script_sendable", "script_visible"]
                        .as_slice(),
                ),
                (
                    "policy",
                    &[
                        "action",
                        "initial_delay_ms",
                        "max_delay_ms",
                        "factor",
                        "jitter",
                        "max_attempts",
                        "fault",
                        "severity",
                        "alert",
                        "authority",
                    ],
                ),
            ]
            .into_iter()
            .flat_map(|(group, keys)| keys.iter().map(move |key| (group, *key)))
            {
                let both = [a[group][key].clone(), b[group][key].clone()];
                if both[0] != both[1] {
                    expected.insert(format!("{group}.{key}"), both.to_vec().into());
                }
            }
            assert_eq!(pair["differences"], Value::Object(expected), "{} {}", a["code"], b["code"]);
        }
    }
}

#[test]
fn a_verdict_stands_where_people_confuse_the_two() {
    let documents = documents();
    let pairs = documents["all.json"]["pairs"].as_array().expect("a list");
    let verdicts: Vec<&Value> = documents.values().filter_map(|d| d.get("verdict")).collect();
    assert_eq!(verdicts, pairs.iter().collect::<Vec<_>>());
}
