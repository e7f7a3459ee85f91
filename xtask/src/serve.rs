//! `cargo xtask serve`: the site on this machine.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::generate;
use crate::project::Project;

/// Generates the site and serves it until interrupted.
///
/// The server is a package of its own, built only when it is asked for, so that an HTTP stack does
/// not slow down everybody's first `cargo xtask`.
pub(crate) fn run(
    project: &Project,
    out: Option<&Path>,
    port: u16,
    locale: Option<&str>,
) -> Result<bool> {
    if let Some(locale) =
        locale.filter(|locale| !project.data.join("locales").join(locale).is_dir())
    {
        bail!(
            "there is no language `{locale}` in {}locales; `cargo xtask translation-status` lists them",
            project.data_prefix
        );
    }
    generate::site(project, out, None)?;
    let (dir, _) = generate::site_dir(project, out);
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let dir =
        std::path::absolute(&dir).with_context(|| format!("cannot find {}", dir.display()))?;
    let status = Command::new(cargo)
        .current_dir(&project.root)
        .args(["run", "--quiet", "--package", "closecode-preview", "--"])
        .arg(dir)
        .arg(port.to_string())
        .arg(locale.map_or_else(String::new, |locale| format!("{locale}/")))
        .status()
        .context("cannot start cargo")?;
    Ok(status.success())
}
