//! The only writer of generated files.
//!
//! A tree is compared with what is on disk. Checking stops there. Writing first stages every
//! changed file beside its destination and only then renames them into place, so a full disk or an
//! interruption leaves whole files, and mostly the old ones; a power cut does too where files are
//! synced. Equal bytes are left alone, and files that are no longer generated are removed.
//!
//! Links inside a folder are never written through. Two runs at once do not stop each other: what
//! one removes from under the other is written anew, and of two versions of a file one stays.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs::{self, DirEntry, FileType};
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
    /// Whether files are synced before they replace others, so that a power cut leaves whole files
    /// too. For 6,700 files it takes 2 seconds more on an idle disk with ext4, 10 on a busy one.
    pub sync: bool,
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
    sync: bool,
}

/// Compares trees with the disk and, in [`Mode::Write`], makes the disk match. Returns what
/// differed.
pub fn apply(trees: &[OutputDir], mode: Mode) -> Result<Vec<Change>> {
    let mut changes = Vec::new();
    for tree in trees {
        compare(tree, mode, &mut changes)?;
    }
    if mode == Mode::Write {
        // Before the first is staged: what is there now was left.
        let shared = trees.iter().filter(|tree| tree.keep_others);
        let leftovers: Vec<PathBuf> = shared.flat_map(staged_beside).collect();
        write(&changes)?;
        leftovers.iter().try_for_each(|path| remove(path))?;
        trees
            .iter()
            .filter(|tree| !tree.keep_others)
            .try_for_each(|tree| remove_empty_folders(&tree.dir))?;
    }
    Ok(changes)
}

/// Replaces one file, whole or not at all, also if the power is cut.
pub fn replace(path: &Path, text: &str) -> Result<()> {
    refuse_special(path, &path.display().to_string())?;
    stage(path, text.as_bytes(), true)?.replace()
}

/// Whether a folder holds a file that no run of our program can have left: anything but
/// staged files and empty folders. It ends at the first such file.
pub fn holds_foreign_files(dir: &Path) -> Result<bool> {
    let (folders, files): (Vec<Entry>, Vec<Entry>) =
        entries(dir)?.into_iter().partition(|entry| entry.kind.is_dir());
    if files.iter().any(|file| !file.name.to_str().is_some_and(stage::is_staged)) {
        return Ok(true);
    }
    for folder in folders {
        if holds_foreign_files(&dir.join(folder.name))? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn compare(tree: &OutputDir, mode: Mode, changes: &mut Vec<Change>) -> Result<()> {
    if let Some(link) = link_inside(tree) {
        bail!("{}/{link} is a link, and files would be written through it. {REMEDY}", tree.shown);
    }
    let mut on_disk = BTreeMap::new();
    if !tree.keep_others {
        list(&tree.dir, "", &mut on_disk)?;
    }
    let files: Vec<_> = tree.files.iter().collect();
    // Thousands of files are read, on every processor.
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let found = thread::scope(|scope| {
        let on_disk = &on_disk;
        let read = |part: &'_ [(&String, &Vec<u8>)]| -> Result<Vec<Change>> {
            let changes =
                part.iter().map(|(name, bytes)| compare_file(tree, on_disk, name, bytes, mode));
            changes.filter_map(Result::transpose).collect()
        };
        let parts = files.chunks(files.len().div_ceil(threads).max(1));
        let parts: Vec<_> = parts.map(|part| scope.spawn(move || read(part))).collect();
        let join = |part: thread::ScopedJoinHandle<'_, Result<Vec<Change>>>| {
            part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        parts.into_iter().map(join).collect::<Result<Vec<_>>>()
    })?;
    changes.extend(found.into_iter().flatten());
    for name in on_disk.keys().filter(|name| !tree.files.contains_key(*name)) {
        if mode == Mode::Write || !stage::is_staged(name) {
            changes.push(change(tree, Kind::Orphaned, name, String::new(), None));
        }
    }
    Ok(())
}

fn change(
    tree: &OutputDir,
    kind: Kind,
    name: &str,
    diff: String,
    bytes: Option<Vec<u8>>,
) -> Change {
    let path = tree.dir.join(name);
    Change { kind, shown: format!("{}/{name}", tree.shown), diff, path, bytes, sync: tree.sync }
}

/// What differs of one file.
fn compare_file(
    tree: &OutputDir,
    on_disk: &BTreeMap<String, Found>,
    name: &str,
    bytes: &Vec<u8>,
    mode: Mode,
) -> Result<Option<Change>> {
    let differs = |kind, diff| Ok(Some(change(tree, kind, name, diff, Some(bytes.clone()))));
    let path = tree.dir.join(name);
    let shown = format!("{}/{name}", tree.shown);
    let old = match on_disk.get(name) {
        Some(Found::File) => fs::read(&path).map(Some),
        // It is not looked through or into, but replaced.
        Some(Found::Special) => return differs(Kind::Stale, String::new()),
        None => read(&path),
    };
    let old = old.with_context(|| format!("cannot read {shown}"))?;
    if old.as_ref() == Some(bytes) {
        return Ok(None);
    }
    refuse_special(&path, &shown)?;
    match old {
        // Comparing line by line takes longer than writing, and only a check shows it.
        Some(old) if mode == Mode::Check => differs(Kind::Stale, diff::short(&old, bytes)),
        Some(_) => differs(Kind::Stale, String::new()),
        None => differs(Kind::Missing, String::new()),
    }
}

/// What to do about a link where a file or a folder is to be written.
const REMEDY: &str = "Name the place it leads to, or remove it";

/// A link where a folder of a tree should be.
fn link_inside(tree: &OutputDir) -> Option<&str> {
    let mut folders = BTreeSet::new();
    for name in tree.files.keys() {
        folders.extend(name.match_indices('/').map(|(end, _)| &name[..end]));
    }
    folders.into_iter().find(|folder| tree.dir.join(folder).is_symlink())
}

/// A file's bytes, if there is one. What is no file, such as a pipe, has none: reading it might
/// never end.
fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_file() || metadata.is_dir() => fs::read(path).map(Some),
        Ok(_) => Ok(Some(Vec::new())),
        // A link that leads nowhere is replaced.
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Fails if something other than a file would be replaced where people keep files of their own: a
/// link, or `/dev/null`.
fn refuse_special(path: &Path, shown: &str) -> Result<()> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_symlink() => {
            bail!("{shown} is a link, and would be replaced by a file. {REMEDY}")
        }
        Ok(metadata) if !metadata.is_file() => bail!("{shown} is not a file"),
        _ => Ok(()),
    }
}

