//! The program as scripts see it: exit statuses, and what it writes and leaves alone.

#[cfg(unix)]
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use crate::compiler::{elements, every_text};

const FILE: &str = "format = \"1.0\"\nname = \"Acme\"\nsummary = \"It is so.\"\n\n[[code]]\n\
                    code = 4000\nident = \"Kicked\"\nname = \"Kicked\"\nsender = \"server\"\n\
                    meaning = \"It is so.\"\nreconnect = \"never\"\n";

fn run(dir: &Path, arguments: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_closecode"))
        .args(arguments.split(' '))
        .current_dir(dir)
        .output()
        .unwrap()
}

fn status(dir: &Path, arguments: &str) -> i32 {
    run(dir, arguments).status.code().unwrap()
}

fn folder() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("closecodes.toml"), FILE).unwrap();
    dir
}

#[test]
fn exit_statuses_tell_a_wrong_file_from_a_wrong_command() {
    let dir = folder();
    assert_eq!(status(dir.path(), "check closecodes.toml"), 0);
    fs::write(dir.path().join("bad.toml"), FILE.replace("4000", "1006")).unwrap();
    for command in
        ["check bad.toml", "rust bad.toml --out x.rs", "docs bad.toml --out d", "check none.toml"]
    {
        assert_eq!(status(dir.path(), command), 1, "{command}");
    }
    assert!(
        !dir.path().join("x.rs").exists() && !dir.path().join("d").exists(),
        "nothing is made of a wrong file"
    );
    for command in ["chek closecodes.toml", "rust closecodes.toml --check", "docs closecodes.toml"]
    {
        assert_eq!(status(dir.path(), command), 2, "{command}");
    }
}

#[test]
fn problems_can_be_read_by_programs() {
    let dir = folder();
    fs::write(dir.path().join("bad.toml"), FILE.replace("4000", "1006")).unwrap();
    let output = run(dir.path(), "check bad.toml --format json");
    let text = String::from_utf8(output.stdout).unwrap();
    let start =
        r#"{"severity":"error","rule":"own-numbers","file":"bad.toml","line":6,"column":8,"#;
    assert!(text.starts_with(start), "{text}");
}

#[test]
fn checking_writes_nothing_and_sees_what_is_stale_or_missing() {
    let dir = folder();
    let check = "rust closecodes.toml --out src/codes.rs --check";
    let path = dir.path().join("src/codes.rs");
    assert_eq!(status(dir.path(), check), 1, "it is missing");
    assert!(!path.exists());
    assert_eq!(
        (status(dir.path(), "rust closecodes.toml --out src/codes.rs"), status(dir.path(), check)),
        (0, 0)
    );
    let written = fs::read(&path).unwrap();
    assert_eq!(
        written,
        run(dir.path(), "rust closecodes.toml").stdout,
        "what is printed is what is written"
    );
    fs::write(dir.path().join("closecodes.toml"), FILE.replace("Kicked", "Thrown")).unwrap();
    assert_eq!(status(dir.path(), check), 1, "it is stale");
    assert_eq!(fs::read(&path).unwrap(), written, "checking is read-only");
}

#[test]
fn documentation_leaves_other_files_alone() {
    let dir = folder();
    fs::create_dir(dir.path().join("d")).unwrap();
    fs::write(dir.path().join("d/mine.md"), "mine").unwrap();
    assert_eq!(status(dir.path(), "docs closecodes.toml --out d"), 0);
    assert_eq!(status(dir.path(), "docs closecodes.toml --out d --check"), 0);
    assert_eq!(fs::read_to_string(dir.path().join("d/mine.md")).unwrap(), "mine");
    fs::remove_file(dir.path().join("d/index.html")).unwrap();
    assert_eq!(status(dir.path(), "docs closecodes.toml --out d --check"), 1);
}

#[test]
fn a_file_that_exists_is_not_started_again() {
    let dir = folder();
    assert_eq!(status(dir.path(), "new closecodes.toml --name Other"), 1);
    assert_eq!(fs::read_to_string(dir.path().join("closecodes.toml")).unwrap(), FILE);
    assert_eq!(
        (status(dir.path(), "new other.toml --name Other"), status(dir.path(), "check other.toml")),
        (0, 0)
    );
}

