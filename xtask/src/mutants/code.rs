//! `cargo xtask mutants code`: changes the code in one place at a time, and says which changes no
//! test notices.
//!
//! cargo-mutants lists the changes. They are made in a copy, below `target/mutants`, of what is
//! committed. Each target has stages: tests that are compiled within seconds first, and the others
//! for what those miss.

use std::fs;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use closecode_output::{ui, write};
use serde_json::Value;

use super::kept::Kept;
use super::record::{self, FILE, Run, unplaced};
use crate::features::FEATURES;
use crate::process;
use crate::project::Project;
use crate::random::Random;
use crate::tools;

/// Code that is changed, and tests that should notice.
struct Target {
    /// What it is called on the command line.
    name: &'static str,
    package: &'static str,
    /// Where its code is; generated code is left out.
    folder: &'static str,
    /// How many are drawn: so many that a hundred compile.
    count: usize,
    /// Each looks at what the one before has missed.
    stages: &'static [Stage],
}

/// Some tests.
struct Stage {
    about: &'static str,
    package: &'static str,
    features: &'static str,
    /// Which kinds, as arguments of `cargo test`.
    kinds: &'static [&'static str],
    /// Which of them: arguments of the tests. None that looks at a clock, because a loaded machine
    /// would make it fail, and the mutant look caught.
    only: &'static [&'static str],
}

/// Most mutants are caught with these features, and in less time than with all.
const QUICK: &str = "std,serde,http,messages,locales,tungstenite-0_30";

const TESTS: &[&str] = &["--lib", "--tests"];
const DOCS: &[&str] = &["--doc"];

/// All tests.
const EACH: &[&str] = &[];
/// Those of `closecode` that take a second at most: of an unoptimised minute, these others are
/// most.
const BRIEF: &[&str] = &[
    "--skip=messages::general::hostile_texts_are_read",
    "--skip=messages::reported::each_number_",
    "--skip=decide::herd::",
    "--skip=decide::cases::refused_handshakes",
    "--skip=oracle::the_words_are_those_of_the_language",
    "--skip=parse::random_texts_never_panic",
];
/// Those of `closecode-data` that take seconds: not those with thousands of random and hostile
/// files, which have limits of time.
const SHORT: &[&str] = &["rules::", "report::", "model::", "fix::"];
const RANDOM: &[&str] = &["mutation::"];

const fn stage(
    about: &'static str,
    package: &'static str,
    features: &'static str,
    kinds: &'static [&'static str],
    only: &'static [&'static str],
) -> Stage {
    Stage { about, package, features, kinds, only }
}

const TARGETS: &[Target] = &[
    Target {
        name: "closecode",
        package: "closecode",
        folder: "crates/closecode/src/",
        count: 150,
        stages: &[
            stage("its quick tests", "closecode", QUICK, TESTS, BRIEF),
            stage("its tests with all features", "closecode", FEATURES, TESTS, EACH),
            stage("its examples in documentation", "closecode", FEATURES, DOCS, EACH),
        ],
    },
    Target {
        name: "closecode-batch",
        package: "closecode-batch",
        folder: "crates/closecode-batch/src/",
        count: 280,
        stages: &[
            stage("its tests with vectors", "closecode-batch", "closecode-batch/std", TESTS, EACH),
            stage("its tests without", "closecode-batch", "", TESTS, EACH),
            stage(
                "its examples in documentation",
                "closecode-batch",
                "closecode-batch/std",
                DOCS,
                EACH,
            ),
        ],
    },
    Target {
        name: "closecode-format",
        package: "closecode-format",
        folder: "crates/closecode-format/src/",
        count: 135,
        stages: &[
            stage("its tests", "closecode-format", "", TESTS, EACH),
            stage("the fixtures of the rules", "closecode-data", "", TESTS, SHORT),
            stage("its examples in documentation", "closecode-format", "", DOCS, EACH),
        ],
    },
    Target {
        name: "rules",
        package: "closecode-data",
        folder: "crates/closecode-data/src/rules/",
        count: 122,
        stages: &[
            stage("the fixtures of the rules", "closecode-data", "", TESTS, SHORT),
            stage("random changes of files", "closecode-data", "", TESTS, RANDOM),
        ],
    },
    Target {
        name: "writer",
        package: "closecode-output",
        folder: "crates/closecode-output/src/",
        count: usize::MAX,
        stages: &[
            stage("its tests", "closecode-output", "", TESTS, EACH),
            stage("its examples in documentation", "closecode-output", "", DOCS, EACH),
        ],
    },
];

