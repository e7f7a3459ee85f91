//! Reads the data folder into memory, and refuses whatever is not a plain, modest text file.
//!
//! Everything after this module is a pure function of texts, so a test can check a dataset that
//! never touched a disk.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read as _;
use std::path::Path;

use crate::{Diagnostics, Files, Location, MAX_FILE_BYTES};

const RULE: &str = "files";

/// How deep folders may nest; the data needs two levels.
const MAX_DEPTH: usize = 4;

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
        let mut found = BTreeMap::new();
        walk(root, "", 0, &mut found, diagnostics);
        let unreadable = found.iter().filter(|(_, text)| text.is_none());
        let unreadable = unreadable.map(|(path, _)| path.clone()).collect();
        let texts = found.into_iter().map(|(path, text)| (path, text.unwrap_or_default()));
        Self { files: Files::from_memory(texts.collect()), unreadable }
    }
}

fn walk(
    dir: &Path,
    prefix: &str,
    depth: usize,
    found: &mut BTreeMap<String, Option<String>>,
    diagnostics: &Diagnostics,
) {
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
    let entries = match fs::read_dir(dir).and_then(Iterator::collect::<Result<Vec<_>, _>>) {
        Ok(entries) => entries,
        Err(error) => {
            diagnostics.error(
                RULE,
                location(),
                format!("cannot list this folder: {error}"),
                "check that it exists and may be read",
            );
            return;
        }
    };
    for entry in entries {
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
            found.insert(path.clone(), None);
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
                walk(&entry.path(), &format!("{path}/"), depth + 1, found, diagnostics);
            }
            Ok(kind) if kind.is_file() => {
                if is_data {
                    match read_text(&entry.path()) {
                        Ok(text) => {
                            found.insert(path, Some(text));
                        }
                        Err(problem) => diagnostics.error(RULE, location, problem.0, problem.1),
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

fn read_text(path: &Path) -> Result<String, (String, String)> {
    let io = |error: std::io::Error| {
        (format!("cannot be read: {error}"), "check its permissions".to_owned())
    };
    let file = fs::File::open(path).map_err(io)?;
    let mut bytes = Vec::new();
    // One byte over the limit is enough to know; a 100 MB file is not read to find out.
    file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes).map_err(io)?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err((
            "is larger than 1 MiB".to_owned(),
            "no data file needs that; split it or check what it is".to_owned(),
        ));
    }
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..good].split(|&b| b == b'\n').count();
        (
            format!("is not UTF-8: byte {good}, on line {line}, starts no character"),
            "save the file as UTF-8".to_owned(),
        )
    })
}
