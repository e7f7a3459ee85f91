//! `cargo xtask miri`: tests under Miri, an interpreter of Rust that sees undefined behaviour:
//! borrows that are broken, memory that is not initialised, pointers past their allocation.
//!
//! Valgrind, in the step `memory`, sees the last of these in the compiled program. Miri is no step:
//! it needs a nightly toolchain and minutes.

use anyhow::{Result, bail};
use closecode_output::ui;

use crate::process;
use crate::project::Project;
use crate::tools;

/// The tests of the unsafe code, and those inside of the crate that builds on none.
const RUNS: [&[&str]; 2] = [
    &["--package", "closecode-batch", "--features", "std", "--lib", "--tests", "--examples"],
    &[
        "--package",
        "closecode",
        "--features",
        "std,serde,http,messages,locale-en,protocol-discord-gateway",
        "--lib",
    ],
];

/// Miri has the features of the processor that it is told, and vectors are what is looked at.
const VECTORS: &str =
    if cfg!(target_arch = "x86_64") { "-Ctarget-feature=+avx2,+popcnt" } else { "" };

/// Runs them; where there is no Miri, that is an error.
pub(crate) fn run(project: &Project) -> Result<bool> {
    if let Err(why) = tools::nightly(&["miri", "rust-src"], "for Miri") {
        bail!("nothing was run: {why}");
    }
    let mut succeeded = true;
    for arguments in RUNS {
        ui::status("Running", format!("{} under Miri", arguments[1]));
        let target = process::target_dir(project).join("miri").display().to_string();
        let command = [&["run", "nightly", "cargo", "miri", "test"], arguments].concat();
        succeeded &= process::program(
            project,
            "rustup",
            &command,
            &[("CARGO_TARGET_DIR", target.as_str()), ("RUSTFLAGS", VECTORS)],
        )?;
    }
    Ok(succeeded)
}