/// What a team would commit beside its file, and check in CI.
#[test]
fn the_documentation_of_the_example_is_fresh() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("example-chat");
    let output = run(&example, "docs closecodes.toml --out docs --check");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Runs a command line of a shell; `closecode` is the program.
#[cfg(unix)]
fn shell(dir: &Path, line: &str) -> Output {
    let line = line.replace("closecode ", &format!("{} ", env!("CARGO_BIN_EXE_closecode")));
    Command::new("sh").args(["-c", &line]).current_dir(dir).output().unwrap()
}

#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_printed_fails() {
    let dir = folder();
    fs::write(dir.path().join("bad.toml"), FILE.replace("4000", "1006")).unwrap();
    for command in [
        "rust closecodes.toml",
        "check bad.toml --format json",
        "completions bash",
        "--help",
        "check --help",
        "--version",
    ] {
        let output = shell(dir.path(), &format!("closecode {command} > /dev/full"));
        assert_eq!(output.status.code(), Some(1), "{command}");
        let said = String::from_utf8(output.stderr).unwrap();
        let text = "error: cannot write to standard output: No space left on device";
        assert!(said.contains(text), "{command}: {said}");
        // A reader that goes away is no error.
        let line = format!("{{ sleep 0.2; closecode {command}; echo status $? >&2; }} | true");
        let said = String::from_utf8(shell(dir.path(), &line).stderr).unwrap();
        let expected = if command.contains("bad") { "status 1\n" } else { "status 0\n" };
        assert!(said.ends_with(expected) && !said.contains("standard output"), "{command}: {said}");
    }
}

/// No file may be larger than some blocks, as if the disk were full.
#[cfg(unix)]
#[test]
fn a_full_disk_changes_nothing() {
    let dir = folder();
    assert_eq!(status(dir.path(), "docs closecodes.toml --out d"), 0);
    let before = files(&dir.path().join("d"));
    fs::write(dir.path().join("closecodes.toml"), FILE.replace("Kicked", "Thrown")).unwrap();
    let line = "trap '' XFSZ; ulimit -f 4; closecode docs closecodes.toml --out d";
    let output = shell(dir.path(), line);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains("error: cannot write d/") && said.contains("nothing was changed"),
        "{said}"
    );
    assert!(files(&dir.path().join("d")) == before, "all is as it was, without staged files");
    assert_eq!(status(dir.path(), "docs closecodes.toml --out d"), 0);
    assert!(files(&dir.path().join("d")) != before);
}

/// The signal that comes with the same limit ends the program while it stages files.
#[cfg(unix)]
#[test]
fn what_a_killed_run_left_is_removed_by_the_next() {
    let dir = folder();
    fs::create_dir(dir.path().join("d")).unwrap();
    fs::write(dir.path().join("d/mine.md"), "mine").unwrap();
    let line = "ulimit -c 0; ulimit -f 4; exec closecode docs closecodes.toml --out d";
    assert_eq!(shell(dir.path(), line).status.code(), None, "a signal has ended it");
    let is_staged = |name: &String| name.starts_with(".closecode-tmp-");
    let left = files(&dir.path().join("d"));
    assert!(left.keys().any(is_staged));
    assert!(left.keys().all(|name| is_staged(name) || name == "mine.md"));
    assert_eq!(status(dir.path(), "docs closecodes.toml --out d"), 0);
    let written = files(&dir.path().join("d"));
    assert!(!written.keys().any(is_staged) && written["mine.md"] == b"mine");
    assert_eq!(status(dir.path(), "docs closecodes.toml --out d --check"), 0);
}

/// The files of a folder.
#[cfg(unix)]
fn files(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap());
    entries
        .map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap()))
        .collect()
}

