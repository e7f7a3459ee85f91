//! `cargo xtask lint`.

use anyhow::Result;

use crate::cli::Format;
use crate::project::Project;
use closecode_output::ui;
use closecode_output::write::{self, Mode, OutputDir};

/// Puts right what can be by rule, if that was asked for, and says what it did.
pub(crate) fn fix(project: &Project, is_wanted: bool) -> Result<()> {
    if !is_wanted {
        return Ok(());
    }
    let fixes = project.read().fixes();
    for fix in &fixes {
        for done in &fix.done {
            ui::status("Fixed", format!("{}{}: {done}", project.data_prefix, fix.path));
        }
    }
    let files = fixes.into_iter().map(|fix| (fix.path, fix.text.into_bytes())).collect();
    let shown = project.data_prefix.trim_end_matches('/').to_owned();
    let tree = OutputDir { dir: project.data.clone(), shown, files, keep_others: true, sync: true };
    write::apply(&[tree], Mode::Write)?;
    Ok(())
}

/// Checks the data; false if it has errors. Before a release, a stale translation is one.
pub(crate) fn run(project: &Project, release: bool, format: Format) -> Result<bool> {
    let mut report = project.read().report;
    if release {
        report.deny_warnings();
    }
    match format {
        // Programs read standard output; what people read goes where the other messages go.
        Format::Json => ui::out(closecode_data::render_json(&report, &project.data_prefix))?,
        Format::Text => ui::err(report.render(&project.data_prefix, ui::is_styled())),
    }
    let errors = report.errors();
    let warnings = report.warnings();
    let summary = format!("{}, {}", ui::count(errors, "error"), ui::count(warnings, "warning"));
    if errors == 0 {
        ui::status("Checked", summary);
    } else {
        ui::bad("Refused", summary);
    }
    Ok(errors == 0)
}
