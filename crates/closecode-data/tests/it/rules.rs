//! Every rule has a dataset that it passes and one that it refuses, in `tests/rules/<rule>/pass*/`
//! and `fail*/`.
//!
//! A fixture is a change to the miniature dataset in `tests/mini/`. Its files replace those of the
//! same path; besides these, `changes.toml` says in a comment what the fixture is about, and may
//! hold
//!
//! - `delete = ["pairs.toml"]`: files to leave out;
//! - `[rename]` with a former and a new path in each line;
//! - `[[change]]` tables with `file`, `find` and `replace`, where `find` must stand exactly once in
//!   the file;
//! - `also = ["stale"]`: rules that cannot help finding something too.
//!
//! A failing fixture's `expected.txt` is the whole report. `UPDATE_EXPECT=1 cargo test -p
//! closecode-data --test it rules` rewrites it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use closecode_data::{Checked, Severity, rules};
use closecode_format::rules as protocol_rules;
use expect_test::expect_file;
use toml::{Table, Value};

use crate::support::{self, Tree};

const CHANGES: &str = "changes.toml";
const EXPECTED: &str = "expected.txt";

/// One change to the miniature dataset, and what it is to show.
struct Fixture {
    rule: String,
    dir: String,
    changes: Table,
    overlay: Tree,
}

impl Fixture {
    fn read(rule: &str, dir: &str) -> Self {
        let mut overlay = support::tree(&support::tests().join("rules").join(rule).join(dir));
        overlay.remove(EXPECTED);
        let changes = overlay.remove(CHANGES).unwrap_or_default();
        let changes = String::from_utf8(changes).unwrap();
        assert!(changes.starts_with("# "), "{rule}/{dir}/{CHANGES} does not say what it is about");
        let changes: Table = changes.parse().unwrap();
        for key in changes.keys() {
            assert!(
                ["delete", "rename", "change", "also"].contains(&key.as_str()),
                "{rule}/{dir}/{CHANGES} has an unknown key `{key}`"
            );
        }
        Self { rule: rule.to_owned(), dir: dir.to_owned(), changes, overlay }
    }

    fn expected(&self) -> std::path::PathBuf {
        support::tests().join("rules").join(&self.rule).join(&self.dir).join(EXPECTED)
    }

    fn strings(&self, key: &str) -> Vec<&str> {
        self.changes
            .get(key)
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .map(|v| v.as_str().unwrap())
            .collect()
    }

    /// The miniature dataset with the changes made to it.
    fn dataset(&self) -> Tree {
        let mut tree = support::mini();
        for path in self.strings("delete") {
            assert!(tree.remove(path).is_some(), "there is no file {path} to delete");
        }
        for (from, to) in self.changes.get("rename").and_then(Value::as_table).into_iter().flatten()
        {
            let bytes =
                tree.remove(from).unwrap_or_else(|| panic!("there is no file {from} to rename"));
            tree.insert(to.as_str().unwrap().to_owned(), bytes);
        }
        for change in self.changes.get("change").and_then(Value::as_array).into_iter().flatten() {
            let part = |key: &str| change[key].as_str().unwrap();
            support::edit(&mut tree, part("file"), part("find"), part("replace"));
        }
        tree.extend(self.overlay.clone());
        tree
    }

    fn check(&self) -> Checked {
        let tree = self.dataset();
        if self.rule != "files" {
            return support::check(&tree);
        }
        // What this rule looks at is lost in memory: bytes that are no text, folders, and files
        // that are not TOML.
        let dir = tempfile::tempdir().unwrap();
        support::write(dir.path(), &tree);
        closecode_data::load(dir.path())
    }

    fn assert_passes(&self) {
        let report = self.check().report;
        let own = report.diagnostics().iter().any(|d| d.rule == self.rule);
        assert!(report.errors() == 0 && !own, "{}", report.render("data/", false));
        for warning in report.diagnostics() {
            assert!(
                self.strings("also").contains(&warning.rule),
                "{}",
                report.render("data/", false)
            );
        }
    }

