//! `cargo xtask test deny`: licences, bans and sources of dependencies.

use anyhow::Result;

use crate::manifests::MANIFESTS;
use crate::process::program;
use crate::project::Project;
use crate::tools;

/// Runs cargo-deny for each of our workspaces. Advisories are a step of their own, because they
/// come from the network.
pub(crate) fn run(project: &Project) -> Result<bool> {
    let cargo_deny = tools::cargo_deny(project)?;
    for manifest in MANIFESTS {
        let mut arguments = vec!["--manifest-path", manifest, "--all-features", "check"];
        if manifest != MANIFESTS[0] {
            // One list for all: a licence in it is that of a dependency of any of them.
            arguments.extend(["--allow", "license-not-encountered"]);
            arguments.extend(["--allow", "license-exception-not-encountered"]);
        }
        arguments.extend(["licenses", "bans", "sources"]);
        if !program(project, &cargo_deny, &arguments, &[])? {
            return Ok(false);
        }
    }
    Ok(true)
}
