//! `cargo xtask test cldr`: what the data records of the Unicode CLDR is what ICU4X says, and so is
//! the crate's choice of a language.

use anyhow::Result;

use crate::cldr::{self, MANIFEST, TARGET};
use crate::process::{cargo_program, program};
use crate::project::Project;

/// Compares the files, and runs the tests of the package that asks ICU4X.
pub(crate) fn run(project: &Project) -> Result<bool> {
    let tests = ["test", "--quiet", "--manifest-path", MANIFEST, "--target-dir", TARGET];
    Ok(cldr::is_fresh(project)? && program(project, cargo_program(), &tests, &[])?)
}
