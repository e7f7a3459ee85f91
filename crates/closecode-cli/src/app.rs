//! Reads the file.

use std::path::Path;

use anyhow::{Result, bail};
use closecode_data::{App, Report, Unreadable, characters, check_app, read_text};
use closecode_output::ui;
use closecode_output::write::{Kind, Mode, OutputDir, apply};

/// The file, checked, with its warnings; or what is wrong with it.
pub(crate) fn read(file: &Path) -> Result<Result<(App, Report), Report>> {
    let shown = file.display().to_string();
    let text = match read_text(file) {
        Ok(text) => text,
        Err(Unreadable { message, remedy }) => {
            bail!("{} {message}; {remedy}", characters::shown(&shown))
        }
    };
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
