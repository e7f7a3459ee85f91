//! Which crate may use which: the arrows of `docs/ARCHITECTURE.md`.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

use super::root;
use crate::process::cargo_program;

/// Each crate with those that it may use, in its code and in its build script. Tests may use more.
///
/// The published crates `closecode` and `closecode-batch` are not used by a generator, so that a
/// mistake in a generated table cannot stop its own repair.
const ARROWS: &[(&str, &[&str])] = &[
    ("closecode", &[]),
    ("closecode-batch", &["closecode"]),
    ("closecode-bench", &["closecode", "closecode-batch", "closecode-data"]),
    (
        "closecode-cli",
        &[
            "closecode",
            "closecode-batch",
            "closecode-codegen",
            "closecode-data",
            "closecode-format",
            "closecode-lab",
            "closecode-output",
            "closecode-site",
        ],
    ),
    ("closecode-codegen", &["closecode-data", "closecode-format"]),
    ("closecode-data", &["closecode-format"]),
    ("closecode-format", &[]),
    ("closecode-json", &["closecode-data", "closecode-format"]),
    ("closecode-lab", &[]),
    ("closecode-output", &[]),
    ("closecode-packages", &["closecode-data"]),
    ("closecode-site", &["closecode-data", "closecode-format", "closecode-json"]),
    ("example-chat", &["closecode", "closecode-codegen"]),
    ("guides", &[]),
    (
        "xtask",
        &[
            "closecode-codegen",
            "closecode-data",
            "closecode-format",
            "closecode-json",
            "closecode-output",
            "closecode-packages",
            "closecode-site",
        ],
    ),
];

/// What each crate of the workspace uses, other than in tests.
fn used() -> BTreeMap<String, BTreeSet<String>> {
    let output = Command::new(cargo_program())
        .current_dir(root())
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let name = |value: &Value| value["name"].as_str().unwrap().to_owned();
    let ours: BTreeSet<String> = packages.iter().map(name).collect();
    let used = |package: &Value| {
        let dependencies = package["dependencies"].as_array().unwrap().iter();
        let used = dependencies.filter(|dependency| dependency["kind"] != "dev").map(name);
        used.filter(|name| ours.contains(name)).collect()
    };
    packages.iter().map(|package| (name(package), used(package))).collect()
}

#[test]
fn crates_use_only_what_they_may() {
    let allowed: BTreeMap<&str, &[&str]> = ARROWS.iter().copied().collect();
    let used = used();
    assert!(used["xtask"].contains("closecode-data"), "nothing was found");
    for (package, used) in used {
        let Some(allowed) = allowed.get(package.as_str()) else {
            panic!("{package} is new: say here and in docs/ARCHITECTURE.md what it may use");
        };
        for name in used {
            assert!(allowed.contains(&name.as_str()), "{package} must not use {name}");
        }
    }
}

/// A list of what is allowed could itself contain a circle.
#[test]
fn the_arrows_form_no_circle() {
    let mut left: BTreeMap<&str, &[&str]> = ARROWS.iter().copied().collect();
    while !left.is_empty() {
        let before = left.len();
        let free: Vec<&str> = left
            .iter()
            .filter(|(_, uses)| uses.iter().all(|name| !left.contains_key(name)))
            .map(|(name, _)| *name)
            .collect();
        left.retain(|name, _| !free.contains(name));
        assert!(left.len() < before, "a circle among {:?}", left.keys());
    }
}
