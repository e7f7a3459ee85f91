//! `cargo xtask test lint`: the data, warnings included.

use anyhow::Result;

use crate::cli::Format;
use crate::lint;
use crate::project::Project;

/// What `cargo xtask lint --strict` does.
pub(crate) fn run(project: &Project) -> Result<bool> {
    lint::run(project, true, Format::Text)
}
