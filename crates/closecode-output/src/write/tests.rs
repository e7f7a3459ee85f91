use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::{Kind, Mode, OutputDir, apply, holds_foreign_files};
use crate::stage::PREFIX as STAGED;

fn tree(dir: &Path, files: &[(&str, &str)]) -> Vec<OutputDir> {
    let files: BTreeMap<String, Vec<u8>> =
        files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
    vec![OutputDir { dir: dir.to_owned(), shown: "out".to_owned(), files, keep_others: false }]
}

fn kinds(trees: &[OutputDir], mode: Mode) -> Vec<(Kind, String)> {
    apply(trees, mode).unwrap().into_iter().map(|c| (c.kind, c.shown)).collect()
}

/// A written tree, for a test to disturb.
fn written() -> (tempfile::TempDir, Vec<OutputDir>) {
    let dir = tempfile::tempdir().unwrap();
    let trees = tree(dir.path(), &[("a.txt", "one\n"), ("sub/b.txt", "two\n")]);
    assert_eq!(kinds(&trees, Mode::Write).len(), 2);
    assert_eq!(kinds(&trees, Mode::Check), []);
    (dir, trees)
}

#[test]
fn check_fails_on_a_stale_file_and_shows_the_difference() {
    let (dir, trees) = written();
    fs::write(dir.path().join("a.txt"), "uno\n").unwrap();
    let changes = apply(&trees, Mode::Check).unwrap();
    assert_eq!(
        changes.iter().map(|c| (c.kind, c.shown.as_str())).collect::<Vec<_>>(),
        [(Kind::Stale, "out/a.txt")]
    );
    assert!(changes[0].diff.contains("-uno\n+one"), "{}", changes[0].diff);
    assert_eq!(
        fs::read_to_string(dir.path().join("a.txt")).unwrap(),
        "uno\n",
        "checking is read-only"
    );
}

#[test]
fn check_fails_on_a_missing_file() {
    let (dir, trees) = written();
    fs::remove_file(dir.path().join("sub/b.txt")).unwrap();
    assert_eq!(kinds(&trees, Mode::Check), [(Kind::Missing, "out/sub/b.txt".to_owned())]);
    assert!(!dir.path().join("sub/b.txt").exists(), "checking is read-only");
}

#[test]
fn check_fails_on_an_orphan() {
    let (dir, trees) = written();
    fs::write(dir.path().join("sub/old.txt"), "").unwrap();
    assert_eq!(kinds(&trees, Mode::Check), [(Kind::Orphaned, "out/sub/old.txt".to_owned())]);
    assert!(dir.path().join("sub/old.txt").exists(), "checking is read-only");
}

#[test]
fn writing_mends_all_three_and_removes_empty_folders() {
    let (dir, trees) = written();
    fs::write(dir.path().join("a.txt"), "uno\n").unwrap();
    fs::remove_file(dir.path().join("sub/b.txt")).unwrap();
    fs::create_dir(dir.path().join("gone")).unwrap();
    fs::write(dir.path().join("gone/old.txt"), "").unwrap();
    assert_eq!(kinds(&trees, Mode::Write).len(), 3);
    assert_eq!(kinds(&trees, Mode::Check), []);
    assert!(!dir.path().join("gone").exists());
}

#[test]
fn equal_bytes_are_not_rewritten() {
    let (dir, trees) = written();
    let modified = || fs::metadata(dir.path().join("a.txt")).unwrap().modified().unwrap();
    let before = modified();
    assert_eq!(kinds(&trees, Mode::Write), []);
    assert_eq!(modified(), before);
}

#[test]
fn a_failure_changes_nothing() {
    let (dir, _) = written();
    // The second file cannot be staged: where its folder should be, there is a file.
    fs::write(dir.path().join("wall"), "").unwrap();
    let trees = tree(dir.path(), &[("a.txt", "changed\n"), ("wall/b.txt", "never\n")]);
    let error = format!("{:#}", apply(&trees, Mode::Write).unwrap_err());
    assert!(error.contains("wall/b.txt"), "{error}");
    assert_eq!(fs::read_to_string(dir.path().join("a.txt")).unwrap(), "one\n");
    let leftovers = fs::read_dir(dir.path())
        .unwrap()
        .filter(|e| e.as_ref().unwrap().file_name().to_string_lossy().starts_with(STAGED));
    assert_eq!(leftovers.count(), 0);
}

#[test]
fn what_a_killed_run_left_is_removed() {
    let (dir, trees) = written();
    fs::write(dir.path().join(format!("{STAGED}abc")), "half").unwrap();
    assert_eq!(kinds(&trees, Mode::Check), [], "it is nobody's file, and git ignores it");
    assert_eq!(kinds(&trees, Mode::Write).len(), 1);
    assert!(!dir.path().join(format!("{STAGED}abc")).exists());
}

#[test]
fn a_run_that_was_stopped_while_staging_leaves_nothing_foreign() {
    let dir = tempfile::tempdir().unwrap();
    assert!(!holds_foreign_files(&dir.path().join("absent")).unwrap());
    fs::create_dir_all(dir.path().join("en/codes")).unwrap();
    fs::write(dir.path().join("en/codes").join(format!("{STAGED}abc")), "half").unwrap();
    assert!(!holds_foreign_files(dir.path()).unwrap());
    fs::write(dir.path().join("en/thesis.txt"), "").unwrap();
    assert!(holds_foreign_files(dir.path()).unwrap());
}

#[cfg(unix)]
#[test]
fn a_link_is_replaced_and_what_it_points_to_is_not() {
    let (dir, trees) = written();
    let outside = tempfile::NamedTempFile::new().unwrap();
    fs::remove_file(dir.path().join("a.txt")).unwrap();
    std::os::unix::fs::symlink(outside.path(), dir.path().join("a.txt")).unwrap();
    assert_eq!(kinds(&trees, Mode::Write).len(), 1);
    assert_eq!(fs::read_to_string(outside.path()).unwrap(), "");
    assert_eq!(fs::read_to_string(dir.path().join("a.txt")).unwrap(), "one\n");
}

/// The crate's manifest is generated in part and lies among what people write.
#[test]
fn in_a_shared_folder_the_files_of_others_and_empty_folders_stay() {
    let (dir, mut trees) = written();
    trees[0].keep_others = true;
    trees[0].files.remove("sub/b.txt");
    fs::create_dir(dir.path().join("empty")).unwrap();
    assert_eq!(kinds(&trees, Mode::Check), []);
    fs::write(dir.path().join("a.txt"), "uno\n").unwrap();
    assert_eq!(kinds(&trees, Mode::Check), [(Kind::Stale, "out/a.txt".to_owned())]);
    assert_eq!(kinds(&trees, Mode::Write).len(), 1);
    assert!(dir.path().join("sub/b.txt").is_file() && dir.path().join("empty").is_dir());
}