/// Runs the program with arguments as they are, and ends it if it does not end by itself.
fn run_within(dir: &Path, arguments: &[&str]) -> (i32, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_closecode"))
        .args(arguments)
        .current_dir(dir)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let start = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if start.elapsed() > Duration::from_secs(20) {
            child.kill().unwrap();
            panic!("{arguments:?} does not end");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    let output = child.wait_with_output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}

#[cfg(unix)]
#[test]
fn what_is_no_regular_file_is_refused_by_every_command() {
    let dir = folder();
    assert!(Command::new("mkfifo").arg(dir.path().join("pipe")).status().unwrap().success());
    fs::create_dir(dir.path().join("dir")).unwrap();
    for file in ["pipe", "/dev/zero", "dir"] {
        for arguments in [
            &["check", file][..],
            &["check", file, "--format", "json"],
            &["rust", file],
            &["rust", file, "--out", "a.rs", "--check"],
            &["docs", file, "--out", "docs"],
        ] {
            let (status, text) = run_within(dir.path(), arguments);
            assert!(status == 1 && text.contains(" is not a regular file; name a file"), "{text}");
        }
    }
    fs::write(dir.path().join("large.toml"), " ".repeat(1 << 20) + " ").unwrap();
    let (status, text) = run_within(dir.path(), &["check", "large.toml"]);
    assert!(status == 1 && text.contains("large.toml is larger than 1 MiB"), "{text}");
}

#[test]
fn a_name_that_cannot_be_seen_is_refused_before_a_file_is_written() {
    let dir = folder();
    let (status, text) = run_within(dir.path(), &["new", "new.toml", "--name", "A \u{202e} b"]);
    assert!(status == 1 && !dir.path().join("new.toml").exists());
    assert!(text.contains("U+202E changes the direction of text"), "{text}");
    assert!(text.contains("`A \\u{202e} b` cannot be the name") && !text.contains('\u{202e}'));
}

#[cfg(unix)]
#[test]
fn the_name_of_a_file_is_text_wherever_it_is_written() {
    let dir = folder();
    for name in ["a\nfn x(){}.toml", "a\u{1b}]0;b.toml", "a\u{202e}b.toml"] {
        fs::write(dir.path().join(name), FILE).unwrap();
        for arguments in [&["check", name][..], &["rust", name], &["docs", name, "--out", "docs"]] {
            let (status, text) = run_within(dir.path(), arguments);
            assert_eq!(status, 1, "{name:?}");
            assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text}");
            assert!(text.contains("error[characters]: in the name of the file, U+"), "{text}");
        }
    }
    let name = "a --> <b>.toml";
    fs::write(dir.path().join(name), FILE).unwrap();
    let (status, text) = run_within(dir.path(), &["docs", name, "--out", "docs"]);
    assert_eq!(status, 0, "{text}");
    for page in ["close-codes.md", "index.html"] {
        let text = fs::read_to_string(dir.path().join("docs").join(page)).unwrap();
        let comment = text.split("<!-- ").nth(1).unwrap().split("-->").next().unwrap();
        assert!(comment.ends_with("Do not edit. "), "{text}");
    }
}

/// `[` and the like outside of escapes, in order: what Markdown makes elements of.
fn marks(markdown: &str) -> String {
    let mut marks = String::new();
    let mut chars = markdown.chars();
    while let Some(c) = chars.next() {
        if c == '\\' {
            chars.next();
        } else if "[]<*_~&`|$#".contains(c) {
            marks.push(c);
        }
    }
    marks
}

#[test]
fn pages_have_no_element_that_the_file_does_not_have() {
    let [marked, plain] = every_text().map(|text| {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("a.toml"), text).unwrap();
        let (status, text) = run_within(dir.path(), &["docs", "a.toml", "--out", "docs"]);
        assert_eq!(status, 0, "{text}");
        let read = |name: &str| fs::read_to_string(dir.path().join("docs").join(name)).unwrap();
        ["index.html", "de.html", "close-codes.md", "close-codes.de.md"].map(read)
    });
    for (marked, plain) in marked[..2].iter().zip(&plain) {
        assert_eq!(elements(marked), elements(plain), "{marked}");
    }
    for (marked, plain) in marked[2..].iter().zip(&plain[2..]) {
        // `#` within a line is no mark.
        assert_eq!(marks(&marked.replace("# f", "f")), marks(plain), "{marked}");
    }
}
