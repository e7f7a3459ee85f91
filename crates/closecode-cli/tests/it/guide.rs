//! Runs `docs/your-own-codes.md` as a new user would: every file is written, every command run,
//! every output compared.
//!
//! It happens in an empty folder outside the workspace. Only three things differ from what a user
//! does: the repository on the network is replaced by this one, `cargo install` by the program that
//! was just built, and crates come from what this workspace has downloaded already. A line `...` of
//! the guide stands for any lines.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const GUIDE: &str = include_str!("../../../../docs/your-own-codes.md");

/// A fenced block: its language, the file that it is, its lines.
struct Block {
    language: String,
    file: Option<String>,
    text: String,
}

fn blocks() -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = GUIDE.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```") else { continue };
        let (language, file) = info
            .split_once(' ')
            .map_or((info, None), |(language, file)| (language, Some(file.to_owned())));
        let text = lines
            .by_ref()
            .take_while(|line| *line != "```")
            .flat_map(|line| [line, "\n"])
            .collect();
        blocks.push(Block { language: language.to_owned(), file, text });
    }
    blocks
}

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().parent().unwrap().to_owned()
}

/// The files and the folder of somebody who follows the guide.
struct User {
    home: tempfile::TempDir,
    cwd: PathBuf,
}

impl User {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let cwd = home.path().to_owned();
        Self { home, cwd }
    }

    fn write(&self, file: &str, text: &str) {
        let mut text = text.to_owned();
        if file == "Cargo.toml" {
            for name in ["closecode", "closecode-codegen"] {
                let ours = workspace().join("crates").join(name);
                let line =
                    format!("{name} = {{ git = \"https://github.com/closecode/closecode\" }}");
                assert!(text.contains(&line), "the guide depends on {name}");
                text =
                    text.replace(&line, &format!("{name} = {{ path = \"{}\" }}", ours.display()));
            }
            // The versions that are here already.
            fs::copy(workspace().join("Cargo.lock"), self.cwd.join("Cargo.lock")).unwrap();
        }
        fs::write(self.cwd.join(file), text).unwrap();
    }

    /// Runs a line, and returns what it printed, as the guide would show it.
    fn run(&mut self, line: &str) -> String {
        if let Some(folder) = line.strip_prefix("cd ") {
            self.cwd.push(folder);
            return String::new();
        }
        if let Some(package) =
            line.strip_prefix("cargo install --git https://github.com/closecode/closecode ")
        {
            assert_eq!(package, env!("CARGO_PKG_NAME"), "that is the package with the program");
            return String::new();
        }
        let program = Path::new(env!("CARGO_BIN_EXE_closecode")).parent().unwrap();
        let path = env::join_paths(
            [program.to_owned()].into_iter().chain(env::split_paths(&env::var_os("PATH").unwrap())),
        )
        .unwrap();
        let output = Command::new("sh")
            .args(["-c", &format!("exec 2>&1; {line}")])
            .current_dir(&self.cwd)
            .env("PATH", path)
            .env("CARGO_NET_OFFLINE", "true")
            .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("guide"))
            .env_remove("RUSTFLAGS")
            .env_remove("RUST_BACKTRACE")
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let home = fs::canonicalize(self.home.path()).unwrap();
        text.replace(home.to_str().unwrap(), "/home/you")
            .replace(self.home.path().to_str().unwrap(), "/home/you")
    }
}

/// Whether an output is the expected one, in which `...` stands for any lines.
fn matches(expected: &[&str], output: &[&str]) -> bool {
    match expected.split_first() {
        None => output.is_empty(),
        Some((&"...", rest)) => (0..=output.len()).any(|skip| matches(rest, &output[skip..])),
        Some((line, rest)) => {
            output.first().is_some_and(|first| first.trim_end() == *line)
                && matches(rest, &output[1..])
        }
    }
}

#[test]
fn the_guide_is_true() {
    let mut user = User::new();
    let mut commands = 0;
    for block in blocks() {
        if let Some(file) = &block.file {
            user.write(file, &block.text);
            continue;
        }
        assert_eq!(block.language, "console", "a block is a file or commands:\n{}", block.text);
        let mut rest = block.text.as_str();
        while let Some(begin) = rest.strip_prefix("$ ") {
            let (line, after) = begin.split_once('\n').unwrap();
            let end = if after.starts_with("$ ") {
                0
            } else {
                after.find("\n$ ").map_or(after.len(), |n| n + 1)
            };
            let (expected, after) = after.split_at(end);
            let output = user.run(line);
            let is_equal = matches(
                &expected.trim_end().lines().collect::<Vec<_>>(),
                &output.trim_end().lines().collect::<Vec<_>>(),
            );
            assert!(is_equal, "$ {line}\n{output}\nbut the guide says\n{expected}");
            assert!(
                !output.contains("panicked"),
                "nobody wants to see where in our source:\n{output}"
            );
            commands += 1;
            rest = after;
        }
        assert_eq!(rest, "", "a block of commands begins with one");
    }
    assert!(commands > 10, "the commands are found");
}

#[test]
fn three_dots_stand_for_lines_and_nothing_else_does() {
    assert!(matches(&["a", "...", "d"], &["a", "b", "c", "d"]) && matches(&["...", "a"], &["a"]));
    assert!(
        !matches(&["a", "...", "d"], &["a", "b", "c"])
            && !matches(&["a"], &["a", "b"])
            && !matches(&["a", "b"], &["a"])
    );
}
