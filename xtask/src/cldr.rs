//! `cargo xtask cldr`: records what the Unicode CLDR says about our languages.
//!
//! ICU4X knows it, and is much code. So a package outside of the workspace asks it, and nothing of
//! the workspace depends on that package.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context as _, Result};

use crate::process::printed;
use crate::project::Project;
use closecode_output::ui;
use closecode_output::write::{self, Mode, OutputDir};

/// The package, in a workspace of its own, and where it is compiled.
pub(crate) const MANIFEST: &str = "xtask/cldr/Cargo.toml";
pub(crate) const TARGET: &str = "target/cldr";

/// Writes `cldr.toml` of each language.
pub(crate) fn run(project: &Project) -> Result<bool> {
    write_all(project, Mode::Write)?;
    Ok(true)
}

/// Whether the committed files are what ICU4X says; prints each that is not.
pub(crate) fn is_fresh(project: &Project) -> Result<bool> {
    Ok(write_all(project, Mode::Check)? == 0)
}

/// Writes the files of the languages, or compares them, and counts those that differ.
fn write_all(project: &Project, mode: Mode) -> Result<usize> {
    let tags = folders(project)?;
    let files = files(project, &tags)?;
    let shown = format!("{}locales", project.data_prefix);
    let dir = project.data.join("locales");
    let tree = OutputDir { dir, shown, files, keep_others: true, sync: true };
    let changes = write::apply(&[tree], mode)?;
    for change in &changes {
        match mode {
            Mode::Write => ui::status("Updated", &change.shown),
            Mode::Check => ui::bad("Stale", format!("{}\n{}", change.shown, change.diff)),
        }
    }
    match (mode, changes.len()) {
        (Mode::Check, 1..) => ui::bad("Not fresh", "run `cargo xtask cldr` and commit the result"),
        _ => ui::status("Checked", format!("cldr.toml of {}", ui::count(tags.len(), "language"))),
    }
    Ok(changes.len())
}

/// The languages by their folders. The data is not loaded: without these files it has errors.
fn folders(project: &Project) -> Result<Vec<String>> {
    let locales = project.data.join("locales");
    let mut folders = Vec::new();
    for entry in
        fs::read_dir(&locales).with_context(|| format!("cannot list {}", locales.display()))?
    {
        let entry = entry?;
        if entry.path().join("language.toml").is_file() {
            folders.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    folders.sort();
    Ok(folders)
}

/// The canonical form of a language's tag, and the text of its file.
pub(crate) fn one(project: &Project, tag: &str) -> Result<(String, String)> {
    let texts = ask(project, &[tag.to_owned()])?;
    let text = texts.into_values().next().context("xtask/cldr said nothing about the tag")?;
    let canonical = text.lines().find_map(|line| line.strip_prefix("tag = \"")?.strip_suffix('"'));
    Ok((canonical.context("xtask/cldr named no tag")?.to_owned(), text))
}

/// The files that ICU4X leads to, by path below `data/locales`.
fn files(project: &Project, tags: &[String]) -> Result<BTreeMap<String, Vec<u8>>> {
    let file = |(tag, text): (String, String)| (format!("{tag}/cldr.toml"), text.into_bytes());
    Ok(ask(project, tags)?.into_iter().map(file).collect())
}

/// The text of `cldr.toml` for each tag.
fn ask(project: &Project, tags: &[String]) -> Result<BTreeMap<String, String>> {
    let run = ["run", "--quiet", "--manifest-path", MANIFEST, "--target-dir", TARGET, "--"];
    let failed = "ICU4X could not be asked; what is wrong is said above";
    let output = printed(project, run.into_iter().chain(tags.iter().map(String::as_str)), failed)?;
    serde_json::from_slice(&output).context("xtask/cldr printed no JSON object")
}