/// How long tests may take at least, and how many times as long as without a change: a loop without
/// an end takes longer, and a loaded machine should not look like one.
const LONGEST: Duration = Duration::from_secs(90);
const TIMES: u32 = 5;

/// Where the copy is.
const COPY: &str = "target/mutants/copy";

/// The targets, as they are called on the command line.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    TARGETS.iter().map(|target| target.name)
}

/// Tries the mutants of the named targets, or of all, and records what was seen. Whether each that
/// no test noticed has a reason.
pub(crate) fn run(
    project: &Project,
    targets: &[String],
    count: Option<usize>,
    seed: u64,
) -> Result<bool> {
    each(project, targets, |target, list, old, commit| {
        let mut drawn = draw(&list, count.unwrap_or(target.count), seed);
        drawn.retain(|mutant| !mutant.is_in_proof);
        let outcomes = tried(project, target, &drawn)?;
        let is = |outcome| outcomes.iter().filter(|seen| **seen == outcome).count();
        Ok(Run {
            tool: tools::CARGO_MUTANTS.to_owned(),
            commit: commit.to_owned(),
            seed,
            drawn: drawn.len(),
            of: list.len(),
            unviable: is(Outcome::Unviable),
            caught: is(Outcome::Caught),
            timed_out: is(Outcome::TimedOut),
            missed: missed(&drawn, &outcomes, &old),
            ..Run::default()
        })
    })
}

/// Tries those again that the record has as missed, with the tests that are there now.
pub(crate) fn again(project: &Project, targets: &[String]) -> Result<bool> {
    each(project, targets, |target, list, old, commit| {
        let left = old.missed.iter().filter_map(|(name, _)| {
            let there = found(&list, name).cloned();
            if there.is_none() {
                ui::status("Gone", format!("{name}: the place is there no longer"));
            }
            there
        });
        let left: Vec<Mutant> = left.collect();
        let outcomes = tried(project, target, &left)?;
        let missed = missed(&left, &outcomes, &old);
        let caught = left.len() - missed.len();
        let since_commit = if caught == 0 { old.since_commit } else { commit.to_owned() };
        Ok(Run { since: old.since + caught, since_commit, missed, ..old })
    })
}

/// Makes a run of each of the named targets, or of all, from its mutants, its last run and the
/// commit, and puts it into the record.
fn each(
    project: &Project,
    targets: &[String],
    run: impl Fn(&Target, Vec<Mutant>, Run, &str) -> Result<Run>,
) -> Result<bool> {
    let is_chosen =
        |target: &&Target| targets.is_empty() || targets.iter().any(|name| name == target.name);
    let program = tools::cargo_mutants(project)?;
    let commit = copy(project)?;
    let mut are_explained = true;
    for target in TARGETS.iter().filter(is_chosen) {
        let list = list(project, &program, target)?;
        let path = project.root.join(FILE);
        let mut record = record::read(&fs::read_to_string(&path).unwrap_or_default())?;
        let old = record.remove(target.name).unwrap_or_default();
        let run = run(target, list, old, &commit)?;
        ui::status("Caught", format!("{} % of {} of {}", run.score(), run.counted(), target.name));
        for (name, _) in run.missed.iter().filter(|(_, why)| why.is_empty()) {
            ui::bad("Missed", format!("{name}; write a test, or the reason into {FILE}"));
            are_explained = false;
        }
        record.insert(target.name.to_owned(), run);
        write::replace(&path, &record::written(&record))?;
    }
    Ok(are_explained)
}

