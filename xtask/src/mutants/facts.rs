//! `cargo xtask mutants facts`: changes facts one at a time, and says which changes nothing
//! notices.
//!
//! A change is noticed by a rule, or else by a test of the site, which knows some facts from
//! elsewhere. The rule `compared` notices each change of a fact that somebody has read; it is
//! counted apart, because it does not know what is right.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail, ensure};
use closecode_data::Files;
use closecode_output::ui;

use super::kept::Kept;
use crate::process::cargo_program;
use crate::project::Project;
use crate::random::Random;

/// What kind of fact a key holds, and what it may hold instead.
struct Key {
    kind: &'static str,
    name: &'static str,
    values: &'static [&'static str],
}

const BOOLEAN: &[&str] = &["true", "false"];
const DELAYS: &[&str] = &["\"0s\"", "\"250ms\"", "\"1s\"", "\"7s\"", "\"20s\"", "\"3min\""];
const AUTHORITIES: &[&str] = &["\"normative\"", "\"registry-mail\"", "\"convention\""];
const NUMBERS: &[&str] = &[];

#[rustfmt::skip]
const KEYS: &[Key] = &[
    Key { kind: "number", name: "code", values: NUMBERS },
    Key { kind: "number", name: "first", values: NUMBERS },
    Key { kind: "number", name: "last", values: NUMBERS },
    Key { kind: "number", name: "like", values: NUMBERS },
    Key { kind: "sender", name: "sender", values: &[
        "\"client\"", "\"server\"", "\"either\"", "\"gateway\"", "\"client-local\"", "\"message\"",
    ] },
    Key { kind: "action", name: "action", values: &[
        "\"no-need\"", "\"short-delay\"", "\"backoff\"", "\"reauth\"", "\"fix-client\"",
        "\"never\"",
    ] },
    Key { kind: "action", name: "reconnect", values: &[
        "\"no-need\"", "\"immediate\"", "\"short-delay\"", "\"backoff\"", "\"resume\"",
        "\"reauth\"", "\"fix-client\"", "\"never\"", "\"unspecified\"",
    ] },
    Key { kind: "delay", name: "initial-delay", values: DELAYS },
    Key { kind: "delay", name: "max-delay", values: DELAYS },
    Key { kind: "delay", name: "delay", values: DELAYS },
    Key { kind: "delay", name: "factor", values: &["1", "2", "3", "5"] },
    Key { kind: "delay", name: "max-attempts", values: &["0", "1", "2", "4", "11"] },
    Key { kind: "delay", name: "jitter", values: &["\"full\"", "\"equal\"", "\"none\""] },
    Key { kind: "flag", name: "frame", values: BOOLEAN },
    Key { kind: "flag", name: "synthetic", values: BOOLEAN },
    Key { kind: "flag", name: "clean", values: BOOLEAN },
    Key { kind: "flag", name: "script-sendable", values: BOOLEAN },
    Key { kind: "flag", name: "named", values: BOOLEAN },
    Key { kind: "flag", name: "script-visible", values: &["\"yes\"", "\"peer-error\"", "\"no\""] },
    Key { kind: "flag", name: "fault", values: &[
        "\"none\"", "\"client\"", "\"server\"", "\"unknown\"",
    ] },
    Key { kind: "flag", name: "severity", values: &["\"info\"", "\"warning\"", "\"error\""] },
    Key { kind: "flag", name: "alert", values: &["\"no\"", "\"rate\"", "\"yes\""] },
    Key { kind: "flag", name: "session", values: &["\"new\"", "\"resume\""] },
    Key { kind: "authority", name: "authority", values: AUTHORITIES },
    Key { kind: "authority", name: "certainty", values: &[
        "\"verified\"", "\"corroborated\"", "\"unconfirmed\"",
    ] },
    Key { kind: "authority", name: "status", values: &[
        "\"official\"", "\"community\"", "\"retired\"",
    ] },
];

/// A fact that can be changed: a line of a file.
struct Place<'a> {
    path: &'a str,
    line: usize,
    key: &'static Key,
    value: &'a str,
}

