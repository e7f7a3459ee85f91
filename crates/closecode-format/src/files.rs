//! Texts by their paths: what a [`Span`] points into.

use std::collections::BTreeMap;

use crate::Span;
use crate::diagnostic::position;

/// The largest file that is read. The largest real one is a tenth of it.
pub const MAX_FILE_BYTES: u64 = 1 << 20;

/// Files as path and text, sorted by path.
#[derive(Clone, Debug, Default)]
pub struct Files {
    list: Vec<(String, String)>,
}

impl Files {
    /// Files from memory, as path and text.
    pub fn from_memory(files: BTreeMap<String, String>) -> Self {
        Self { list: files.into_iter().collect() }
    }

    /// The path of a file.
    pub fn path(&self, file: u32) -> &str {
        &self.list[file as usize].0
    }

    /// The text of a file.
    pub fn text(&self, file: u32) -> &str {
        &self.list[file as usize].1
    }

    /// The line of a place, from 1.
    pub fn line(&self, span: Span) -> usize {
        position(self.text(span.file), span.start as usize).line
    }

    /// Every file as index, path and text.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &str, &str)> {
        self.list.iter().zip(0..).map(|((path, text), index)| (index, path.as_str(), text.as_str()))
    }
}