/// Those that no test noticed, with the reasons that are known.
fn missed(mutants: &[Mutant], outcomes: &[Outcome], old: &Run) -> Vec<(String, String)> {
    let missed = mutants.iter().zip(outcomes).filter(|(_, seen)| **seen == Outcome::Missed);
    missed.map(|(mutant, _)| (mutant.name.clone(), why(&mutant.name, old))).collect()
}

/// The mutant of this name: at its place, or, where lines have moved, the only one.
fn found<'a>(list: &'a [Mutant], name: &str) -> Option<&'a Mutant> {
    let mut moved = list.iter().filter(|mutant| unplaced(&mutant.name) == unplaced(name));
    let only = || moved.next().filter(|_| moved.next().is_none());
    list.iter().find(|mutant| mutant.name == name).or_else(only)
}

/// The reason that somebody wrote for this mutant, wherever it was then.
fn why(name: &str, old: &Run) -> String {
    let known = old.missed.iter().find(|(other, _)| unplaced(other) == unplaced(name));
    known.map(|(_, why)| why.clone()).unwrap_or_default()
}

/// What the tests made of a mutant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Caught,
    Missed,
    TimedOut,
    Unviable,
}

/// One change of the code.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Mutant {
    /// The place and what is changed there.
    name: String,
    /// The file, from the root.
    file: String,
    /// The change, as a diff with one hunk.
    diff: String,
    /// Whether it is in an assertion that the compiler runs: that is a test, and tests are not
    /// changed.
    is_in_proof: bool,
}

/// Whether a line of a file, counted from 1, is in a `const _: () = { ... };`.
fn is_in_proof(text: &str, line: usize) -> bool {
    text.lines().take(line).fold(false, |is_inside, line| {
        let begins = line.starts_with("const _: () = ") && !line.ends_with(';');
        begins || is_inside && line != "};"
    })
}

/// The code with the change.
fn changed(text: &str, diff: &str) -> Option<String> {
    let (_, hunk) = diff.split_once("\n@@ -")?;
    let (place, hunk) = hunk.split_once('\n')?;
    let first: usize = place.split([',', ' ']).next()?.parse().ok()?;
    let side = |sign: char| {
        let lines = hunk.lines().filter_map(move |line| line.strip_prefix([' ', sign]));
        lines.map(|line| format!("{line}\n")).collect::<String>()
    };
    let mut lines = text.split_inclusive('\n');
    let before: String = lines.by_ref().take(first.checked_sub(1)?).collect();
    let after = text[before.len()..].strip_prefix(&side('-'))?;
    Some(before + &side('+') + after)
}

/// What the tests make of the mutants, in their order.
///
/// They are not given to cargo-mutants to try: it looks for each by its name, but takes those that
/// leave out a field whatever they are called, and runs all tests again where a few would do.
fn tried(project: &Project, target: &Target, mutants: &[Mutant]) -> Result<Vec<Outcome>> {
    let mut seen = Seen::open(project, target)?;
    let mut outcomes = vec![Outcome::Missed; mutants.len()];
    for (number, stage) in target.stages.iter().enumerate() {
        let left = outcomes.iter().filter(|outcome| **outcome == Outcome::Missed).count();
        if left == 0 {
            break;
        }
        ui::status("Trying", format!("{left} of {}, with {}", target.name, stage.about));
        let (sound, time) = tests(project, stage, LONGEST * TIMES * 4)?;
        ensure!(sound == Outcome::Missed, "without a change, the tests are {sound:?}");
        let longest = LONGEST.max(time * TIMES);
        for (mutant, outcome) in mutants.iter().zip(&mut outcomes) {
            if *outcome != Outcome::Missed {
                continue;
            }
            if let Some(known) = seen.find(stage, &mutant.name) {
                *outcome = known;
                continue;
            }
            let kept = Kept::new(&project.root.join(COPY).join(&mutant.file), |text| {
                changed(text, &mutant.diff).with_context(|| format!("{} fits not", mutant.name))
            })?;
            (*outcome, _) = tests(project, stage, longest)?;
            drop(kept);
            // It compiled before: then this too is to be noticed.
            if *outcome == Outcome::Unviable && number > 0 {
                *outcome = Outcome::Caught;
            }
            ui::status(&format!("{outcome:?}"), &mutant.name);
            seen.keep(stage, &mutant.name, *outcome)?;
        }
    }
    Ok(outcomes)
}

