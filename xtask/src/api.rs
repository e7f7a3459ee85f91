//! `cargo xtask api`: records the public API of the published libraries, one item a line, so that a
//! change of it is seen as what it is.
//!
//! rustdoc knows it, in a format that changes with Rust. What reads it is a package outside of the
//! workspace, for one version.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::PathBuf;

use anyhow::{Context as _, Result, ensure};
use closecode_output::ui;
use closecode_output::write::{self, Mode, OutputDir};

use crate::process;
use crate::project::Project;
use crate::tools;

/// The package, in a workspace of its own, and where it and the documentation are compiled.
pub(crate) const MANIFEST: &str = "xtask/api/Cargo.toml";
const TARGET: &str = "target/api";

/// The version of Rust whose format the package reads.
const RUST: &str = "1.95";

/// The libraries, with the features that show every kind of item: one language and one protocol
/// stand for the others.
const RECORDED: [(&str, &str); 2] = [
    (
        "closecode",
        "std,serde,http,tungstenite-0_29,tungstenite-0_30,messages,locale-en,\
         protocol-discord-gateway",
    ),
    ("closecode-batch", "std"),
];

/// Writes `api.txt` of each library.
pub(crate) fn run(project: &Project) -> Result<bool> {
    write_all(project, Mode::Write)?;
    Ok(true)
}

/// Whether the committed files are what rustdoc says; prints what was added and removed.
pub(crate) fn is_fresh(project: &Project) -> Result<bool> {
    let is_fresh = write_all(project, Mode::Check)? == 0;
    if !is_fresh {
        ui::bad("Not recorded", "run `cargo xtask api`, read the difference, and commit it");
    }
    Ok(is_fresh)
}

/// Writes the files, or compares them, and counts those that differ.
fn write_all(project: &Project, mode: Mode) -> Result<usize> {
    let mut count = 0;
    for (package, features) in RECORDED {
        let text = items(project, package, features)?;
        ui::status("Read", format!("{package}, {}", ui::count(text.lines().count(), "item")));
        let shown = format!("crates/{package}");
        let files = BTreeMap::from([("api.txt".to_owned(), text.into_bytes())]);
        let dir = project.root.join(&shown);
        let changes =
            write::apply(&[OutputDir { dir, shown, files, keep_others: true, sync: true }], mode)?;
        for change in &changes {
            match mode {
                Mode::Write => ui::status("Updated", &change.shown),
                Mode::Check => ui::bad("Stale", format!("{}\n{}", change.shown, change.diff)),
            }
        }
        count += changes.len();
    }
    Ok(count)
}

/// The items of a library.
fn items(project: &Project, package: &str, features: &str) -> Result<String> {
    let json = document(project, package, features)?;
    let run = ["run", "--quiet", "--manifest-path", MANIFEST, "--target-dir", TARGET, "--"];
    let failed = "rustdoc's JSON could not be read; what is wrong is said above";
    let arguments = run.iter().map(OsStr::new).chain([json.as_os_str()]);
    let output = process::printed(project, arguments, failed)?;
    String::from_utf8(output).context("xtask/api printed no text")
}

/// Has rustdoc write its JSON, and tells where.
fn document(project: &Project, package: &str, features: &str) -> Result<PathBuf> {
    let version = process::rust_version()?;
    let is_ours = version.starts_with(&format!("{RUST}."));
    if !is_ours {
        tools::rust(RUST, "for the record of the public API")?;
    }
    let rustdoc = ["rustdoc", "--quiet", "--lib", "--package", package, "--features", features];
    let target = ["--target-dir", TARGET, "--", "-Z", "unstable-options"];
    let json = ["--output-format", "json"];
    let arguments = [&rustdoc[..], &target, &json].concat();
    // The format is no promise of Rust's, and is for nightly compilers otherwise. Said of our crate
    // alone: a build script of a dependency must not take the compiler for another one.
    let crates = package.replace('-', "_");
    let variables = [("RUSTC_BOOTSTRAP", crates.as_str()), ("RUSTUP_TOOLCHAIN", RUST)];
    let succeeded = if is_ours {
        process::program(project, process::cargo_program(), &arguments, &variables[..1])?
    } else {
        let arguments = [&["run", RUST, "cargo"], &arguments[..]].concat();
        process::program(project, "rustup", &arguments, &variables)?
    };
    ensure!(succeeded, "rustdoc has failed");
    Ok(project.root.join(TARGET).join("doc").join(format!("{crates}.json")))
}
