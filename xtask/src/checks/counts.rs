//! A count in a document is the count of today.
//!
//! Documents are prose, so a number is recognised by the noun that follows it: "fifteen languages",
//! "119 protocols", "more than a hundred products". Examples in code blocks are not read.

use std::collections::BTreeMap;

use closecode_data::Dataset;

use super::{files, read, root};

/// Numbers that count something else, with the reason.
const OTHER: &[(&str, &str, &str)] = &[];

/// What there is, by the words that follow the number.
fn counts() -> BTreeMap<&'static str, usize> {
    let data = data();
    BTreeMap::from([
        ("languages", data.locales.len()),
        // All but the one that the others are translated from.
        ("other languages", data.locales.len() - 1),
        ("translations", data.locales.len() - 1),
        ("protocols", data.protocols.len()),
        ("products", data.protocols.len()),
        ("registered codes", data.codes.len()),
        ("situations", data.situations.len()),
        ("pairs", data.pairs.len()),
        ("rules", closecode_data::rules::ALL.len()),
        ("crates", files(&["crates/*/Cargo.toml"]).len()),
    ])
}

fn data() -> Dataset {
    let checked = closecode_data::load(&root().join("data"));
    checked.into_dataset().unwrap_or_else(|report| panic!("{}", report.render("data/", false)))
}

/// A number, a noun that follows it, and whether the text says "more than" before them.
type Claim = (usize, String, bool);

fn claims(text: &str, nouns: &[&str]) -> Vec<Claim> {
    let mut found = Vec::new();
    let prose = text.split("```").step_by(2).collect::<Vec<_>>().join("\n");
    let words: Vec<&str> = prose.split_whitespace().collect();
    for (index, word) in words.iter().enumerate() {
        let Some(number) = number(word) else { continue };
        let bare = |word: &&str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let next: Vec<String> = words[index + 1..].iter().take(2).map(bare).collect();
        let two = next.join(" ");
        let noun = [two.as_str(), next.first().map_or("", String::as_str)]
            .into_iter()
            .find(|noun| nouns.contains(noun));
        if let Some(noun) = noun {
            let before = words[..index].iter().rev().map(|word| word.to_lowercase());
            let before: Vec<String> = before.filter(|word| word != "a").take(2).collect();
            found.push((number, noun.to_owned(), before == ["than", "more"]));
        }
    }
    found
}

fn number(word: &str) -> Option<usize> {
    const WORDS: [&str; 21] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    match word.as_str() {
        "hundred" => Some(100),
        _ => WORDS
            .iter()
            .position(|known| *known == word)
            .or_else(|| word.replace(',', "").parse().ok()),
    }
}

#[test]
fn every_count_in_a_document_is_right() {
    // Generated documents, and those that say what was true on a day, are not read.
    let documents = files(&[
        "*.md",
        ":!CHANGELOG.md",
        ":!crates/closecode-bench/method.md",
        ":!docs/benchmarks*.md",
        ":!docs/decisions",
        ":!docs/reference",
    ]);
    assert!(documents.contains(&"README.md".to_owned()), "the documents were not found");
    let counts = counts();
    let nouns: Vec<&str> = counts.keys().copied().collect();
    let mut wrong = Vec::new();
    for path in documents {
        for (number, noun, is_more) in claims(&read(&path), &nouns) {
            let count = counts[noun.as_str()];
            let is_right = if is_more { count > number } else { count == number };
            let phrase = format!("{number} {noun}");
            let is_other = OTHER.iter().any(|other| (other.0, other.1) == (&path, &phrase));
            if !is_right && !is_other {
                wrong.push(format!("{path}: {phrase}; there are {count}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn counts_are_found_in_prose() {
    let text = "In fifteen languages (119 protocols),\nmore than a hundred products; 2 other \
                languages.\n```\n3 protocols\n```\nTwo crates, 1,234 **rules**.";
    let nouns = ["languages", "other languages", "protocols", "products", "crates", "rules"];
    let claim = |number, noun: &str, is_more| (number, noun.to_owned(), is_more);
    let expected = [
        claim(15, "languages", false),
        claim(119, "protocols", false),
        claim(100, "products", true),
        claim(2, "other languages", false),
        claim(2, "crates", false),
        claim(1234, "rules", false),
    ];
    assert_eq!(claims(text, &nouns), expected);
}
