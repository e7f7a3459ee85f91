//! `cargo xtask test benches`: the benchmarks compile, and the simulation says what is recorded.

use anyhow::Result;

use crate::herd;
use crate::process::cargo;
use crate::project::Project;

/// Runs clippy over the benchmarks and the libraries that they compare with, and the simulation of
/// a restart. `cargo xtask bench` measures.
pub(crate) fn run(project: &Project) -> Result<bool> {
    let lints = "clippy --package closecode-bench --all-targets --quiet -- -D warnings";
    Ok(cargo(project, lints)? && herd::is_fresh(project)?)
}
