//! Small edits of data files that keep everything else as it is, comments included.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

use closecode_output::write;

/// Reads a file, lets `edit` change the text, and replaces the file if it changed.
pub(crate) fn file(path: &Path, edit: impl FnOnce(&mut String) -> Result<()>) -> Result<bool> {
    let old =
        fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut new = old.clone();
    edit(&mut new)?;
    if new != old {
        write::replace(path, &new)?;
    }
    Ok(new != old)
}
