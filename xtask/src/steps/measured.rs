//! `cargo xtask test measured`: some implementations against the lab.

use anyhow::Result;

use crate::measure;
use crate::project::Project;

/// Measures those that are quick, and compares with what is recorded.
pub(crate) fn run(project: &Project) -> Result<bool> {
    measure::check_quick(project)
}