/// Changes `count` facts, drawn by `seed`, and prints which nobody notices.
pub(crate) fn run(project: &Project, count: usize, seed: u64, rules_only: bool) -> Result<bool> {
    ensure_clean(project)?;
    let files = texts(&project.data)?;
    let places = places(&files);
    let mut random = Random(seed);
    let drawn = draw(&places, count, &mut random);
    let tests = if rules_only { None } else { Some(tests(project)?) };
    let mut scores: BTreeMap<&str, Score> = BTreeMap::new();
    let mut unnoticed = Vec::new();
    for (done, (place, value)) in drawn.iter().enumerate() {
        if done % 20 == 0 {
            ui::status("Changed", format!("{done} of {} facts", drawn.len()));
        }
        let score = scores.entry(place.key.kind).or_default();
        score.flips += 1;
        let text = changed(&files[place.path], place.line, place.value, value);
        let found = rules(&files, place.path, &text);
        score.compared += usize::from(found.contains(&"compared"));
        if found.iter().any(|rule| *rule != "compared") {
            score.rules += 1;
            continue;
        }
        if let Some(tests) = &tests {
            let kept = Kept::new(&project.data.join(place.path), |_| Ok(text))?;
            let fails = !quiet(tests, &project.root.join("crates/closecode-site"))?;
            drop(kept);
            if fails {
                score.tests += 1;
                continue;
            }
        }
        let is_read = found.contains(&"compared");
        unnoticed.push((place, *value, is_read));
    }
    print(project, &scores, &unnoticed)?;
    Ok(unnoticed.iter().all(|(.., is_read)| *is_read))
}

/// What noticed the changes of one kind.
#[derive(Default)]
struct Score {
    flips: usize,
    rules: usize,
    tests: usize,
    compared: usize,
}

fn print(
    project: &Project,
    scores: &BTreeMap<&str, Score>,
    unnoticed: &[(&&Place<'_>, &str, bool)],
) -> Result<()> {
    let mut out =
        "| kind | changed | by a rule | else by a test | else by `compared` alone | by none |\n\
         |---|---|---|---|---|---|\n"
            .to_owned();
    let mut all = [0; 5];
    for (kind, score) in scores {
        let other = unnoticed.iter().filter(|(place, ..)| place.key.kind == *kind);
        let read = other.clone().filter(|(.., is_read)| *is_read).count();
        let row = [score.flips, score.rules, score.tests, read, other.count() - read];
        let cells: Vec<String> = row.iter().map(ToString::to_string).collect();
        out += &format!("| {kind} | {} |\n", cells.join(" | "));
        all.iter_mut().zip(row).for_each(|(sum, n)| *sum += n);
    }
    let cells: Vec<String> = all.iter().map(ToString::to_string).collect();
    out += &format!("| all | {} |\n\n", cells.join(" | "));
    for (place, value, is_read) in unnoticed {
        let by = if *is_read { "`compared` alone" } else { "nothing" };
        let Place { path, line, key, value: was } = place;
        out += &format!(
            "{}{path}:{}: {} = {was}, not {value}: {by}\n",
            project.data_prefix,
            line + 1,
            key.name
        );
    }
    ui::out(out)
}

/// Places and what to write there: one of each kind in turn, none twice.
fn draw<'a, 'p>(
    places: &'p [Place<'a>],
    count: usize,
    random: &mut Random,
) -> Vec<(&'p Place<'a>, &'static str)> {
    let mut by_kind: BTreeMap<&str, Vec<&Place<'a>>> = BTreeMap::new();
    for place in places {
        by_kind.entry(place.key.kind).or_default().push(place);
    }
    let mut drawn = Vec::new();
    while drawn.len() < count && by_kind.values().any(|left| !left.is_empty()) {
        for left in by_kind.values_mut().filter(|left| !left.is_empty()) {
            if drawn.len() == count {
                break;
            }
            let place = left.swap_remove(random.below(left.len()));
            let others: Vec<&&str> =
                place.key.values.iter().filter(|other| **other != place.value).collect();
            // A number becomes its neighbour.
            let value = if others.is_empty() { "" } else { *others[random.below(others.len())] };
            drawn.push((place, value));
        }
    }
    drawn
}

/// Every fact of the files that has a key that is known here.
fn places(files: &BTreeMap<String, String>) -> Vec<Place<'_>> {
    let is_fact = |path: &str| {
        let folders = ["codes/", "protocols/", "handshake", "ranges", "situations"];
        folders.iter().any(|folder| path.starts_with(folder))
    };
    let facts = files.iter().filter(|(path, _)| is_fact(path));
    facts.flat_map(|(path, text)| places_of(path, text)).collect()
}

fn places_of<'a>(path: &'a str, text: &'a str) -> impl Iterator<Item = Place<'a>> {
    text.lines().enumerate().filter_map(move |(line, text)| {
        let (name, value) = text.split_once(" = ")?;
        // A comment behind a value is no part of it.
        let value = value.split(" #").next()?.trim();
        let key = KEYS.iter().find(|key| key.name == name)?;
        let is_open = key.values.is_empty() || key.values == DELAYS;
        let fits = is_open || key.values.contains(&value) || value.parse::<u16>().is_ok();
        fits.then_some(Place { path, line, key, value })
    })
}

