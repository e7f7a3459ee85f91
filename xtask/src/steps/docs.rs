//! `cargo xtask test docs`: rustdoc without warnings.

use anyhow::Result;

use crate::features::FEATURES;
use crate::process::{cargo_program, program};
use crate::project::Project;

/// The packages whose documentation people read: the published ones, and what a build script uses.
const DOCUMENTED: [&str; 4] =
    ["closecode", "closecode-batch", "closecode-format", "closecode-codegen"];

/// Runs rustdoc, warnings being errors.
pub(crate) fn run(project: &Project) -> Result<bool> {
    let packages = DOCUMENTED.iter().flat_map(|name| ["--package", name]);
    let rest = ["--features", FEATURES, "--no-deps", "--quiet"];
    let arguments: Vec<&str> = ["doc"].into_iter().chain(packages).chain(rest).collect();
    program(project, cargo_program(), &arguments, &[("RUSTDOCFLAGS", "-D warnings")])
}
