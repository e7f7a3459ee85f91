//! `cargo xtask test features`: the crate with none, one and all of its features.

use anyhow::Result;
use closecode_output::ui;

use crate::process::{cargo, cargo_program, program};
use crate::project::Project;

/// Tests the crate without features, and compiles it with each kind of feature alone.
pub(crate) fn run(project: &Project) -> Result<bool> {
    // All of them together are tested in the step before, none of them here; each has to compile
    // without the others.
    let alone = [
        "std",
        "serde",
        "tungstenite",
        "http",
        "locale-en",
        "locale-id",
        "protocol-discord-gateway",
        "std,serde,locales,protocols",
    ];
    let lib: &[&str] = &["check", "--lib"];
    let runs = [(["test"].as_slice(), "")].into_iter().chain(alone.map(|features| (lib, features)));
    for (command, features) in runs {
        let arguments =
            ["--quiet", "--package", "closecode", "--no-default-features", "--features", features];
        if !program(project, cargo_program(), &[command, &arguments].concat(), &[])? {
            ui::bad("Failed", format!("with the features [{features}]"));
            return Ok(false);
        }
    }
    // Without std its slices take plain code, which the tests with all features do not run.
    cargo(project, "test --quiet --package closecode-batch")
}
