//! `cargo xtask test pictures`: the pictures that a site with full addresses names are drawn.

use anyhow::Result;

use crate::pictures::{self, MANIFEST, TARGET};
use crate::process::{cargo_program, program};
use crate::project::Project;
use closecode_output::ui;

/// Draws each picture of the data, and runs the tests of the package that draws.
pub(crate) fn run(project: &Project) -> Result<bool> {
    let data = project.load()?;
    let drawn = pictures::draw(project, &data)?;
    ui::status("Drawn", ui::count(drawn.len(), "picture"));
    let tests = ["test", "--quiet", "--manifest-path", MANIFEST, "--target-dir", TARGET];
    program(project, cargo_program(), &tests, &[])
}
