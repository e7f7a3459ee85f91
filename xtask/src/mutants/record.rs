//! `docs/mutants.md`: what the runs have shown. Each run puts its own rows into it; the reasons
//! beside what survived are written by people, there, and kept.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, bail};

/// What is written.
pub(crate) const FILE: &str = "docs/mutants.md";

const HEAD: &str = "<!-- Written by `cargo xtask mutants code`, but for the reasons at the end. -->

# Mutants

A mutant is the code with one change: another operator, a function that returns a constant, an arm
of a `match` less. If no test fails with it, nothing tests that code. [cargo-mutants] makes the
changes; a seed decides which of them are tried, so that a run can be repeated:
`cargo xtask mutants code`.

A mutant that does not compile says nothing, and is not counted. One with which the tests do not end
is as good as caught. For those that were missed, tests were written; which of them are caught
since, and with which commit, `cargo xtask mutants code --missed` has seen.

No test can catch a mutant that computes the same as the code, whatever it is given. The reason of
such a one begins with “The same:”, and it is not counted in all.

Two kinds of code are left out: what is generated, because other tests compare it with the data, and
assertions that the compiler runs, because they are tests themselves.

[cargo-mutants]: https://mutants.rs

| target | cargo-mutants | commit | seed | drawn | of | unviable | caught | timed out | missed | \
caught of viable | caught since | the same | in all |
|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
";

const SURVIVORS: &str = "
## What survived

| target | mutant | why |
|---|---|---|
";

/// What the reason of a mutant begins with that no test can catch.
const SAME: &str = "The same: ";

/// What is written of one target.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) tool: String,
    pub(super) commit: String,
    pub(super) seed: u64,
    pub(super) drawn: usize,
    pub(super) of: usize,
    pub(super) unviable: usize,
    pub(super) caught: usize,
    pub(super) timed_out: usize,
    /// How many of those that were missed then are caught since, and with which commit.
    pub(super) since: usize,
    pub(super) since_commit: String,
    /// The names of those that no test notices, and why that is so.
    pub(super) missed: Vec<(String, String)>,
}

impl Run {
    /// How many of them compute the same as the code.
    fn same(&self) -> usize {
        self.missed.iter().filter(|(_, why)| why.starts_with(SAME)).count()
    }

    /// How many could be caught.
    pub(super) fn counted(&self) -> usize {
        self.viable() - self.same()
    }

    /// How many compiled.
    pub(super) fn viable(&self) -> usize {
        self.caught + self.timed_out + self.since + self.missed.len()
    }

    /// How many are caught now, in hundredths of those that could be, rounded down.
    pub(super) fn score(&self) -> usize {
        hundredths(self.caught + self.timed_out + self.since, self.counted())
    }
}

fn hundredths(part: usize, of: usize) -> usize {
    part * 100 / of.max(1)
}

/// The runs by target.
pub(super) type Record = BTreeMap<String, Run>;

/// The document.
pub(super) fn written(record: &Record) -> String {
    let mut out = HEAD.to_owned();
    for (target, run) in record {
        let Run { tool, commit, seed, drawn, of, unviable, caught, timed_out, missed, .. } = run;
        let first = caught + timed_out;
        let since = match run.since {
            0 => String::new(),
            since => format!("{since} ({})", run.since_commit),
        };
        out += &format!(
            "| {target} | {tool} | {commit} | {seed} | {drawn} | {of} | {unviable} | {caught} | \
             {timed_out} | {} | {first} of {}, {} % | {since} | {} | {} of {}, {} % |\n",
            run.since + missed.len(),
            run.viable(),
            hundredths(first, run.viable()),
            run.same(),
            first + run.since,
            run.counted(),
            run.score()
        );
    }
    out += SURVIVORS;
    for (target, run) in record {
        for (name, why) in &run.missed {
            out += &format!("| {target} | `{}` | {why} |\n", name.replace('|', "\\|"));
        }
    }
    out
}

