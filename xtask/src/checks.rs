//! Promises about the repository as a whole, which no single crate can keep.

mod arrows;
mod ci;
mod columns;
mod counts;
mod english;
mod features;
mod figures;
mod lets;
mod modules;
mod packages;
mod paths;

use std::path::{Path, PathBuf};
use std::process::Command;

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// The files of the repository below a path, as git knows them: committed ones, and new ones that
/// it does not ignore. Paths are relative to the root.
fn files(patterns: &[&str]) -> Vec<String> {
    let output = Command::new("git")
        .current_dir(root())
        .args(["ls-files", "--cached", "--others", "--exclude-standard", "-z", "--"])
        .args(patterns)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let list = String::from_utf8(output.stdout).unwrap();
    let files = list.split('\0').filter(|path| !path.is_empty() && root().join(path).is_file());
    files.map(str::to_owned).collect()
}

pub(crate) fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}
