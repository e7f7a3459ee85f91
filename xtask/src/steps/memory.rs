//! `cargo xtask test memory`: the unsafe code of `closecode-batch` under a memory checker.
//!
//! Valgrind sees every load and store of the compiled program, vector code included, and whether it
//! lies in an allocation. The program is `crates/closecode-bench/src/bin/memory.rs`, whose buffers
//! end where the slices end. Miri sees more, such as broken borrows, and takes longer:
//! `cargo xtask miri`.

use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::project::Project;
use crate::{process, tools};
use closecode_output::ui;

/// Runs the program under valgrind.
pub(crate) fn run(project: &Project) -> Result<bool> {
    tools::valgrind(project)?;
    let arguments =
        ["build", "--quiet", "--release", "--package", "closecode-bench", "--bin", "memory"];
    if !process::program(project, process::cargo_program(), &arguments, &[])? {
        bail!("the program does not build");
    }
    let target = process::target_dir(project);
    // Wide zones around each allocation: a vector past the end does not land in the next one.
    let output = Command::new("valgrind")
        .args([
            "--tool=memcheck",
            "--quiet",
            "--error-exitcode=9",
            "--redzone-size=128",
            "--leak-check=no",
        ])
        .arg(target.join("release/memory"))
        .output()
        .context("cannot run valgrind")?;
    let said = String::from_utf8_lossy(&output.stdout);
    if !output.status.success() {
        ui::bad("Memory", String::from_utf8_lossy(&output.stderr));
        return Ok(false);
    }
    ui::status("Watched", said.trim().replace('\n', ", "));
    Ok(true)
}
