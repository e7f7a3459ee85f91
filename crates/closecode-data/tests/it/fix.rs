//! What `cargo xtask lint --fix` puts right, and that it does so once.

use crate::support::{self, Tree};

/// The files after one run, and what it did.
fn fix(tree: &Tree) -> (Tree, Vec<String>) {
    let mut after = tree.clone();
    let mut done = Vec::new();
    for fix in support::check(tree).fixes() {
        done.extend(fix.done.into_iter().map(|what| format!("{}: {what}", fix.path)));
        after.insert(fix.path, fix.text.into_bytes());
    }
    (after, done)
}

/// The rules that find something.
fn found(tree: &Tree) -> Vec<&'static str> {
    let mut rules: Vec<_> =
        support::check(tree).report.diagnostics().iter().map(|d| d.rule).collect();
    rules.dedup();
    rules
}

#[test]
fn order_tags_and_marks_are_put_right_once() {
    let mut tree = support::mini();
    support::edit(&mut tree, "locales/id/language.toml", "tag = \"id\"", "tag = \"ID\"");
    support::edit(&mut tree, "protocols/ticker.toml", "code = 4001", "code = 4260");
    let marks = "\n[typography]\nquotes = \"“”\"\n[[typography.mark]]\n\
                 message = \"quotes are “ and ”\"\nfind = [\"\\\"\"]\n";
    let language = tree.get_mut("locales/id/language.toml").unwrap();
    language.extend(marks.as_bytes());
    let codes = "locales/id/codes.toml";
    support::edit(
        &mut tree,
        codes,
        "\"Tugas sudah selesai.\"",
        "\"Tugas \\\"sudah\\\" `\\\"a\\\"`.\"",
    );
    let broken = ["file-name", "protocol-codes", "typography"];
    assert!(broken.iter().all(|rule| found(&tree).contains(rule)));
    let (after, done) = fix(&tree);
    assert_eq!(
        done,
        [
            "locales/id/codes.toml: marks and spaces of codes/1000/summary",
            "locales/id/codes.toml: marks and spaces of codes/1006/summary",
            "locales/id/language.toml: `ID` is written `id`",
            "protocols/ticker.toml: sorted each [[code]]",
        ]
    );
    assert!(!broken.iter().any(|rule| found(&after).contains(rule)), "{:?}", found(&after));
    let text = |path: &str| String::from_utf8(after[path].clone()).unwrap();
    assert!(text(codes).contains("\"Tugas “sudah” `\\\"a\\\"`.\""), "{}", text(codes));
    let ticker = text("protocols/ticker.toml");
    assert!(ticker.find("code = 4250") < ticker.find("code = 4260"), "{ticker}");
    assert!(ticker.find("code = 4260") < ticker.find("[[range]]"), "{ticker}");
    assert_eq!(fix(&after), (after.clone(), vec![]), "a second run does nothing");
}

#[test]
fn the_data_needs_no_fix() {
    let checked = closecode_data::load(&support::real_data());
    assert_eq!(checked.fixes(), []);
}
