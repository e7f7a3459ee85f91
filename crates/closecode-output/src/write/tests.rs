use std::collections::BTreeMap;
use std::fs;
#[cfg(unix)]
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;
use std::thread;

use super::{Kind, Mode, OutputDir, apply, holds_foreign_files, in_parallel, remove, replace};
use crate::stage::{PREFIX as STAGED, Staged};

fn tree(dir: &Path, files: &[(&str, &str)]) -> Vec<OutputDir> {
    let files: BTreeMap<String, Vec<u8>> =
        files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
    vec![OutputDir {
        dir: dir.to_owned(),
        shown: "out".to_owned(),
        files,
        keep_others: false,
        sync: false,
    }]
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
    let changes = apply(&trees, Mode::Write).unwrap();
    assert_eq!(changes.len(), 3);
    assert!(changes.iter().all(|change| change.diff.is_empty()), "only a check compares lines");
    assert_eq!(kinds(&trees, Mode::Check), []);
    assert!(!dir.path().join("gone").exists());
}

/// It is not taken for one that is missing.
#[test]
fn a_file_that_cannot_be_read_is_an_error() {
    let (dir, _) = written();
    fs::write(dir.path().join("wall"), "").unwrap();
    let trees = tree(dir.path(), &[("wall/b.txt", "never\n")]);
    let error = format!("{:#}", apply(&trees, Mode::Check).unwrap_err());
    assert!(error.starts_with("cannot read out/wall/b.txt"), "{error}");
}

#[test]
fn what_is_gone_is_removed_and_what_cannot_be_removed_is_an_error() {
    let dir = tempfile::tempdir().unwrap();
    assert!(remove(&dir.path().join("gone")).is_ok());
    assert!(remove(dir.path()).unwrap_err().to_string().starts_with("cannot remove"));
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
    symlink(outside.path(), dir.path().join("a.txt")).unwrap();
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

#[test]
fn in_a_shared_folder_too_what_a_killed_run_left_is_removed() {
    let (dir, mut trees) = written();
    trees[0].keep_others = true;
    let leftovers =
        [format!("{STAGED}abc"), format!("sub/{STAGED}1-2")].map(|name| dir.path().join(name));
    let elsewhere = dir.path().join(format!("other/{STAGED}3"));
    fs::create_dir(dir.path().join("other")).unwrap();
    for path in leftovers.iter().chain([&elsewhere]) {
        fs::write(path, "half").unwrap();
    }
    assert_eq!(kinds(&trees, Mode::Check), []);
    assert!(leftovers.iter().all(|path| path.exists()), "checking is read-only");
    assert_eq!(kinds(&trees, Mode::Write), []);
    assert!(!leftovers.iter().any(|path| path.exists()));
    assert!(elsewhere.exists(), "in a folder where we have written nothing");
}

/// Each run removes what it takes for leftovers of killed ones, and empty folders.
#[test]
fn two_runs_at_once_do_not_stop_each_other() {
    let dir = tempfile::tempdir().unwrap();
    for (round, keep_others) in [false, true].into_iter().cycle().take(30).enumerate() {
        let files: Vec<(String, String)> = (0..40)
            .map(|n| (format!("{}/{}/{n}.txt", round % 7, n % 5), format!("{round} {n}")))
            .collect();
        let files: Vec<(&str, &str)> = files.iter().map(|(n, t)| (&**n, &**t)).collect();
        let mut trees = tree(dir.path(), &files);
        trees[0].keep_others = keep_others;
        thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| apply(&trees, Mode::Write).unwrap());
            }
        });
        assert_eq!(kinds(&trees, Mode::Check), [], "round {round}");
    }
}

#[test]
fn what_another_run_removes_is_written_anew() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("sub/a.txt");
    let staged = Staged::beside(&path, b"one\n", true).unwrap();
    fs::remove_dir_all(dir.path().join("sub")).unwrap();
    staged.replace().unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "one\n");
    assert_eq!(fs::read_dir(dir.path().join("sub")).unwrap().count(), 1);
    // What is always missing is an error, and not tried for ever.
    let staged = Staged::beside(&path, b"two\n", false).unwrap();
    fs::remove_dir_all(dir.path().join("sub")).unwrap();
    fs::write(dir.path().join("sub"), "").unwrap();
    assert!(staged.replace().is_err());
}

