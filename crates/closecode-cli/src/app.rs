//! Reads the file.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use closecode_data::{App, MAX_FILE_BYTES, Report, check_app};
use closecode_output::ui;
use closecode_output::write::{Kind, Mode, OutputDir, apply};

/// The file, checked, with its warnings; or what is wrong with it.
pub(crate) fn read(file: &Path) -> Result<Result<(App, Report), Report>> {
    let shown = ui::visible(&file.display().to_string());
    let size = fs::metadata(file).with_context(|| format!("cannot read {shown}"))?.len();
    if size > MAX_FILE_BYTES {
        bail!("{shown} is larger than 1 MiB");
    }
    let text = fs::read_to_string(file).with_context(|| format!("cannot read {shown}"))?;
    Ok(check_app(&shown, text, &closecode_codegen::reserved()))
}

/// The codes; warnings are printed. What is wrong is printed too, and then there are none.
pub(crate) fn load(file: &Path) -> Result<Option<App>> {
    let (own, report) = match read(file)? {
        Ok((own, report)) => (Some(own), report),
        Err(report) => (None, report),
    };
    ui::err(report.render("", ui::is_styled()));
    if own.is_none() {
        ui::bad("Refused", format!("{}; nothing was written", ui::count(report.errors(), "error")));
    }
    Ok(own)
}

/// The name of the file, for the header of what is made from it: a path would differ from machine
/// to machine.
pub(crate) fn name(file: &Path) -> String {
    file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// Writes, or says what is not as it should be.
pub(crate) fn write(tree: &OutputDir, check: bool, again: &str) -> Result<bool> {
    let changes = apply(std::slice::from_ref(tree), if check { Mode::Check } else { Mode::Write })?;
    for change in &changes {
        if check {
            ui::bad(if change.kind == Kind::Missing { "Missing" } else { "Stale" }, &change.shown);
            if !change.diff.is_empty() {
                ui::err(format_args!("{}\n", change.diff));
            }
        } else {
            ui::status(
                if change.kind == Kind::Missing { "Added" } else { "Updated" },
                &change.shown,
            );
        }
    }
    if changes.is_empty() {
        ui::status("Fresh", "nothing has changed");
    } else if check {
        ui::bad("Not fresh", format!("run `{again}`"));
    }
    Ok(!check || changes.is_empty())
}
