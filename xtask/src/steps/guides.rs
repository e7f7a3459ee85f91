//! `cargo xtask test guides`: the programs of the guides.

use std::path::Path;

use anyhow::Result;

use crate::process::{cargo_program, program};
use crate::project::Project;

/// Compiles and runs the tests of the crate that the guides are taken from, with clippy as their
/// compiler: it finds what `cargo clippy` finds, without compiling axum, hyper and web-sys once for
/// that and once for the tests. The crate denies warnings when clippy compiles it.
pub(crate) fn run(project: &Project) -> Result<bool> {
    let cargo = cargo_program();
    // rustup has the two beside each other.
    let beside = Path::new(&cargo).with_file_name("clippy-driver");
    let driver = if beside.is_file() { beside } else { "clippy-driver".into() };
    let arguments = ["test", "--package", "guides", "--quiet"];
    program(project, cargo, &arguments, &[("RUSTC_WORKSPACE_WRAPPER", &driver.to_string_lossy())])
}
