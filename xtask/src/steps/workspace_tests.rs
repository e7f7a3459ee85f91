//! `cargo xtask test tests`: the tests of every package.

use anyhow::Result;

use crate::process::cargo;
use crate::project::Project;

/// Runs unit tests, integration tests and the examples in documentation.
pub(crate) fn run(project: &Project) -> Result<bool> {
    cargo(project, "test --workspace --all-features --quiet")
}