/// Runs the tests of a stage in the copy, and says how long they took.
fn tests(project: &Project, stage: &Stage, longest: Duration) -> Result<(Outcome, Duration)> {
    let cargo = |more: &[&str]| {
        let mut command = Command::new(process::cargo_program());
        command.current_dir(project.root.join(COPY));
        command.args(["test", "--quiet", "--package", stage.package]).args(stage.kinds).args(more);
        // Of a list for the whole workspace, those of the package.
        let is_own = |feature: &&str| {
            let (package, _) = feature.split_once('/').unwrap_or((stage.package, ""));
            package == stage.package
        };
        let features: Vec<&str> = stage.features.split(',').filter(is_own).collect();
        command.args(["--features", &features.join(",")]);
        // What is compiled a hundred times needs no line tables, and is not optimised.
        for package in ["closecode-data", "closecode-format"] {
            for setting in ["opt-level=0", "codegen-units=16"] {
                command.args(["--config", &format!("profile.dev.package.{package}.{setting}")]);
            }
        }
        if !more.contains(&"--no-run") {
            command.arg("--").args(stage.only);
        }
        command.env("CARGO_PROFILE_DEV_DEBUG", "0").env_remove("CARGO_TARGET_DIR");
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    };
    // Examples in documentation are compiled as they run.
    if stage.kinds != DOCS {
        let compiled = cargo(&["--no-run"]).status().context("cannot start cargo")?;
        if !compiled.success() {
            return Ok((Outcome::Unviable, Duration::ZERO));
        }
    }
    // In a group of their own, so that what they start ends with them.
    let mut running = cargo(&[]).process_group(0).spawn().context("cannot start cargo")?;
    let start = Instant::now();
    while start.elapsed() < longest {
        match running.try_wait()? {
            Some(status) if status.success() => return Ok((Outcome::Missed, start.elapsed())),
            Some(_) => return Ok((Outcome::Caught, start.elapsed())),
            None => thread::sleep(Duration::from_millis(50)),
        }
    }
    let group = format!("-{}", running.id());
    let _ = Command::new("kill").args(["-KILL", "--", &group]).status();
    running.wait()?;
    Ok((Outcome::TimedOut, longest))
}

/// What was seen with the same code and tests, so that a run that was interrupted goes on, and one
/// after a new test tries again. What timed out is not kept: it is to be seen once more.
struct Seen {
    path: PathBuf,
    lines: Vec<String>,
    /// The code and the data.
    trees: String,
}

impl Seen {
    fn open(project: &Project, target: &Target) -> Result<Self> {
        let path = project.root.join(format!("target/mutants/{}.tsv", target.name));
        let trees = process::output(project, "git", &["rev-parse", "HEAD:crates", "HEAD:data"])?;
        let text = fs::read_to_string(&path).unwrap_or_default();
        let trees = trees.split_whitespace().collect::<Vec<_>>().join("-");
        Ok(Self { path, lines: text.lines().map(str::to_owned).collect(), trees })
    }

    fn row(&self, stage: &Stage, name: &str) -> String {
        format!("{}\t{}\t{name}\t", self.trees, stage.about)
    }

    fn find(&self, stage: &Stage, name: &str) -> Option<Outcome> {
        let row = self.row(stage, name);
        match self.lines.iter().find_map(|line| line.strip_prefix(&row))? {
            "Caught" => Some(Outcome::Caught),
            "Missed" => Some(Outcome::Missed),
            "Unviable" => Some(Outcome::Unviable),
            _ => None,
        }
    }

