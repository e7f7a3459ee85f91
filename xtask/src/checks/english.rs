//! Documents, and comments that users read as rustdoc and as help, are as plain as the texts in
//! `data/`.

use closecode_data::rules::plain_english::objections;

use super::{files, read};

/// A Markdown text without its blocks of code.
fn prose(text: &str) -> String {
    text.split("```").step_by(2).collect()
}

/// The documentation comments of a Rust file, without their examples.
fn comments(text: &str) -> String {
    let lines = text.lines().map(str::trim_start);
    let said = lines.filter_map(|l| l.strip_prefix("//!").or_else(|| l.strip_prefix("///")));
    prose(&said.map(|line| format!("{line}\n")).collect::<String>())
}

#[test]
fn documents_and_help_use_no_phrase_that_the_guide_replaces() {
    let documents = files(&[
        "*.md",
        ":!docs/decisions",
        ":!docs/released",
        ":!crates/*/tests/*",
        // It quotes them.
        ":!docs/reference",
    ]);
    let sources = files(&["crates/*/src/*.rs", "xtask/src/*.rs"]);
    assert!(documents.contains(&"README.md".to_owned()), "the documents were not found");
    assert!(sources.len() > 100, "the sources were not found");
    let is_list = |file: &String| file.ends_with("rules/plain_english.rs");
    let documents = documents.into_iter().map(|file| (prose(&read(&file)), file));
    let sources = sources.into_iter().filter(|f| !is_list(f)).map(|f| (comments(&read(&f)), f));
    let mut found = Vec::new();
    for (text, file) in documents.chain(sources) {
        for paragraph in text.split("\n\n") {
            for (phrase, instead) in objections(paragraph) {
                found.push(format!("{file}: `{phrase}`; write: {instead}: {}", paragraph.trim()));
            }
        }
    }
    assert!(found.is_empty(), "{} places:\n{}", found.len(), found.join("\n"));
}
