//! `cargo xtask test deny`: licences, bans and sources of dependencies.

use anyhow::Result;

use crate::process::program;
use crate::project::Project;
use crate::{api, cldr, pictures, tools};

/// Runs cargo-deny for each of our workspaces. It is not asked for advisories, because those come
/// from the network.
pub(crate) fn run(project: &Project) -> Result<bool> {
    let cargo_deny = tools::cargo_deny(project)?;
    for manifest in ["Cargo.toml", api::MANIFEST, cldr::MANIFEST, pictures::MANIFEST] {
        let mut arguments = vec!["--manifest-path", manifest, "--all-features", "check"];
        if manifest != "Cargo.toml" {
            // One list for all: a licence in it is that of a dependency of any of them.
            arguments.extend(["--allow", "license-not-encountered"]);
        }
        arguments.extend(["licenses", "bans", "sources"]);
        if !program(project, &cargo_deny, &arguments, &[])? {
            return Ok(false);
        }
    }
    Ok(true)
}
