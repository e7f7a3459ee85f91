//! `cargo xtask test npm`: the npm package, as npm packs it.
//!
//! It is packed below `target/npm` and unpacked beside the tests, in whose `node_modules` they and
//! the libraries that it has hooks for find it. The tests compare it with the crate in Node, Bun,
//! Deno and Chromium, check its types and its size, and run the hooks.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};

use crate::project::Project;
use crate::{answers, process, tools};

/// The tests, those that take longest first.
const TESTS: [&str; 5] = ["same", "browser", "package", "hooks", "behaviour"];

/// Installs what is missing, packs the package, and runs the tests in
/// `crates/closecode-packages/npm/tests`.
pub(crate) fn run(project: &Project) -> Result<bool> {
    let chromium = tools::chromium(project)?;
    tools::node(project)?;
    let tests = project.root.join("crates/closecode-packages/npm/tests");
    tools::npm_packages(project, &tests)?;
    let folder = project.root.join("target/npm");
    let lines = folder.join("answers");
    answers::write(project, &lines)?;
    let tarball = pack(project, &folder)?;
    unpack(project, &tarball, &tests.join("node_modules/closecode"))?;

    let mut arguments = vec!["--test".to_owned(), "--test-reporter=spec".to_owned()];
    arguments
        .extend(TESTS.map(|name| tests.join(format!("{name}.test.mjs")).display().to_string()));
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let variables = [
        ("CLOSECODE_ANSWERS", lines.display().to_string()),
        ("CLOSECODE_CHROMIUM", chromium.display().to_string()),
        ("CLOSECODE_TARBALL", tarball),
    ];
    let variables: Vec<_> = variables.iter().map(|(name, value)| (*name, &**value)).collect();
    process::program(project, "node", &arguments, &variables)
}

/// Packs `dist/npm`, and tells where.
fn pack(project: &Project, folder: &Path) -> Result<String> {
    let to = folder.display().to_string();
    let arguments = ["pack", "./dist/npm", "--silent", "--pack-destination", &to];
    ensure!(process::program(project, "npm", &arguments, &[])?, "npm could not pack dist/npm");
    let version = env!("CARGO_PKG_VERSION");
    Ok(folder.join(format!("closecode-{version}.tgz")).display().to_string())
}

/// Unpacks the package where nothing of an older one is left.
fn unpack(project: &Project, tarball: &str, to: &Path) -> Result<()> {
    if to.exists() {
        fs::remove_dir_all(to).with_context(|| format!("cannot remove {}", to.display()))?;
    }
    fs::create_dir_all(to)?;
    let to = to.display().to_string();
    let arguments = ["-xzf", tarball, "-C", &to, "--strip-components=1"];
    ensure!(process::program(project, "tar", &arguments, &[])?, "tar could not unpack {tarball}");
    Ok(())
}
