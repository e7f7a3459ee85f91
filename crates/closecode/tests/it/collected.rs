//! The shape of what was collected for the classifier of messages: columns, counts, origins, and
//! that nothing is there twice. What the classifier says of it is another test.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;

use crate::common;

fn read(name: &str) -> String {
    let path = common::path("tests/messages").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// One row of the threads, without its head.
struct Row<'a> {
    message: &'a str,
    answers: Vec<&'a str>,
    who: Vec<&'a str>,
    implementation: &'a str,
    found: &'a str,
}

impl<'a> Row<'a> {
    fn new(line: &'a str) -> Self {
        let columns: Vec<&str> = line.split('\t').collect();
        let &[message, answers, who, implementation, found] = columns.as_slice() else {
            panic!("not five columns: {line}");
        };
        Self {
            message,
            answers: answers.split('|').collect(),
            who: who.split('|').collect(),
            implementation,
            found,
        }
    }

    fn is_near_miss(&self) -> bool {
        self.answers == ["-"]
    }

    /// What the row is counted as.
    fn kind(&self) -> &'static str {
        let codes = self.answers.iter().filter(|answer| answer.parse::<u16>().is_ok()).count();
        match self.answers[0] {
            "-" => "near miss",
            "none" => "none",
            "unnamed" => "unnamed",
            answer if answer.starts_with("refused") => "refused",
            _ if codes > 1 => "several codes",
            answer if answer.starts_with('1') => "1000 to 1999",
            _ => "3000 to 4999",
        }
    }
}

fn rows(text: &str) -> Vec<Row<'_>> {
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("message\tanswer\twho\timplementation\tfound"));
    lines.map(Row::new).collect()
}

/// The text with each number as one sign: what tells texts apart that differ in more.
fn without_numbers(text: &str) -> String {
    let mut shape = String::new();
    for letter in text.chars() {
        if letter.is_ascii_digit() {
            if !shape.ends_with('#') {
                shape.push('#');
            }
        } else {
            shape.extend(letter.to_lowercase());
        }
    }
    shape
}

#[test]
fn each_thread_has_an_answer_that_may_be_compared() {
    let text = read("threads.tsv");
    for Row { message, answers, who, implementation, found } in rows(&text) {
        let length = message.chars().count();
        assert!((1..=400).contains(&length), "{length} characters: {message}");
        assert_eq!(message.trim(), message);
        for answer in &answers {
            let status = answer.strip_prefix("refused ").and_then(|rest| rest.parse::<u16>().ok());
            let known = ["-", "none", "unnamed", "refused"].contains(answer)
                || answer.parse::<u16>().is_ok_and(|code| (1000..5000).contains(&code))
                || status.is_some_and(|status| (100..600).contains(&status));
            assert!(known, "{answer}: {message}");
        }
        for word in &who {
            let words = [
                "received",
                "sent",
                "received-sent",
                "sent-received",
                "local",
                "refused",
                "unknown",
            ];
            assert!(*word == "-" || words.contains(word), "{word}: {message}");
        }
        assert_eq!(answers == ["-"], who == ["-"], "a near miss is told by nobody: {message}");
        assert!(!implementation.is_empty() && !implementation.contains(' '), "{implementation}");
        let thread = found.split_once('#').is_some_and(|(repository, number)| {
            repository.split('/').count() == 2 && number.parse::<u32>().is_ok()
        });
        assert!(thread || found.starts_with("https://"), "where was it found? {found}");
    }
}

#[test]
fn a_code_is_in_its_text_or_follows_from_the_library() {
    // Texts that name no code, where the library's source or the constant's name has it.
    let mut derived = 0;
    let text = read("threads.tsv");
    for row in rows(&text) {
        for code in row.answers.iter().filter(|answer| answer.parse::<u16>().is_ok()) {
            derived += usize::from(!row.message.contains(code));
        }
    }
    assert!(derived <= 40, "{derived} of the codes are in no text; are they typed wrongly?");
}

