//! Reads the data folder into memory, and refuses whatever is not a plain, modest text file.
//!
//! Everything after this module is a pure function of texts, so a test can check a dataset that
//! never touched a disk.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::{Diagnostics, Files, Location, Unreadable, read_text};
use closecode_format::few::Map;

const RULE: &str = "files";

/// How deep folders may nest; the data needs two levels.
const MAX_DEPTH: usize = 4;

/// How many files and folders there may be, and how large the files are together. The data has 330
/// files of 3 MB.
const MAX_ENTRIES: usize = 4096;
const MAX_BYTES: usize = 32 << 20;

/// The files of a folder: paths relative to it, with `/`, sorted.
#[derive(Debug)]
pub(crate) struct Folder {
    pub(crate) files: Files,
    /// Files that are there but could not be read; they are among the files without their text.
    pub(crate) unreadable: BTreeSet<String>,
}

impl Folder {
    /// Reads every `.toml` file below `root`. What cannot be read is reported and left empty.
    pub(crate) fn read(root: &Path, diagnostics: &Diagnostics) -> Self {
        let mut walk =
            Walk { found: Map::new(), entries: 0, is_full: false, bytes: 0, diagnostics };
        walk.dir(root, "", 0);
        let found = walk.found;
        let unreadable = found.iter().filter(|(_, text)| text.is_none());
        let unreadable = unreadable.map(|(path, _)| path.clone()).collect();
        let texts = found.into_iter().map(|(path, text)| (path, text.unwrap_or_default()));
        Self { files: Files::from_memory(texts), unreadable }
    }
}

struct Walk<'a> {
    found: Map<String, Option<String>>,
    entries: usize,
    is_full: bool,
    bytes: usize,
    diagnostics: &'a Diagnostics,
}

impl Walk<'_> {
    fn dir(&mut self, dir: &Path, prefix: &str, depth: usize) {
        let diagnostics = self.diagnostics;
        let location = || Location::Path(prefix.trim_end_matches('/').to_owned());
        if depth > MAX_DEPTH {
            diagnostics.error(
                RULE,
                location(),
                "folders nest too deep",
                "the data needs two levels; move this up or out",
            );
            return;
        }
        for entry in self.list(dir, &location) {
            let Ok(name) = entry.file_name().into_string() else {
                let shown = entry.file_name().to_string_lossy().into_owned();
                diagnostics.error(
                    RULE,
                    Location::Path(format!("{prefix}{shown}")),
                    "the file name is not UTF-8",
                    "rename it",
                );
                continue;
            };
            // Editors and desktops leave hidden files; they are nobody's data.
            if name.starts_with('.') {
                continue;
            }
            let path = format!("{prefix}{name}");
            let location = Location::Path(path.clone());
            // Case matters: the loader and its error messages name files by their lower-case names.
            let is_data = name.strip_suffix(".toml").is_some();
            // Whatever is wrong with it, a file of this name is not missing.
            if is_data {
                self.found.insert(path.clone(), None);
            }
            // `file_type` does not follow links, so a cycle is seen before it is walked.
            match entry.file_type() {
                Ok(kind) if kind.is_symlink() => {
                    diagnostics.error(
                    RULE,
                    location,
                    "is a symbolic link",
                    "put the file itself here: links can lead in circles or out of the repository",
                );
                }
                Ok(kind) if kind.is_dir() && name.to_ascii_lowercase().ends_with(".toml") => {
                    diagnostics.error(
                        RULE,
                        location,
                        "is a folder where a file should be",
                        "rename or remove the folder",
                    );
                }
                Ok(kind) if kind.is_dir() => {
                    self.dir(&entry.path(), &format!("{path}/"), depth + 1);
                }
                Ok(kind) if kind.is_file() => {
                    if is_data {
                        match read_text(&entry.path()) {
                            Ok(text) => self.add(path, text),
                            Err(Unreadable { message, remedy }) => {
                                diagnostics.error(RULE, location, message, remedy);
                            }
                        }
                    } else if !matches!(path.as_str(), "README.md" | "LICENSE") {
                        diagnostics.error(
                            RULE,
                            location,
                            "is not a data file",
                            "data files end in .toml; move this elsewhere",
                        );
                    }
                }
                Ok(_) => diagnostics.error(
                    RULE,
                    location,
                    "is not a regular file",
                    "remove it: pipes, sockets and devices hold no data",
                ),
                Err(error) => diagnostics.error(
                    RULE,
                    location,
                    format!("cannot be examined: {error}"),
                    "check its permissions",
                ),
            }
        }
    }

    /// What is in a folder; nothing, if it cannot be listed or is too much.
    fn list(&mut self, dir: &Path, location: &dyn Fn() -> Location) -> Vec<fs::DirEntry> {
        // One more than there may be is enough to know that there are too many.
        let room = MAX_ENTRIES - self.entries;
        let list = |entries: fs::ReadDir| entries.take(room + 1).collect::<Result<Vec<_>, _>>();
        let entries = match fs::read_dir(dir).and_then(list) {
            Ok(entries) => entries,
            Err(error) => {
                self.diagnostics.error(
                    RULE,
                    location(),
                    format!("cannot list this folder: {error}"),
                    "check that it exists and may be read",
                );
                return Vec::new();
            }
        };
        if entries.len() <= room {
            self.entries += entries.len();
            return entries;
        }
        if !self.is_full {
            self.is_full = true;
            self.diagnostics.error(
                RULE,
                location(),
                format!("there are more than {MAX_ENTRIES} files and folders"),
                "check that this is the folder of the data; the rest is not read",
            );
        }
        Vec::new()
    }

    fn add(&mut self, path: String, text: String) {
        let before = self.bytes;
        self.bytes += text.len();
        if self.bytes <= MAX_BYTES {
            self.found.insert(path, Some(text));
        } else if before <= MAX_BYTES {
            self.diagnostics.error(
                RULE,
                Location::Path(path),
                "with this file, the data is larger than 32 MiB",
                "check that this is the folder of the data; the rest is not read",
            );
        }
    }
}
