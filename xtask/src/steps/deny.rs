//! `cargo xtask test deny`: licences, bans and sources of dependencies.

use anyhow::Result;

use crate::process::program;
use crate::project::Project;
use crate::tools;

/// Runs cargo-deny. It is not asked for advisories, because those come from the network.
pub(crate) fn run(project: &Project) -> Result<bool> {
    let cargo_deny = tools::cargo_deny(project)?;
    program(project, cargo_deny, &["--all-features", "check", "licenses", "bans", "sources"], &[])
}
