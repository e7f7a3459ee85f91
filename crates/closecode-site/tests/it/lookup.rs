//! Every number finds its code or range, on the page for it and on the page for wrong addresses.

use crate::common::{DATA, SITE, all, below, page, short, text, text_of};
use crate::page_facts::PAGES;
use scraper::{ElementRef, Html};

fn bounds(entry: ElementRef<'_>) -> (u16, u16) {
    let number =
        |name: &str| entry.value().attr(name).and_then(|n| n.parse().ok()).expect("a number");
    (number("data-first"), number("data-last"))
}

/// What the script does: the first entry that holds the number.
fn holding(entries: &[(u16, u16)], number: u16) -> usize {
    entries
        .iter()
        .position(|(first, last)| (*first..=*last).contains(&number))
        .expect("the ranges are total")
}

#[test]
fn each_number_finds_its_code_or_else_its_range() {
    let expected: Vec<(u16, u16)> = DATA
        .codes
        .iter()
        .map(|c| (*c.code, *c.code))
        .chain(DATA.ranges.iter().map(|r| (*r.first, *r.last)))
        .collect();
    for locale in &DATA.locales {
        let html = page(&format!("{}/lookup/index.html", locale.folder));
        let entries: Vec<(u16, u16)> =
            all(&html, "main [data-first]").into_iter().map(bounds).collect();
        assert_eq!(entries, expected);
        for number in 0..=u16::MAX {
            let found = holding(&entries, number);
            assert_eq!(found < DATA.codes.len(), DATA.code(number).is_some(), "{number}");
        }
    }
}

#[test]
fn each_entry_links_to_its_page_and_tells_the_answer() {
    for locale in &DATA.locales {
        let html = page(&format!("{}/lookup/index.html", locale.folder));
        let localizer = DATA.localizer(locale);
        let entries = all(&html, "main [data-first]");
        for (entry, code) in entries.iter().zip(&DATA.codes) {
            let links = below(*entry, "h3 a");
            assert_eq!(
                links[0].value().attr("href"),
                Some(format!("../codes/{}/index.html", code.slug()).as_str())
            );
            let shown = text(*entry);
            let words = localizer.code_texts(*code.code);
            for part in [
                words.title().to_string(),
                words.summary().to_string(),
                short(localizer, *code.policy.action),
                localizer.text(*code.wire.sender).to_string(),
            ] {
                assert!(shown.contains(&part), "{}: {part}", *code.code);
            }
        }
        for (entry, range) in entries.iter().skip(DATA.codes.len()).zip(&DATA.ranges) {
            let links = below(*entry, "h3 a");
            assert_eq!(
                links[0].value().attr("href"),
                Some(format!("../ranges/{}-{}/index.html", *range.first, *range.last).as_str())
            );
            assert!(text(*entry).contains(&short(localizer, *range.policy.action)));
        }
    }
}

#[test]
fn the_form_asks_this_page_and_the_search_of_every_page_leads_here() {
    for locale in &DATA.locales {
        let html = page(&format!("{}/lookup/index.html", locale.folder));
        let form = all(&html, "main form")[0].value();
        let way = (form.attr("action"), form.attr("method"));
        assert_eq!(way, (Some("../lookup/index.html"), Some("get")));
        // What is pasted may hold a secret: it has no name under which a browser would send it.
        assert_eq!(all(&html, "form input").len(), 1, "one field");
        assert!(all(&html, "form [name]").is_empty());
    }
    for (path, page) in PAGES.iter().filter(|(path, _)| path.contains('/')) {
        let [(action, method, fields)] = page.searches.as_slice() else {
            panic!("{path}: {:?}", page.searches)
        };
        assert!(action.ends_with("lookup/index.html") && method == "get", "{path}: {action}");
        assert_eq!(*fields, 1, "{path}");
    }
}

#[test]
fn the_page_for_wrong_addresses_speaks_every_language_and_searches_in_it() {
    let html = Html::parse_document(&SITE["404.html"]);
    assert_eq!(all(&html, ".not-found").len(), DATA.locales.len());
    for (section, locale) in all(&html, ".not-found").into_iter().zip(&DATA.locales) {
        assert_eq!(section.value().attr("data-folder"), Some(locale.folder.as_str()));
        // A script shows another, and fills in what was probably meant.
        let is_hidden = section.value().attr("hidden").is_some();
        assert_eq!(is_hidden, locale.folder != DATA.base().folder);
        let form = below(section, "form")[0].value();
        let home = format!("/{}/index.html", locale.folder);
        assert_eq!(form.attr("data-home"), Some(home.as_str()));
        let index = format!("/assets/search-{}.js", *locale.language.tag);
        assert_eq!(form.attr("data-index"), Some(index.as_str()));
        assert!(SITE.contains_key(index.trim_start_matches('/')));
        let offer = below(section, ".offer > *");
        assert!(offer.len() == 2 && offer.iter().all(|e| e.value().attr("hidden").is_some()));
        assert!(below(section, ".entrances a").len() > 4, "without a script there are links");
    }
    assert_eq!(text_of(&html, "h1"), "404");
}

#[test]
fn controls_that_need_a_script_wait_for_it() {
    for (path, page) in PAGES.iter().filter(|(path, _)| path.contains('/')) {
        assert_eq!(page.dead_controls, [""; 0], "{path}: shown without a script");
    }
    let body =
        "<p id=\"theme\"></p><p class=\"filter\" hidden></p><button class=\"copy\"></button>";
    let page = format!("<!doctype html><html lang=\"en\"><body>{body}</body></html>");
    assert_eq!(crate::page_facts::page(&page).dead_controls.len(), 2);
}
