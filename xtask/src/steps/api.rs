//! `cargo xtask test api`: the public API is what is recorded.

use anyhow::Result;

use crate::api;
use crate::project::Project;

/// Compares `api.txt` of each published library with what rustdoc says.
pub(crate) fn run(project: &Project) -> Result<bool> {
    api::is_fresh(project)
}
