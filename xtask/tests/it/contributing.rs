//! Follows `docs/CONTRIBUTING.md` as a first-time contributor would, in a copy of the repository.
//!
//! The sections "Fix a fact", "Fix a sentence" and "Add a product" are programs: a `diff` block
//! changes the file that it names, a `toml` block is the whole file that it names, and a `console`
//! block has commands with their output, in which a line `...` stands for any lines. Only one
//! thing differs from what a contributor does: `cargo xtask` is the program that was just built,
//! because the copy has no target folder.
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, in its helpers too")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const GUIDE: &str = include_str!("../../../docs/CONTRIBUTING.md");

#[test]
fn fix_a_fact() {
    let copy = Copy::new();
    assert_eq!(copy.follow(&section("Fix a fact")), [1, 2]);
}

#[test]
fn fix_a_sentence() {
    let copy = Copy::new();
    assert_eq!(copy.follow(&section("Fix a sentence")), [2, 3]);
}

#[test]
fn add_a_product() {
    let copy = Copy::new();
    assert_eq!(copy.follow(&section("Add a product")), [1, 2]);
}

/// A heading that goes, or a block that nobody understands, must not look like success.
#[test]
fn a_guide_that_is_wrong_fails() {
    assert!(std::panic::catch_unwind(|| section("Fix the weather")).is_err());
    assert!(matches(&["a", "...", "z"], &["a", "b", "c", "z"]));
    assert!(!matches(&["a", "...", "z"], &["a", "b", "c"]));
    assert!(!matches(&["a"], &["a", "b"]));
    assert_eq!(patched("x\na\nb\n", "-a\n+c\n"), Ok("x\nc\nb\n".to_owned()));
    assert!(patched("x\n", "-a\n+c\n").is_err());
    assert!(patched("a\na\n", "-a\n+c\n").is_err(), "which of the two?");
}

/// A fenced block: its language, the file that it names, its text.
struct Block {
    language: String,
    file: Option<String>,
    text: String,
}

/// The blocks of the section with this heading.
fn section(heading: &str) -> Vec<Block> {
    let start = format!("\n## {heading}\n");
    let at = GUIDE.find(&start).unwrap_or_else(|| panic!("the guide has no section {heading}"));
    let text = &GUIDE[at + start.len()..];
    let text = text.find("\n## ").map_or(text, |end| &text[..end]);
    let mut blocks = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.trim_start().strip_prefix("```") else { continue };
        // A block inside a list item is indented with the item.
        let indent = line.len() - line.trim_start().len();
        let content = lines.by_ref().take_while(|line| line.trim() != "```");
        let text = content.flat_map(|line| [line.get(indent..).unwrap_or(""), "\n"]).collect();
        let (language, file) = match info.split_once(' ') {
            Some((language, file)) => (language, Some(file.to_owned())),
            None => (info, None),
        };
        blocks.push(Block { language: language.to_owned(), file, text });
    }
    blocks
}

/// A text with the removed lines of a difference replaced by the added ones. The removed lines
/// have to be in one place only.
fn patched(text: &str, diff: &str) -> Result<String, String> {
    let side = |sign: char| -> String {
        diff.lines().filter_map(|l| l.strip_prefix(sign)).flat_map(|l| [l, "\n"]).collect()
    };
    let old = side('-');
    let new = side('+');
    match text.matches(&old).count() {
        1 if !old.is_empty() => Ok(text.replacen(&old, &new, 1)),
        found => Err(format!("the lines to replace are there {found} times:\n{old}")),
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

/// What `cargo xtask` reads and writes, in a folder of its own.
struct Copy {
    dir: tempfile::TempDir,
}

impl Copy {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        for part in ["data", "docs/reference", "crates"] {
            copy(&root().join(part), &dir.path().join(part));
        }
        Self { dir }
    }

    /// Follows the blocks; returns how many files were written and how many commands were run.
    fn follow(&self, blocks: &[Block]) -> [usize; 2] {
        let mut files = 0;
        let mut commands = 0;
        for block in blocks {
            match (block.language.as_str(), &block.file) {
                ("diff", Some(file)) => {
                    let path = self.dir.path().join(file);
                    let text = fs::read_to_string(&path).unwrap();
                    let new = patched(&text, &block.text);
                    fs::write(&path, new.unwrap_or_else(|e| panic!("{file}: {e}"))).unwrap();
                    files += 1;
                }
                ("toml", Some(file)) => {
                    fs::write(self.dir.path().join(file), &block.text).unwrap();
                    files += 1;
                }
                ("console", None) => commands += self.run(&block.text),
                (language, file) => panic!("a {language} block with the file {file:?}"),
            }
        }
        [files, commands]
    }

    /// Runs each command of a block and compares what it prints.
    fn run(&self, block: &str) -> usize {
        let block = format!("\n{block}");
        let commands: Vec<&str> = block.split("\n$ ").skip(1).collect();
        for command in &commands {
            let (line, expected) = command.split_once('\n').unwrap_or((command, ""));
            let arguments = line.strip_prefix("cargo xtask").expect("a command of this program");
            let output = Command::new("sh")
                .args(["-c", &format!("exec 2>&1; {}{arguments}", env!("CARGO_BIN_EXE_xtask"))])
                .current_dir(self.dir.path())
                .env_remove("CARGO_MANIFEST_DIR")
                .env("NO_COLOR", "1")
                .output()
                .unwrap();
            let text = String::from_utf8(output.stdout).unwrap();
            assert!(output.status.success(), "`{line}` failed:\n{text}");
            let expected: Vec<&str> = expected.lines().collect();
            let lines: Vec<&str> = text.lines().collect();
            assert!(
                matches(&expected, &lines),
                "`{line}` should print\n{}\n\nand prints\n{text}",
                expected.join("\n")
            );
        }
        commands.len()
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Copies a folder without what was built in it.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name();
        let path = entry.path();
        if ["target", "node_modules"].iter().any(|skipped| name == *skipped) {
            continue;
        }
        if path.is_dir() {
            copy(&path, &to.join(name));
        } else {
            fs::copy(&path, to.join(name)).unwrap();
        }
    }
}
