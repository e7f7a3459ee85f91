//! Data that means harm, and that the rules accept, is text in the source: it parses, and its
//! documentation has no element and no link that plain data would not have.

use std::collections::BTreeMap;
use std::mem::{Discriminant, discriminant};

use closecode_codegen::generate;
use closecode_data::Files;
use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::path;

#[path = "../../../closecode-data/tests/it/accepted.rs"]
mod accepted;

/// Every documentation comment of a file.
fn documentation(source: &str) -> Vec<String> {
    let mut list: Vec<String> = Vec::new();
    let mut is_inside = false;
    for line in source.lines().map(str::trim_start) {
        let doc = line.strip_prefix("///").or_else(|| line.strip_prefix("//!"));
        match (doc, list.last_mut()) {
            (Some(doc), Some(last)) if is_inside => {
                *last += "\n";
                *last += doc.strip_prefix(' ').unwrap_or(doc);
            }
            (Some(doc), _) => list.push(doc.strip_prefix(' ').unwrap_or(doc).to_owned()),
            (None, _) => {}
        }
        is_inside = doc.is_some();
    }
    list
}

/// What Markdown makes of a text: its elements in order, and where its links lead.
fn elements(markdown: &str) -> (Vec<Discriminant<Tag<'static>>>, Vec<String>) {
    let mut elements = Vec::new();
    let mut links = Vec::new();
    // Rustdoc takes a link to an unknown word for one to an item.
    let callback = |link: pulldown_cmark::BrokenLink<'_>| {
        Some((link.reference.into_string().into(), "".into()))
    };
    for event in Parser::new_with_broken_link_callback(markdown, Options::all(), Some(callback)) {
        match event {
            Event::Start(tag) => {
                if let Tag::Link { dest_url, .. } = &tag {
                    links.push(dest_url.to_string());
                }
                elements.push(discriminant(&tag.into_static()));
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                assert!(html.starts_with("<!-- ") && html.trim_end().ends_with(" -->"), "{html}");
            }
            _ => {}
        }
    }
    (elements, links)
}

fn generated(files: BTreeMap<String, String>) -> BTreeMap<String, String> {
    let checked = closecode_data::check(Files::from_memory(files)).into_dataset();
    generate(&checked.unwrap_or_else(|report| panic!("{}", report.render("", false))))
}

#[test]
fn no_text_and_no_address_becomes_markup() {
    let mini = closecode_data::load(&path("../closecode-data/tests/mini")).report;
    let files = mini.files().iter().map(|(_, path, text)| (path.to_owned(), text.to_owned()));
    let (marked, plain, keys) = accepted::marked(&files.collect());
    for key in [
        "name",
        "english-name",
        "vendor",
        "summary",
        "title",
        "meaning",
        "rule",
        "disputed",
        "retired",
        "documentation",
        "url",
        "description",
        "subprotocol",
    ] {
        assert!(keys.contains(key), "no `{key}` takes marks: {keys:?}");
    }
    let marked = generated(marked);
    let plain = generated(plain);
    assert_eq!(marked.len(), plain.len());
    let mut compared = 0;
    for ((name, marked), plain) in marked.iter().zip(plain.values()) {
        let is_rust = name.strip_suffix(".rs").is_some();
        let parts = |source: &str| {
            if is_rust { documentation(source) } else { vec![source.to_owned()] }
        };
        if is_rust {
            syn::parse_file(marked).unwrap_or_else(|error| panic!("{name}: {error}\n{marked}"));
        }
        let marked = parts(marked);
        let plain = parts(plain);
        assert_eq!(marked.len(), plain.len(), "{name}");
        for (marked, plain) in marked.iter().zip(&plain) {
            let found = elements(marked);
            let wanted = elements(plain);
            assert_eq!(found.0, wanted.0, "{name}:\n{marked}\n\n{plain}");
            // In an address, words stand where marks were.
            for (found, wanted) in found.1.iter().zip(&wanted.1) {
                let start =
                    wanted.trim_end_matches("/words").split("words").next().unwrap_or_default();
                assert!(found.starts_with(start), "{name}: {found} instead of {wanted}");
                // The address ends where it ends.
                assert!(found.ends_with('f') || !wanted.ends_with("/words"), "{name}: {found}");
            }
            compared += 1;
        }
    }
    assert!(compared > 30, "{compared} texts of documentation");
}
