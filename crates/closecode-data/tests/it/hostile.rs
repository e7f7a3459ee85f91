//! Folders and files that nobody would write on purpose: each is an error that says what is wrong,
//! or is read, and none is a panic.

use std::fs;
use std::ops::Range;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::process::Command;
use std::time::{Duration, Instant};

use closecode_data::{Checked, MAX_FILE_BYTES, Report};
use closecode_format::read::{DeTable, DeValue};
use tempfile::TempDir;

use crate::support;

/// The miniature dataset on the disk, to be spoiled.
fn mini() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    support::write(dir.path(), &support::mini());
    dir
}

fn load(dir: &TempDir) -> Report {
    closecode_data::load(dir.path()).report
}

/// The errors in short, and that they can be shown.
fn errors(report: &Report) -> Vec<String> {
    assert!(!report.render("data/", false).contains('\u{1b}'));
    report.render("data/", true);
    closecode_data::render_json(report, "data/")
        .lines()
        .for_each(|line| drop(serde_json::from_str::<serde_json::Value>(line).unwrap()));
    report.diagnostics().iter().map(|d| format!("{}: {}", d.rule, d.message)).collect()
}

/// Asserts that one file is refused, and that nothing else is blamed for its absence.
#[track_caller]
fn assert_refused(dir: &TempDir, message: &str) {
    assert_eq!(errors(&load(dir)), [message]);
}

#[track_caller]
fn assert_accepted(dir: &TempDir) {
    assert_eq!(errors(&load(dir)), [""; 0]);
}

#[test]
fn a_file_that_is_not_utf_8_is_refused_with_its_line() {
    let dir = mini();
    fs::write(dir.path().join("codes/1006.toml"), b"# one\n# two\n# \xff three\n").unwrap();
    assert_refused(&dir, "files: is not UTF-8: byte 14, on line 3, starts no character");
}

#[test]
fn a_file_of_the_largest_size_is_read_and_one_byte_more_is_not() {
    let dir = mini();
    let path = dir.path().join("codes/1006.toml");
    let mut text = fs::read(&path).unwrap();
    text.resize(usize::try_from(MAX_FILE_BYTES).unwrap(), b'\n');
    fs::write(&path, &text).unwrap();
    assert_accepted(&dir);
    text.push(b'\n');
    fs::write(&path, &text).unwrap();
    assert_refused(&dir, "files: is larger than 1 MiB");
}

#[test]
fn a_huge_file_is_not_read_to_find_out() {
    let dir = mini();
    fs::File::create(dir.path().join("pairs.toml")).unwrap().set_len(100 << 20).unwrap();
    assert_refused(&dir, "files: is larger than 1 MiB");
}

#[test]
fn a_folder_in_the_place_of_a_file_is_refused() {
    let dir = mini();
    fs::remove_file(dir.path().join("codes/1006.toml")).unwrap();
    fs::create_dir(dir.path().join("codes/1006.toml")).unwrap();
    assert_refused(&dir, "files: is a folder where a file should be");
}

#[test]
fn a_link_is_refused_to_a_file_to_a_folder_above_it_and_to_itself() {
    let dir = mini();
    let codes = dir.path().join("codes");
    symlink(codes.join("1006.toml"), codes.join("1007.toml")).unwrap();
    assert_refused(&dir, "files: is a symbolic link");
    fs::remove_file(codes.join("1007.toml")).unwrap();
    symlink("..", codes.join("up")).unwrap();
    assert_refused(&dir, "files: is a symbolic link");
    fs::remove_file(codes.join("up")).unwrap();
    symlink("loop", codes.join("loop")).unwrap();
    assert_refused(&dir, "files: is a symbolic link");
}

#[test]
fn the_data_folder_itself_may_be_a_link() {
    let dir = mini();
    let links = tempfile::tempdir().unwrap();
    symlink(dir.path(), links.path().join("data")).unwrap();
    assert_eq!(errors(&closecode_data::load(&links.path().join("data")).report), [""; 0]);
}

