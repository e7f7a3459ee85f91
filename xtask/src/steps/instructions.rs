//! `cargo xtask test instructions`: no lookup executes more instructions than are recorded.

use anyhow::Result;

use crate::instructions;
use crate::project::Project;

/// What `cargo xtask instructions` does.
pub(crate) fn run(project: &Project) -> Result<bool> {
    instructions::run(project, false)
}