    fn keep(&mut self, stage: &Stage, name: &str, outcome: Outcome) -> Result<()> {
        if outcome != Outcome::TimedOut {
            self.lines.push(format!("{}{outcome:?}", self.row(stage, name)));
            fs::write(&self.path, self.lines.join("\n"))
                .with_context(|| format!("cannot write {}", self.path.display()))?;
        }
        Ok(())
    }
}

/// All mutants of a target, in the order of the code.
fn list(project: &Project, program: &Path, target: &Target) -> Result<Vec<Mutant>> {
    let output = Command::new(program)
        .current_dir(project.root.join(COPY))
        .args(["mutants", "--list", "--json", "--package", target.package])
        .output()
        .context("cannot start cargo-mutants")?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut mutants = parsed(&output.stdout)?;
    mutants.retain(|mutant| {
        mutant.file.starts_with(target.folder) && !mutant.file.contains("/generated/")
    });
    for mutant in &mut mutants {
        let path = project.root.join(COPY).join(&mutant.file);
        let text =
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let line = mutant.name.split(':').nth(1).and_then(|line| line.parse().ok());
        mutant.is_in_proof = is_in_proof(&text, line.context("a mutant without a line")?);
    }
    Ok(mutants)
}

/// What cargo-mutants lists.
fn parsed(json: &[u8]) -> Result<Vec<Mutant>> {
    let json: Value = serde_json::from_slice(json).context("cargo-mutants lists no JSON")?;
    let list = json.as_array().context("cargo-mutants lists no mutants")?.iter();
    let mutant = |mutant: &Value| {
        let text = |key: &str| mutant[key].as_str().map(str::to_owned);
        let is_in_proof = false;
        Some(Mutant { name: text("name")?, file: text("file")?, diff: text("diff")?, is_in_proof })
    };
    list.map(|each| mutant(each).with_context(|| format!("no mutant: {each}"))).collect()
}

/// Some of a list, none twice. A larger count draws those of a smaller one first.
fn draw<T: Clone>(list: &[T], count: usize, seed: u64) -> Vec<T> {
    let mut random = Random(seed);
    let mut left = list.to_vec();
    let mut drawn = Vec::new();
    while drawn.len() < count && !left.is_empty() {
        drawn.push(left.swap_remove(random.below(left.len())));
    }
    drawn
}

