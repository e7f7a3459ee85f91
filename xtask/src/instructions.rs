//! `cargo xtask instructions`: how many instructions each lookup executes, exactly.
//!
//! Times are too noisy to gate on; instructions under callgrind repeat to the digit. Each probe of
//! `crates/closecode-bench` runs with two numbers of rounds, and the difference by the number of additional lookups is
//! the cost of one, without start-up and loop set-up. The loop's own cost is that of the probe `empty`, which is subtracted.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::project::Project;
use crate::{sync, test, tools, ui};

/// Where the counts are recorded.
const RECORD: &str = "crates/closecode-bench/instructions.txt";

/// How far a count may rise above the record: what another compiler version shuffles, and less than a lost inlining costs.
const TOLERANCE: f64 = 2.0;

const FEW: u32 = 1_000;
const MANY: u32 = 5_000;

/// Counts every probe, and compares with the record or replaces it.
pub(crate) fn run(project: &Project, write: bool) -> Result<bool> {
    tools::valgrind(project)?;
    let arguments = ["build", "--quiet", "--release", "--package", "closecode-bench", "--bin", "probe"];
    if !test::program(project, test::cargo_program(), &arguments, &[])? {
        bail!("the probes do not build");
    }
    let binary = project.root.join("target/release/probe");
    let list = Command::new(&binary).output().with_context(|| format!("cannot run {}", binary.display()))?;
    let names: Vec<String> = String::from_utf8(list.stdout)?.lines().map(str::to_owned).collect();
    let empty = cost(&binary, "empty")?;
    let mut counts = BTreeMap::new();
    for name in names.iter().filter(|name| *name != "empty") {
        counts.insert(name.clone(), cost(&binary, name)? - empty);
    }
    let path = project.root.join(RECORD);
    if write {
        sync::replace(&path, &print(&counts))?;
        ui::status("Recorded", RECORD);
        return Ok(true);
    }
    let recorded = parse(&std::fs::read_to_string(&path).with_context(|| format!("cannot read {RECORD}"))?)?;
    let mut good = true;
    for (name, count) in &counts {
        let Some(limit) = recorded.get(name) else {
            ui::bad("New", format!("{name}: {count:.1}; record it with `cargo xtask instructions --write`"));
            good = false;
            continue;
        };
        let line = format!("{name:<28} {count:>5.1} (recorded {limit:.1})");
        if *count > limit + TOLERANCE {
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

/// Instructions of one lookup and its share of the loop.
fn cost(binary: &Path, probe: &str) -> Result<f64> {
    let (few, many) = (instructions(binary, probe, FEW)?, instructions(binary, probe, MANY)?);
    Ok((many - few) / f64::from(MANY - FEW))
}

fn instructions(binary: &Path, probe: &str, rounds: u32) -> Result<f64> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(binary)
        .args([probe, &rounds.to_string()])
        .output()
        .context("cannot run valgrind")?;
    let text = String::from_utf8_lossy(&output.stderr);
    let refs = text.lines().find_map(|line| line.split_once("I   refs:").or_else(|| line.split_once("I refs:")).map(|(_, n)| n));
    let refs = refs.with_context(|| format!("valgrind printed no count for {probe}: {text}"))?;
    refs.trim().replace(',', "").parse().with_context(|| format!("`{refs}` is not a count"))
}

fn print(counts: &BTreeMap<String, f64>) -> String {
    let mut out = String::from(
        "# Instructions of one lookup under callgrind, without the loop around it. x86-64, release profile.\n\
         # Written by `cargo xtask instructions --write`; a higher count fails `cargo xtask test`.\n",
    );
    for (name, count) in counts {
        let _ = writeln!(out, "{name} {count:.1}");
    }
    out
}

fn parse(text: &str) -> Result<BTreeMap<String, f64>> {
    let line = |line: &str| {
        let (name, count) = line.split_once(' ').with_context(|| format!("`{line}` in {RECORD} is not a name and a count"))?;
        Ok((name.to_owned(), count.parse()?))
    };
    text.lines().filter(|l| !l.starts_with('#')).map(line).collect()
}
