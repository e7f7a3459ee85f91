//! A file while it is changed.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use closecode_output::ui;

/// It is put back when this is dropped.
pub(super) struct Kept {
    path: PathBuf,
    text: String,
}

impl Kept {
    /// Changes a file, unless the change fails.
    pub(super) fn new(path: &Path, change: impl FnOnce(&str) -> Result<String>) -> Result<Self> {
        let text =
            fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        let changed = change(&text)?;
        let kept = Self { path: path.to_owned(), text };
        fs::write(path, changed).with_context(|| format!("cannot write {}", path.display()))?;
        Ok(kept)
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        if let Err(error) = fs::write(&self.path, &self.text) {
            let again = format!("`git checkout {}` puts it back", self.path.display());
            ui::bad("Changed", format!("{error}; {again}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_put_back_and_a_change_that_fails_leaves_it() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.rs");
        fs::write(&path, "one").unwrap();
        let kept = Kept::new(&path, |text| Ok(text.replace("one", "two"))).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
        drop(kept);
        assert_eq!(fs::read_to_string(&path).unwrap(), "one");
        assert!(Kept::new(&path, |_| anyhow::bail!("does not fit")).is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "one");
    }
}
