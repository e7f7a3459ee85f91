//! What a build script does.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use closecode_format::{Severity, Unreadable, check_app, read_text};

use crate::{app, reserved};

/// Makes Rust source of the application's own codes in `path`, relative to its `Cargo.toml`, for
/// `closecode::include_codes!`.
///
/// The source goes into `OUT_DIR`, under the name of the file with the extension `rs`, and nothing
/// else is written. It is made again when the file changes, and only then. What is wrong with the
/// file is printed, all of it, each with its line, its rule and what to do, and the build stops; a
/// warning does not stop it.
///
/// ```no_run
/// // build.rs
/// fn main() -> std::process::ExitCode {
///     closecode_codegen::build("closecodes.toml")
/// }
/// ```
#[allow(clippy::print_stdout, clippy::print_stderr)] // It is how a build script talks to cargo.
pub fn build(path: impl AsRef<Path>) -> ExitCode {
    let path = path.as_ref();
    // Without this line, cargo would run the script after each change to any file of the package.
    println!("cargo::rerun-if-changed={}", path.display());
    let Some(out) = env::var_os("OUT_DIR") else {
        eprintln!(
            "OUT_DIR is not set: call this from a build script, or use the program `closecode`"
        );
        return ExitCode::FAILURE;
    };
    match make(path, &PathBuf::from(out)) {
        Ok(warnings) => {
            for warning in warnings {
                println!("cargo::warning={warning}");
            }
            ExitCode::SUCCESS
        }
        // Cargo shows what a script that failed wrote here, and no more: a panic would add where in
        // this crate it happened.
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// Writes the source, and returns the warnings, a line each.
fn make(path: &Path, out: &Path) -> Result<Vec<String>, String> {
    let shown = path.display().to_string();
    let text = read_text(path).map_err(|Unreadable { message, remedy }| {
        format!(
            "error: {shown} {message}\n  = help: {remedy}; a build script names it relative to \
             Cargo.toml"
        )
    })?;
    let (own, report) =
        check_app(&shown, text, &reserved()).map_err(|report| report.render("", false))?;
    let warnings = report.diagnostics().iter().filter(|d| d.severity == Severity::Warning);
    let warnings = warnings
        .map(|d| format!("{}: {} ({}); {}", report.position(d), d.message, d.rule, d.remedy))
        .collect();
    let name = path.file_name().map(PathBuf::from).unwrap_or_default();
    let target = out.join(name.with_extension("rs"));
    let source = app::source(&own, &name.display().to_string());
    // Equal bytes are left alone: a changed comment does not compile the application again.
    if fs::read(&target).ok().as_deref() != Some(source.as_bytes()) {
        fs::write(&target, source)
            .map_err(|error| format!("error: cannot write {}: {error}", target.display()))?;
    }
    Ok(warnings)
}
