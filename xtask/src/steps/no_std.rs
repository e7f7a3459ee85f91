//! `cargo xtask test no-std`: a program without std and alloc links and runs, and has the words of
//! the languages that it asks for and of no other.

use std::fs;

use anyhow::{Context as _, Result};
use closecode_data::{Dataset, Locale};
use closecode_output::ui;

use crate::process::{self, cargo_program, program};
use crate::project::Project;

/// A program without std, so that nearly all of its bytes are ours.
const PROGRAM: &str = "crates/closecode/no-std";

/// The features to build it with, and how README.md calls the program.
const PROGRAMS: [(&str, &str); 5] = [
    ("", "without texts"),
    ("batch", "without texts, with `closecode-batch`"),
    ("parse", "without texts, that reads a code by its name"),
    ("locale-de", "with texts in German"),
    ("locales", "with texts in every language"),
];

/// How far a size may be from the one in README.md: about what another compiler version changes.
const TOLERANCE_PERCENT: usize = 3;

/// Builds and runs the program with none, one and all of the languages, looks for the words of each
/// language in it, and compares its size with README.md. With `batch` it uses `closecode-batch`
/// too; with `parse` it reads a name, and only then may it hold those of libraries.
pub(crate) fn run(project: &Project) -> Result<bool> {
    let data = project.load()?;
    let target = process::target_dir(project).join("no-std");
    let readme = fs::read_to_string(project.root.join("README.md")).context("no README.md")?;
    let mut is_right = true;
    for (features, name) in PROGRAMS {
        let manifest = format!("{PROGRAM}/Cargo.toml");
        let arguments = [
            "build",
            "--quiet",
            "--release",
            "--no-default-features",
            "--features",
            features,
            "--manifest-path",
            &manifest,
            "--target-dir",
            &target.display().to_string(),
        ];
        if !program(project, cargo_program(), &arguments, &[])? {
            return Ok(false);
        }
        let path = target.join("release/closecode-no-std");
        if !program(project, &path, &[], &[])? {
            ui::bad("Failed", format!("the program, with the features [{features}]"));
            return Ok(false);
        }
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let linked: Vec<&str> = data
            .locales
            .iter()
            .filter(|l| holds(&bytes, &words(&data, l)))
            .map(|l| l.folder.as_str())
            .collect();
        let wanted = |folder: &str| features == "locales" || features == format!("locale-{folder}");
        is_right &=
            data.locales.iter().all(|l| linked.contains(&l.folder.as_str()) == wanted(&l.folder));
        let size = bytes.len();
        let languages = linked.join(" ");
        ui::status("Linked", format!("{name}: {size} bytes, with the words of [{languages}]"));
        let recorded = recorded(&readme, name)?;
        if size.abs_diff(recorded) * 100 > recorded * TOLERANCE_PERCENT {
            ui::bad(
                "Stale",
                format!("README.md says that the program {name} has {recorded} bytes"),
            );
            is_right = false;
        }
    }
    Ok(is_right)
}

/// The size of a program in the table of README.md.
fn recorded(readme: &str, name: &str) -> Result<usize> {
    let row = readme.lines().find_map(|line| line.strip_prefix(&format!("| {name} | ")));
    let size = row.and_then(|row| row.trim_end_matches(" |").replace(',', "").parse().ok());
    size.with_context(|| format!("README.md has no row with the size of the program {name}"))
}

/// A text that the program asks for, and that no other language has.
fn words(data: &Dataset, locale: &Locale) -> String {
    data.localizer(locale).code_texts(1006).user_message().to_string()
}

fn holds(bytes: &[u8], words: &str) -> bool {
    bytes.windows(words.len()).any(|window| window == words.as_bytes())
}
