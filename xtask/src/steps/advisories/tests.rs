use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use anyhow::Result;

use super::compare;
use crate::not_run::NotRun;
use crate::project::Project;

/// The outcome with a program in the place of cargo-deny, and a package without dependencies.
fn outcome(fetch: u8, check: u8) -> Result<bool> {
    let dir = tempfile::tempdir()?;
    let root = dir.path().to_owned();
    let package = "[package]\nname = \"a\"\nversion = \"0.0.0\"\n";
    fs::write(root.join("Cargo.toml"), format!("{package}edition = \"2024\"\n[workspace]\n"))?;
    let lock = format!("version = 4\n\n{}", package.replace("[package]", "[[package]]"));
    fs::write(root.join("Cargo.lock"), lock)?;
    fs::create_dir(root.join("src"))?;
    fs::write(root.join("src/lib.rs"), "")?;
    let cargo_deny = root.join("cargo-deny");
    let script = format!("#!/bin/sh\n[ $1 = fetch ] && exit {fetch}\nexit {check}\n");
    fs::write(&cargo_deny, script)?;
    fs::set_permissions(&cargo_deny, fs::Permissions::from_mode(0o755))?;
    let project = Project { data: root.join("data"), data_prefix: "data/".into(), root };
    compare(&project, &cargo_deny, &["Cargo.toml"])
}

#[test]
fn only_an_advisory_fails_and_without_a_database_nothing_passes() {
    assert!(outcome(0, 0).unwrap());
    assert!(!outcome(0, 1).unwrap());
    for check in [0, 1] {
        let error = outcome(1, check).unwrap_err();
        assert!(error.is::<NotRun>(), "{error}");
    }
}