#[test]
fn folders_that_nest_too_deep_are_not_walked() {
    let dir = mini();
    fs::create_dir_all(dir.path().join("codes").join("d/".repeat(500))).unwrap();
    assert_refused(&dir, "files: folders nest too deep");
}

#[test]
fn a_pipe_is_refused_and_not_waited_for() {
    let dir = mini();
    let pipe = dir.path().join("codes/1007.toml");
    assert!(Command::new("mkfifo").arg(pipe).status().unwrap().success());
    assert_refused(&dir, "files: is not a regular file");
}

#[test]
fn a_file_that_may_not_be_read_is_refused() {
    let dir = mini();
    let path = dir.path().join("codes/1006.toml");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    // Root may read what nobody may. Then there is nothing to refuse, and saying so beats skipping.
    if fs::read(&path).is_ok() {
        assert_accepted(&dir);
    } else {
        assert_refused(&dir, "files: cannot be read: Permission denied (os error 13)");
    }
}

#[test]
fn a_folder_that_may_not_be_listed_is_refused() {
    let dir = mini();
    let path = dir.path().join("codes/secret");
    fs::create_dir(&path).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    // As above: root may list it, and finds it empty.
    if fs::read_dir(&path).is_ok() {
        assert_accepted(&dir);
    } else {
        assert_refused(&dir, "files: cannot list this folder: Permission denied (os error 13)");
    }
    fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).unwrap();
}

#[test]
fn a_file_name_that_is_not_utf_8_is_refused() {
    use std::os::unix::ffi::OsStrExt as _;
    let dir = mini();
    let name = std::ffi::OsStr::from_bytes(b"codes/\xff.toml");
    fs::write(dir.path().join(name), "").unwrap();
    assert_refused(&dir, "files: the file name is not UTF-8");
}

#[test]
fn a_folder_without_data_is_refused_and_so_is_a_missing_one() {
    let dir = tempfile::tempdir().unwrap();
    assert_refused(&dir, "files: there is no data here");
    let missing = closecode_data::load(&dir.path().join("missing")).report;
    assert_eq!(
        errors(&missing),
        ["files: cannot list this folder: No such file or directory (os error 2)"]
    );
    let file = closecode_data::load(&support::tests().join("it/hostile.rs")).report;
    assert_eq!(errors(&file), ["files: cannot list this folder: Not a directory (os error 20)"]);
    let nothing = support::check(&support::Tree::new());
    assert!(nothing.into_dataset().is_err());
}

/// The miniature dataset with another file for 1006.
fn with_1006(bytes: impl Into<Vec<u8>>) -> Checked {
    let mut tree = support::mini();
    tree.insert("codes/1006.toml".to_owned(), bytes.into());
    support::check(&tree)
}

fn text_of_1006() -> String {
    String::from_utf8(support::mini().remove("codes/1006.toml").unwrap()).unwrap()
}

#[test]
fn an_empty_file_is_called_empty_whatever_it_lacks() {
    for text in ["", "\u{feff}", "\n\n", "# A comment.\n"] {
        let report = with_1006(text).report;
        assert_eq!(errors(&report), ["keys: the file is empty: it has no key"], "{text:?}");
        assert!(report.render("", false).contains("begin with `code = ...`"), "{text:?}");
    }
    let keys = ["cases", "ident", "name", "sources"];
    let lacks = keys.map(|key| format!("keys: the key `{key}` is missing"));
    let tables = ["policy", "wire"].map(|table| format!("keys: the table `[{table}]` is missing"));
    let all: Vec<String> = lacks.into_iter().chain(tables).collect();
    assert_eq!(errors(&with_1006("code = 1006\n").report), all);
}

#[test]
fn a_byte_order_mark_and_windows_line_endings_are_accepted() {
    assert_eq!(errors(&with_1006(format!("\u{feff}{}", text_of_1006())).report), [""; 0]);
    let windows = support::mini().into_iter().map(|(path, bytes)| {
        let text = String::from_utf8(bytes).unwrap().replace('\n', "\r\n");
        (path, text.into_bytes())
    });
    assert_eq!(errors(&support::check(&windows.collect()).report), [""; 0]);
}

