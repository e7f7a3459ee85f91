//! What `cargo xtask` compiles is what its tests use: nothing is compiled twice because of a
//! feature.

use std::collections::BTreeSet;
use std::process::Command;

use super::root;
use crate::features::FEATURES;
use crate::process::cargo_program;

fn cargo(arguments: &[&str]) -> String {
    let mut command = Command::new(cargo_program());
    let output = command.current_dir(root()).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The packages of others with their features.
fn packages(what: &[&str]) -> BTreeSet<String> {
    let form = ["tree", "--offline", "--prefix", "none", "--format", "{p} [{f}]"];
    let tree = cargo(&[&form[..], what].concat());
    let lines = tree.lines().map(|line| line.trim_end_matches(" (*)"));
    lines.filter(|line| !line.contains(" (/") && !line.is_empty()).map(str::to_owned).collect()
}

#[test]
fn tests_need_no_other_features_of_what_xtask_has_compiled() {
    let xtask = packages(&["--package", "xtask", "--edges", "normal,build"]);
    let tests = packages(&["--features", FEATURES, "--edges", "normal,build,dev"]);
    assert!(xtask.iter().any(|package| package.starts_with("serde v")), "nothing was found");
    let twice: Vec<&String> = xtask.difference(&tests).collect();
    assert!(twice.is_empty(), "compiled once more for the tests: {twice:#?}");
}

/// Without optimisation across parts, cargo compiles what only macros use in another way than what
/// programs use too.
#[test]
fn what_only_macros_of_xtask_use_no_program_of_the_tests_uses() {
    let xtask = packages(&["--package", "xtask", "--edges", "normal,build"]);
    let programs = packages(&["--package", "xtask", "--edges", "normal,no-proc-macro"]);
    let tested = packages(&["--features", FEATURES, "--edges", "normal,dev,no-proc-macro"]);
    let of_macros: BTreeSet<String> = xtask.difference(&programs).cloned().collect();
    assert!(of_macros.iter().any(|package| package.starts_with("serde_derive v")));
    let twice: Vec<&String> = of_macros.intersection(&tested).collect();
    assert!(twice.is_empty(), "compiled once more for the tests: {twice:#?}");
}

#[test]
fn every_feature_of_the_published_crates_is_listed() {
    let metadata = cargo(&["metadata", "--format-version", "1", "--no-deps", "--offline"]);
    let metadata: serde_json::Value = serde_json::from_str(&metadata).unwrap();
    let listed: BTreeSet<&str> = FEATURES.split(',').collect();
    let mut seen = 0;
    for package in metadata["packages"].as_array().unwrap() {
        let name = package["name"].as_str().unwrap();
        if !["closecode", "closecode-batch"].contains(&name) {
            continue;
        }
        for feature in package["features"].as_object().unwrap().keys() {
            // `locales` and `protocols` turn on all of these.
            let is_one_of_many = ["locale-", "protocol-"].iter().any(|p| feature.starts_with(p));
            if feature != "default" && !is_one_of_many {
                let feature = format!("{name}/{feature}");
                assert!(listed.contains(feature.as_str()), "{feature} is not tested");
                seen += 1;
            }
        }
    }
    assert_eq!(seen, listed.len());
}
