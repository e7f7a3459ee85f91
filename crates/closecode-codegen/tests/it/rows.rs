//! The rows of protocols: short enough to review, and with texts that Markdown reads as they are.

use std::fs;

use closecode_data::{CodeEntry, Spanned};

use crate::{load, path};

/// The documentation of a code is made from its row while the crate is compiled, where nothing can
/// be escaped.
#[test]
fn no_text_of_a_row_means_something_else_in_markdown() {
    let data = load("../../data");
    let rows = data.protocols.iter().flat_map(closecode_data::Protocol::rows);
    let mut seen = 0;
    for row in rows.filter(|row| row.is_confirmed()) {
        let texts: [Option<&Spanned<String>>; 5] = [
            Some(&row.name),
            Some(&row.meaning),
            row.rule.as_ref(),
            row.disputed.as_ref(),
            row.retired.as_ref(),
        ];
        for text in texts.into_iter().flatten() {
            assert!(is_plain(text), "{:?}", **text);
            seen += 1;
        }
    }
    assert!(seen > 1000, "only {seen} texts were seen");
}

/// Whether Markdown shows a text, somewhere in a paragraph, letter by letter. Underscores inside
/// words mean nothing, and backticks mean code.
fn is_plain(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    let is_word = |i: Option<usize>| {
        i.and_then(|i| letters.get(i)).is_some_and(|c| c.is_alphanumeric() || *c == '_')
    };
    letters.iter().enumerate().all(|(i, c)| match c {
        '_' => is_word(i.checked_sub(1)) && is_word(Some(i + 1)),
        '\\' | '*' | '[' | ']' | '<' | '|' | '~' | '&' => false,
        _ => true,
    })
}

#[test]
fn what_markdown_reads_is_found() {
    for text in ["a *b*", "_a_", "a [b]", "<b>", "a\\b", "~~a~~", "a &amp; b"] {
        assert!(!is_plain(text), "{text}");
    }
    for text in ["A_B", "close(1000), see `x`.", "4004 - 1", "requires_data_object."] {
        assert!(is_plain(text), "{text}");
    }
}

/// What a reviewer of 119 products reads: it was 26,387 lines when each code stood five times.
#[test]
fn a_product_is_a_hundred_lines_on_average() {
    let mut lines = 0;
    let mut files = 0;
    for entry in fs::read_dir(path("../closecode/src/generated/protocols")).expect("it is there") {
        let path = entry.expect("an entry can be read").path();
        lines += fs::read_to_string(path).expect("a source file is text").lines().count();
        files += 1;
    }
    assert!(lines < 100 * files, "{lines} lines in {files} files");
}

/// A row is the only place of a code: neither its number nor its name in Rust is repeated.
#[test]
fn each_code_stands_once() {
    let data = load("../../data");
    let files = closecode_codegen::generate(&data);
    let discord = &files["protocols/discord_gateway.rs"];
    let protocol = data.protocol("discord-gateway").expect("it is in the data");
    for code in protocol.codes.iter().filter(|code| CodeEntry::is_confirmed(&code.row)) {
        let row = format!("    {} {} ", code.code, *code.ident);
        assert_eq!(discord.matches(&row).count(), 1, "{row}");
        let words = discord.split(|c: char| !c.is_alphanumeric());
        assert_eq!(words.filter(|word| *word == code.ident.as_str()).count(), 1, "{row}");
    }
}
