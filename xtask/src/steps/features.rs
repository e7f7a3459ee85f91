//! `cargo xtask test features`: the crate with none, one and all of its features, and the lab with
//! TLS.

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
        "tungstenite-0_29",
        "tungstenite-0_30",
        "http",
        "messages",
        "locale-en",
        "locale-id",
        "protocol-discord-gateway",
        "std,serde,messages,locales,protocols",
    ];
    for features in alone {
        let check = ["check", "--lib", "--quiet", "--package", "closecode"];
        let arguments = [&check[..], &["--no-default-features", "--features", features]].concat();
        if !program(project, cargo_program(), &arguments, &[])? {
            ui::bad("Failed", format!("with the features [{features}]"));
            return Ok(false);
        }
    }
    // Beside xtask, which has no tests of these kinds, the tests need nothing that is not compiled
    // already.
    let bare = "test --quiet --package closecode --package xtask --no-default-features";
    for kind in ["--lib --examples --test it", "--doc"] {
        if !cargo(project, &format!("{bare} {kind}"))? {
            ui::bad("Failed", "without features");
            return Ok(false);
        }
    }
    // Without std its slices take plain code, which the tests with all features do not run.
    if !cargo(project, "test --quiet --package closecode-batch")? {
        return Ok(false);
    }
    // What compiles a library of TLS is off everywhere else.
    cargo(project, "test --quiet --package closecode-lab --features tls --lib")
}
