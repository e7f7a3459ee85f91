//! `cargo xtask bench scan`: how quickly `closecode scan` reads a log, beside ripgrep and Python,
//! into `docs/benchmarks-scan.md`.

use anyhow::{Context as _, Result, ensure};

use crate::project::Project;
use crate::{bench, process, tools};
use closecode_output::{ui, write};

/// What is written.
const REPORT: &str = "docs/benchmarks-scan.md";

/// What a person wrote about the method; the table follows it.
const METHOD: &str = "crates/closecode-bench/scan.md";

/// Runs the measurement and writes the report.
pub(crate) fn run(project: &Project) -> Result<bool> {
    let rg = tools::ripgrep(project)?;
    let is_built = process::cargo(project, "build --quiet --release --package closecode-cli")?;
    ensure!(is_built, "the program does not compile");
    let program = process::target_dir(project).join("release/closecode");
    let run = "bench --quiet --package closecode-bench --bench scan -- report";
    let [program, rg] = [program, rg].map(|path| path.display().to_string());
    let arguments = run.split(' ').chain([program.as_str(), rg.as_str()]);
    let output = process::printed(project, arguments, "the measurement failed")?;
    let table = String::from_utf8(output).context("the measurement prints text")?;
    let method = std::fs::read_to_string(project.root.join(METHOD))
        .with_context(|| format!("cannot read {METHOD}"))?;
    let head = format!("<!-- Written by `cargo xtask bench scan` from {METHOD}. Do not edit. -->");
    let text = format!("{head}\n\n{method}\n## Times\n\nMachine: {}.\n\n{table}", bench::machine());
    write::replace(&project.root.join(REPORT), &text)?;
    ui::status("Wrote", REPORT);
    Ok(true)
}
