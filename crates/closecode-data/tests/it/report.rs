//! What a report tells: every problem at once, in order, for people and for programs; and how far a
//! translation has come.

use std::collections::BTreeMap;

use closecode_data::{Dataset, Gap, Report, Severity, TranslationStatus};
use serde_json::{Value, json};

use crate::support::{self, Tree, edit};

fn mini_with(changes: &[(&str, &str, &str)]) -> Tree {
    let mut tree = support::mini();
    for (file, find, replace) in changes {
        edit(&mut tree, file, find, replace);
    }
    tree
}

fn report(changes: &[(&str, &str, &str)]) -> Report {
    support::check(&mini_with(changes)).report
}

fn dataset(changes: &[(&str, &str, &str)]) -> Dataset {
    support::check(&mini_with(changes)).into_dataset().unwrap()
}

fn json_lines(report: &Report) -> Vec<Value> {
    closecode_data::render_json(report, "data/")
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// A stale translation: the one warning that the rules know.
const STALE: (&str, &str, &str) =
    ("locales/en/codes.toml", "There's nothing to fix.", "There's nothing to repair.");

#[test]
fn broken_files_are_all_reported_sorted_by_path_and_place() {
    let report = report(&[
        ("sources.toml", "kind = \"rfc\"", "kind = \"rfcs\""),
        ("codes/1012.toml", "jitter = \"uniform\"", "jitter = \"uniformly\""),
        ("codes/1012.toml", "frame = true", "frame = 1"),
        ("codes/1000.toml", "ident = \"NormalClosure\"", "ident = "),
        ("implementations/alpha.toml", "conditional = [1006]", "conditional = [1007]"),
        ("locales/id/ui.toml", "home = \"id: page.home\"", "home = \"id: <page.home>\""),
    ]);
    let places: Vec<String> = json_lines(&report)
        .iter()
        .map(|d| format!("{}:{} {}", d["file"], d["line"], d["rule"]))
        .collect();
    assert_eq!(
        places,
        [
            "\"data/codes/1000.toml\":3 \"syntax\"",
            "\"data/codes/1012.toml\":10 \"types\"",
            "\"data/codes/1012.toml\":23 \"values\"",
            "\"data/implementations/alpha.toml\":13 \"references\"",
            "\"data/locales/id/ui.toml\":6 \"plain-text\"",
            "\"data/sources.toml\":38 \"values\"",
        ]
    );
}

#[test]
fn json_has_the_place_in_characters_the_rule_and_the_remedy() {
    let report =
        report(&[("codes/1000.toml", "related = [1006]", "related = [1006, \"ä€😀\", 1007]")]);
    let common =
        json!({ "severity": "error", "file": "data/codes/1000.toml", "line": 6, "end_line": 6 });
    let expected = [
        json!({
            "column": 18,
            "end_column": 23,
            "rule": "types",
            "message": "expected a whole number from 0 to 65535, found a string",
            "remedy": "write a whole number from 0 to 65535",
        }),
        json!({
            "column": 25,
            "end_column": 29,
            "rule": "references",
            "message": "there is no code 1007",
            "remedy": "add codes/1007.toml with `cargo xtask new-code 1007`, or remove this",
        }),
    ];
    let expected = expected.map(|mut own| {
        own.as_object_mut().unwrap().extend(common.as_object().unwrap().clone());
        own
    });
    assert_eq!(json_lines(&report), expected);
}

#[test]
fn json_has_the_first_place_of_what_is_said_twice() {
    let found = json_lines(&report(&[(
        "codes/1012.toml",
        "ident = \"ServiceRestart\"",
        "ident = \"NormalClosure\"",
    )]));
    assert_eq!(found[0]["file"], "data/codes/1012.toml");
    let first = json!({ "file": "data/codes/1000.toml", "line": 3, "column": 9 });
    assert_eq!(found[0]["first"], first);
}

#[test]
fn a_file_as_a_whole_is_reported_at_its_start() {
    let mut tree = support::mini();
    tree.insert("extra.toml".to_owned(), b"\n\n\n".to_vec());
    let found = json_lines(&support::check(&tree).report);
    assert_eq!(found.len(), 1);
    assert_eq!(
        (&found[0]["file"], &found[0]["line"], &found[0]["column"]),
        (&json!("data/extra.toml"), &json!(1), &json!(1))
    );
}

#[test]
fn a_text_of_several_lines_is_marked_on_its_first() {
    let report = report(&[(
        "locales/id/codes.toml",
        "\"Tugas sudah selesai.\"",
        "\"\"\"Tugas\n**sudah**\nselesai.\"\"\"",
    )]);
    let found = json_lines(&report);
    assert_eq!((&found[0]["line"], &found[0]["end_line"]), (&json!(5), &json!(7)));
    let text = report.render("data/", false);
    assert!(text.contains("5 | summary = \"\"\"Tugas\n") && !text.contains("6 |"), "{text}");
}

#[test]
fn a_line_too_long_to_show_is_named_by_its_place() {
    let long = format!("\"Tugas  {}\"", "sudah ".repeat(200));
    let text = report(&[("locales/id/codes.toml", "\"Tugas sudah selesai.\"", &long)])
        .render("data/", false);
    assert!(
        text.contains("--> data/locales/id/codes.toml:5:11") && !text.contains("sudah"),
        "{text}"
    );
}

#[test]
fn colours_are_for_terminals_only() {
    let report = report(&[STALE]);
    assert!(report.render("", true).contains('\u{1b}'));
    assert!(!report.render("", false).contains('\u{1b}'));
}

#[test]
fn denied_warnings_are_errors() {
    let mut report = report(&[STALE]);
    assert_eq!((report.errors(), report.warnings()), (0, 1));
    assert_eq!(report.diagnostics()[0].severity, Severity::Warning);
    report.deny_warnings();
    assert_eq!((report.errors(), report.warnings()), (1, 0));
    assert!(report.render("", false).starts_with("error[stale]"));
    assert_eq!(json_lines(&report)[0]["severity"], "error");
}

#[test]
fn a_dataset_is_handed_out_with_warnings_but_not_with_errors() {
    assert!(support::check(&mini_with(&[STALE])).into_dataset().is_ok());
    let report =
        support::check(&mini_with(&[("pairs.toml", "axis = \"frame\"", "axis = \"frames\"")]))
            .into_dataset()
            .unwrap_err();
    assert_eq!(report.errors(), 1);
}

#[test]
fn the_real_data_has_no_findings_but_stale_translations() {
    let report = closecode_data::load(&support::real_data()).report;
    // Nobody has to update every language to change one sentence.
    let mut others = report.diagnostics().iter().filter(|found| found.rule != "stale");
    assert!(others.next().is_none() && report.errors() == 0, "{}", report.render("data/", false));
}

/// The coverage of a language, with its gaps by name.
fn coverage(data: &Dataset, folder: &str) -> (usize, Vec<String>, Vec<String>) {
    let locale = data.locales.iter().find(|l| l.folder == folder).unwrap();
    let TranslationStatus { total, missing, stale } = TranslationStatus::of(data, locale);
    let names = |gaps: Vec<Gap>| gaps.into_iter().map(|gap| gap.text).collect();
    (total, names(missing), names(stale))
}

#[test]
fn coverage_counts_what_falls_back_to_english() {
    let data = dataset(&[]);
    let (total, missing, stale) = coverage(&data, "id");
    assert_eq!((missing, stale), (vec!["codes/1012/user_message".to_owned()], vec![]));
    assert_eq!(coverage(&data, "en"), (total, vec![], vec![]));
    let english: usize = data.base().entries().iter().map(|e| e.texts().len()).sum();
    assert_eq!(total, english);
}

#[test]
fn coverage_counts_a_language_without_words_as_missing_and_not_as_stale() {
    let mut tree = support::mini();
    let is_needed = |path: &str| path.ends_with("/language.toml") || path.ends_with("/cldr.toml");
    tree.retain(|path, _| !path.starts_with("locales/id/") || is_needed(path));
    let data = support::check(&tree).into_dataset().unwrap();
    let (total, missing, stale) = coverage(&data, "id");
    assert_eq!((missing.len(), stale.len()), (total, 0));
}

#[test]
fn coverage_counts_texts_whose_english_changed_or_that_do_not_say_what_they_were_made_from() {
    let unmarked = ("locales/id/made-from.toml", "\"pairs/1006-1012/which\"", "# ");
    let interface = ("locales/en/ui.toml", "\"Home (page.home)\"", "\"Home again (page.home)\"");
    let (_, missing, stale) = coverage(&dataset(&[STALE, unmarked, interface]), "id");
    assert_eq!(missing.len(), 1);
    assert_eq!(stale, ["codes/1000/cases.general", "pairs/1006-1012/which", "ui/page/home"]);
}

#[test]
fn a_gap_says_where_to_work() {
    let mut tree = mini_with(&[STALE]);
    tree.remove("locales/id/pairs.toml");
    edit(&mut tree, "locales/id/made-from.toml", "\"pairs/1006-1012/difference\"", "# ");
    edit(&mut tree, "locales/id/made-from.toml", "\"pairs/1006-1012/which\"", "# ");
    let outcome = support::check(&tree);
    let files = outcome.report.files().clone();
    let data = outcome.into_dataset().unwrap();
    let TranslationStatus { missing, stale, .. } = TranslationStatus::of(&data, &data.locales[1]);
    let places: Vec<String> =
        missing.iter().chain(&stale).map(|gap| gap.location(&files)).collect();
    assert_eq!(places, ["codes.toml:37", "pairs.toml", "pairs.toml", "codes.toml:10"]);
}

/// The hash of every English text by its name.
fn hashes(tree: &Tree) -> BTreeMap<String, String> {
    let data = support::check(tree).into_dataset().unwrap();
    data.base().texts().iter().map(|(name, text)| (name.clone(), text.hash())).collect()
}

#[test]
fn a_hash_changes_with_its_text_and_with_no_other() {
    let mini = support::mini();
    let before = hashes(&mini);
    for file in ["codes", "ranges", "pairs"].map(|name| format!("locales/en/{name}.toml")) {
        let text = String::from_utf8(mini[&file].clone()).unwrap();
        let mut entry = "";
        for line in text.lines() {
            if let Some(key) = line.strip_prefix('[') {
                entry = key.trim_matches(['"', ']']);
            }
            // The last or only text of a line.
            let Some(end) = line.rfind('"').filter(|_| line.contains(" = ")) else { continue };
            let key = line.split(" = ").next().unwrap();
            let mut tree = mini.clone();
            let longer = format!("{}!{}", &line[..end], &line[end..]);
            // Lines of another entry may say the same.
            let at = text.find(&format!("[{entry}]\n")).or_else(|| text.find(entry)).unwrap();
            let after = text[at..].replacen(line, &longer, 1);
            tree.insert(file.clone(), format!("{}{after}", &text[..at]).into_bytes());
            let after = hashes(&tree);
            let changed: Vec<&str> = before
                .keys()
                .filter(|name| before[*name] != after[*name])
                .map(|name| name.split_once('/').unwrap().1)
                .collect();
            let name = match (entry.split_once(".when_seen."), entry.strip_suffix(".how_to_fix")) {
                (Some((entry, case)), _) => format!("{entry}/cases.{case}"),
                (None, Some(entry)) => format!("{entry}/cases.{key}"),
                (None, None) => format!("{entry}/{key}"),
            };
            assert_eq!(changed, [name], "{file}: {line}");
        }
    }
}

#[test]
fn a_hash_goes_with_the_key_and_not_with_the_order() {
    let before = hashes(&support::mini());
    let find = "difference = \"1006 isn't sent by anybody; 1012 is sent by the server.\"\n\
                which = \"Send 1012; you can't send 1006.\"";
    let (difference, which) = find.split_once('\n').unwrap();
    let swapped = find
        .replace("which =", "x =")
        .replace("difference =", "which =")
        .replace("x =", "difference =");
    let file = "locales/en/pairs.toml";
    assert_ne!(hashes(&mini_with(&[(file, find, &swapped)])), before);
    assert_eq!(hashes(&mini_with(&[(file, find, &format!("{which}\n{difference}"))])), before);
}
