//! `cargo xtask test clippy`: lints of every target.

use anyhow::Result;

use crate::features::FEATURES;
use crate::process::cargo;
use crate::project::Project;

/// Runs clippy, warnings being errors. The benchmarks are a step of their own.
pub(crate) fn run(project: &Project) -> Result<bool> {
    // Features hide code from each other: without any, other lines are unused.
    let bare = "clippy --package closecode --package closecode-batch --quiet -- -D warnings";
    let all = format!("clippy --all-targets --features {FEATURES} --quiet -- -D warnings");
    Ok(cargo(project, &all)? && cargo(project, bare)?)
}
