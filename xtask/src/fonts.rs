//! `cargo xtask fonts`: the fonts of the pictures, reduced to the characters that the pictures use.
//!
//! Noto's files come from Debian and are far too large to commit: fonttools keeps the glyphs that a
//! character can turn into, with the tables that shape them, and drops the rest. Only a character
//! that no text used before asks for this command; a test in `closecode-site` says so. The same
//! data and the same versions of the fonts make the same bytes.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use closecode_site::PictureFont;

use crate::outputs::OutputDir;
use crate::project::Project;
use crate::{process, tools};
use closecode_output::ui;
use closecode_output::write::{self, Kind, Mode};

/// Where the fonts lie.
const FOLDER: &str = "crates/closecode-site/assets/fonts";

/// The weights that a picture uses.
const WEIGHTS: [&str; 2] = ["Regular", "Bold"];

/// The order of the languages in Noto's collections of Chinese, Japanese and Korean.
const COLLECTION: [&str; 5] = ["jp", "kr", "sc", "tc", "hk"];

/// What shapes text. Without the features for vertical lines and for other regions, whose glyphs
/// would come along.
const CJK_FEATURES: &str = "--layout-features=ccmp,kern,liga,mark,mkmk";

/// The rest keep what their letters are joined and stacked with, and give up what a reader has to
/// ask for.
const OTHER_FEATURES: &str = "--layout-features-=frac,numr,dnom";

/// Installs what is missing and makes the files again.
pub(crate) fn run(project: &Project) -> Result<bool> {
    let data = project.load()?;
    tools::noto(project)?;
    let folder = project.root.join("target/fonts");
    let python = folder.join("python-packages");
    tools::python_packages(project, "fonttools", &project.root.join("xtask/fonts.txt"), &python)?;
    let mut files = BTreeMap::new();
    for font in closecode_site::picture_fonts(&data) {
        for weight in WEIGHTS {
            ui::status("Reducing", format!("{} {weight}", font.name));
            let (name, bytes) = reduced(project, &font, weight, &folder, &python)?;
            files.insert(name, bytes);
        }
    }
    let total: usize = files.values().map(Vec::len).sum();
    let tree = OutputDir {
        dir: project.root.join(FOLDER),
        shown: FOLDER.to_owned(),
        files,
        keep_others: true,
    };
    for change in write::apply(&[tree], Mode::Write)? {
        ui::status(if change.kind == Kind::Missing { "Created" } else { "Updated" }, change.shown);
    }
    ui::out(format_args!("fonts: {} KB in {FOLDER}\n", total / 1024));
    Ok(true)
}

/// One file: its name and its bytes.
fn reduced(
    project: &Project,
    font: &PictureFont,
    weight: &str,
    folder: &Path,
    python: &Path,
) -> Result<(String, Vec<u8>)> {
    let (source, number) = source(font.name, weight)?;
    let extension = if number.is_some() { "otf" } else { "ttf" };
    let name = format!("{}-{weight}.{extension}", font.name);
    let (list, out) = (folder.join(format!("{name}.txt")), folder.join(&name));
    write::replace(&list, &font.characters.iter().collect::<String>())?;
    let mut arguments = vec![
        "-m".to_owned(),
        "fontTools.subset".to_owned(),
        source,
        format!("--text-file={}", list.display()),
        format!("--output-file={}", out.display()),
        "--no-hinting".to_owned(),
        // The time of the font, not of this run.
        "--no-recalc-timestamp".to_owned(),
        if number.is_some() { CJK_FEATURES } else { OTHER_FEATURES }.to_owned(),
    ];
    arguments.extend(number.map(|number| format!("--font-number={number}")));
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let packages = python.display().to_string();
    if !process::program(
        project,
        "python3",
        &arguments,
        &[("PYTHONPATH", &packages), ("SOURCE_DATE_EPOCH", "0")],
    )? {
        bail!(
            "fonttools could not reduce {name}; remove target/fonts and run `cargo xtask fonts` \
             again"
        );
    }
    let bytes = std::fs::read(&out).with_context(|| format!("cannot read {}", out.display()))?;
    Ok((name, bytes))
}

/// Debian's file, and the number of the font in it if it is a collection.
fn source(name: &str, weight: &str) -> Result<(String, Option<usize>)> {
    let Some(region) = name.strip_prefix("NotoSansCJK") else {
        return Ok((format!("{}/{name}-{weight}.ttf", tools::NOTO), None));
    };
    let number = COLLECTION.iter().position(|known| *known == region);
    let number = number.with_context(|| {
        format!("there is no font `{name}`; it ends in one of {}", COLLECTION.join(", "))
    })?;
    Ok((format!("{}/NotoSansCJK-{weight}.ttc", tools::NOTO_CJK), Some(number)))
}