    fn assert_fails(&self) {
        let report = self.check().report;
        let rendered = report.render("data/", false);
        let found: BTreeSet<&str> = report.diagnostics().iter().map(|d| d.rule).collect();
        let mut wanted: BTreeSet<&str> = self.strings("also").into_iter().collect();
        wanted.insert(&self.rule);
        assert_eq!(
            found, wanted,
            "rules that found something (left) are not those that should (right):\n{rendered}"
        );
        // Only the freshness of translations and of readings is a matter of warnings.
        let severe = report.diagnostics().iter().any(|d| d.severity == Severity::Error);
        assert!(severe || ["stale", "compared"].contains(&&*self.rule), "{rendered}");
        expect_file![self.expected()].assert_eq(&rendered);
    }
}

/// The names of the rules on the whole, of those on one protocol, and of those that are checked
/// while reading.
fn groups() -> [Vec<&'static str>; 3] {
    let reader = protocol_rules::READER.iter().chain([&rules::FILES]);
    [
        rules::ALL.iter().map(|rule| rule.name).collect(),
        protocol_rules::ALL.iter().map(|rule| rule.name).collect(),
        reader.map(|(name, _)| *name).collect(),
    ]
}

fn rule_names() -> BTreeSet<&'static str> {
    groups().into_iter().flatten().collect()
}

fn folders(dir: &Path) -> BTreeSet<String> {
    let name = |entry: fs::DirEntry| entry.file_name().into_string().unwrap();
    fs::read_dir(dir).into_iter().flatten().map(|entry| name(entry.unwrap())).collect()
}

/// The names of a rule's fixtures that begin with a word, each with its rule.
fn fixtures(word: &str) -> Vec<(&'static str, String)> {
    let of = |rule| {
        folders(&support::tests().join("rules").join(rule)).into_iter().map(move |dir| (rule, dir))
    };
    rule_names().into_iter().flat_map(of).filter(|(_, dir)| dir.starts_with(word)).collect()
}

/// Tries every fixture, so that one failure does not hide the next.
fn try_each(word: &str, check: fn(&Fixture)) {
    let failed: Vec<String> = fixtures(word)
        .into_iter()
        .filter(|(rule, dir)| {
            let rule = *rule;
            let dir = dir.clone();
            std::panic::catch_unwind(move || check(&Fixture::read(rule, &dir))).is_err()
        })
        .map(|(rule, dir)| format!("tests/rules/{rule}/{dir}"))
        .collect();
    assert!(failed.is_empty(), "these failed, for reasons told above:\n{}", failed.join("\n"));
}

#[test]
fn every_rule_has_a_fixture_that_passes_and_one_that_fails() {
    for word in ["pass", "fail"] {
        let covered: BTreeSet<&str> = fixtures(word).into_iter().map(|(rule, _)| rule).collect();
        let lacking: Vec<&str> =
            rule_names().into_iter().filter(|rule| !covered.contains(rule)).collect();
        assert!(lacking.is_empty(), "rules without a fixture {word}: {}", lacking.join(", "));
    }
}

#[test]
fn no_fixture_is_forgotten_under_a_wrong_name() {
    let root = support::tests().join("rules");
    for rule in folders(&root) {
        assert!(rule_names().contains(rule.as_str()), "there is no rule {rule}");
        for dir in folders(&root.join(&rule)) {
            assert!(
                dir.starts_with("pass") || dir.starts_with("fail"),
                "{rule}/{dir} is neither pass nor fail"
            );
        }
    }
}

#[test]
fn rule_names_are_unique() {
    let [whole, protocol, reader] = groups();
    for names in [[whole, reader.clone()].concat(), [protocol, reader].concat()] {
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "{names:?}");
    }
}

#[test]
fn the_miniature_dataset_has_no_findings() {
    let report = support::check(&support::mini()).report;
    assert!(report.diagnostics().is_empty(), "{}", report.render("mini/", false));
}

#[test]
fn passing_fixtures_pass() {
    try_each("pass", Fixture::assert_passes);
}

#[test]
fn failing_fixtures_fail_as_expected() {
    try_each("fail", Fixture::assert_fails);
}
