//! No page and no line of the references shows the seams: unfilled placeholders, doubled words,
//! double spaces, empty places.

use crate::common::{DATA, all, assert_none, pages, text};
use scraper::Html;

/// What is wrong with one run of text.
fn seams(text: &str) -> Vec<String> {
    let mut problems = Vec::new();
    if text.contains("  ") {
        problems.push("a double space".to_owned());
    }
    for (start, _) in text.match_indices('{') {
        let name = text[start + 1..].split('}').next().unwrap_or_default();
        if name.len() < text.len() - start - 1
            && !name.is_empty()
            && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
        {
            problems.push(format!("the placeholder {{{name}}}"));
        }
    }
    for mark in [" .", " ,", " ;", "..", ",,", ", .", "()", ": .", "None)", "Some("] {
        if text.contains(mark) {
            problems.push(format!("{mark:?}"));
        }
    }
    // A word ends at its punctuation, so that in "was that: that" nothing is doubled. Indonesian
    // doubles with a hyphen, which is one word.
    let words: Vec<&str> = text.split_whitespace().collect();
    for pair in words.windows(2) {
        let is_word = pair[0].chars().any(char::is_alphanumeric);
        let next = pair[1].trim_end_matches(['.', ',', ';', ':', '?', '!', ')']);
        if is_word && pair[0].eq_ignore_ascii_case(next) {
            problems.push(format!("{} twice", pair[0]));
        }
    }
    problems
}

#[test]
fn the_check_finds_each_seam() {
    let bad = [
        "You see 1006 when when the server dies.",
        "It is the the end.",
        "1006 1006 Abnormal Closure",
        "Then  it ends.",
        "Of {total} clients",
        "Not reconnecting: .",
        "It ends ..",
        "HTTP 503 , gRPC",
        "Abnormal Closure ()",
    ];
    for text in bad {
        assert!(!seams(text).is_empty(), "{text}");
    }
    for text in [
        "close(1000) and close() differ",
        "bit demi bit, frame-frame",
        "it is that: that one",
        "json {\"a\": 1} {",
        "version 0.30.0.",
    ] {
        // A pair of brackets follows the name of a function, and only that.
        let found: Vec<String> = seams(text).into_iter().filter(|s| s != "\"()\"").collect();
        assert!(found.is_empty(), "{text}: {found:?}");
    }
}

/// The elements that hold one run of text each. The cell with title, registry name and summary
/// holds three.
const BLOCKS: &str = "title, p, h1, h2, h3, h4, li, th, .axes td, .overview td:nth-child(n+3), \
                      .overview td > *, dt, dd, summary, nav a";

fn check(html: &Html) -> Vec<String> {
    let mut runs: Vec<String> = all(html, BLOCKS).into_iter().map(text).collect();
    for name in ["content", "aria-label"] {
        runs.extend(
            all(html, &format!("[{name}]"))
                .iter()
                .filter_map(|e| e.value().attr(name))
                .map(str::to_owned),
        );
    }
    let mut problems: Vec<String> = runs
        .iter()
        .filter(|run| run.is_empty())
        .map(|_| "an element without text".to_owned())
        .collect();
    problems.extend(
        // Code is indented.
        html.tree
            .nodes()
            .filter(|node| {
                !node
                    .ancestors()
                    .any(|above| above.value().as_element().is_some_and(|e| e.name() == "pre"))
            })
            .filter_map(|node| node.value().as_text())
            .filter(|t| t.contains("  "))
            .map(|t| format!("a double space in {t:?}", t = &**t)),
    );
    for run in runs {
        problems.extend(
            seams(&run.replace("close()", "close"))
                .into_iter()
                .map(|seam| format!("{seam} in {run:?}")),
        );
    }
    problems
}

/// In these languages a word that stands twice is a slip; in others it is grammar, as in "vous vous
/// reconnectez".
const NEVER_DOUBLED: [&str; 2] = ["en", "id"];

/// Whether a problem of a file is one in its language.
fn is_slip(path: &str, problem: &str) -> bool {
    let language = path.split(['/', '.']).next().unwrap_or_default();
    !problem.contains(" twice") || NEVER_DOUBLED.contains(&language)
}

#[test]
fn no_page_shows_a_seam() {
    assert_eq!(
        check(&Html::parse_document("<title>x</title><p>Of  {total}</p><ul><li></li></ul>")).len(),
        3,
        "the check looks everywhere"
    );
    let problems: Vec<String> = pages()
        .iter()
        .flat_map(|(path, html)| check(html).into_iter().map(move |p| (path, p)))
        .filter(|(path, p)| is_slip(path, p))
        .map(|(path, p)| format!("{path}: {p}"))
        .collect();
    assert_none(&problems);
}

#[test]
fn no_line_of_a_reference_shows_a_seam() {
    let mut problems = Vec::new();
    for (path, text) in closecode_site::reference(&DATA) {
        for (number, line) in (1..).zip(text.lines()) {
            let found = seams(&line.replace("close()", "close"));
            let slips = found.into_iter().filter(|seam| is_slip(&path, seam));
            problems.extend(slips.map(|seam| format!("{path}:{number}: {seam}")));
            if line.trim_end() != line || line.contains(['\t', '\r']) {
                problems.push(format!("{path}:{number}: stray white space"));
            }
        }
        assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{path} ends with one line break");
    }
    assert_none(&problems);
}
