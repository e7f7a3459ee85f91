//! The pages of protocols and numbers made from the miniature dataset: as files to read, with
//! hostile texts, and mirrored.
//!
//! `UPDATE_EXPECT=1 cargo test -p closecode-site --test it protocol_pages` writes the files anew.

use crate::common::{
    all, assert_none, below, dataset, mini_files, mini_files_with_arabic, replace, site, text,
};
use expect_test::{ExpectFile, expect_file};
use scraper::Html;

#[test]
fn each_kind_of_page_looks_as_recorded() {
    let site = site(&dataset(mini_files()));
    let golden: [(&str, ExpectFile); 5] = [
        ("en/protocols/index.html", expect_file!["golden/protocols.html"]),
        // Two endpoints, and a row of every kind.
        ("en/protocols/room-chat/index.html", expect_file!["golden/protocol-endpoints.html"]),
        ("en/protocols/ticker/index.html", expect_file!["golden/protocol-ranges.html"]),
        ("en/numbers/4004/index.html", expect_file!["golden/number.html"]),
        ("en/numbers/4250/index.html", expect_file!["golden/number-alone.html"]),
    ];
    for (path, file) in golden {
        file.assert_eq(&site[path]);
    }
    expect_file!["golden/reference-protocols.md"]
        .assert_eq(&closecode_site::protocol_reference(&dataset(mini_files())));
}

#[test]
fn a_protocol_that_uses_a_number_twice_counts_once() {
    let site = site(&dataset(mini_files()));
    let html = Html::parse_document(&site["en/numbers/4004/index.html"]);
    assert_eq!(
        all(&html, "section[aria-labelledby=uses] tbody tr:not(.group)").len(),
        2,
        "one line for each endpoint"
    );
    assert!(text(all(&html, "title")[0]).ends_with("4004 Room Chat"), "but one protocol");
}

#[test]
fn what_nobody_could_confirm_is_shown_and_is_in_no_program() {
    let mut files = mini_files();
    let only_rumours = files["protocols/ticker.toml"]
        .replace("certainty = \"verified\"", "certainty = \"unconfirmed\"")
        .replace("read = \"2026-11-22\"\n", "");
    files.insert("protocols/ticker.toml".to_owned(), only_rumours);
    let site = site(&dataset(files));
    let html = Html::parse_document(&site["en/protocols/ticker/index.html"]);
    assert_eq!(all(&html, "table.uses tbody tr").len(), 6);
    assert!(all(&html, "pre").is_empty());
    let html = Html::parse_document(&site["en/protocols/room-chat/index.html"]);
    assert!(text(all(&html, "#rooms-4010")[0]).contains("certainty.unconfirmed"));
    assert!(text(all(&html, "pre")[0]).contains("room_chat::rooms::{CloseCode, PROFILE}"));
}

#[test]
fn no_text_of_a_protocol_becomes_markup() {
    // The rules keep `<` out of these texts. What is left ends an attribute or begins an entity.
    const NAME: &str = "Room & \"Chat\" onload='x' > y";
    let written = NAME.replace('"', "\\\"");
    let mut files = mini_files();
    let plain = site(&dataset(files.clone()));
    replace(&mut files, "protocols/room-chat.toml", "\"Room Chat\"", &format!("\"{written}\""));
    replace(
        &mut files,
        "protocols/room-chat.toml",
        "\"Close codes of Room Chat\"",
        &format!("\"{written}\""),
    );
    replace(&mut files, "protocols/ticker.toml", "\"Unknown symbol\"", &format!("\"{written}\""));
    let data = dataset(files);
    let site = site(&data);
    let shape = |text: &str| -> Vec<String> {
        let html = Html::parse_document(text);
        let names = |e: scraper::ElementRef<'_>| {
            format!(
                "{} {:?}",
                e.value().name(),
                e.value().attrs().map(|(name, _)| name).collect::<Vec<_>>()
            )
        };
        all(&html, "*").into_iter().map(names).collect()
    };
    let mut problems = Vec::new();
    for (path, text) in site.iter().filter(|(path, _)| crate::common::has_extension(path, "html")) {
        if shape(text) != shape(&plain[path]) {
            problems.push(format!("{path}: a text made an element or an attribute"));
        }
    }
    assert_none(&problems);
    let html = Html::parse_document(&site["en/protocols/room-chat/index.html"]);
    assert_eq!(text(all(&html, "h1")[0]), NAME);
    assert!(
        all(&html, "meta[name=description]")[0]
            .value()
            .attr("content")
            .is_some_and(|c| c.contains(NAME))
    );
    let html = Html::parse_document(&site["en/numbers/4001/index.html"]);
    assert_eq!(
        text(below(all(&html, "section[aria-labelledby=uses] tbody tr:not(.group)")[0], "td b")[0]),
        NAME
    );
    assert!(
        closecode_site::protocol_reference(&data).contains(&closecode_data::markdown::escape(NAME))
    );
}

#[test]
fn from_right_to_left_the_map_is_mirrored() {
    let site = site(&dataset(mini_files_with_arabic()));
    let places = |tag: &str| -> Vec<f64> {
        let html = Html::parse_document(&site[&format!("{tag}/protocols/index.html")]);
        let x = |e: scraper::ElementRef<'_>| {
            e.value().attr("x").and_then(|x| x.trim_end_matches('%').parse().ok()).expect("a place")
        };
        all(&html, ".squares a rect").into_iter().map(x).collect()
    };
    let left = places("en");
    let right = places("ar");
    assert_eq!(left.len(), right.len());
    for (left, right) in left.iter().zip(&right) {
        assert!(
            (left + right + 8.0 - 100.0).abs() < 1e-9,
            "{left} and {right} with a square of 8 fill the width"
        );
    }
    assert!(left.iter().chain(&right).all(|x| (0.0..=92.0).contains(x)));
}
