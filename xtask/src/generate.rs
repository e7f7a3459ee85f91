//! `cargo xtask`, `generate` and `site`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Result, bail};
use closecode_data::Dataset;
use closecode_site::{BaseUrl, Repository};

use crate::outputs::{self, MARKER, OutputDir};
use crate::project::Project;
use crate::released;
use closecode_output::ui;
use closecode_output::write::{self, Change, Kind, Mode};

/// How many changed files are named; more are counted.
const NAMED: usize = 12;

/// Everything: the committed files and the site.
pub(crate) fn everything(project: &Project) -> Result<bool> {
    let start = Instant::now();
    let data = project.load()?;
    // The pages are made on every processor, and still there is one to spare while the first and
    // the last of them are made.
    let (committed, json, site) = std::thread::scope(|scope| {
        let committed = scope.spawn(|| outputs::without_json(project, &data));
        let api = closecode_json::api(&data);
        let json = outputs::json(project, &api);
        let site = site_tree(project, None, &data, api, None, &Repository::default());
        (committed.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), json, site)
    });
    let mut trees = outputs::with_json(committed?, json);
    trees.push(site?);
    let index = trees.last().map(|tree| format!("{}/index.html", tree.shown)).unwrap_or_default();
    write(&trees, start)?;
    ui::status("Look at", format!("{index} (or run `cargo xtask serve`), docs/reference/en.md"));
    Ok(true)
}

/// The committed files.
pub(crate) fn committed(project: &Project) -> Result<bool> {
    let start = Instant::now();
    let data = project.load()?;
    write(&outputs::committed(project, &data)?, start)?;
    Ok(true)
}

/// Whether the committed files are what the data says; prints each that is not.
pub(crate) fn check(project: &Project) -> Result<bool> {
    let data = project.load()?;
    let changes = write::apply(&outputs::committed(project, &data)?, Mode::Check)?;
    for change in &changes {
        let verb = match change.kind {
            Kind::Stale => "Stale",
            Kind::Missing => "Missing",
            Kind::Orphaned => "Orphaned",
        };
        ui::bad(verb, &change.shown);
        if !change.diff.is_empty() {
            ui::err(format_args!("{}\n", change.diff));
        }
    }
    let is_unchanged = released::is_unchanged(project, &data)?;
    if changes.is_empty() {
        if !is_unchanged {
            return Ok(false);
        }
        ui::status("Fresh", "every committed file is what the data says");
        return Ok(true);
    }
    ui::bad(
        "Not fresh",
        format!(
            "{}; run `cargo xtask generate` and commit the result",
            ui::count(changes.len(), "file")
        ),
    );
    Ok(false)
}

/// The site alone.
pub(crate) fn site(
    project: &Project,
    out: Option<&Path>,
    base: Option<&BaseUrl>,
    repository: &Repository,
) -> Result<bool> {
    let start = Instant::now();
    let data = project.load()?;
    let tree = site_tree(project, out, &data, closecode_json::api(&data), base, repository)?;
    let index = format!("{}/index.html", tree.shown);
    write(&[tree], start)?;
    ui::status("Look at", index);
    Ok(true)
}

/// Where the site goes.
pub(crate) fn site_dir(project: &Project, out: Option<&Path>) -> (PathBuf, String) {
    match out {
        Some(dir) => {
            let shown = dir.display().to_string();
            let trimmed = shown.trim_end_matches('/');
            // Of `/` nothing would be left.
            (dir.to_owned(), if trimmed.is_empty() { shown } else { trimmed.to_owned() })
        }
        None => (project.root.join("target/site"), "target/site".to_owned()),
    }
}

fn site_tree(
    project: &Project,
    out: Option<&Path>,
    data: &Dataset,
    api: BTreeMap<String, String>,
    base: Option<&BaseUrl>,
    repository: &Repository,
) -> Result<OutputDir> {
    let (dir, shown) = site_dir(project, out);
    // A run that was stopped before the marker was in place has left staged files only.
    if !dir.join(MARKER).is_file() && write::holds_foreign_files(&dir)? {
        bail!(
            "{shown} is not empty and not an earlier output of closecode; its files would be \
             removed. Name an empty folder"
        );
    }
    outputs::site(project, dir, shown, data, api, base, repository)
}

fn write(trees: &[OutputDir], start: Instant) -> Result<()> {
    let changes = write::apply(trees, Mode::Write)?;
    let files: usize = trees.iter().map(|tree| tree.files.len()).sum();
    for tree in trees {
        report(tree, &changes);
    }
    let unchanged = files - changes.iter().filter(|c| c.kind != Kind::Orphaned).count();
    ui::status(
        "Generated",
        format!(
            "{} ({unchanged} unchanged) in {:.2} s",
            ui::count(files, "file"),
            start.elapsed().as_secs_f64()
        ),
    );
    Ok(())
}

fn report(tree: &OutputDir, changes: &[Change]) {
    let name = |change: &'_ Change| {
        change
            .shown
            .strip_prefix(&tree.shown)
            .and_then(|name| name.strip_prefix('/'))
            .map(str::to_owned)
    };
    // In a folder that people write in, the folders of other trees may lie.
    let is_app = |change: &&Change| {
        name(change).is_some_and(|name| !tree.keep_others || tree.files.contains_key(&name))
    };
    let changes: Vec<&Change> = changes.iter().filter(is_app).collect();
    if changes.len() > NAMED {
        ui::status("Updated", format!("{} ({})", tree.shown, ui::count(changes.len(), "file")));
        return;
    }
    for change in changes {
        let verb = match change.kind {
            Kind::Stale => "Updated",
            Kind::Missing => "Added",
            Kind::Orphaned => "Removed",
        };
        ui::status(verb, &change.shown);
    }
}
