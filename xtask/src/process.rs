//! Running other programs in the repository.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use crate::project::Project;

/// Runs a program in the repository and tells whether it succeeded. It cannot ask anything: its
/// standard input is empty.
pub(crate) fn program(
    project: &Project,
    program: impl AsRef<OsStr>,
    arguments: &[&str],
    variables: &[(&str, &str)],
) -> Result<bool> {
    program_in(&project.root, program, arguments, variables)
}

/// As [`program`], in another folder.
pub(crate) fn program_in(
    folder: &Path,
    program: impl AsRef<OsStr>,
    arguments: &[&str],
    variables: &[(&str, &str)],
) -> Result<bool> {
    let program = program.as_ref();
    let status = Command::new(program)
        .current_dir(folder)
        .args(arguments)
        .envs(variables.iter().copied())
        .stdin(Stdio::null())
        .status()
        .with_context(|| format!("cannot start {}", program.display()))?;
    Ok(status.success())
}

/// What a program prints, in the repository.
pub(crate) fn output(project: &Project, program: &str, arguments: &[&str]) -> Result<String> {
    let output = Command::new(program)
        .current_dir(&project.root)
        .args(arguments)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("cannot start {program}"))?;
    ensure!(output.status.success(), "`{program} {}` failed", arguments.join(" "));
    String::from_utf8(output.stdout).with_context(|| format!("{program} prints UTF-8"))
}

/// Runs cargo, with arguments separated by single spaces.
pub(crate) fn cargo(project: &Project, arguments: &str) -> Result<bool> {
    program(project, cargo_program(), &arguments.split(' ').collect::<Vec<_>>(), &[])
}

/// What our program prints, which cargo compiles first; `failed` says what an error means.
/// What goes wrong inside it has been printed by then.
pub(crate) fn printed(
    project: &Project,
    arguments: impl IntoIterator<Item = impl AsRef<OsStr>>,
    failed: &str,
) -> Result<Vec<u8>> {
    let output = Command::new(cargo_program())
        .current_dir(&project.root)
        .args(arguments)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .context("cannot start cargo")?;
    ensure!(output.status.success(), "{failed}");
    Ok(output.stdout)
}

/// What cargo says of the packages of the workspace.
pub(crate) fn packages(project: &Project) -> Result<Vec<Value>> {
    let output = Command::new(cargo_program())
        .args(["metadata", "--format-version", "1", "--no-deps"])
        .current_dir(&project.root)
        .stderr(Stdio::inherit())
        .output()
        .context("cannot start cargo")?;
    let metadata: Value = serde_json::from_slice(&output.stdout).context("cargo has failed")?;
    metadata["packages"].as_array().cloned().context("cargo names no packages")
}

/// The cargo that runs this program.
pub(crate) fn cargo_program() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// The version of the compiler that cargo uses, such as `1.95.0`.
pub(crate) fn rust_version() -> Result<String> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).arg("--version").output().context("cannot start rustc")?;
    let text = String::from_utf8_lossy(&output.stdout);
    let version = text.split_whitespace().nth(1).context("rustc says no version")?;
    Ok(version.to_owned())
}

/// Where cargo puts what it builds.
pub(crate) fn target_dir(project: &Project) -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| project.root.join("target"), PathBuf::from)
}

/// Whether a program is there and says its version.
pub(crate) fn answers(program: impl AsRef<OsStr>) -> bool {
    succeeds(program, &["--version"])
}

/// Whether a program is there and succeeds; what it prints is not shown.
pub(crate) fn succeeds(program: impl AsRef<OsStr>, arguments: &[&str]) -> bool {
    let status =
        Command::new(program).args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}
