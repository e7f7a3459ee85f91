//! What crates.io shows of each published crate, and which crates those are.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{read, root};
use crate::process;
use crate::project::Project;

/// What is for this repository alone.
const OURS: [&str; 7] = [
    "closecode-bench",
    "closecode-json",
    "closecode-packages",
    "closecode-site",
    "example-chat",
    "guides",
    "xtask",
];

fn packages() -> Vec<Value> {
    let project = Project { root: root(), data: root().join("data"), data_prefix: String::new() };
    process::packages(&project).unwrap()
}

#[test]
fn all_but_what_is_for_this_repository_is_published() {
    let packages = packages();
    let ours = packages.iter().filter(|package| !package["publish"].is_null());
    let ours: BTreeSet<&str> = ours.map(|package| package["name"].as_str().unwrap()).collect();
    assert_eq!(ours, BTreeSet::from(OURS));
    assert!(packages.len() > OURS.len(), "nothing is published");
}

/// The rules of crates.io for keywords are checked too, so that nobody finds out by publishing.
#[test]
fn a_published_crate_says_what_it_is() {
    for package in packages().iter().filter(|package| package["publish"].is_null()) {
        let name = package["name"].as_str().unwrap();
        for key in ["description", "license", "repository", "rust_version"] {
            assert!(package[key].as_str().is_some_and(|text| !text.is_empty()), "{name}: no {key}");
        }
        assert_eq!(package["readme"], "README.md", "{name}");
        let list = |key: &str| -> Vec<String> {
            let list = package[key].as_array().unwrap().iter();
            list.map(|text| text.as_str().unwrap().to_owned()).collect()
        };
        let keywords = list("keywords");
        assert!((1..=5).contains(&keywords.len()), "{name}: {} keywords", keywords.len());
        let is_right = |word: &String| {
            let is_in_words = |c: char| c.is_ascii_alphanumeric() || "-_+".contains(c);
            word.len() <= 20
                && word.starts_with(|c: char| c.is_ascii_alphanumeric())
                && word.chars().all(is_in_words)
        };
        assert!(keywords.iter().all(is_right), "{name}: {keywords:?}");
        assert!((1..=5).contains(&list("categories").len()), "{name}: the categories");
        for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
            let copy = format!("crates/{name}/{licence}");
            assert!(read(&copy) == read(licence), "{copy} is not {licence}");
        }
    }
}

/// A new code is a minor version, so no public list may have its length in its type.
#[test]
fn no_list_of_the_public_api_has_its_length_in_its_type() {
    for package in ["closecode", "closecode-batch"] {
        let api = read(&format!("crates/{package}/api.txt"));
        let is_list = |line: &&str| {
            line.starts_with("pub const ")
                && line.split_once(": [").is_some_and(|(_, kind)| kind.contains("; "))
        };
        assert!(api.lines().count() > 30);
        let lists: Vec<&str> = api.lines().filter(is_list).collect();
        assert!(lists.is_empty(), "{lists:?}");
    }
}
