//! `cargo xtask instructions`: how many instructions each piece of work executes, exactly.
//!
//! Times are too noisy to gate on; instructions under callgrind repeat to the digit. Each probe of
//! `crates/closecode-bench` does its work in a function that is never inlined, and callgrind counts
//! from its first instruction to its return. So a count is the function's body, with what it calls,
//! without the call, the loop around it and the return. It includes what brings the argument and
//! the result into their registers. A probe whose function is gone, because its result was known
//! when it was compiled, counts 0.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::project::Project;
use crate::{process, tools};
use closecode_output::ui;
use closecode_output::write;

/// Where the counts are recorded.
const RECORD: &str = "crates/closecode-bench/instructions.txt";

/// How far a count may rise above the record: what another compiler version shuffles, and less than
/// a lost inlining costs.
const TOLERANCE: f64 = 2.0;

/// The function of each probe that is counted.
const WORK: &str = "*measured_work*";

/// Calls for probes of one code; a probe of a batch makes a hundredth of them.
const ROUNDS: u32 = 2_000;
const BATCH_SHARE: u32 = 100;

/// What is promised, whatever the record says; `docs/benchmarks.md` has the reasons.
const BARS: &[(&str, f64)] = &[
    ("allowed/10xx", 12.0),
    ("allowed/any", 12.0),
    ("batch/classify", 0.75),
    ("batch/classify-portable", 4.5),
    ("class/10xx", 8.0),
    ("class/any", 14.0),
    // A constant: at most the instructions that load it into registers.
    ("constant/class", 1.0),
    ("constant/known", 1.0),
    ("constant/policy", 1.0),
    ("constant/policy-delay", 2.0),
    ("policy/10xx", 7.5),
    ("policy/any", 16.0),
];

/// Counts every probe, and compares with the record or replaces it.
pub(crate) fn run(project: &Project, write: bool) -> Result<bool> {
    tools::valgrind(project)?;
    let arguments =
        ["build", "--quiet", "--release", "--package", "closecode-bench", "--bin", "probe"];
    if !process::program(project, process::cargo_program(), &arguments, &[])? {
        bail!("the probes do not build");
    }
    let target = process::target_dir(project);
    let binary = target.join("release/probe");
    let list = Command::new(&binary)
        .output()
        .with_context(|| format!("cannot run {}", binary.display()))?;
    let mut counts = BTreeMap::new();
    for line in String::from_utf8(list.stdout)?.lines() {
        let (name, codes) = line
            .split_once(' ')
            .with_context(|| format!("`{line}` is not a probe and its number of codes"))?;
        counts.insert(name.to_owned(), cost(&binary, name, codes.parse()?)?);
    }
    let mut good = true;
    for (name, bar) in BARS {
        match counts.get(*name) {
            Some(count) if count <= bar => {}
            Some(count) => {
                ui::bad("Too slow", format!("{name}: {count:.2}, at most {bar} is promised"));
                good = false;
            }
            None => bail!("there is no probe {name}, for which {bar} is promised"),
        }
    }
    let path = project.root.join(RECORD);
    if write {
        write::replace(&path, &print(&counts))?;
        ui::status("Recorded", RECORD);
        return Ok(good);
    }
    let recorded =
        parse(&std::fs::read_to_string(&path).with_context(|| format!("cannot read {RECORD}"))?)?;
    for (name, count) in &counts {
        let Some(limit) = recorded.get(name) else {
            ui::bad(
                "New",
                format!("{name}: {count:.2}; record it with `cargo xtask instructions --write`"),
            );
            good = false;
            continue;
        };
        let line = format!("{name:<28} {count:>6.2} (recorded {limit:.2})");
        if *count > limit + TOLERANCE.min(limit / 4.0).max(0.05) {
            ui::bad("Slower", line);
            good = false;
        } else {
            ui::status("Counted", line);
        }
    }
    for gone in recorded.keys().filter(|name| !counts.contains_key(*name)) {
        ui::bad("Gone", format!("{gone} is recorded, but no probe"));
        good = false;
    }
    Ok(good)
}

/// Instructions for each code.
fn cost(binary: &Path, probe: &str, codes: u32) -> Result<f64> {
    let calls = if codes > 1 { ROUNDS / BATCH_SHARE } else { ROUNDS };
    let inside = instructions(binary, probe)?;
    // Each call executed one return.
    Ok((inside / f64::from(calls) - 1.0).max(0.0) / f64::from(codes))
}

fn instructions(binary: &Path, probe: &str) -> Result<f64> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(format!("--toggle-collect={WORK}"))
        .arg(binary)
        .args([probe, &ROUNDS.to_string()])
        .output()
        .context("cannot run valgrind")?;
    let text = String::from_utf8_lossy(&output.stderr);
    let collected = text.lines().find_map(|line| line.split_once("Collected :").map(|(_, n)| n));
    let collected =
        collected.with_context(|| format!("valgrind printed no count for {probe}: {text}"))?;
    collected
        .trim()
        .replace(',', "")
        .parse()
        .with_context(|| format!("`{collected}` is not a count"))
}

fn print(counts: &BTreeMap<String, f64>) -> String {
    let mut out = String::from(
        "# Instructions for each code under callgrind: the body of the function, without call and \
         return. x86-64, release profile.\n\
         # Written by `cargo xtask instructions --write`; a higher count fails `cargo xtask \
         test`.\n",
    );
    for (name, count) in counts {
        let _ = writeln!(out, "{name} {count:.2}");
    }
    out
}

fn parse(text: &str) -> Result<BTreeMap<String, f64>> {
    let line = |line: &str| {
        let (name, count) = line
            .split_once(' ')
            .with_context(|| format!("`{line}` in {RECORD} is not a name and a count"))?;
        Ok((name.to_owned(), count.parse()?))
    };
    text.lines().filter(|l| !l.starts_with('#')).map(line).collect()
}
