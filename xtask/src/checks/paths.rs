//! What a document points to is there: every relative link, and every path of the repository that
//! is in backticks.

use std::collections::BTreeSet;

use super::{files, read, root};

/// First folders of paths that a document writes in backticks.
const FOLDERS: [&str; 4] = ["crates/", "data/", "docs/", "xtask/"];

/// The relative links of a Markdown text, without fragments and titles.
fn links(text: &str) -> Vec<&str> {
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split([')', ' ']).next());
    let targets = targets.map(|target| target.split('#').next().unwrap_or_default());
    targets.filter(|target| !target.is_empty() && !target.contains(':')).collect()
}

/// The paths of the repository that are written as code. Those with a placeholder, such as
/// `data/codes/<code>.toml`, or with several names in braces, are patterns and not looked for.
fn paths(text: &str) -> Vec<&str> {
    let prose = text.split("```").step_by(2);
    let code = prose.flat_map(|part| part.split('`').skip(1).step_by(2));
    let is_path = |code: &&str| {
        FOLDERS.iter().any(|folder| code.starts_with(folder))
            && !code.contains(['<', '*', '{', ' ', '('])
    };
    code.filter(is_path).collect()
}

#[test]
fn what_a_document_points_to_is_there() {
    // Generated documents have tests of their own, and the method becomes part of another folder.
    let documents = files(&[
        "*.md",
        ":!CHANGELOG.md",
        ":!crates/closecode-bench/method.md",
        ":!crates/*/tests/*",
        ":!docs/reference",
    ]);
    assert!(documents.contains(&"docs/ARCHITECTURE.md".to_owned()), "the documents were not found");
    let mut missing = Vec::new();
    for document in &documents {
        let text = read(document);
        let folder = root().join(document).parent().unwrap().to_owned();
        let dead = links(&text).into_iter().filter(|link| !folder.join(link).exists());
        missing.extend(dead.map(|link| format!("{document}: the link {link}")));
        // A decision tells of files as they were.
        if !document.starts_with("docs/decisions/") {
            let dead = paths(&text).into_iter().filter(|path| !root().join(path).exists());
            missing.extend(dead.map(|path| format!("{document}: the path {path}")));
        }
    }
    assert!(missing.is_empty(), "not there:\n{}", missing.join("\n"));
}

#[test]
fn no_file_has_two_versions_of_a_line() {
    let marks = ["<".repeat(7), ">".repeat(7)];
    let is_mark = |line: &str| marks.iter().any(|mark| line.starts_with(mark));
    // Some fixtures are no text.
    let fixtures = ":!crates/closecode-data/tests/rules";
    let texts = ["*.md", "*.rs", "*.toml", "*.html", "*.css", "*.mjs", "*.json", fixtures];
    let with_marks = |file: &String| read(file).lines().any(is_mark);
    let conflicts: Vec<_> = files(&texts).into_iter().filter(with_marks).collect();
    assert!(conflicts.is_empty(), "a merge was left unfinished in {conflicts:?}");
    assert!(is_mark(&format!("{} HEAD", marks[0])));
}

#[test]
fn links_and_paths_are_found() {
    let text = "[a](b.md#c) [d](https://e) `data/x.toml` `data/<id>.toml` `cargo` [f](../g)";
    assert_eq!(links(text), ["b.md", "../g"]);
    assert_eq!(paths(text), ["data/x.toml"]);
}

/// Guides with code, and the program that each is taken from, which a test runs.
const GUIDES: [(&str, &str); 7] = [
    ("docs/axum.md", "crates/guides/src/axum_server.rs"),
    ("docs/draining.md", "crates/guides/src/axum_server.rs"),
    ("docs/fastwebsockets.md", "crates/guides/src/fastwebsockets_client.rs"),
    ("docs/reconnecting-browser.md", "crates/guides/src/browser.rs"),
    ("docs/reconnecting.md", "crates/closecode/examples/reconnect.rs"),
    ("docs/tokio-websockets.md", "crates/guides/src/tokio_websockets_client.rs"),
    ("docs/use-the-data.md", "crates/closecode/examples/policy.rs"),
];

/// The guide whose programs are written into a folder and run as they are; their blocks are named.
const BY_ITSELF: &str = "docs/your-own-codes.md";

fn code(guide: &str) -> impl Iterator<Item = &str> {
    guide.split("```rust\n").skip(1).filter_map(|rest| rest.split("```").next())
}

#[test]
fn a_guide_shows_the_program_that_is_tested() {
    for (guide, program) in GUIDES {
        let text = read(guide);
        let program_text = read(program);
        assert!(code(&text).next().is_some(), "{guide} has no program");
        let differs = code(&text).find(|code| !program_text.contains(code));
        assert_eq!(differs, None, "{guide} differs from {program}");
        let file = program.rsplit('/').next().unwrap();
        assert!(links(&text).iter().any(|link| link.ends_with(file)), "{guide} links {program}");
    }
}

#[test]
fn every_guide_with_code_is_compared() {
    let guides = files(&["docs/*.md", ":!docs/decisions", ":!docs/reference"]);
    let with_code = guides.iter().filter(|guide| read(guide).contains("```rust"));
    let found: BTreeSet<&str> =
        with_code.map(String::as_str).filter(|guide| *guide != BY_ITSELF).collect();
    assert_eq!(found, BTreeSet::from(GUIDES.map(|(guide, _)| guide)));
}

#[test]
fn every_page_that_shows_the_client_shows_the_example_that_is_tested() {
    let example = read("crates/closecode/examples/reconnect.rs");
    let from = example.find("async fn stay_connected").expect("the example has the client");
    let to = from + example[from..].find("\n}\n").expect("which ends") + "\n}\n".len();
    let client = &example[from..to];
    assert_eq!(client.lines().count(), 15, "what the front page promises to be short");
    for page in ["README.md", "crates/closecode/README.md", "docs/reconnecting.md"] {
        assert!(read(page).contains(client), "{page} differs from the example");
    }
    let docs = client.lines().map(|line| format!("//! {line}").trim_end().to_owned() + "\n");
    let docs: String = docs.collect();
    assert!(read("crates/closecode/src/lib.rs").contains(&docs), "the front page differs");
}