/// Brings the copy to what is committed, and says which commit that is.
fn copy(project: &Project) -> Result<String> {
    let changed =
        process::output(project, "git", &["status", "--porcelain", "--", "crates", "data"])?;
    ensure!(
        changed.is_empty(),
        "commit your changes of crates/ and data/ first: a copy is changed"
    );
    let commit = process::output(project, "git", &["rev-parse", "--short=8", "HEAD"])?;
    let commit = commit.trim().to_owned();
    let copy: PathBuf = project.root.join(COPY);
    let shown = copy.display().to_string();
    let git = |arguments: &[&str]| -> Result<()> {
        ensure!(process::program(project, "git", arguments, &[])?, "git {arguments:?} has failed");
        Ok(())
    };
    if !copy.join(".git").is_dir() {
        git(&["clone", "--quiet", "--shared", "--no-checkout", ".", &shown])?;
    }
    git(&["-C", &shown, "fetch", "--quiet", "origin", "HEAD"])?;
    git(&["-C", &shown, "checkout", "--quiet", "--force", "--detach", "FETCH_HEAD"])?;
    Ok(commit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_draws_the_same_mutants_and_none_twice() {
        let list: Vec<String> = (0..40).map(|n| n.to_string()).collect();
        let drawn = draw(&list, 12, 3);
        assert_eq!(drawn, draw(&list, 12, 3));
        assert_eq!(drawn, draw(&list, 20, 3)[..12], "more of them are the same ones first");
        assert_ne!(drawn, draw(&list, 12, 4));
        let mut all = draw(&list, 100, 5);
        all.sort_by_key(|n| n.parse::<usize>().unwrap());
        assert_eq!(all, list);
    }

    const DIFF: &str =
        "--- a.rs\n+++ replace == with !=\n@@ -2,3 +2,3 @@\n b\n-c == d\n+c != d\n \n";

    #[test]
    fn a_change_is_made_where_it_fits() {
        assert_eq!(changed("a\nb\nc == d\n\ne\n", DIFF).unwrap(), "a\nb\nc != d\n\ne\n");
        assert_eq!(changed("b\nc == d\n\ne\n", DIFF), None, "not on this line");
        assert_eq!(changed("a\nb\nc == e\n\ne\n", DIFF), None, "not this text");
        assert_eq!(changed("a\nb\nc == d\n\ne\n", "no diff"), None);
    }

    #[test]
    fn assertions_of_the_compiler_are_known() {
        let text = "a\nconst _: () = {\n    b\n};\nc\nconst _: () = assert!(d);\ne\n";
        let lines: Vec<usize> = (1..=7).filter(|line| is_in_proof(text, *line)).collect();
        assert_eq!(lines, [2, 3]);
    }

    #[test]
    fn a_list_is_read() {
        let one = serde_json::json!({ "name": "n", "file": "f", "diff": DIFF, "genre": "x" });
        let expected =
            Mutant { name: "n".into(), file: "f".into(), diff: DIFF.into(), is_in_proof: false };
        assert_eq!(parsed(format!("[{one}]").as_bytes()).unwrap(), [expected]);
        assert!(parsed(b"{}").is_err() && parsed(b"[{\"name\": \"n\"}]").is_err());
    }

    #[test]
    fn a_mutant_is_found_at_its_place_or_where_it_went() {
        let new = |name: &str| Mutant {
            name: name.to_owned(),
            file: String::new(),
            diff: String::new(),
            is_in_proof: false,
        };
        let list = [new("a.rs:1:2: f"), new("a.rs:5:2: f"), new("a.rs:7:2: g")];
        assert_eq!(found(&list, "a.rs:5:2: f").unwrap(), &list[1]);
        assert_eq!(found(&list, "a.rs:8:9: g").unwrap(), &list[2]);
        assert!(found(&list, "a.rs:6:2: f").is_none(), "either");
        assert!(found(&list, "a.rs:1:2: h").is_none());
    }

    #[test]
    fn targets_have_code_and_names_of_their_own() {
        for target in TARGETS {
            let folder = crate::checks::root().join(target.folder);
            assert!(folder.is_dir(), "{}", target.folder);
            assert!(target.folder.starts_with(&format!("crates/{}/src/", target.package)));
        }
        let mut names: Vec<&str> = names().collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), TARGETS.len());
    }

    #[test]
    fn a_run_goes_on_where_it_was_but_for_other_code_and_what_timed_out() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.tsv");
        let new = |lines, trees: &str| Seen { path: path.clone(), lines, trees: trees.to_owned() };
        let [first, second] = TARGETS[3].stages else { panic!("two stages") };
        let mut seen = new(Vec::new(), "a");
        for (name, outcome) in [("c", Outcome::Caught), ("m", Outcome::Missed)] {
            seen.keep(first, name, outcome).unwrap();
        }
        seen.keep(first, "t", Outcome::TimedOut).unwrap();
        let lines = || fs::read_to_string(&path).unwrap().lines().map(str::to_owned).collect();
        let seen = new(lines(), "a");
        assert_eq!(seen.find(first, "c"), Some(Outcome::Caught));
        assert_eq!(seen.find(first, "m"), Some(Outcome::Missed));
        assert_eq!(seen.find(second, "m"), None);
        assert_eq!(seen.find(first, "t"), None);
        assert_eq!(new(lines(), "b").find(first, "c"), None);
    }

    #[test]
    fn a_reason_is_kept_where_a_line_moves() {
        let missed = vec![("a.rs:1:2: replace x".to_owned(), "because".to_owned())];
        let old = Run { missed, ..Run::default() };
        assert_eq!(why("a.rs:9:9: replace x", &old), "because");
        assert_eq!(why("a.rs:1:2: replace y", &old), "");
    }
}
