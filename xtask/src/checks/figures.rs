//! The instruction counts in the README are the recorded ones.

use super::read;

/// Each row of the README's table, and the probe that counts it.
const ROWS: &[(&str, &str)] = &[
    ("| policy of a code from 1000 to 1015 |", "policy/10xx"),
    ("| policy of any other number |", "policy/any"),
    ("| class of a code from 1000 to 1015 |", "class/10xx"),
    ("| class of any other number |", "class/any"),
    ("| class of a code, in a batch with AVX2 |", "batch/classify"),
    ("| class of a code, in a batch without |", "batch/classify-portable"),
    ("| allowed in a Close frame (no branch) |", "allowed/any"),
];

/// What the README says is computed by the compiler.
const FOLDED: &[&str] = &["constant/known", "constant/policy", "constant/policy-delay"];

/// The recorded count of a probe.
fn recorded(record: &str, probe: &str) -> String {
    let count = record.lines().find_map(|line| line.strip_prefix(probe)?.strip_prefix(' '));
    count.unwrap_or_else(|| panic!("no count of {probe} is recorded")).to_owned()
}

#[test]
fn the_figures_in_the_readme_are_the_recorded_ones() {
    let readme = read("README.md");
    let record = read("crates/closecode-bench/instructions.txt");
    for (row, probe) in ROWS {
        let line = format!("{row} {} |", recorded(&record, probe));
        assert!(readme.contains(&line), "README.md should say `{line}`");
    }
    for probe in FOLDED {
        assert_eq!(recorded(&record, probe), "0.00", "{probe} no longer folds");
    }
}
