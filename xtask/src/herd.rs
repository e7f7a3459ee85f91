//! `cargo xtask bench herd`: how many clients of a server that restarts come back within the worst
//! second, into `docs/herd.md`.
//!
//! It is a simulation and no measurement: it gives the same numbers at each run and on each
//! machine, so a test step compares the file.

use std::fs;

use anyhow::{Context as _, Result};
use closecode_output::{ui, write};

use crate::process::printed;
use crate::project::Project;

/// What is written.
const REPORT: &str = "docs/herd.md";

const HEAD: &str = "<!-- Written by `cargo xtask bench herd`. Do not edit. -->

# The herd after a restart

A server with 10,000 clients restarts. Each client asks `decide` what to do, with a random number of
its own, and comes back after the delay. The table says how many of them arrive within the worst
second: in the first column the server closes all connections at the same moment, in the others one
after the other, as a `Drain` says, over 10 seconds, 30 seconds and two minutes.

| what the clients saw | at once | over 10 s | over 30 s | over 2 min |
|---|---|---|---|---|
";

const TAIL: &str = "
No default of closecode lets more than a quarter of the clients arrive within one second; a test of
the crate holds that for every kind of code, every HTTP status and every other failure. The rows of
own codes show what a file of an application can do about it, and undo.

Spreading the closes helps whatever the clients do, and many clients are not ours: they reconnect at
once, or all after the same delay. One relay first made its clients return faster, and
spread the closes on the server two weeks later:
[block/buzz#2579](https://github.com/block/buzz/pull/2579),
[#4542](https://github.com/block/buzz/pull/4542). So a server that restarts on purpose closes its
connections one after the other, over as much time as the deployment leaves it, and sends 1012 or
1001: [draining.md](draining.md). A crash closes everything at the same moment, and then only the
clients' delays are left.
";

/// Writes the report.
pub(crate) fn run(project: &Project) -> Result<bool> {
    write::replace(&project.root.join(REPORT), &report(project)?)?;
    ui::status("Wrote", REPORT);
    Ok(true)
}

/// Whether the report is what the simulation says.
pub(crate) fn is_fresh(project: &Project) -> Result<bool> {
    let old = fs::read_to_string(project.root.join(REPORT)).unwrap_or_default();
    let is_fresh = old == report(project)?;
    if !is_fresh {
        ui::bad("Stale", format!("{REPORT}; run `cargo xtask bench herd` and commit the result"));
    }
    Ok(is_fresh)
}

fn report(project: &Project) -> Result<String> {
    let run = ["run", "--quiet", "--package", "closecode-bench", "--bin", "herd"];
    let output = printed(project, run, "the simulation failed")?;
    let rows = String::from_utf8(output).context("the simulation prints text")?;
    Ok(format!("{HEAD}{rows}{TAIL}"))
}
