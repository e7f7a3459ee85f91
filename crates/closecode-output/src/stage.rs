//! A file that is written beside its destination and then renamed into place, so that a reader sees
//! the old bytes or the new ones and never a part.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::{Context as _, Result};

/// Names of staged files begin like this; git ignores them, and the next run removes what a killed
/// one left.
pub(crate) const PREFIX: &str = ".closecode-tmp-";

/// Makes names differ within one program.
static NUMBER: AtomicU32 = AtomicU32::new(0);

/// A staged file. It is removed unless it replaces another.
#[derive(Debug)]
pub(crate) struct Staged(PathBuf);

/// Whether a file's path, below any folder, is that of a staged file.
pub(crate) fn is_staged(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|name| name.starts_with(PREFIX))
}

impl Staged {
    /// Writes bytes into the folder of the file that they will replace, which is made if it is not
    /// there.
    pub(crate) fn beside(path: &Path, bytes: &[u8]) -> io::Result<Self> {
        let dir = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
        fs::create_dir_all(dir)?;
        let (staged, mut file) = loop {
            let number = NUMBER.fetch_add(1, Ordering::Relaxed);
            let staged = dir.join(format!("{PREFIX}{}-{number}", std::process::id()));
            match OpenOptions::new().write(true).create_new(true).open(&staged) {
                Ok(file) => break (Self(staged), file),
                // A killed run whose process had this number left it.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        };
        // A full disk shows here, or at the latest when the file is closed.
        file.write_all(bytes)?;
        file.flush()?;
        Ok(staged)
    }

    /// Puts the file in place of another, whole or not at all.
    pub(crate) fn replace(self, path: &Path) -> Result<()> {
        fs::rename(&self.0, path).with_context(|| format!("cannot replace {}", path.display()))?;
        // There is nothing left to remove.
        std::mem::forget(self);
        Ok(())
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        // If it cannot be removed now, the next run does so.
        let _ = fs::remove_file(&self.0);
    }
}
