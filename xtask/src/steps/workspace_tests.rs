//! `cargo xtask test tests`: the tests of every package.

use anyhow::Result;

use crate::features::FEATURES;
use crate::process::cargo;
use crate::project::Project;

/// Runs unit tests, integration tests and the examples in documentation. The benchmarks are no
/// default member, and have a step of their own. All run, also after one that fails.
pub(crate) fn run(project: &Project) -> Result<bool> {
    cargo(project, &format!("test --features {FEATURES} --quiet --no-fail-fast"))
}
