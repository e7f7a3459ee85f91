//! No page and no line of the references shows the seams: unfilled placeholders, doubled words,
//! double spaces, empty places.

use crate::common::{DATA, assert_none};
use crate::page_facts::PAGES;
use crate::tree::{Element, Tree};

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
    for mark in [" .", " ,", " ;", "..", ",,", ", .", " ()", ": .", "None)", "Some("] {
        // The name of one platform begins with a full stop, and a pair of brackets follows the name
        // of a function.
        if text.replace(" .NET", " NET").contains(mark) {
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
        assert!(seams(text).is_empty(), "{text}: {:?}", seams(text));
    }
}

/// Whether an element holds one run of text. The cell with title, registry name and summary holds
/// three.
fn is_run(element: Element<'_>) -> bool {
    const RUNS: [&str; 11] =
        ["title", "p", "h1", "h2", "h3", "h4", "li", "th", "dt", "dd", "summary"];
    let is_in = |class: &str| element.ancestors().any(|e| e.has_class(class));
    match element.name() {
        name if RUNS.contains(&name) => true,
        "a" => element.is_inside("nav"),
        "td" => is_in("axes") || is_in("overview") && element.place() > 2,
        _ => is_in("overview") && element.parent().is_some_and(|e| e.name() == "td"),
    }
}

/// The seams of a page.
pub(crate) fn check(tree: &Tree<'_>) -> Vec<String> {
    let mut runs: Vec<String> =
        tree.elements().filter(|e| is_run(*e)).map(Element::prose).collect();
    for name in ["content", "aria-label"] {
        runs.extend(tree.elements().filter_map(|e| e.attribute(name)));
    }
    let empty = runs.iter().filter(|run| run.is_empty());
    let mut problems: Vec<String> = empty.map(|_| "an element without text".to_owned()).collect();
    // Code is indented.
    let texts = tree.texts().filter(|(e, _)| e.name() != "pre" && !e.is_inside("pre"));
    let spaced = texts.filter(|(_, text)| text.contains("  "));
    problems.extend(spaced.map(|(_, text)| format!("a double space in {text:?}")));
    for run in runs {
        let seams = seams(&run);
        problems.extend(seams.into_iter().map(|seam| format!("{seam} in {run:?}")));
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
    let page = "<!doctype html><title>x</title><p>Of  {total}</p><ul><li></li></ul>";
    let tree = Tree::read(page).expect("it is well formed");
    assert_eq!(check(&tree).len(), 3, "the check looks everywhere");
    let page = "<!doctype html><title>x</title><ul><li>Run <pre>f ();</pre></li></ul>";
    let tree = Tree::read(page).expect("it is well formed");
    assert_eq!(check(&tree), Vec::<String>::new(), "but code is no prose");
    let problems: Vec<String> = PAGES
        .iter()
        .flat_map(|(path, page)| page.seams.iter().map(move |seam| (path, seam)))
        .filter(|(path, seam)| is_slip(path, seam))
        .map(|(path, seam)| format!("{path}: {seam}"))
        .collect();
    assert_none(&problems);
}

#[test]
fn no_line_of_a_reference_shows_a_seam() {
    let mut problems = Vec::new();
    for (path, text) in closecode_site::reference(&DATA) {
        for (number, line) in (1..).zip(text.lines()) {
            let found = seams(line);
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
