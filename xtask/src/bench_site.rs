//! `cargo xtask bench site`: how long the site takes, beside Hugo, into `docs/benchmarks-site.md`.

use anyhow::{Context as _, Result};

use crate::project::Project;
use crate::{bench, process, tools};
use closecode_output::{ui, write};

/// What is written.
const REPORT: &str = "docs/benchmarks-site.md";

/// Runs the measurement and writes the report.
pub(crate) fn run(project: &Project) -> Result<bool> {
    tools::hugo(project)?;
    let run = "bench --quiet --package closecode-site --bench site -- report";
    let output = process::printed(project, run.split(' '), "the measurement failed")?;
    let tables = String::from_utf8(output).context("the measurement prints text")?;
    let head =
        "<!-- Written by `cargo xtask bench site`. Do not edit. -->\n\n# How long the site takes\n";
    write::replace(
        &project.root.join(REPORT),
        &format!("{head}\nMachine: {}.\n\n{tables}", bench::machine()),
    )?;
    ui::status("Wrote", REPORT);
    Ok(true)
}
