//! `cargo xtask test`: all that CI runs, step by step.

use std::ffi::OsString;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context as _, Result, bail};

use crate::cli::Format;
use crate::project::Project;
use crate::{
    browser, cldr, generate, instructions, languages, lint, memory, no_rebuild, samples, tools,
};
use closecode_output::ui;

/// One step.
struct Step {
    name: &'static str,
    about: &'static str,
    run: fn(&Project) -> Result<bool>,
}

/// The steps, the quick ones first.
const STEPS: &[Step] = &[
    Step {
        name: "lint",
        about: "the data, warnings included",
        run: |p| lint::run(p, true, Format::Text),
    },
    Step { name: "fresh", about: "committed files are what the data says", run: generate::check },
    Step {
        name: "no-rebuild",
        about: "an edit of the data compiles nothing (edits two files, and puts them back)",
        run: no_rebuild::run,
    },
    Step { name: "format", about: "rustfmt", run: |p| cargo(p, "fmt --all --check") },
    Step { name: "clippy", about: "lints of every target and feature", run: clippy },
    Step {
        name: "tests",
        about: "tests of the workspace",
        run: |p| cargo(p, "test --workspace --all-features --quiet"),
    },
    Step {
        name: "cldr",
        about: "what the data records of the Unicode CLDR is what ICU4X says (compiles ICU4X)",
        run: cldr::check,
    },
    Step {
        name: "features",
        about: "the crate with none, one and all of its features",
        run: features,
    },
    Step { name: "no-std", about: "a program without std and alloc links and runs", run: no_std },
    Step {
        name: "languages",
        about: "a program links the words of the languages that it asks for, and of no other",
        run: languages::run,
    },
    Step { name: "docs", about: "rustdoc without warnings", run: docs },
    Step {
        name: "instructions",
        about: "instruction counts of the lookups (installs valgrind if it is missing and may)",
        run: |p| instructions::run(p, false),
    },
    Step {
        name: "samples",
        about: "the programs on the code pages, run against real peers (installs Chromium, Node, Go and libraries if it may)",
        run: samples::run,
    },
    Step {
        name: "browser",
        about: "the site in Chromium: controls, keyboard, axe, HTML, Lighthouse (installs Chromium, Node and npm packages if it may)",
        run: browser::run,
    },
    Step {
        name: "memory",
        about: "the unsafe code of closecode-batch under valgrind's memory checker",
        run: memory::run,
    },
    Step {
        name: "deny",
        about: "licences, bans and sources of dependencies (installs cargo-deny if it is missing)",
        run: deny,
    },
];

/// Runs the named steps, or all; goes on after a failure, so that one run shows everything.
pub(crate) fn run(project: &Project, names: &[String], list: bool) -> Result<bool> {
    if list {
        for step in STEPS {
            ui::out(format_args!("{:<14} {}\n", step.name, step.about));
        }
        return Ok(true);
    }
    if let Some(unknown) = names.iter().find(|name| !STEPS.iter().any(|step| step.name == **name)) {
        bail!("there is no step `{unknown}`; `cargo xtask test --list` lists them");
    }
    let chosen =
        STEPS.iter().filter(|step| names.is_empty() || names.iter().any(|name| name == step.name));
    let (mut passed, mut failed) = (0, Vec::new());
    for step in chosen {
        let start = Instant::now();
        ui::status("Running", format!("{}: {}", step.name, step.about));
        let result = (step.run)(project);
        if let Err(error) = &result {
            let _ = ui::fail(error);
        }
        let seconds = start.elapsed().as_secs_f64();
        if matches!(result, Ok(true)) {
            ui::status("Passed", format!("{} in {seconds:.1} s", step.name));
            passed += 1;
        } else {
            ui::bad(
                "Failed",
                format!(
                    "{} after {seconds:.1} s; again with `cargo xtask test {}`",
                    step.name, step.name
                ),
            );
            failed.push(step.name);
        }
    }
    if !failed.is_empty() {
        ui::bad("Failed", failed.join(", "));
    }
    ui::out(format_args!("steps: {passed} passed, {} failed\n", failed.len()));
    Ok(failed.is_empty())
}

/// Runs a program in the repository and tells whether it succeeded.
pub(crate) fn program(
    project: &Project,
    program: impl Into<OsString>,
    arguments: &[&str],
    variables: &[(&str, &str)],
) -> Result<bool> {
    let program = program.into();
    let status = Command::new(&program)
        .current_dir(&project.root)
        .args(arguments)
        .envs(variables.iter().copied())
        .stdin(Stdio::null())
        .status()
        .with_context(|| format!("cannot start {}", program.display()))?;
    Ok(status.success())
}

/// The cargo that runs this program.
pub(crate) fn cargo_program() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

fn cargo(project: &Project, arguments: &str) -> Result<bool> {
    program(project, cargo_program(), &arguments.split(' ').collect::<Vec<_>>(), &[])
}

fn clippy(project: &Project) -> Result<bool> {
    Ok(cargo(project, "clippy --workspace --all-targets --all-features --quiet -- -D warnings")?
        // Features hide code from each other: without any, other lines are unused.
        && cargo(project, "clippy --package closecode --quiet -- -D warnings")?)
}

fn features(project: &Project) -> Result<bool> {
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
    // Without std its slices take plain code, which the tests of the step before do not run.
    cargo(project, "test --quiet --package closecode-batch")
}

fn no_std(project: &Project) -> Result<bool> {
    let manifest = "crates/closecode/no-std/Cargo.toml";
    program(
        project,
        cargo_program(),
        &["run", "--quiet", "--release", "--manifest-path", manifest],
        &[],
    )
}

fn docs(project: &Project) -> Result<bool> {
    let arguments = ["doc", "--workspace", "--all-features", "--no-deps", "--quiet"];
    program(project, cargo_program(), &arguments, &[("RUSTDOCFLAGS", "-D warnings")])
}

fn deny(project: &Project) -> Result<bool> {
    let cargo_deny = tools::cargo_deny(project)?;
    program(project, cargo_deny, &["--all-features", "check", "licenses", "bans", "sources"], &[])
}
