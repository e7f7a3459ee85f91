//! What a reader has to load is small, before and after compression.

use std::io::Write as _;

use crate::common::{SITE, assert_none, has_extension};
use flate2::Compression;
use flate2::write::GzEncoder;

const KB: usize = 1000;

fn gzip(text: &str, compression: Compression) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), compression);
    encoder.write_all(text.as_bytes()).expect("memory takes it");
    encoder.finish().expect("memory takes it").len()
}

/// The most bytes that a file may have, as it is and after gzip.
fn limits(path: &str) -> (usize, usize) {
    let no_limit = usize::MAX;
    if path.contains("/codes/") && path.ends_with("index.html") || path.contains("-vs-") {
        // A sentence for each implementation that was measured to depart from the facts, a card
        // for each case, and a program in each of five languages.
        (54 * KB, 13 * KB)
    } else if path.ends_with("/protocols/index.html") {
        // The map and a line for each of more than a hundred products.
        (112 * KB, 18 * KB)
    } else if path.starts_with("en/implementation") {
        // A line for each of more than a hundred libraries, with a cell for each code or event.
        (420 * KB, 24 * KB)
    } else if path.contains("/numbers/") {
        // What some thirty products make of one number, each in sentences of its own, with sources.
        (84 * KB, 17 * KB)
    } else if has_extension(path, "html") {
        // Devanagari and Thai take three bytes a letter, of which compression leaves one. The list
        // of sources is in each language.
        (80 * KB, 14 * KB)
    } else if has_extension(path, "css") {
        (20 * KB, 6 * KB)
    } else if path.starts_with("assets/search-") {
        (no_limit, 50 * KB)
    } else if path == "assets/messages.js" {
        // Loaded when somebody turns to the search field.
        (no_limit, 60 * KB)
    } else if path == "assets/classify.js" {
        (24 * KB, 8 * KB)
    } else if path.starts_with("api/") || path == "llms.txt" {
        // Programs read them, and only those that ask.
        (no_limit, no_limit)
    } else {
        (12 * KB, no_limit)
    }
}

fn too_large(path: &str, text: &str) -> Vec<String> {
    let (plain, packed) = limits(path);
    // What fits after quick compression needs no thorough one.
    let is_small = text.len() <= packed || gzip(text, Compression::fast()) <= packed;
    let size = if is_small { 0 } else { gzip(text, Compression::default()) };
    let sizes = [(text.len(), plain, ""), (size, packed, " after gzip")];
    sizes
        .into_iter()
        .filter(|(size, limit, _)| size > limit)
        .map(|(size, limit, how)| format!("{path}: {size} of {limit} bytes{how}"))
        .collect()
}

#[test]
fn every_file_keeps_its_budget() {
    let problems: Vec<String> =
        SITE.iter().flat_map(|(path, text)| too_large(path, text)).collect();
    assert_none(&problems);
}

#[test]
fn the_scripts_together_keep_theirs() {
    let sizes: Vec<usize> =
        ["assets/site.js", "assets/theme.js"].iter().map(|path| SITE[*path].len()).collect();
    assert!(sizes.iter().sum::<usize>() <= 12 * KB, "{sizes:?}");
}

#[test]
fn every_file_ends_with_one_line_break() {
    for (path, text) in SITE.iter() {
        assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{path}");
    }
}

#[test]
fn the_check_of_budgets_finds_what_is_too_large() {
    // Numbers without a pattern, so that gzip halves them at most.
    let text: String = (1..3_600u64).map(|i| (i * i * 7_919 % 1_000_000_007).to_string()).collect();
    assert!((20 * KB..48 * KB).contains(&text.len()), "{}", text.len());
    assert_eq!(too_large("en/codes/1000-x/index.html", &text).len(), 1, "after gzip");
    assert_eq!(
        too_large("en/codes/1000-x/index.html", &"x".repeat(54_001)),
        ["en/codes/1000-x/index.html: 54001 of 54000 bytes"]
    );
    assert_eq!(too_large("assets/style.css", &"x".repeat(20_001)).len(), 1);
    assert_eq!(too_large("assets/search-en.js", &text).len(), 0);
}
