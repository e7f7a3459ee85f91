//! `cargo xtask test benches`: the benchmarks compile.

use anyhow::Result;

use crate::process::cargo;
use crate::project::Project;

/// Runs clippy over the benchmarks and the libraries that they compare with. `cargo xtask bench`
/// measures.
pub(crate) fn run(project: &Project) -> Result<bool> {
    cargo(project, "clippy --package closecode-bench --all-targets --quiet -- -D warnings")
}
