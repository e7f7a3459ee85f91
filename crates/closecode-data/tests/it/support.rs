//! Datasets to test with: the miniature one, the real one, and how to put one on the disk or leave
//! it in memory.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use closecode_data::{Checked, Files};

/// Files by their paths below the data folder. Bytes, because a broken file need not be text.
pub(crate) type Tree = BTreeMap<String, Vec<u8>>;

/// The crate's `tests/`.
pub(crate) fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// The repository's `data/`.
pub(crate) fn real_data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data")
}

/// The miniature dataset, which has no errors and no warnings.
pub(crate) fn mini() -> Tree {
    tree(&tests().join("mini"))
}

/// Every file below a folder.
pub(crate) fn tree(root: &Path) -> Tree {
    let mut found = Tree::new();
    collect(root, "", &mut found);
    found
}

fn collect(dir: &Path, prefix: &str, found: &mut Tree) {
    for entry in fs::read_dir(dir).unwrap_or_else(|e| panic!("{}: {e}", dir.display())) {
        let entry = entry.unwrap();
        let path = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            collect(&entry.path(), &format!("{path}/"), found);
        } else {
            found.insert(path, fs::read(entry.path()).unwrap());
        }
    }
}

/// Writes files below a folder.
pub(crate) fn write(root: &Path, tree: &Tree) {
    for (path, bytes) in tree {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

/// Whether a path is that of a data file.
pub(crate) fn is_data(path: &str) -> bool {
    path.strip_suffix(".toml").is_some()
}

/// Checks files without a disk. As from a disk, only `.toml` files are data.
pub(crate) fn check(tree: &Tree) -> Checked {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let data = tree.iter().filter(|(path, _)| is_data(path));
    closecode_data::check(Files::from_memory(data.map(|(path, bytes)| (path.clone(), text(bytes)))))
}

/// Replaces the one occurrence of `find` in a file.
pub(crate) fn edit(tree: &mut Tree, file: &str, find: &str, replace: &str) {
    let bytes = tree.get_mut(file).unwrap_or_else(|| panic!("there is no file {file} to change"));
    let text = std::str::from_utf8(bytes).unwrap();
    let count = text.matches(find).count();
    assert_eq!(count, 1, "`{find}` must stand once in {file}, not {count} times");
    *bytes = text.replace(find, replace).into_bytes();
}