/// What is in the document.
pub(super) fn read(text: &str) -> Result<Record> {
    let mut record = Record::new();
    let rows = text.lines().filter(|line| line.starts_with("| ")).map(cells);
    for row in rows {
        let row: Vec<&str> = row.iter().map(String::as_str).collect();
        match row[..] {
            ["target", ..] => {}
            [target, name, why] => {
                let run = record.get_mut(target);
                let run = run.with_context(|| format!("{FILE}: {target} has no run"))?;
                run.missed.push((name.trim_matches('`').to_owned(), why.to_owned()));
            }
            [target, tool, commit, seed, ref counts @ ..] => {
                let [drawn, of, unviable, caught, timed_out, _, _, since, _, _] = counts[..] else {
                    bail!("{FILE}: {target} has {} counts", counts.len());
                };
                let number = |text: &str| {
                    text.parse().with_context(|| format!("{FILE}: {target}: {text} is no number"))
                };
                let since = since.strip_suffix(')').and_then(|since| since.split_once(" ("));
                let (since, since_commit) = since.unwrap_or(("0", ""));
                let run = Run {
                    tool: tool.to_owned(),
                    commit: commit.to_owned(),
                    seed: seed.parse().with_context(|| format!("{FILE}: the seed {seed}"))?,
                    drawn: number(drawn)?,
                    of: number(of)?,
                    unviable: number(unviable)?,
                    caught: number(caught)?,
                    timed_out: number(timed_out)?,
                    since: number(since)?,
                    since_commit: since_commit.to_owned(),
                    missed: Vec::new(),
                };
                record.insert(target.to_owned(), run);
            }
            _ => bail!("{FILE}: a row of {} cells", row.len()),
        }
    }
    Ok(record)
}

/// The cells of a row; a bar with a backslash before it is text.
fn cells(row: &str) -> Vec<String> {
    let row = row.trim().trim_start_matches('|').replace("\\|", "\0");
    let row = row.strip_suffix('|').unwrap_or(&row);
    row.split('|').map(|cell| cell.trim().replace('\0', "|")).collect()
}

/// A mutant's name without its line and column, which change with every edit above it.
pub(super) fn unplaced(name: &str) -> String {
    let mut parts = name.splitn(4, ':');
    match [parts.next(), parts.next(), parts.next(), parts.next()] {
        [Some(file), Some(_), Some(_), Some(change)] => format!("{file}:{change}"),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks;

    #[test]
    fn what_is_written_is_read() {
        let name = "a.rs:1:2: replace || with && in f".to_owned();
        let run = Run {
            tool: "1.2.3".to_owned(),
            commit: "abc".to_owned(),
            seed: 7,
            drawn: 9,
            of: 9,
            unviable: 1,
            caught: 3,
            timed_out: 1,
            since: 2,
            since_commit: "def".to_owned(),
            missed: vec![
                (name.clone(), "It is | so.".to_owned()),
                (name, "The same: there is none.".to_owned()),
            ],
        };
        let mut record = Record::from([("rules".to_owned(), run)]);
        record.insert("a".to_owned(), Run::default());
        let mut shown = written(&record);
        assert!(shown.contains("| 4 | 4 of 8, 50 % | 2 (def) | 1 | 6 of 7, 85 % |"), "{shown}");
        shown = shown.replace("It is | so.", "It is \\| so.");
        assert_eq!(read(&shown).unwrap(), record);
        assert!(read("| a | b |\n").is_err());
        assert!(read("| a | `b` | c |\n").is_err(), "no such target");
    }

    #[test]
    fn a_name_is_known_again_on_another_line() {
        let name = |place| format!("src/a.rs:{place}: replace == with != in <impl A for B>::f");
        assert_eq!(unplaced(&name("3:4")), unplaced(&name("33:1")));
        assert!(unplaced(&name("3:4")).starts_with("src/a.rs: replace =="));
    }

    /// What is promised: enough of them, nearly all of them caught, and a reason for each other.
    #[test]
    fn the_record_has_each_target_with_its_promise_and_reasons() {
        let record = read(&checks::read(FILE)).unwrap();
        let mut all: Vec<&str> = super::super::code::names().collect();
        all.sort_unstable();
        assert!(record.keys().eq(&all), "{all:?}");
        for (target, run) in &record {
            assert!(run.counted() >= 100 || run.drawn == run.of, "{target}: {}", run.counted());
            assert!(run.score() >= 97, "{target}: {} %", run.score());
            for (name, why) in &run.missed {
                assert!(why.len() > 20, "{target}: no reason why {name} survives");
            }
        }
    }
}
