//! `cargo xtask test tests`: the tests of every package.

use std::collections::BTreeMap;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail, ensure};
use closecode_output::ui;
use serde_json::Value;

use crate::features::FEATURES;
use crate::process::{cargo, cargo_program};
use crate::project::Project;

/// What takes longest to compile. Each is built once for `cargo xtask`, for the tests and for build
/// scripts, although a feature or a profile that differs anywhere below it would part them.
const BUILT_ONCE: [&str; 3] = ["closecode_format", "closecode_data", "closecode_site"];

/// Runs unit tests, integration tests and the examples in documentation. The benchmarks are no
/// default member, and have a step of their own. All run, also after one that fails.
pub(crate) fn run(project: &Project) -> Result<bool> {
    let is_built_once = compile(project)?;
    let passed = cargo(project, &format!("test --features {FEATURES} --quiet --no-fail-fast"))?;
    Ok(passed && is_built_once)
}

/// Compiles the tests, and tells whether nothing expensive was compiled in two ways.
fn compile(project: &Project) -> Result<bool> {
    let output = Command::new(cargo_program())
        .args(["test", "--no-run", "--quiet", "--features", FEATURES])
        .arg("--message-format=json-render-diagnostics")
        .current_dir(&project.root)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .context("cannot start cargo")?;
    if !output.status.success() {
        bail!("the tests do not compile");
    }
    let artifacts = String::from_utf8_lossy(&output.stdout);
    let mut builds = BTreeMap::from(BUILT_ONCE.map(|name| (name, 0)));
    for artifact in artifacts.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()) {
        let is_lib = artifact["reason"] == "compiler-artifact"
            && artifact["target"]["kind"][0] == "lib"
            && artifact["profile"]["test"] == false;
        if let Some(count) = artifact["target"]["name"]
            .as_str()
            .filter(|_| is_lib)
            .and_then(|name| builds.get_mut(name))
        {
            *count += 1;
        }
    }
    for (name, count) in &builds {
        ensure!(*count > 0, "cargo names no artifact of {name}");
        if *count > 1 {
            ui::bad("Compiled", format!("{name} in {count} ways; it should be one"));
        }
    }
    Ok(builds.values().all(|count| *count == 1))
}