/// The text with another value in one line.
fn changed(text: &str, line: usize, was: &str, value: &str) -> String {
    let value = match was.parse::<u16>() {
        Ok(number) if value.is_empty() => number.saturating_add(1).to_string(),
        _ => value.to_owned(),
    };
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let key = lines[line].split(" = ").next().unwrap_or_default().to_owned();
    lines[line] = format!("{key} = {value}");
    lines.join("\n") + "\n"
}

/// The rules that find something.
fn rules(files: &BTreeMap<String, String>, path: &str, text: &str) -> Vec<&'static str> {
    let mut files = files.clone();
    files.insert(path.to_owned(), text.to_owned());
    let checked = closecode_data::check(Files::from_memory(files));
    checked.report.diagnostics().iter().map(|diagnostic| diagnostic.rule).collect()
}

/// Every file of the data, by its path below the folder.
fn texts(data: &Path) -> Result<BTreeMap<String, String>> {
    let checked = closecode_data::load(data);
    ensure!(
        checked.report.diagnostics().is_empty(),
        "the data has findings already; run `cargo xtask lint`"
    );
    let files = checked.report.files();
    Ok(files.iter().map(|(_, path, text)| (path.to_owned(), text.to_owned())).collect())
}

/// The data is changed in place for the tests, so it must be possible to put it back.
fn ensure_clean(project: &Project) -> Result<()> {
    let output = Command::new("git")
        .current_dir(&project.root)
        .args(["status", "--porcelain", "--", "data"])
        .output()
        .context("cannot start git")?;
    if !output.status.success() || !output.stdout.is_empty() {
        bail!("commit your changes of data/ first: it is changed in place, and put back");
    }
    Ok(())
}

/// The program with the tests of the site, compiled.
fn tests(project: &Project) -> Result<PathBuf> {
    ui::status("Compiling", "the tests of closecode-site");
    let output = Command::new(cargo_program())
        .current_dir(&project.root)
        .args(["test", "--no-run", "--quiet", "--package", "closecode-site", "--test", "it"])
        .args(["--message-format", "json"])
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .context("cannot start cargo")?;
    ensure!(output.status.success(), "the tests could not be compiled");
    let program = String::from_utf8_lossy(&output.stdout)
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter_map(|message| message["executable"].as_str().map(PathBuf::from))
        .next_back();
    let program = program.context("cargo names no program")?;
    let folder = project.root.join("crates/closecode-site");
    ensure!(quiet(&program, &folder)?, "the tests fail without any change");
    Ok(program)
}

/// Runs a program in a folder without its words; whether it succeeded.
fn quiet(program: &Path, folder: &Path) -> Result<bool> {
    let status = Command::new(program)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .with_context(|| format!("cannot start {}", program.display()))?;
    Ok(status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> BTreeMap<String, String> {
        let text = "code = 4001\nname = \"x\"\nsender = \"server\"\ndelay = \"1s\" # why\n";
        [("protocols/a.toml".to_owned(), text.to_owned())].into()
    }

    #[test]
    fn facts_are_found_and_changed_one_at_a_time() {
        let files = files();
        let places = places(&files);
        let found: Vec<_> = places.iter().map(|p| (p.line, p.key.name, p.value)).collect();
        assert_eq!(
            found,
            [(0, "code", "4001"), (2, "sender", "\"server\""), (3, "delay", "\"1s\"")]
        );
        let text = &files["protocols/a.toml"];
        assert!(changed(text, 0, "4001", "").starts_with("code = 4002\nname"));
        assert!(changed(text, 3, "\"1s\"", "\"7s\"").ends_with("\ndelay = \"7s\"\n"));
    }

    #[test]
    fn a_seed_draws_the_same_facts_and_none_twice() {
        let files = files();
        let places = places(&files);
        let drawn = |seed| {
            let drawn = draw(&places, 9, &mut Random(seed));
            drawn.iter().map(|(place, value)| (place.line, *value)).collect::<Vec<_>>()
        };
        assert_eq!(drawn(1), drawn(1));
        assert_eq!(drawn(1).len(), 3, "there are no more");
        assert!(drawn(1).iter().all(|(line, value)| (*line == 0) == value.is_empty()));
        assert!((1..20).any(|seed| drawn(seed) != drawn(1)));
    }
}
