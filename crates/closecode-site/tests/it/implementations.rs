//! The pages of implementations: what the data says reaches them, and what departs stands out.

use closecode_data::Implementation;
use expect_test::{ExpectFile, expect_file};

use crate::common::{DATA, SITE, all, assert_none, below, dataset, mini_files, page, site, text};

#[test]
fn each_kind_of_page_looks_as_recorded() {
    let site = site(&dataset(mini_files()));
    let golden: [(&str, ExpectFile); 5] = [
        ("en/implementations/index.html", expect_file!["golden/implementations.html"]),
        ("en/implementations/beta/index.html", expect_file!["golden/implementation.html"]),
        ("en/implementations/1012/index.html", expect_file!["golden/implementations-of.html"]),
        ("en/implementation-events/index.html", expect_file!["golden/implementation-events.html"]),
        ("en/implementation-limits/index.html", expect_file!["golden/implementation-limits.html"]),
    ];
    for (path, file) in golden {
        file.assert_eq(&site[path]);
    }
    let reference = closecode_site::implementation_reference(&dataset(mini_files()));
    expect_file!["golden/reference-implementations.md"].assert_eq(&reference);
}

fn page_of(implementation: &Implementation) -> scraper::Html {
    page(&format!("en/implementations/{}/index.html", implementation.id))
}

#[test]
fn every_row_name_text_and_limit_is_on_the_page_of_its_implementation() {
    let mut problems = Vec::new();
    for own in &DATA.implementations {
        let html = page_of(own);
        let rows = own.ways.len() + own.measured.iter().map(|m| m.ways.len()).sum::<usize>();
        let names = own.names.as_ref().map_or(0, |names| names.codes.len());
        for (css, count) in [
            ("section[aria-labelledby^=ways-] tbody tr", rows),
            ("section[aria-labelledby=names] dd", names),
            ("section[aria-labelledby=messages] tbody tr", own.messages.len()),
            ("section[aria-labelledby=limits] dd", own.limits.len()),
        ] {
            let found = all(&html, css).len();
            if found != count {
                problems.push(format!("{}: {css}: {found} of {count}", own.id));
            }
        }
        let command = format!("cargo xtask measure {}", own.id);
        let is_told = all(&html, "pre").iter().any(|pre| text(*pre) == command);
        assert_eq!(is_told, !own.measured.is_empty(), "{}", own.id);
    }
    assert_none(&problems);
}

#[test]
fn what_departs_is_marked_and_listed() {
    let tungstenite = DATA.implementations.iter().find(|i| i.id == "tungstenite");
    let html = page_of(tungstenite.expect("it was read"));
    let watch: Vec<String> =
        all(&html, "section[aria-labelledby=watch] li").into_iter().map(text).collect();
    assert!(watch.iter().any(|line| line.contains("1014") && line.contains("1002")), "{watch:?}");
    let matrix = page("en/implementations/index.html");
    let row = all(&matrix, "table.matrix tbody tr")
        .into_iter()
        .find(|row| text(*row).starts_with("tungstenite"))
        .expect("it was read");
    let departs: Vec<String> = below(row, "td.departs")
        .into_iter()
        .filter_map(|cell| cell.value().attr("data-label").map(str::to_owned))
        .collect();
    assert!(departs.contains(&"1014".to_owned()), "{departs:?}");
    assert!(!departs.contains(&"1000".to_owned()), "{departs:?}");
}

#[test]
fn each_of_ten_differences_has_evidence() {
    let matrix = page("en/implementations/index.html");
    let differences = all(&matrix, ".differences > li");
    assert_eq!(differences.len(), 10);
    for difference in differences {
        assert!(!below(difference, "dd a").is_empty(), "{}", text(difference));
    }
}

#[test]
fn the_page_of_a_code_leads_to_its_implementations_in_every_language() {
    for code in &DATA.codes {
        for locale in &DATA.locales {
            let path = crate::common::code_path(&locale.folder, *code.code);
            let target = format!("implementations/{}/index.html", *code.code);
            assert!(SITE[&path].contains(&target), "{path}");
        }
    }
}
