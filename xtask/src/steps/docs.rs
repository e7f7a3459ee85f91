//! `cargo xtask test docs`: rustdoc without warnings.

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::features::FEATURES;
use crate::process::{self, cargo_program, program};
use crate::project::Project;

/// The packages whose documentation people read: the published ones, and what a build script uses.
const DOCUMENTED: [&str; 4] =
    ["closecode", "closecode-batch", "closecode-format", "closecode-codegen"];

/// Runs rustdoc, warnings being errors: with all that there is, and for the crate as docs.rs does,
/// where a link may lead to what is left out.
pub(crate) fn run(project: &Project) -> Result<bool> {
    let packages: Vec<&str> = DOCUMENTED.iter().flat_map(|name| ["--package", name]).collect();
    let shown = shown(project)?;
    Ok(rustdoc(project, &packages, FEATURES)?
        && rustdoc(project, &["--package", "closecode"], &shown)?)
}

fn rustdoc(project: &Project, packages: &[&str], features: &str) -> Result<bool> {
    let rest = ["--features", features, "--no-deps", "--quiet"];
    let arguments = [&["doc"], packages, &rest].concat();
    program(project, cargo_program(), &arguments, &[("RUSTDOCFLAGS", "-D warnings")])
}

/// The features with which docs.rs builds the pages of the crate.
fn shown(project: &Project) -> Result<String> {
    let packages = process::packages(project)?;
    let package = packages.iter().find(|package| package["name"] == "closecode");
    let features = package.and_then(|p| p["metadata"]["docs"]["rs"]["features"].as_array());
    let features = features.context("crates/closecode names no features for docs.rs")?;
    Ok(features.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(","))
}