#[test]
fn no_thread_is_there_twice() {
    let text = read("threads.tsv");
    let mut messages = HashSet::new();
    let mut shapes = HashMap::<String, u32>::new();
    for Row { message, .. } in rows(&text) {
        assert!(messages.insert(message), "twice: {message}");
        let count = shapes.entry(without_numbers(message)).or_default();
        *count += 1;
        assert!(*count <= 2, "a third one that differs in numbers only: {message}");
    }
}

#[test]
fn the_threads_are_many_and_of_many_kinds() {
    let text = read("threads.tsv");
    let rows = rows(&text);
    let mut kinds = BTreeMap::new();
    for row in &rows {
        *kinds.entry(row.kind()).or_insert(0) += 1;
    }
    for (kind, least) in [
        ("1000 to 1999", 150),
        ("3000 to 4999", 30),
        ("several codes", 15),
        ("none", 20),
        ("unnamed", 15),
        ("refused", 25),
        ("near miss", 40),
    ] {
        assert!(kinds.get(kind).is_some_and(|&count| count >= least), "{kind}: {kinds:?}");
    }
    let told: Vec<_> = rows.iter().filter(|row| !row.is_near_miss()).collect();
    assert!(told.len() >= 330, "{}", told.len());
    let implementations: HashSet<_> = told.iter().map(|row| row.implementation).collect();
    assert!(implementations.len() >= 40, "{}", implementations.len());
}

/// The blocks of the log lines, by name.
fn blocks(text: &str) -> Vec<(&str, Vec<&str>)> {
    let mut blocks: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("## ") {
            blocks.push((name, Vec::new()));
        } else {
            let (_, lines) = blocks.last_mut().expect("the file begins with the name of a block");
            lines.push(line);
        }
    }
    blocks
}

#[test]
fn log_lines_are_distinct_and_many() {
    let text = read("no-closes.txt");
    assert!(text.len() <= 1_200_000, "{} bytes", text.len());
    let mut seen = HashSet::new();
    let mut shapes = HashMap::<String, u32>::new();
    let mut tempting = 0;
    for (name, lines) in blocks(&text) {
        assert!(!lines.is_empty(), "nothing is in the block {name}");
        for line in lines {
            assert!(!line.trim().is_empty(), "an empty line in {name}");
            assert!(seen.insert(line), "twice: {line}");
            let count = shapes.entry(without_numbers(line)).or_default();
            *count += 1;
            assert!(*count <= 3, "a fourth one that differs in numbers only: {line}");
            tempting += usize::from(has_number_of_a_code(line));
        }
    }
    assert!(seen.len() >= 10_000, "{}", seen.len());
    assert!(tempting >= 3_000, "{tempting} lines have a number between 1000 and 4999");
    let lower = text.to_lowercase();
    for word in
        ["closed", "close", "code", "status", "error", "connection reset", "gone away", "goaway"]
    {
        assert!(lower.contains(word), "no line has the word {word}");
    }
}

/// Whether a number of the line could be taken for a close code.
fn has_number_of_a_code(line: &str) -> bool {
    line.split(|letter: char| !letter.is_ascii_digit()).any(|number| {
        number.len() == 4 && number.parse().is_ok_and(|n: u16| (1000..5000).contains(&n))
    })
}

#[test]
fn the_origin_of_each_block_is_recorded() {
    let text = read("no-closes.txt");
    let readme = read("README.md");
    let recorded: Vec<&str> = readme
        .lines()
        .skip_while(|line| !line.starts_with("| block |"))
        .skip(2)
        .filter_map(|line| line.strip_prefix("| ")?.split(" | ").next())
        .collect();
    let names: Vec<&str> = blocks(&text).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, recorded, "README.md says where each block came from, in their order");
}

#[test]
fn nothing_of_a_machine_is_in_the_files() {
    // Nor where this checkout lies. What others pasted has their paths in it.
    let here = env!("CARGO_MANIFEST_DIR");
    assert!(!read("no-closes.txt").contains("/root/"), "the home of who ran the programs");
    for name in ["threads.tsv", "no-closes.txt"] {
        let text = read(name);
        for private in [here, "BEGIN PRIVATE KEY", "Bearer ey"] {
            assert!(!text.contains(private), "{name} has {private}");
        }
    }
}
