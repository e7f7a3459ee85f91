//! What is written for an application's file, whole. `UPDATE_EXPECT=1 cargo test -p
//! closecode-codegen` blesses a change. That it compiles and works is tested by
//! `crates/example-chat` and `crates/closecode-cli/tests`.

use std::fs;

use closecode_codegen::{app_file, app_source};
use expect_test::expect_file;

use crate::path;

fn app(file: &str) -> closecode_format::App {
    let text = fs::read_to_string(path("tests/it/app").join(file)).expect("the file is there");
    closecode_format::check_app(file, text, &closecode_codegen::reserved())
        .unwrap_or_else(|report| panic!("{}", report.render("", false)))
        .0
}

#[test]
fn the_source_is_the_one_that_was_reviewed() {
    let app = app("closecodes.toml");
    expect_file![path("tests/it/app/source.rs")].assert_eq(&app_source(&app, "closecodes.toml"));
    expect_file![path("tests/it/app/file.rs")].assert_eq(&app_file(&app, "closecodes.toml"));
}

#[test]
fn both_forms_have_the_same_items() {
    let app = app("closecodes.toml");
    // Lines break elsewhere, because one of the two is indented.
    let words = |text: String, first: &str, end: &str| -> Vec<String> {
        let start = text.find(first).expect("it begins with the import");
        let items = text[start..].trim_end().strip_suffix(end).expect("it ends as it should");
        let words = items.split_whitespace().filter(|word| !matches!(*word, "\\" | "///"));
        words.map(str::to_owned).collect()
    };
    let import = "use ::closecode::protocols";
    assert_eq!(
        words(app_source(&app, "closecodes.toml"), import, "}"),
        words(app_file(&app, "closecodes.toml"), import, ""),
    );
}
