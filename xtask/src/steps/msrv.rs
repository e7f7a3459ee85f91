//! `cargo xtask test msrv`: what an application compiles builds with the oldest Rust that is
//! promised.

use anyhow::{Context as _, Result, ensure};

use crate::process;
use crate::project::Project;
use crate::tools;

/// The crates that promise it, and with which features they are checked. What else
/// `closecode-codegen` has is for this repository.
const CHECKED: [(&[&str], &[&str]); 2] = [
    (&["closecode", "closecode-batch"], &["--all-features"]),
    (&["closecode-format", "closecode-codegen"], &[]),
];

/// Checks the crates. Without rustup, or without a way to the toolchain, nothing is known, and the
/// step says so.
pub(crate) fn run(project: &Project) -> Result<bool> {
    let version = &promised(project)?;
    tools::rust(version, "the oldest that is promised")?;
    // A folder of its own: two compilers would compile everything anew for each other.
    let target = process::target_dir(project).join("msrv");
    let target = target.display().to_string();
    for (packages, features) in CHECKED {
        let check = ["run", version, "cargo", "check", "--quiet", "--target-dir", &target];
        let packages: Vec<&str> = packages.iter().flat_map(|name| ["--package", name]).collect();
        let arguments = [&check[..], &packages, features].concat();
        // What cargo tells the programs that it runs would hold for the other one, too.
        let variables = [("RUSTUP_TOOLCHAIN", version.as_str())];
        if !process::program(project, "rustup", &arguments, &variables)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The version that all of them promise.
fn promised(project: &Project) -> Result<String> {
    let packages = process::packages(project)?;
    let mut promised = None;
    for name in CHECKED.iter().flat_map(|(names, _)| *names) {
        let package = packages.iter().find(|package| package["name"] == **name);
        let version = package.and_then(|package| package["rust_version"].as_str());
        let version = version.with_context(|| format!("{name} promises no version of Rust"))?;
        let first = *promised.get_or_insert(version);
        ensure!(first == version, "{name} promises Rust {version}, and others {first}");
    }
    Ok(promised.context("no crate promises a version of Rust")?.to_owned())
}
