//! A file that is written beside its destination and then renamed into place, so that a reader sees
//! the old bytes or the new ones and never a part.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::{Context as _, Result};

/// Names of staged files begin like this; git ignores them, and the next run removes what a killed
/// one left.
pub(crate) const PREFIX: &str = ".closecode-tmp-";

/// How often a file is written anew if another run takes it, or its folder, for a leftover. A run
/// removes leftovers once, so each time is another run.
const ATTEMPTS: u32 = 8;

/// Makes names differ within one program.
static NUMBER: AtomicU32 = AtomicU32::new(0);

/// A staged file. It is removed unless it replaces another.
#[derive(Debug)]
pub(crate) struct Staged<'a> {
    beside: PathBuf,
    path: &'a Path,
    bytes: &'a [u8],
    sync: bool,
}

/// Whether a file's path, below any folder, is that of a staged file.
pub(crate) fn is_staged(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|name| name.starts_with(PREFIX))
}

impl<'a> Staged<'a> {
    /// Writes bytes into the folder of the file that they will replace, which is made if it is not
    /// there. With `sync`, the bytes are on the disk when this returns, so that a power cut after
    /// the renaming cannot leave an empty file.
    pub(crate) fn beside(path: &'a Path, bytes: &'a [u8], sync: bool) -> io::Result<Self> {
        let dir = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
        let (staged, mut file) = again_if_not_found(|| create(dir))?;
        let staged = Self { beside: staged, path, bytes, sync };
        // A full disk shows here, or at the latest when the file is synced or closed.
        file.write_all(bytes)?;
        if sync {
            file.sync_all()?;
        }
        Ok(staged)
    }

    /// Puts the file in place of the other, whole or not at all.
    pub(crate) fn replace(mut self) -> Result<()> {
        let mut is_there = true;
        let done = again_if_not_found(|| {
            // A run at the same time has removed it.
            if !is_there {
                self = Self::beside(self.path, self.bytes, self.sync)?;
            }
            is_there = false;
            fs::rename(&self.beside, self.path)
        });
        done.with_context(|| format!("cannot replace {}", self.path.display()))
    }
}

impl Drop for Staged<'_> {
    fn drop(&mut self) {
        // After the renaming there is none. If it cannot be removed now, the next run does so.
        let _ = fs::remove_file(&self.beside);
    }
}

/// A new file in a folder, under a name that nobody has.
fn create(dir: &Path) -> io::Result<(PathBuf, File)> {
    fs::create_dir_all(dir)?;
    loop {
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let staged = dir.join(format!("{PREFIX}{}-{number}", std::process::id()));
        match OpenOptions::new().write(true).create_new(true).open(&staged) {
            Ok(file) => return Ok((staged, file)),
            // A killed run whose process had this number left it.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
}

/// Tries again what failed because a run at the same time removed a file or a folder.
fn again_if_not_found<T>(mut each: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    let mut attempts = 1;
    loop {
        match each() {
            Err(e) if e.kind() == io::ErrorKind::NotFound && attempts < ATTEMPTS => attempts += 1,
            result => return result,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn names(dir: &Path) -> BTreeSet<PathBuf> {
        fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).collect()
    }

    #[test]
    fn a_staged_file_that_replaces_nothing_is_removed() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.txt");
        let staged = Staged::beside(&path, b"one", false).unwrap();
        assert_eq!(names(dir.path()).len(), 1);
        drop(staged);
        assert_eq!(names(dir.path()).len(), 0);
    }

    /// It is not written once more.
    #[cfg(unix)]
    #[test]
    fn the_staged_file_itself_comes_into_place() {
        use std::os::unix::fs::MetadataExt as _;

        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.txt");
        let staged = Staged::beside(&path, b"one", false).unwrap();
        let inode = fs::metadata(&staged.beside).unwrap().ino();
        staged.replace().unwrap();
        assert_eq!(fs::metadata(&path).unwrap().ino(), inode);
    }

    /// Another process had this one's number once, and was killed.
    #[test]
    fn a_name_that_somebody_has_is_not_taken() {
        let dir = tempfile::tempdir().unwrap();
        let next = NUMBER.load(Ordering::Relaxed);
        for number in next..next + 500 {
            let name = format!("{PREFIX}{}-{number}", std::process::id());
            fs::write(dir.path().join(name), "left").unwrap();
        }
        let before = names(dir.path());
        let (path, _) = create(dir.path()).unwrap();
        assert!(!before.contains(&path));
        assert!(before.iter().all(|path| fs::read(path).unwrap() == b"left"));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_folder_that_takes_no_file_is_an_error() {
        assert!(create(Path::new("/proc")).is_err());
    }

    #[test]
    fn only_what_is_missing_is_tried_again_and_not_for_ever() {
        let tries = |kind: io::ErrorKind, good_at: u32| {
            let mut count = 0;
            let result = again_if_not_found(|| {
                count += 1;
                if count == good_at { Ok(count) } else { Err(kind.into()) }
            });
            (result.ok(), count)
        };
        assert_eq!(tries(io::ErrorKind::NotFound, 3), (Some(3), 3));
        assert_eq!(tries(io::ErrorKind::NotFound, 8), (Some(8), 8));
        assert_eq!(tries(io::ErrorKind::NotFound, 9), (None, 8));
        assert_eq!(tries(io::ErrorKind::PermissionDenied, 2), (None, 1));
    }
}
