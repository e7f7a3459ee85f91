//! A template differs between languages in words only. So what was proved of the pages in five
//! languages, with a browser's parser, holds for the others.

use closecode_data::Direction;
use scraper::{ElementRef, Html};

use crate::common::{DATA, SHOWN, SITE, assert_none};
use crate::page_facts::{PAGES, PageFacts, page};
use crate::tree::{Tree, unescape};

/// The language whose pages are put together as those of another.
fn like(tag: &str) -> &'static str {
    let locale = DATA.locales.iter().find(|l| *l.language.tag == tag).expect("it is there");
    // Pages in some scripts load one more style sheet.
    let has_sheet = PAGES[&format!("{}/about/index.html", locale.folder)].head.sheets.len() > 1;
    match (*locale.language.direction, has_sheet) {
        (Direction::Rtl, _) => "ar",
        (Direction::Ltr, true) => "ja",
        (Direction::Ltr, false) => "de",
    }
}

#[test]
fn a_language_differs_from_others_in_words_only() {
    let mut problems = Vec::new();
    for locale in DATA.locales.iter().filter(|l| !SHOWN.contains(&l.language.tag.as_str())) {
        let folder = format!("{}/", locale.folder);
        let like = like(&locale.language.tag);
        let own = pages(&folder);
        assert_eq!(own, pages(&format!("{like}/")), "{folder} has the same pages as {like}");
        for rest in own {
            let [one, other] =
                [&folder, &format!("{like}/")].map(|folder| &PAGES[&format!("{folder}{rest}")]);
            // A passage that is in English, or older than its English text, is marked as such.
            let is_marked = |page: &PageFacts| page.untranslated_notes + page.stale_notes > 0;
            if one.skeleton != other.skeleton && !is_marked(one) && !is_marked(other) {
                problems.push(format!("{folder}{rest} is put together unlike {like}/{rest}"));
            }
        }
    }
    assert_none(&problems);
}

fn pages(folder: &str) -> Vec<&'static str> {
    PAGES.keys().filter_map(|path| path.strip_prefix(folder)).collect()
}

#[test]
fn a_skeleton_holds_everything_but_words() {
    let skeleton = |body: &str| {
        let facts = page(&format!(
            "<!doctype html><html lang=\"de\" dir=\"ltr\"><head></head><body>{body}</body></html>"
        ));
        assert_eq!(facts.error, None);
        facts.skeleton
    };
    let plain = skeleton("<p id=\"a\" aria-label=\"x\">x</p><a href=\"b\">y</a>");
    assert_eq!(plain, skeleton("<p id=\"a\" aria-label=\"z\">a b</p><a href=\"b\">c</a>"));
    for other in [
        "<p id=\"b\" aria-label=\"x\">x</p><a href=\"b\">y</a>",
        "<p id=\"a\" aria-label=\"x\">x</p><a href=\"c\">y</a>",
        "<p id=\"a\">x</p><a href=\"b\">y</a>",
        "<p id=\"a\" aria-label=\"x\">x<a href=\"b\">y</a></p>",
        "<h1 id=\"a\" aria-label=\"x\">x</h1><a href=\"b\">y</a>",
        "<p id=\"a\" aria-label=\"x\" lang=\"en\">x</p><a href=\"b\">y</a>",
    ] {
        assert_ne!(plain, skeleton(other), "{other}");
    }
}

/// The elements of a page with their depth and attributes, and its text, as a browser sees them.
fn parsed(text: &str) -> (Vec<String>, String, Vec<String>) {
    let html = Html::parse_document(text);
    let mut elements = Vec::new();
    for element in html.root_element().descendants().filter_map(ElementRef::wrap) {
        let depth = element.ancestors().filter_map(ElementRef::wrap).count();
        let attributes = element.value().attrs().map(|(key, value)| format!("{key}={value}"));
        elements.push(line(depth, element.value().name(), attributes.collect()));
    }
    let words = html.root_element().text().collect::<String>();
    let mut errors: Vec<String> = html.errors.iter().map(ToString::to_string).collect();
    if format!("{:?}", html.quirks_mode) != "NoQuirks" {
        errors.push("it is not in standards mode".to_owned());
    }
    (elements, collapsed(&words), errors)
}

/// The same, as the strict reader sees them.
fn read(text: &str) -> (Vec<String>, String) {
    let tree = Tree::read(text).expect("the page is well formed");
    let element = |e: crate::tree::Element<'_>| {
        let attributes = e.attributes().iter().map(|(k, v)| format!("{k}={}", unescape(v)));
        line(e.ancestors().count(), e.name(), attributes.collect())
    };
    let is_data = |e: crate::tree::Element<'_>| e.name() == "script";
    let words = tree
        .texts()
        .map(|(e, text)| if is_data(e) { text.to_owned() } else { unescape(text).into_owned() });
    (tree.elements().map(element).collect(), collapsed(&words.collect::<String>()))
}

fn line(depth: usize, name: &str, mut attributes: Vec<String>) -> String {
    attributes.sort();
    format!("{depth} {name} {}", attributes.join(" "))
}

fn collapsed(text: &str) -> String {
    text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_browser_sees_what_the_strict_reader_sees_and_finds_no_error() {
    let mut problems = Vec::new();
    let mut count = 0;
    for (path, facts) in PAGES.iter() {
        problems.extend(facts.error.iter().map(|error| format!("{path}: {error}")));
        let folder = path.split_once('/').map_or("", |(folder, _)| folder);
        if !folder.is_empty() && !SHOWN.contains(&folder) {
            continue;
        }
        let (elements, words, errors) = parsed(&SITE[path]);
        problems.extend(errors.iter().map(|error| format!("{path}: {error}")));
        if facts.error.is_none() && read(&SITE[path]) != (elements, words) {
            problems.push(format!("{path}: a browser reads it otherwise"));
        }
        count += 1;
    }
    assert_none(&problems);
    assert!(count > 900, "{count} pages");
    assert!(!parsed("<!doctype html><title>x</title><p></div>").2.is_empty());
    assert!(!parsed("<html><head></head><body></body></html>").2.is_empty());
}
