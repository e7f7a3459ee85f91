//! `cargo xtask test format`: the source is as rustfmt writes it.

use anyhow::Result;

use crate::process::cargo;
use crate::project::Project;
use crate::{cldr, fuzz, pictures};

/// Runs rustfmt over every package, those outside of the workspace too.
pub(crate) fn run(project: &Project) -> Result<bool> {
    let mut is_right = cargo(project, "fmt --all --check")?;
    for (manifest, package) in [
        (cldr::MANIFEST, "closecode-cldr"),
        (fuzz::MANIFEST, "closecode-fuzz"),
        (pictures::MANIFEST, "closecode-pictures"),
    ] {
        let arguments = format!("fmt --check --manifest-path {manifest} --package {package}");
        is_right &= cargo(project, &arguments)?;
    }
    Ok(is_right)
}