#[cfg(unix)]
#[test]
fn a_link_to_a_folder_is_never_written_through() {
    let (dir, mut trees) = written();
    let outside = tempfile::tempdir().unwrap();
    fs::remove_dir_all(dir.path().join("sub")).unwrap();
    symlink(outside.path(), dir.path().join("sub")).unwrap();
    fs::write(dir.path().join("a.txt"), "uno\n").unwrap();
    for keep_others in [false, true] {
        trees[0].keep_others = keep_others;
        for mode in [Mode::Check, Mode::Write] {
            let error = apply(&trees, mode).unwrap_err().to_string();
            assert!(error.starts_with("out/sub is a link, and files would be"), "{error}");
        }
    }
    assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 0);
    assert_eq!(fs::read_to_string(dir.path().join("a.txt")).unwrap(), "uno\n", "nothing changed");
    // One that is not on the way is removed like a file, in a folder of ours.
    trees[0].keep_others = false;
    fs::remove_file(dir.path().join("sub")).unwrap();
    fs::write(outside.path().join("thesis.txt"), "mine").unwrap();
    symlink(outside.path(), dir.path().join("other")).unwrap();
    assert_eq!(kinds(&trees, Mode::Write).len(), 3);
    assert!(outside.path().join("thesis.txt").exists() && !dir.path().join("other").is_symlink());
}

#[cfg(unix)]
#[test]
fn a_link_with_the_same_bytes_does_not_stay_in_a_folder_of_ours() {
    let (dir, mut trees) = written();
    let outside = tempfile::NamedTempFile::new().unwrap();
    fs::write(outside.path(), "one\n").unwrap();
    fs::remove_file(dir.path().join("a.txt")).unwrap();
    symlink(outside.path(), dir.path().join("a.txt")).unwrap();
    trees[0].keep_others = true;
    assert_eq!(kinds(&trees, Mode::Check), []);
    trees[0].keep_others = false;
    assert_eq!(kinds(&trees, Mode::Write), [(Kind::Stale, "out/a.txt".to_owned())]);
    assert!(!dir.path().join("a.txt").is_symlink());
}

/// `closecode rust --out /dev/null`, as root, must not leave a machine without it.
#[cfg(unix)]
#[test]
fn in_a_shared_folder_only_files_are_replaced() {
    let (dir, mut trees) = written();
    let outside = tempfile::NamedTempFile::new().unwrap();
    let path = dir.path().join("a.txt");
    trees[0].keep_others = true;
    fs::remove_file(&path).unwrap();
    symlink(outside.path(), &path).unwrap();
    let error = apply(&trees, Mode::Write).unwrap_err().to_string();
    assert!(error.starts_with("out/a.txt is a link, and would be replaced"), "{error}");
    assert!(replace(&path, "new").unwrap_err().to_string().contains(" is a link, and would be"));
    assert_eq!(fs::read_to_string(outside.path()).unwrap(), "");
    fs::remove_file(&path).unwrap();
    assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
    let error = apply(&trees, Mode::Write).unwrap_err().to_string();
    assert_eq!(error, "out/a.txt is not a file");
    assert!(replace(&path, "new").unwrap_err().to_string().ends_with("a.txt is not a file"));
    // In a folder of ours it is a file of ours. Reading the pipe would never end.
    trees[0].keep_others = false;
    assert_eq!(kinds(&trees, Mode::Write), [(Kind::Stale, "out/a.txt".to_owned())]);
    assert_eq!(fs::read_to_string(&path).unwrap(), "one\n");
}

/// `--out /` must not look through the whole disk.
#[cfg(unix)]
#[test]
fn looking_for_foreign_files_ends_at_the_first() {
    let dir = tempfile::tempdir().unwrap();
    // Folders so deep that a walk cannot come to their end.
    let script = "n=$(printf %0250d 0); for i in $(seq 20); do mkdir $n && cd -P $n; done";
    let made = Command::new("sh").args(["-c", script]).current_dir(dir.path()).status().unwrap();
    assert!(made.success());
    assert!(holds_foreign_files(dir.path()).is_err());
    fs::write(dir.path().join("thesis.txt"), "").unwrap();
    assert!(holds_foreign_files(dir.path()).unwrap());
}

#[test]
fn each_processor_has_one_thread_and_the_order_stays() {
    let threads = thread::available_parallelism().unwrap().get();
    for items in [0, 1, threads, 4 * threads, 4 * threads + 1] {
        let done = in_parallel((0..items).collect(), |n| Ok((n, thread::current().id()))).unwrap();
        assert!(done.iter().map(|(n, _)| *n).eq(0..items));
        let mut used: Vec<_> = done.iter().map(|(_, id)| *id).collect();
        used.dedup();
        let expected = items.div_ceil(items.div_ceil(threads).max(1));
        assert_eq!(used.len(), expected, "{items} items for {threads} processors");
    }
}
