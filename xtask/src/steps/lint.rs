//! `cargo xtask test lint`: the data has no errors. Stale translations are warnings, so that a
//! change of an English sentence does not demand fourteen translations; `cargo xtask lint
//! --release` refuses them.

use anyhow::Result;

use crate::cli::Format;
use crate::lint;
use crate::project::Project;

/// What `cargo xtask lint` does.
pub(crate) fn run(project: &Project) -> Result<bool> {
    lint::run(project, false, Format::Text)
}
