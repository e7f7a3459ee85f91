//! The only writer of generated files.
//!
//! A tree is compared with what is on disk. Checking stops there. Writing first stages every
//! changed file beside its destination and only then renames them into place, so a full disk or an
//! interruption leaves whole files, and mostly the old ones. Equal bytes are left alone, and files
//! that are no longer generated are removed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::thread;

use crate::diff;
use crate::stage::{self, Staged};
use anyhow::{Context as _, Result, bail};

/// A folder with files that are generated.
#[derive(Debug)]
pub struct OutputDir {
    /// The folder.
    pub dir: PathBuf,
    /// How to show it in messages.
    pub shown: String,
    /// Its files.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Whether other files in it are left alone, because people write them.
    pub keep_others: bool,
}

/// What to do about differences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Make the disk match.
    Write,
    /// Only report.
    Check,
}

/// How a file differs from what the data says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// It is there with other bytes.
    Stale,
    /// It is not there.
    Missing,
    /// It is there and should not be.
    Orphaned,
}

/// One file that differs.
#[derive(Debug)]
pub struct Change {
    /// How.
    pub kind: Kind,
    /// Its path as shown to people.
    pub shown: String,
    /// What differs, shortened.
    pub diff: String,
    path: PathBuf,
    bytes: Option<Vec<u8>>,
}

/// Compares trees with the disk and, in [`Mode::Write`], makes the disk match. Returns what
/// differed.
pub fn apply(trees: &[OutputDir], mode: Mode) -> Result<Vec<Change>> {
    let mut changes = Vec::new();
    for tree in trees {
        compare(tree, mode, &mut changes)?;
    }
    if mode == Mode::Write {
        write(&changes)?;
        trees
            .iter()
            .filter(|tree| !tree.keep_others)
            .try_for_each(|tree| remove_empty_folders(&tree.dir))?;
    }
    Ok(changes)
}

/// Replaces one file, whole or not at all.
pub fn replace(path: &Path, text: &str) -> Result<()> {
    stage(path, text.as_bytes())?.replace(path)
}

/// Whether a folder holds a file that no run of ours can have left: anything but staged files and
/// empty folders.
pub fn holds_foreign_files(dir: &Path) -> Result<bool> {
    let mut found = BTreeSet::new();
    list(dir, "", &mut found)?;
    Ok(!found.iter().all(|name| stage::is_staged(name)))
}

fn compare(tree: &OutputDir, mode: Mode, changes: &mut Vec<Change>) -> Result<()> {
    let mut on_disk = BTreeSet::new();
    if !tree.keep_others {
        list(&tree.dir, "", &mut on_disk)?;
    }
    for (name, bytes) in &tree.files {
        let path = tree.dir.join(name);
        let shown = format!("{}/{name}", tree.shown);
        let (kind, diff) = match fs::read(&path) {
            Ok(old) if old == *bytes => continue,
            // Comparing line by line takes longer than writing, and only a check shows it.
            Ok(old) => (
                Kind::Stale,
                if mode == Mode::Check { diff::short(&old, bytes) } else { String::new() },
            ),
            Err(error) if error.kind() == io::ErrorKind::NotFound => (Kind::Missing, String::new()),
            Err(error) => return Err(error).with_context(|| format!("cannot read {shown}")),
        };
        changes.push(Change { kind, shown, diff, path, bytes: Some(bytes.clone()) });
    }
    for name in on_disk.iter().filter(|name| !tree.files.contains_key(*name)) {
        if stage::is_staged(name) && mode == Mode::Check {
            continue;
        }
        let shown = format!("{}/{name}", tree.shown);
        changes.push(Change {
            kind: Kind::Orphaned,
            shown,
            diff: String::new(),
            path: tree.dir.join(name),
            bytes: None,
        });
    }
    Ok(())
}

/// Every file below a folder, links included but not followed.
fn list(dir: &Path, prefix: &str, found: &mut BTreeSet<String>) -> Result<()> {
    let entries = match fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error).with_context(|| format!("cannot list {}", dir.display())),
    };
    for entry in entries {
        let entry = entry.with_context(|| format!("cannot list {}", dir.display()))?;
        let Ok(name) = entry.file_name().into_string() else {
            bail!("{} is not UTF-8; rename or remove it", entry.path().display())
        };
        if entry.file_type()?.is_dir() {
            list(&entry.path(), &format!("{prefix}{name}/"), found)?;
        } else {
            found.insert(format!("{prefix}{name}"));
        }
    }
    Ok(())
}

fn write(changes: &[Change]) -> Result<()> {
    let written: Vec<&Change> = changes.iter().filter(|change| change.bytes.is_some()).collect();
    let staged = in_parallel(written, |change| {
        let bytes = change.bytes.as_deref().unwrap_or_default();
        Ok((stage(&change.path, bytes)?, &change.path))
    })?;
    in_parallel(staged, |(file, path)| file.replace(path))?;
    for orphan in changes.iter().filter(|c| c.kind == Kind::Orphaned) {
        fs::remove_file(&orphan.path).with_context(|| format!("cannot remove {}", orphan.shown))?;
    }
    Ok(())
}

/// Does the same with each item, on every processor: thousands of small files keep the system busy
/// more than this program. The first error is returned once all threads have ended.
fn in_parallel<T: Send, R: Send>(
    items: Vec<T>,
    each: impl Fn(T) -> Result<R> + Sync,
) -> Result<Vec<R>> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let length = items.len().div_ceil(threads).max(1);
    let mut parts: Vec<Vec<T>> = Vec::new();
    for item in items {
        match parts.last_mut() {
            Some(part) if part.len() < length => part.push(item),
            _ => parts.push(vec![item]),
        }
    }
    let done: Vec<Result<Vec<R>>> = thread::scope(|scope| {
        let each = &each;
        let run = |part: Vec<T>| scope.spawn(move || part.into_iter().map(each).collect());
        let running: Vec<_> = parts.into_iter().map(run).collect();
        let ended = running.into_iter().map(|thread| match thread.join() {
            Ok(result) => result,
            Err(panic) => std::panic::resume_unwind(panic),
        });
        ended.collect()
    });
    Ok(done.into_iter().collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
}

fn stage(path: &Path, bytes: &[u8]) -> Result<Staged> {
    Staged::beside(path, bytes)
        .with_context(|| format!("cannot write {}; nothing was changed", path.display()))
}

fn remove_empty_folders(dir: &Path) -> Result<()> {
    let Ok(entries) = fs::read_dir(dir) else { return Ok(()) };
    for entry in entries {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            remove_empty_folders(&entry.path())?;
            // Fails on a folder that is not empty, which is what keeps it.
            let _ = fs::remove_dir(entry.path());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
