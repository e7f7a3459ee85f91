//! Data that means harm and that the rules accept: every text and address of a dataset that may
//! hold marks holds them. Tests of other crates take this module by its path.

use std::collections::{BTreeMap, BTreeSet};

use closecode_data::{Files, Severity};

/// Files by their paths.
type Texts = BTreeMap<String, String>;

/// What Markdown, HTML, Rust or a shell would take for something else than text.
const MARKS: &str = "[a] *b* _c_ ~~d~~ &copy; \\e ![f] [^g] [Option] # h | i --> ]]> $(j) %s //";

/// The same for an address.
const ADDRESS: &str = "/(a)*b*_c_&copy;'~[d]!e)#(f";

/// Keys whose values others name: with another value, it is these that would be wrong.
const NAMED: &[&str] = &["id", "ident", "tag", "endpoint", "code", "like", "source", "requested"];

/// A dataset in which each text that may hold marks does, the same with plain words in their place,
/// and the keys of those texts.
pub(crate) fn marked(files: &Texts) -> (Texts, Texts, BTreeSet<String>) {
    let mut lines: BTreeMap<(String, usize), [String; 2]> = BTreeMap::new();
    for (path, text) in files {
        for (place, line) in text.lines().enumerate() {
            if let Some(lines_with) = with_marks(line) {
                lines.insert((path.clone(), place), lines_with);
            }
        }
    }
    // What the rules refuse stays as it was.
    loop {
        let marked = written(files, &lines, 0);
        let report = closecode_data::check(Files::from_memory(marked.clone())).report;
        let errors = report.diagnostics().iter().filter(|d| d.severity == Severity::Error);
        let places: Vec<(String, usize)> = errors
            .map(|error| report.file_range(error))
            .map(|range| (range.path.to_owned(), range.start.line - 1))
            .collect();
        if places.is_empty() {
            let keys = lines.keys().map(|(path, place)| {
                let line = files[path].lines().nth(*place).unwrap_or_default();
                line.split(" = ").next().unwrap_or_default().to_owned()
            });
            return (marked, written(files, &lines, 1), keys.collect());
        }
        let before = lines.len();
        for place in &places {
            lines.remove(place);
        }
        assert!(
            lines.len() < before,
            "these have other reasons: {places:?}\n{}",
            report.render("", false).split("warning[").next().unwrap_or_default()
        );
    }
}

/// A line with marks in its text, and with words in their place; `None` if it has no text.
fn with_marks(line: &str) -> Option<[String; 2]> {
    let (key, value) = line.split_once(" = \"")?;
    let text = value.strip_suffix('"').filter(|text| !text.contains('"'))?;
    if NAMED.contains(&key) {
        return None;
    }
    let escaped = MARKS.replace('\\', "\\\\");
    Some([escaped.as_str(), "words"].map(|marks| {
        let text = match text.split_once(' ') {
            _ if text.starts_with("https://") && marks == "words" => format!("{text}/words"),
            _ if text.starts_with("https://") => format!("{text}{ADDRESS}"),
            Some((first, rest)) => format!("{first} {marks} {rest}"),
            None => format!("{text} {marks}"),
        };
        format!("{key} = \"{text}\"")
    }))
}

fn written(files: &Texts, lines: &BTreeMap<(String, usize), [String; 2]>, which: usize) -> Texts {
    let file = |(path, text): (&String, &String)| {
        let line = |(place, line): (usize, &str)| {
            let changed = lines.get(&(path.clone(), place));
            changed.map_or_else(|| line.to_owned(), |changed| changed[which].clone()) + "\n"
        };
        (path.clone(), text.lines().enumerate().map(line).collect())
    };
    files.iter().map(file).collect()
}
