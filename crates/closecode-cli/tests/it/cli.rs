//! The program as scripts see it: exit statuses, and what it writes and leaves alone.

#[cfg(unix)]
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

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