#[test]
fn a_place_after_a_byte_order_mark_and_windows_line_endings_is_right() {
    let text = text_of_1006().replace("factor = 2", "factor = 9").replace('\n', "\r\n");
    let report = with_1006(format!("\u{feff}{text}")).report;
    let json: serde_json::Value =
        serde_json::from_str(&closecode_data::render_json(&report, "")).unwrap();
    let line = text.lines().position(|line| line == "factor = 9").unwrap() + 1;
    assert_eq!((json["line"].as_u64(), json["column"].as_u64()), (Some(line as u64), Some(10)));
    assert!(report.render("", false).contains("| factor = 9\n"), "{}", report.render("", false));
}

#[test]
fn nul_bytes_are_no_toml() {
    for text in ["\0", "code = 1006\0", "code = \"\0\"", "# \0", "\0\0\0\0 = \0"] {
        let found = errors(&with_1006(text).report);
        assert!(found.iter().all(|f| f.starts_with("syntax: ")) && !found.is_empty(), "{found:?}");
    }
}

#[test]
fn deep_nesting_is_a_syntax_error_and_no_stack_overflow() {
    let deep = 10_000;
    let texts = [
        format!("code = {}", "[".repeat(deep)),
        format!("code = {}{}", "[".repeat(deep), "]".repeat(deep)),
        "[".repeat(deep),
        format!("{}a{}", "[".repeat(deep), "]".repeat(deep)),
        format!("code = {}1{}", "{a=".repeat(deep), "}".repeat(deep)),
        format!("code = {}", "{a=[".repeat(deep)),
        format!("{}a = 1", "a.".repeat(deep)),
        format!("[{}a]", "a.".repeat(deep)),
        format!("[[{}a]]", "a.".repeat(deep)),
        format!("code = {{ {}a = 1 }}", "a.".repeat(deep)),
    ];
    for text in texts {
        let found = errors(&with_1006(text.as_str()).report);
        assert!(
            found.iter().all(|f| f.starts_with("syntax: ")) && !found.is_empty(),
            "{} …: {found:?}",
            &text[..20]
        );
    }
}

/// A file of the largest size: a beginning, and as many items as fit.
fn fill(head: &str, item: impl Fn(usize) -> String) -> String {
    let mut text = head.to_owned();
    for item in (0..).map(item) {
        if text.len() + item.len() > usize::try_from(MAX_FILE_BYTES).unwrap() {
            break;
        }
        text.push_str(&item);
    }
    text
}

#[test]
fn as_many_problems_as_fit_into_one_file_are_summed_up_within_seconds() {
    let texts = [
        // 140,000 different keys; a million do not fit.
        fill("", |n| format!("{n:x}=0\n")),
        fill("", |_| "a\n".to_owned()),
        fill("", |_| "[[history]]\n".to_owned()),
        fill("", |_| "=".to_owned()),
        // On one line, so that each excerpt would be the whole file.
        fill("related = [0", |_| ",''".to_owned()) + "]",
    ];
    for text in texts {
        let start = Instant::now();
        let report = with_1006(text.as_str()).report;
        let sum = report.diagnostics().iter().find(|d| d.message.starts_with("and ")).unwrap();
        assert!(sum.message.ends_with(" more of this rule in this file"), "{}", sum.message);
        assert!((201..250).contains(&errors(&report).len()));
        // In a debug build the slowest takes five; showing the whole file for each problem took
        // hours.
        assert!(
            start.elapsed() < Duration::from_secs(60),
            "{:.20} took {:?}",
            text,
            start.elapsed()
        );
    }
}

