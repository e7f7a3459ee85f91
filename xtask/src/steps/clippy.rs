//! `cargo xtask test clippy`: lints of every target.

use anyhow::Result;

use crate::features::FEATURES;
use crate::process::cargo;
use crate::project::Project;
use crate::{cldr, pictures};

/// Runs clippy, warnings being errors. The benchmarks are a step of their own.
pub(crate) fn run(project: &Project) -> Result<bool> {
    let all = format!("clippy --all-targets --features {FEATURES} --quiet -- -D warnings");
    // Features hide code from each other: without any, other lines are unused.
    let bare = "clippy --package closecode --package closecode-batch --quiet -- -D warnings";
    let apart = |manifest, target| {
        format!(
            "clippy --all-targets --manifest-path {manifest} --target-dir {target} --quiet -- \
             -D warnings"
        )
    };
    let cldr = apart(cldr::MANIFEST, cldr::TARGET);
    let pictures = apart(pictures::MANIFEST, pictures::TARGET);
    for arguments in [all.as_str(), bare, &cldr, &pictures] {
        if !cargo(project, arguments)? {
            return Ok(false);
        }
    }
    Ok(true)
}
