//! `cargo xtask test fresh`: committed files are what the data says.

use anyhow::Result;

use crate::generate;
use crate::project::Project;

/// What `cargo xtask generate --check` does.
pub(crate) fn run(project: &Project) -> Result<bool> {
    generate::check(project)
}
