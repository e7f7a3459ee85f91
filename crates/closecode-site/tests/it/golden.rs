//! One page of each kind, made from the miniature dataset, as files to read; a change of a template
//! shows there as a diff.
//!
//! `UPDATE_EXPECT=1 cargo test -p closecode-site --test it golden` writes them anew.

use crate::common::{
    SITE, dataset, is_english_only, is_of_problems, mini_files, real_files_in, site,
};
use expect_test::{ExpectFile, expect_file};

#[test]
fn each_kind_of_page_looks_as_recorded() {
    let site = site(&dataset(mini_files()));
    let golden: [(&str, ExpectFile); 18] = [
        ("index.html", expect_file!["golden/root.html"]),
        ("404.html", expect_file!["golden/404.html"]),
        ("en/index.html", expect_file!["golden/index.html"]),
        // 1012 has everything that a code can have, and in Indonesian one text that falls back to
        // English.
        ("id/codes/1012-service-restart/index.html", expect_file!["golden/code.html"]),
        ("en/ranges/1000-2999/index.html", expect_file!["golden/range.html"]),
        (
            "en/compare/1006-abnormal-closure-vs-1012-service-restart/index.html",
            expect_file!["golden/compare-by-hand.html"],
        ),
        (
            "en/compare/1000-normal-closure-vs-1006-abnormal-closure/index.html",
            expect_file!["golden/compare-computed.html"],
        ),
        ("en/policy/index.html", expect_file!["golden/policy.html"]),
        ("en/sources/index.html", expect_file!["golden/sources.html"]),
        ("id/about/index.html", expect_file!["golden/about.html"]),
        ("en/compare/index.html", expect_file!["golden/comparisons.html"]),
        ("en/situations/index.html", expect_file!["golden/situations.html"]),
        ("en/situations/restart/index.html", expect_file!["golden/situation.html"]),
        ("en/what-happens/index.html", expect_file!["golden/scenarios.html"]),
        ("en/what-happens/restart/index.html", expect_file!["golden/scenario.html"]),
        ("en/lookup/index.html", expect_file!["golden/lookup.html"]),
        (
            "en/compare/1012-service-restart-vs-1006-abnormal-closure/index.html",
            expect_file!["golden/redirect.html"],
        ),
        ("llms.txt", expect_file!["golden/llms.txt"]),
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
fn the_changes_look_as_recorded() {
    expect_file!["golden/changes.md"].assert_eq(&closecode_site::changelog(&dataset(mini_files())));
}

#[test]
fn the_miniature_site_has_these_files() {
    let site = site(&dataset(mini_files()));
    // Of the two languages one is listed; the other has the same pages, but for those that retell
    // English sources.
    let paths: Vec<&str> =
        site.keys().map(String::as_str).filter(|path| !path.starts_with("id/")).collect();
    expect_file!["golden/files.txt"].assert_eq(&(paths.join("\n") + "\n"));
    let pages = |folder: &str| -> Vec<String> {
        let all = site.keys().filter(|path| !is_english_only(path) && !is_of_problems(path));
        all.filter_map(|path| path.strip_prefix(folder)).map(str::to_owned).collect()
    };
    assert_eq!(pages("id/"), pages("en/"));
}

#[test]
fn the_same_data_gives_the_same_bytes() {
    let make = || {
        let data = dataset(real_files_in(&["en", "ar", "id"]));
        (site(&data), closecode_site::reference(&data))
    };
    // Not `assert_eq`, which would print both.
    assert!(make() == make());
}

#[test]
fn nothing_of_the_machine_stands_in_the_output() {
    let folder = env!("CARGO_MANIFEST_DIR");
    let reference = closecode_site::reference(&crate::common::DATA);
    for (path, text) in SITE.iter().chain(&reference) {
        assert!(!text.contains(folder), "{path}");
        assert!(!text.contains('\r'), "{path} has the line breaks of one system");
    }
}
