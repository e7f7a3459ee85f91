//! Documents, comments that users read as rustdoc and as help, and messages of programs are as
//! plain as the texts in `data/`.

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

/// The texts in a Rust file, such as messages, without those of its tests.
fn strings(text: &str) -> String {
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = text.lines().map(str::trim_start).filter(|line| !line.starts_with("//"));
    let code = lines.map(|line| line.trim_end_matches('\\')).collect::<Vec<_>>().join("\n");
    let code = code.replace("\\\"", "'").replace("'\"'", "");
    code.split('"').skip(1).step_by(2).collect::<Vec<_>>().join("\n\n")
}

#[test]
fn texts_are_found_in_code() {
    let code = "a(\"b \\\n   c\", '\"'); // d\n/// \"e\"\nf(\"g \\\"h\\\"\");\n#[cfg(test)]\n\"i\"";
    assert_eq!(strings(code), "b \nc\n\ng 'h'");
}

#[test]
fn documents_help_and_messages_use_no_phrase_that_the_guide_replaces() {
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
    let is_hand_written = |file: &String| !is_list(file) && !file.contains("/generated/");
    let sources: Vec<String> = sources.into_iter().filter(is_hand_written).collect();
    let said = sources.iter().map(|file| (comments(&read(file)), file.clone()));
    let printed = sources.iter().map(|file| (strings(&read(file)), file.clone()));
    let mut found = Vec::new();
    for (text, file) in documents.chain(said).chain(printed) {
        for paragraph in text.split("\n\n") {
            for (phrase, instead) in objections(paragraph) {
                found.push(format!("{file}: `{phrase}`; write: {instead}: {}", paragraph.trim()));
            }
        }
    }
    assert!(found.is_empty(), "{} places:\n{}", found.len(), found.join("\n"));
}
