//! `closecode check`.

use std::path::Path;

use anyhow::Result;
use closecode_data::characters::shown;
use closecode_output::ui;

use crate::app;
use crate::cli::Format;

/// Prints all that is wrong; false if there is an error.
pub(crate) fn run(file: &Path, format: Format) -> Result<bool> {
    let (codes, report) = match app::read(file)? {
        Ok((own, report)) => (Some(own.protocol.codes.len()), report),
        Err(report) => (None, report),
    };
    match format {
        // Programs read standard output; what people read goes where the other messages go.
        Format::Json => ui::out(closecode_data::render_json(&report, ""))?,
        Format::Text => ui::err(report.render("", ui::is_styled())),
    }
    let found = format!(
        "{}, {}",
        ui::count(report.errors(), "error"),
        ui::count(report.warnings(), "warning")
    );
    let file = file.display().to_string();
    let file = shown(&file);
    match codes {
        Some(codes) => {
            ui::status("Checked", format!("{} ({}): {found}", file, ui::count(codes, "code")));
        }
        None => ui::bad("Refused", format!("{file}: {found}")),
    }
    Ok(codes.is_some())
}