/// The place of each text in a tree, keys excepted.
fn strings(table: &DeTable<'_>) -> Vec<Range<usize>> {
    fn walk(value: &toml::Spanned<DeValue<'_>>, found: &mut Vec<Range<usize>>) {
        match value.get_ref() {
            DeValue::String(_) => found.push(value.span()),
            DeValue::Array(list) => list.iter().for_each(|value| walk(value, found)),
            DeValue::Table(table) => table.values().for_each(|value| walk(value, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    table.values().for_each(|value| walk(value, &mut found));
    found.sort_by_key(|place| place.start);
    found
}

/// Every text of every file, whatever its key: none takes what cannot be seen.
#[test]
fn what_cannot_be_seen_is_refused_in_every_text() {
    let mini = support::mini();
    let mut tried = 0;
    for (path, bytes) in &mini {
        let text = std::str::from_utf8(bytes).unwrap();
        let places = strings(DeTable::parse(text).unwrap().get_ref());
        for write in ["\u{202e}", "\\u202e", "\u{200d}", "\u{e0041}"] {
            let mut spoiled = text.to_owned();
            for place in places.iter().rev() {
                let quotes = if text[place.clone()].starts_with("\"\"\"") { 3 } else { 1 };
                spoiled.insert_str(place.start + quotes, write);
            }
            let tree = support::Tree::from([(path.clone(), spoiled.into_bytes())]);
            let report = support::check(&tree).report;
            let found = report.diagnostics().iter().filter(|d| d.rule == "characters").count();
            // Those beyond 200 are summed up.
            assert_eq!(
                found,
                places.len().min(201),
                "{path}: {write:?}\n{}",
                report.render("", false)
            );
            tried += places.len();
        }
    }
    assert!(tried > 2000, "{tried} texts");
}

#[test]
fn what_cannot_be_seen_is_refused_in_keys_and_names_of_files() {
    for key in ["\"a\u{202e}\"", "\"a\\u202e\""] {
        let report = with_1006(format!("{}\n[wire.{key}]\n", text_of_1006())).report;
        let found = errors(&report);
        let wanted = "characters: U+202E changes the direction of text".to_owned();
        assert!(found.contains(&wanted), "{found:?}");
    }
    let mut tree = support::mini();
    tree.insert("protocols/a\u{1b}]0;b\u{202e}.toml".to_owned(), b"format = \"1.0\"\n".to_vec());
    let report = support::check(&tree).report;
    let text = report.render("data/", false);
    assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text}");
    assert!(text.contains("data/protocols/a\\u{1b}]0;b\\u{202e}.toml"), "{text}");
    assert!(text.contains("in the name of the file, U+001B is a control character"), "{text}");
}

#[test]
fn a_text_of_a_megabyte_is_one_error_of_a_few_lines() {
    let start = Instant::now();
    let mut tree = support::mini();
    let long = "\"https://example.com/".to_owned() + &"x".repeat(900_000) + "\"";
    support::edit(&mut tree, "protocols/ticker.toml", "\"There is no such symbol.\"", &long);
    support::edit(&mut tree, "protocols/ticker.toml", "\"Ticker protocol\"", &long);
    support::edit(
        &mut tree,
        "protocols/ticker.toml",
        "kind = \"specification\"",
        &format!("kind = {long}"),
    );
    let report = support::check(&tree).report;
    assert!(errors(&report).contains(&"sizes: 900020 characters are more than 4000".to_owned()));
    let length = report.render("", false).len() + closecode_data::render_json(&report, "").len();
    assert!(length < 20_000, "{length} bytes are printed");
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

#[test]
fn a_folder_has_so_many_files_and_no_more() {
    let dir = mini();
    let many = dir.path().join("codes");
    let entries = support::mini().len() + 12;
    for n in entries..4096 {
        fs::write(many.join(format!(".{n}")), "").unwrap();
    }
    assert_accepted(&dir);
    for n in 0..20 {
        fs::write(many.join(format!(".more-{n}")), "").unwrap();
    }
    let found = errors(&load(&dir));
    let wanted = "files: there are more than 4096 files and folders".to_owned();
    assert_eq!(found.iter().filter(|error| **error == wanted).count(), 1, "{found:?}");
}

#[test]
fn a_folder_is_so_large_and_no_larger() {
    let dir = mini();
    let text = "#".repeat(usize::try_from(MAX_FILE_BYTES).unwrap());
    for n in 0..33 {
        fs::write(dir.path().join(format!("{n}.toml")), &text).unwrap();
    }
    let found = errors(&load(&dir));
    let wanted = "files: with this file, the data is larger than 32 MiB".to_owned();
    assert_eq!(found.iter().filter(|error| **error == wanted).count(), 1, "{found:?}");
}
