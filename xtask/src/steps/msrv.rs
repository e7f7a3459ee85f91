//! `cargo xtask test msrv`: the published crates compile with the oldest Rust that they promise.

use std::fs;

use anyhow::{Context as _, Result};
use closecode_output::ui;

use crate::not_run::NotRun;
use crate::process::{self, answers, succeeds};
use crate::project::Project;

/// Checks `closecode` and `closecode-batch` with every feature. Without rustup, or without a way to
/// the toolchain, nothing is known, and the step says so.
pub(crate) fn run(project: &Project) -> Result<bool> {
    let manifest = fs::read_to_string(project.root.join("crates/closecode/Cargo.toml"))
        .context("cannot read crates/closecode/Cargo.toml")?;
    let promised = manifest.lines().find_map(|line| line.strip_prefix("rust-version = "));
    let version = promised.context("the crate promises no version of Rust")?.trim_matches('"');
    let toolchain = ["run", version, "rustc", "--version"];
    if !answers("rustup") {
        let why = format!("Rust {version} is not known here without rustup; see https://rustup.rs");
        return Err(NotRun(why).into());
    }
    if !succeeds("rustup", &toolchain) {
        ui::status("Installing", format!("Rust {version}, with rustup"));
        let install = ["toolchain", "install", version, "--profile", "minimal", "--no-self-update"];
        if !succeeds("rustup", &install) || !succeeds("rustup", &toolchain) {
            let command = install.join(" ");
            let why = format!("Rust {version} could not be installed: `rustup {command}` failed");
            return Err(NotRun(why).into());
        }
    }
    // A folder of its own: two compilers would compile everything anew for each other.
    let target = process::target_dir(project).join("msrv");
    let target = target.display().to_string();
    let check = ["run", version, "cargo", "check", "--quiet", "--target-dir", &target];
    let crates = ["--package", "closecode", "--package", "closecode-batch", "--all-features"];
    // What cargo tells the programs that it runs would hold for the other one, too.
    let arguments = [&check[..], &crates[..]].concat();
    process::program(project, "rustup", &arguments, &[("RUSTUP_TOOLCHAIN", version)])
}
