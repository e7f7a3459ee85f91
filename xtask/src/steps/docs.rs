//! `cargo xtask test docs`: rustdoc without warnings.

use anyhow::Result;

use crate::process::{cargo_program, program};
use crate::project::Project;

/// Runs rustdoc, warnings being errors.
pub(crate) fn run(project: &Project) -> Result<bool> {
    let arguments = ["doc", "--workspace", "--all-features", "--no-deps", "--quiet"];
    program(project, cargo_program(), &arguments, &[("RUSTDOCFLAGS", "-D warnings")])
}
