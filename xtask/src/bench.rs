//! `cargo xtask bench`: runs the benchmarks and writes `docs/benchmarks.md`.
//!
//! Criterion leaves a median for each benchmark below `target/criterion/<group>/<mix>/<name>`. This
//! reads them, and the record of instruction counts, and prints tables. What it writes says nothing
//! about the machine that would identify it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};

use crate::process;
use crate::project::Project;
use closecode_output::ui;
use closecode_output::write;

/// What is written.
const REPORT: &str = "docs/benchmarks.md";

/// What a person wrote about the method and the bars; the tables follow it.
const METHOD: &str = "crates/closecode-bench/method.md";

/// A table: its title, its group, who is measured, the peer that ratios are to, and what the peer's
/// time is divided into.
struct Table {
    title: &'static str,
    group: &'static str,
    columns: &'static [&'static str],
    names: &'static [&'static str],
    to: &'static str,
    /// Whether the loop alone is subtracted, and a column is many single codes.
    is_single: bool,
}

const MIXES: &[&str] = &["realistic", "uniform", "sequential"];
const BATCHES: &[&str] = &["realistic", "uniform"];

#[rustfmt::skip] // Two or three lines for each table.
const TABLES: &[Table] = &[
    Table { title: "Allowed in a Close frame?", group: "sendable", columns: MIXES, is_single: true,
        to: "tungstenite",
        names: &["closecode", "closecode-checked", "tungstenite", "fastwebsockets",
            "tokio-websockets"] },
    Table { title: "Which class is it?", group: "class", columns: MIXES, is_single: true,
        to: "tungstenite-match",
        names: &["closecode", "tungstenite-match", "match", "binary-search", "table-64k"] },
    Table { title: "What to do?", group: "policy", columns: MIXES, is_single: true,
        to: "tungstenite-match",
        names: &["closecode", "tungstenite-match"] },
    Table { title: "Kept, then: may it be sent, and its number", group: "stored", columns: MIXES,
        is_single: true, to: "tungstenite",
        names: &["closecode", "tungstenite"] },
    Table { title: "Codes to classes, 4 KiB", group: "batch-4KiB", columns: BATCHES,
        is_single: false, to: "memcpy", names: BATCH_NAMES },
    Table { title: "Codes to classes, 256 KiB", group: "batch-256KiB", columns: BATCHES,
        is_single: false, to: "memcpy", names: BATCH_NAMES },
    Table { title: "Codes to classes, 16 MiB", group: "batch-16MiB", columns: BATCHES,
        is_single: false, to: "memcpy", names: BATCH_NAMES },
    Table { title: "Few codes in a call (512 calls)", group: "few", columns: &["1", "4", "8", "16",
        "32"], is_single: false,
        to: "tungstenite-is-allowed", names: &["closecode", "tungstenite-is-allowed"] },
    Table { title: "Counts by class, 4 KiB", group: "count-4KiB", columns: BATCHES,
        is_single: false, to: "plain-loop", names: COUNT_NAMES },
    Table { title: "Counts by class, 256 KiB", group: "count-256KiB", columns: BATCHES,
        is_single: false, to: "plain-loop", names: COUNT_NAMES },
    Table { title: "Counts by class, 16 MiB", group: "count-16MiB", columns: BATCHES,
        is_single: false, to: "plain-loop", names: COUNT_NAMES },
];

const BATCH_NAMES: &[&str] = &[
    "closecode",
    "closecode-be",
    "closecode-portable",
    "memcpy",
    "tungstenite-is-allowed",
    "table-64k",
];
const COUNT_NAMES: &[&str] = &["closecode", "closecode-portable", "plain-loop", "read"];

/// How many codes a round of a mix has.
fn codes(mix: &str) -> f64 {
    if mix == "sequential" { 65_536.0 } else { 8192.0 }
}

/// Runs everything and writes the report.
pub(crate) fn run(project: &Project) -> Result<bool> {
    let arguments = ["bench", "--package", "closecode-bench", "--benches", "--", "--quiet"];
    if !process::program(project, process::cargo_program(), &arguments, &[])? {
        bail!("the benchmarks failed");
    }
    let root = process::target_dir(project).join("criterion");
    let method = fs::read_to_string(project.root.join(METHOD))
        .with_context(|| format!("cannot read {METHOD}"))?;
    let mut out = format!(
        "<!-- Written by `cargo xtask bench` from {METHOD} and a run. Do not edit. -->\n\n{method}"
    );
    let _ = write!(out, "\n## Times\n\nMachine: {}.\n", machine());
    for table in TABLES {
        print(&mut out, &root, table)?;
    }
    write::replace(&project.root.join(REPORT), &out)?;
    ui::status("Wrote", REPORT);
    Ok(true)
}

/// The machine, in general terms.
pub(crate) fn machine() -> String {
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let field = |name: &str| {
        cpu.lines()
            .find(|line| line.starts_with(name))
            .and_then(|line| line.split_once(':'))
            .map_or("unknown", |(_, v)| v.trim())
    };
    let vectors = if field("flags").split(' ').any(|flag| flag == "avx2") {
        "with AVX2"
    } else {
        "without AVX2"
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{} {}, {vectors}, {threads} threads", std::env::consts::ARCH, std::env::consts::OS)
}

fn print(out: &mut String, root: &Path, table: &Table) -> Result<()> {
    let unit = if table.is_single { "ns a code" } else { "ns a call" };
    let _ = write!(out, "\n### {}\n\n| {unit} (times {}) |", table.title, table.to);
    for column in table.columns {
        let _ = write!(out, " {column} |");
    }
    let _ = writeln!(out, "\n|---|{}", "---|".repeat(table.columns.len()));
    let mut times = BTreeMap::new();
    for column in table.columns {
        let empty =
            if table.is_single { median(root, &format!("empty/{column}"), "empty")? } else { 0.0 };
        let divisor = if table.is_single { codes(column) } else { 1.0 };
        for name in table.names {
            times.insert(
                (*name, *column),
                (median(root, &format!("{}/{column}", table.group), name)? - empty) / divisor,
            );
        }
    }
    for name in table.names {
        let _ = write!(out, "| {name} |");
        for column in table.columns {
            let time = times[&(*name, *column)];
            let peer = times[&(table.to, *column)];
            let _ = write!(out, " {time:.2} ({:.2}) |", time / peer);
        }
        out.push('\n');
    }
    Ok(())
}

/// The median of a benchmark, in nanoseconds.
fn median(root: &Path, group: &str, name: &str) -> Result<f64> {
    // Criterion makes one folder of a group's name.
    let path = root.join(group.replace('/', "_")).join(name).join("new/estimates.json");
    let text = fs::read_to_string(&path)
        .with_context(|| format!("criterion left no {}", path.display()))?;
    let estimates: serde_json::Value =
        serde_json::from_str(&text).context("criterion's estimates are JSON")?;
    estimates["median"]["point_estimate"]
        .as_f64()
        .with_context(|| format!("no median in {}", path.display()))
}
