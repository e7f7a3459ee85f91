//! `cargo xtask test advisories`: known vulnerabilities of dependencies.

use std::path::Path;

use anyhow::Result;

use crate::manifests::MANIFESTS;
use crate::not_run::NotRun;
use crate::process::{cargo_program, program};
use crate::project::Project;
use crate::tools;

/// Compares each of our lock files with the `RustSec` database.
pub(crate) fn run(project: &Project) -> Result<bool> {
    compare(project, &tools::cargo_deny(project)?, &MANIFESTS)
}

/// What needs the network comes first, so that all that can fail after it is an advisory.
fn compare(project: &Project, cargo_deny: &Path, manifests: &[&str]) -> Result<bool> {
    if !program(project, cargo_deny, &["fetch", "db"], &[])? {
        let why = "the RustSec database cannot be fetched from github.com, so no dependency was \
                   compared with it";
        return Err(NotRun(why.to_owned()).into());
    }
    for manifest in manifests {
        let fetch = ["fetch", "--quiet", "--locked", "--manifest-path", manifest];
        if !program(project, cargo_program(), &fetch, &[])? {
            let why = format!("the dependencies in {manifest} cannot be downloaded");
            return Err(NotRun(why).into());
        }
    }
    let mut is_well = true;
    for manifest in manifests {
        let check = ["--manifest-path", manifest, "--all-features", "--offline"];
        let check = [&check[..], &["check", "advisories"]].concat();
        is_well &= program(project, cargo_deny, &check, &[])?;
    }
    Ok(is_well)
}

#[cfg(all(test, unix))]
mod tests;
