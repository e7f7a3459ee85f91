//! An edit of the data compiles nothing: no file that `cargo xtask` reads or writes is a source of
//! `cargo xtask`.
//!
//! Two proofs. The list of files that cargo itself compares, of which none may be such a file; and
//! the thing itself: edit a text and the name of a protocol, run, run again, and see that cargo
//! built nothing. The files are edited where they are, because a copy would be compiled from the
//! beginning, and put back with their times, because others are compiled from what is generated.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Instant, SystemTime};

use anyhow::{Context as _, Result, bail, ensure};
use closecode_output::ui;

use crate::outputs;
use crate::process::cargo_program;
use crate::project::Project;

/// What is edited: a file, what stands before the text, and what begins it.
const TEXT: [&str; 3] = ["locales/en/ui.toml", "\n[value]\n", "\nframe_no = \""];
const PROTOCOL: [&str; 3] = ["protocols/graphql-transport-ws.toml", "", "\nname = \""];

/// Whether nothing is compiled after an edit.
pub(crate) fn run(project: &Project) -> Result<bool> {
    let written = written(project)?;
    let are_apart = are_sources_apart(project, &written)?;
    let kept =
        Kept::new(written.into_iter().chain([TEXT, PROTOCOL].map(|edit| path(project, edit))))?;
    for edit in [TEXT, PROTOCOL] {
        change(&path(project, edit), edit)?;
    }
    // The first run sees the data change, the second what was written from it.
    let mut built = compiled(project)?;
    ensure!(kept.have_changed()?, "the edit has changed nothing that is generated");
    let start = Instant::now();
    built.extend(compiled(project)?);
    let time = start.elapsed().as_secs_f64();
    kept.restore()?;
    for name in &built {
        ui::bad("Compiled", format!("{name}, after an edit of the data"));
    }
    if built.is_empty() {
        ui::status(
            "Kept",
            format!("an edit of the data compiles nothing; a run takes {time:.1} s"),
        );
    }
    Ok(are_apart && built.is_empty())
}

fn path(project: &Project, [file, ..]: [&str; 3]) -> PathBuf {
    project.root.join("data").join(file)
}

/// Every committed file that is generated.
fn written(project: &Project) -> Result<Vec<PathBuf>> {
    let data = project.load()?;
    let trees = outputs::committed(project, &data)?;
    let paths = trees.iter().flat_map(|tree| tree.files.keys().map(|name| tree.dir.join(name)));
    Ok(paths.collect())
}

/// Whether none of the sources of this program is data, or written by it.
fn are_sources_apart(project: &Project, written: &[PathBuf]) -> Result<bool> {
    let list = std::env::current_exe()?.with_extension("d");
    let text =
        fs::read_to_string(&list).with_context(|| format!("cannot read {}", list.display()))?;
    let sources = sources(&text);
    let this = project.root.join(file!());
    if !sources.contains(&this) {
        bail!("{} does not list this file: cargo's format has changed", list.display());
    }
    let data = project.root.join("data");
    let wrong = |path: &&PathBuf| path.starts_with(&data) || written.contains(path);
    let wrong: Vec<&PathBuf> = sources.iter().filter(wrong).collect();
    for path in &wrong {
        ui::bad("Compiled", format!("from {}", path.display()));
    }
    Ok(wrong.is_empty())
}

/// The paths after the colon; a space in one has a backslash before it.
fn sources(list: &str) -> Vec<PathBuf> {
    let paths = list.split_once(": ").map_or("", |(_, paths)| paths.trim_end());
    let paths = paths.replace("\\ ", "\0");
    paths.split(' ').map(|path| PathBuf::from(path.replace('\0', " "))).collect()
}

/// Puts a letter before a text.
fn change(path: &Path, [file, section, key]: [&str; 3]) -> Result<()> {
    let text = fs::read_to_string(path)?;
    let at = text.find(section).and_then(|at| Some(at + text[at..].find(key)? + key.len()));
    let at = at.with_context(|| format!("{file} has no{section} with{key}"))?;
    Ok(fs::write(path, format!("{}X{}", &text[..at], &text[at..]))?)
}

/// Runs `cargo xtask generate`, and names the packages that cargo compiled for it.
fn compiled(project: &Project) -> Result<Vec<String>> {
    let output = Command::new(cargo_program())
        .args(["run", "--quiet", "--package", "xtask", "--message-format", "json"])
        .args(["--", "generate"])
        .current_dir(&project.root)
        .stderr(Stdio::piped())
        .output()
        .context("cannot start cargo")?;
    if !output.status.success() {
        bail!("the run failed:\n{}", String::from_utf8_lossy(&output.stderr));
    }
    let messages: Vec<serde_json::Value> = String::from_utf8_lossy(&output.stdout)
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .filter(|message: &serde_json::Value| message["reason"] == "compiler-artifact")
        .collect();
    ensure!(!messages.is_empty(), "cargo names no artifact");
    let name = |message: &serde_json::Value| message["target"]["name"].to_string();
    Ok(messages.iter().filter(|message| message["fresh"] != true).map(name).collect())
}

/// Files as they were, with their times; they come back whatever happens.
struct Kept(BTreeMap<PathBuf, (Vec<u8>, SystemTime)>);

impl Kept {
    fn new(paths: impl Iterator<Item = PathBuf>) -> Result<Self> {
        let read = |path: PathBuf| {
            let before = (fs::read(&path)?, fs::metadata(&path)?.modified()?);
            Ok((path, before))
        };
        paths.map(read).collect::<Result<_>>().map(Self)
    }

    /// Whether what was generated is not what it was: two of the files are those that were edited.
    fn have_changed(&self) -> Result<bool> {
        let mut changed = 0;
        for (path, (bytes, _)) in &self.0 {
            changed += usize::from(fs::read(path)? != *bytes);
        }
        Ok(changed > 2)
    }

    fn restore(&self) -> Result<()> {
        for (path, (bytes, time)) in &self.0 {
            if fs::read(path).ok().as_ref() != Some(bytes) {
                fs::write(path, bytes)?;
                fs::File::options().write(true).open(path)?.set_modified(*time)?;
            }
        }
        Ok(())
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        if let Err(error) = self.restore() {
            ui::bad("Edited", format!("{error}; `git diff` shows what was not put back"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::sources;
    use std::path::Path;

    #[test]
    fn a_list_of_sources_is_read_as_cargo_writes_it() {
        let list = "/t/debug/xtask: /a/src/main.rs /a\\ b/src/lib.rs\n";
        assert_eq!(sources(list), [Path::new("/a/src/main.rs"), Path::new("/a b/src/lib.rs")]);
    }
}
