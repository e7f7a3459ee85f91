//! One page of each kind, made from the miniature dataset, as files to read; a change of a template shows there as a diff.
//!
//! `UPDATE_EXPECT=1 cargo test -p closecode-site --test golden` writes them anew.

mod common;

use common::{SITE, Texts, dataset, has_extension, mini_files, real_files};
use expect_test::{ExpectFile, expect_file};

#[test]
fn each_kind_of_page_looks_as_recorded() {
    let site = closecode_site::site(&dataset(mini_files()));
    let golden: [(&str, ExpectFile); 10] = [
        ("index.html", expect_file!["golden/root.html"]),
        ("404.html", expect_file!["golden/404.html"]),
        ("en/index.html", expect_file!["golden/index.html"]),
        // 1012 has everything that a code can have, and in Indonesian one text that falls back to English.
        ("id/codes/1012-service-restart/index.html", expect_file!["golden/code.html"]),
        ("en/ranges/1000-2999/index.html", expect_file!["golden/range.html"]),
        ("en/compare/1006-abnormal-closure-vs-1012-service-restart/index.html", expect_file!["golden/compare-by-hand.html"]),
        ("en/compare/1000-normal-closure-vs-1006-abnormal-closure/index.html", expect_file!["golden/compare-computed.html"]),
        ("en/compare/index.html", expect_file!["golden/comparisons.html"]),
        ("en/situations/index.html", expect_file!["golden/situations.html"]),
        ("en/situations/restart/index.html", expect_file!["golden/situation.html"]),
    ];
    for (path, file) in golden {
        file.assert_eq(&site[path]);
    }
}

#[test]
fn each_reference_looks_as_recorded() {
    let reference = closecode_site::reference(&dataset(mini_files()));
    expect_file!["golden/reference-en.md"].assert_eq(&reference["en.md"]);
    expect_file!["golden/reference-id.md"].assert_eq(&reference["id.md"]);
    assert_eq!(reference.len(), 2);
}

#[test]
fn the_miniature_site_has_these_pages() {
    let site = closecode_site::site(&dataset(mini_files()));
    let paths: Vec<&str> = site.keys().map(String::as_str).filter(|path| !path.starts_with("id/")).collect();
    let expected = [
        "404.html",
        "assets/style.css",
        "en/codes/1000-normal-closure/index.html",
        "en/codes/1006-abnormal-closure/index.html",
        "en/codes/1012-service-restart/index.html",
        "en/compare/1000-normal-closure-vs-1006-abnormal-closure/index.html",
        "en/compare/1000-normal-closure-vs-1012-service-restart/index.html",
        "en/compare/1006-abnormal-closure-vs-1012-service-restart/index.html",
        "en/compare/index.html",
        "en/index.html",
        "en/ranges/0-999/index.html",
        "en/ranges/1000-2999/index.html",
        "en/ranges/3000-3999/index.html",
        "en/ranges/4000-4999/index.html",
        "en/ranges/5000-65535/index.html",
        "en/situations/finished/index.html",
        "en/situations/index.html",
        "en/situations/restart/index.html",
        "index.html",
    ];
    assert_eq!(paths, expected);
    assert_eq!(site.len(), expected.len() + expected.iter().filter(|path| path.starts_with("en/")).count());
}

#[test]
fn the_same_data_gives_the_same_bytes() {
    let make = || {
        let data = dataset(real_files());
        (closecode_site::site(&data), closecode_site::reference(&data))
    };
    assert_eq!(make(), make());
}

#[test]
fn nothing_of_the_machine_stands_in_the_output() {
    let folder = env!("CARGO_MANIFEST_DIR");
    let mut all: Texts = SITE.clone();
    all.extend(closecode_site::reference(&common::DATA));
    for (path, text) in &all {
        assert!(!text.contains(folder), "{path}");
        assert!(!text.contains('\r'), "{path} has the line breaks of one system");
    }
}

#[test]
fn pages_are_small() {
    for (path, text) in SITE.iter() {
        let limit = if path.contains("/codes/") || path.contains("-vs-") { 40 } else { 64 } * 1024;
        let limit = if has_extension(path, "css") { 16 * 1024 } else { limit };
        assert!(text.len() <= limit, "{path} has {} bytes", text.len());
        assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{path} ends with one line break");
    }
}
