//! `cargo xtask test format`: the source is as rustfmt writes it.

use anyhow::Result;

use crate::process::cargo;
use crate::project::Project;

/// Runs rustfmt over every package.
pub(crate) fn run(project: &Project) -> Result<bool> {
    cargo(project, "fmt --all --check")
}