/// Something in a folder.
struct Entry {
    name: OsString,
    kind: FileType,
}

/// Something in our folder that is no folder.
enum Found {
    File,
    /// A link, a pipe and the like.
    Special,
}

/// What a folder holds, links not followed; nothing if it is not there.
fn entries(dir: &Path) -> Result<Vec<Entry>> {
    let read = || -> io::Result<Vec<Entry>> {
        let entry = |entry: io::Result<DirEntry>| {
            let entry = entry?;
            Ok(Entry { name: entry.file_name(), kind: entry.file_type()? })
        };
        fs::read_dir(dir)?.map(entry).collect()
    };
    match read() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        entries => entries.with_context(|| format!("cannot list {}", dir.display())),
    }
}

/// Every file below a folder, links included but not followed.
fn list(dir: &Path, prefix: &str, found: &mut BTreeMap<String, Found>) -> Result<()> {
    for entry in entries(dir)? {
        let path = dir.join(&entry.name);
        let Ok(name) = entry.name.into_string() else {
            bail!("{} is not UTF-8; rename or remove it", path.display())
        };
        if entry.kind.is_dir() {
            list(&path, &format!("{prefix}{name}/"), found)?;
        } else {
            let kind = if entry.kind.is_file() { Found::File } else { Found::Special };
            found.insert(format!("{prefix}{name}"), kind);
        }
    }
    Ok(())
}

/// What killed runs left beside the files of a tree whose other files are left alone. A folder that
/// must not be listed keeps it: files can be written there all the same.
fn staged_beside(tree: &OutputDir) -> Vec<PathBuf> {
    let folders: BTreeSet<PathBuf> =
        tree.files.keys().filter_map(|name| Some(tree.dir.join(name).parent()?.into())).collect();
    let mut found = Vec::new();
    for folder in folders {
        let entries = entries(&folder).unwrap_or_default();
        let files = entries.into_iter().filter(|entry| !entry.kind.is_dir());
        let staged = files.filter(|file| file.name.to_str().is_some_and(stage::is_staged));
        found.extend(staged.map(|file| folder.join(file.name)));
    }
    found
}

fn write(changes: &[Change]) -> Result<()> {
    let written: Vec<&Change> = changes.iter().filter(|change| change.bytes.is_some()).collect();
    let staged = in_parallel(written, |change| {
        stage(&change.path, change.bytes.as_deref().unwrap_or_default(), change.sync)
    })?;
    in_parallel(staged, Staged::replace)?;
    let mut orphans = changes.iter().filter(|change| change.kind == Kind::Orphaned);
    orphans.try_for_each(|orphan| remove(&orphan.path))
}

/// Removes a file or a link, unless a run at the same time has done so.
fn remove(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        result => result.with_context(|| format!("cannot remove {}", path.display())),
    }
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

fn stage<'a>(path: &'a Path, bytes: &'a [u8], sync: bool) -> Result<Staged<'a>> {
    Staged::beside(path, bytes, sync)
        .with_context(|| format!("cannot write {}; nothing was changed", path.display()))
}

fn remove_empty_folders(dir: &Path) -> Result<()> {
    for folder in entries(dir)?.into_iter().filter(|entry| entry.kind.is_dir()) {
        let folder = dir.join(folder.name);
        remove_empty_folders(&folder)?;
        // Fails on a folder that is not empty, which is what keeps it.
        let _ = fs::remove_dir(folder);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
