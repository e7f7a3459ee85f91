//! `cargo xtask test clippy`: lints of every target.

use anyhow::Result;

use crate::process::cargo;
use crate::project::Project;

/// Runs clippy, warnings being errors.
pub(crate) fn run(project: &Project) -> Result<bool> {
    Ok(cargo(project, "clippy --workspace --all-targets --all-features --quiet -- -D warnings")?
        // Features hide code from each other: without any, other lines are unused.
        && cargo(project, "clippy --package closecode --quiet -- -D warnings")?)
}
