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

/// The features to build it with.
const FEATURES: [&str; 4] = ["", "batch", "locale-de", "locales"];

/// Builds and runs the program with none, one and all of the languages, looks for the words of each
/// language in it, and prints its size. With `batch` it uses `closecode-batch` too.
pub(crate) fn run(project: &Project) -> Result<bool> {
    let data = project.load()?;
    let target = process::target_dir(project).join("no-std");
    let mut is_right = true;
    for features in FEATURES {
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
        let name = if features.is_empty() { "nothing" } else { features };
        ui::status(
            "Linked",
            format!("{name}: {} bytes, with the words of [{}]", bytes.len(), linked.join(" ")),
        );
    }
    Ok(is_right)
}

/// What no other text of the crate holds.
fn words(data: &Dataset, locale: &Locale) -> String {
    data.localizer(locale).code_texts(1006).cases().remove(0).how_to_fix.to_string()
}

fn holds(bytes: &[u8], words: &str) -> bool {
    bytes.windows(words.len()).any(|window| window == words.as_bytes())
}
