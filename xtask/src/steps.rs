//! The steps of `cargo xtask test`, the quick ones first: one module each.

mod advisories;
mod api;
mod benches;
mod browser;
mod cldr;
mod clippy;
mod deny;
mod docs;
mod features;
mod format;
mod fresh;
mod guides;
mod instructions;
mod lint;
mod measured;
mod memory;
mod msrv;
mod no_rebuild;
mod no_std;
mod npm;
pub(crate) mod packages;
mod pictures;
mod problems;
mod python;
mod queries;
mod samples;
mod vectors;
mod workspace_tests;

use anyhow::Result;

use crate::project::Project;

/// One step.
#[derive(Debug)]
pub(crate) struct Step {
    /// What it is called on the command line.
    pub(crate) name: &'static str,
    /// What it shows.
    pub(crate) about: &'static str,
    /// How many seconds it may take in `.ci/run`, on two idle processors and a clean checkout.
    /// Downloads and installations are not counted.
    pub(crate) budget: u32,
    /// Whether all is well. What is wrong has been printed; an error says why the step could not
    /// be carried out.
    pub(crate) run: fn(&Project) -> Result<bool>,
}

/// All steps. Later ones use what earlier ones have compiled.
pub(crate) const STEPS: &[Step] = &[
    Step { name: "lint", about: "the data has no errors", budget: 2, run: lint::run },
    Step {
        name: "fresh",
        about: "committed files are what the data says",
        budget: 2,
        run: fresh::run,
    },
    Step {
        name: "no-rebuild",
        about: "an edit of the data compiles nothing (edits two files, and puts them back)",
        budget: 4,
        run: no_rebuild::run,
    },
    Step { name: "format", about: "rustfmt", budget: 2, run: format::run },
    Step { name: "tests", about: "tests of the workspace", budget: 165, run: workspace_tests::run },
    Step {
        name: "clippy",
        about: "lints of every target and feature",
        budget: 85,
        run: clippy::run,
    },
    Step {
        name: "cldr",
        about: "what the data records of the Unicode CLDR is what ICU4X says (compiles ICU4X)",
        budget: 35,
        run: cldr::run,
    },
    Step {
        name: "pictures",
        about: "a picture for each code, with its words inside (compiles what draws them)",
        budget: 15,
        run: pictures::run,
    },
    Step {
        name: "features",
        about: "the crate with none, one and all of its features, and the lab over TLS",
        budget: 37,
        run: features::run,
    },
    Step {
        name: "msrv",
        about: "what an application compiles, with the oldest Rust that it promises (installs it \
                with rustup if it may)",
        budget: 18,
        run: msrv::run,
    },
    Step {
        name: "no-std",
        about: "a program without std and alloc links and runs, with the languages it asks for and \
                no other",
        budget: 7,
        run: no_std::run,
    },
    Step {
        name: "benches",
        about: "the benchmarks compile, and docs/herd.md is what the simulation says",
        budget: 20,
        run: benches::run,
    },
    Step {
        name: "guides",
        about: "the programs of the guides compile, without lints, and run against each other",
        budget: 26,
        run: guides::run,
    },
    Step {
        name: "packages",
        about: "each published crate builds from its package alone, and an application from them",
        budget: 12,
        run: packages::run,
    },
    Step {
        name: "api",
        about: "the public API is what is recorded in crates/*/api.txt (compiles what reads it)",
        budget: 25,
        run: api::run,
    },
    Step { name: "docs", about: "rustdoc without warnings", budget: 12, run: docs::run },
    Step {
        name: "instructions",
        about: "instruction counts of the lookups (installs valgrind if it is missing and may)",
        budget: 13,
        run: instructions::run,
    },
    Step {
        name: "samples",
        about: "the programs on the code pages, run against real peers (installs Chromium, Node, \
                Go and libraries if it may)",
        budget: 50,
        run: samples::run,
    },
    Step {
        name: "problems",
        about: "the commands and configurations on the pages of problems: the symptom without \
                them, its absence with them (installs nginx, HAProxy, Apache and libraries if it \
                may)",
        budget: 20,
        run: problems::run,
    },
    Step {
        name: "vectors",
        about: "ws, websockets, gorilla/websocket and tungstenite run the test vectors (installs \
                Node, Python, Go and the libraries if it may)",
        budget: 20,
        run: vectors::run,
    },
    Step {
        name: "queries",
        about: "the queries of docs/queries.md, run by three engines (installs them with pip if \
                it may)",
        budget: 10,
        run: queries::run,
    },
    Step {
        name: "measured",
        about: "a few libraries do with each end of a connection what is recorded of them \
                (installs Node, Python and the libraries if it may)",
        budget: 30,
        run: measured::run,
    },
    Step {
        name: "browser",
        about: "the site in Chromium: controls, keyboard, axe, HTML, Lighthouse (installs \
                Chromium, Node and npm packages if it may)",
        budget: 120,
        run: browser::run,
    },
    Step {
        name: "python",
        about: "the package for Python, from its wheel: the crate's answers, clients, types \
                (installs Node and packages from npm and PyPI if it may)",
        budget: 25,
        run: python::run,
    },
    Step {
        name: "npm",
        about: "the npm package: the crate's answers in Node, Bun, Deno and Chromium, its types, \
                its size and its hooks (installs them with npm if it may)",
        budget: 25,
        run: npm::run,
    },
    Step {
        name: "memory",
        about: "the unsafe code of closecode-batch under valgrind's memory checker",
        budget: 3,
        run: memory::run,
    },
    Step {
        name: "deny",
        about: "licences, bans and sources of dependencies (installs cargo-deny if it is missing)",
        budget: 2,
        run: deny::run,
    },
    Step {
        name: "advisories",
        about: "known vulnerabilities of dependencies (fetches the RustSec database; not run if it \
                cannot be had)",
        budget: 2,
        run: advisories::run,
    },
];
