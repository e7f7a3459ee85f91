//! Each page says which language it is in, leads to itself in every other, and marks what fell back
//! to English.

use std::sync::LazyLock;

use crate::common::{
    DATA, all, assert_none, below, dataset, is_english_only, is_of_problems, mini_files,
    mini_files_with_arabic, one, page, parse, real_files_in, replace, site, text,
};
use crate::page_facts::{PAGES, PageFacts, facts};
use closecode_data::{Dataset, Locale};
use scraper::{ElementRef, Html, Node};

/// The miniature dataset with one more language, written from right to left, into which nothing has
/// been translated yet.
static WITH_ARABIC: LazyLock<Dataset> = LazyLock::new(|| {
    let files = mini_files_with_arabic();
    dataset(files)
});

fn pages_with_arabic() -> Vec<(String, Html)> {
    parse(&site(&WITH_ARABIC))
}

/// The path of the same page in another language.
fn translated(path: &str, folder: &str) -> String {
    match path.split_once('/') {
        Some((_, rest)) => format!("{folder}/{rest}"),
        None => format!("{folder}/index.html"),
    }
}

#[test]
fn what_is_in_english_only_is_a_protocol_a_number_or_an_implementation() {
    let english: Vec<&str> = PAGES.keys().filter_map(|path| path.strip_prefix("en/")).collect();
    for locale in DATA.locales.iter().filter(|l| l.folder != "en") {
        let folder = format!("{}/", locale.folder);
        let own: Vec<&str> = PAGES.keys().filter_map(|path| path.strip_prefix(&folder)).collect();
        let is_here = |rest: &&str| {
            let path = format!("en/{rest}");
            !is_english_only(&path) && (!is_of_problems(&path) || locale.folder == "id")
        };
        let shared = english.iter().copied().filter(is_here);
        assert_eq!(own, shared.collect::<Vec<_>>(), "{folder}");
    }
    // Other languages lead there, and say that the page is in English.
    let page = page("de/protocols/index.html");
    for link in all(&page, "main a[href*='/numbers/'], main a[href*='/protocols/']") {
        assert_eq!(link.value().attr("hreflang"), Some("en"), "{}", link.html());
        assert!(link.value().attr("href").is_some_and(|h| h.starts_with("../../en/")));
    }
    assert!(all(&page, "main a[hreflang=en]").len() > 200);
}

/// The way from a page up to the root of the site.
fn up(path: &str) -> String {
    if path == "404.html" { "/".to_owned() } else { "../".repeat(path.matches('/').count()) }
}

/// The codes that a question or a scenario is about, and the languages that it is in; of their
/// lists none.
fn problem(data: &Dataset, path: &str) -> Option<(u16, Vec<String>)> {
    let problems = data.problems.iter().map(|p| {
        let languages = p.texts.iter().map(|(tag, _)| tag.value.clone()).collect();
        (format!("/problems/{}/", p.id), *p.codes[0], languages)
    });
    let scenarios = data.scenarios.iter().map(|s| {
        let languages = s.texts.iter().map(|(tag, _)| tag.value.clone()).collect();
        (format!("/what-happens/{}/", s.id), *s.codes[0], languages)
    });
    let mut all = problems.chain(scenarios);
    all.find(|(part, ..)| path.contains(part)).map(|(_, code, languages)| (code, languages))
}

/// Whether the page is in a language.
fn has_problem(data: &Dataset, path: &str, folder: &str) -> bool {
    match problem(data, path) {
        Some((_, languages)) => languages.iter().any(|tag| tag == folder),
        None if path.contains("/problems/") => {
            data.problems.iter().any(|problem| problem.texts_in(folder).is_some())
        }
        None => data.scenarios.iter().any(|scenario| scenario.texts_in(folder).is_some()),
    }
}

fn assert_leads_to_every_language(data: &Dataset, path: &str, page: &PageFacts) {
    let link = |l: &Locale| {
        let target = match l.folder.as_str() {
            "en" => translated(path, "en"),
            // From what is in English only, a reader of another language goes on with the list.
            folder if is_english_only(path) => format!("{folder}/protocols/index.html"),
            // From an answer that is not in the language, with the code that it is about.
            folder if is_of_problems(path) && !has_problem(data, path, folder) => {
                match problem(data, path) {
                    Some((code, _)) => {
                        let code = data.codes.iter().find(|c| *c.code == code).expect("it is");
                        format!("{folder}/codes/{}/index.html", code.slug())
                    }
                    None => format!("{folder}/index.html"),
                }
            }
            folder => translated(path, folder),
        };
        (l.language.tag.value.clone(), format!("{}{target}", up(path)))
    };
    let mut expected: Vec<(String, String)> = data.locales.iter().map(link).collect();
    // The root offers them once more, in the page.
    let times = if path == "index.html" { 2 } else { 1 };
    let links: Vec<(String, String)> = vec![expected.clone(); times].concat();
    assert_eq!(page.languages, links, "{path}: links for people");
    if is_english_only(path) {
        expected.retain(|(tag, _)| tag == "en");
    } else if is_of_problems(path) {
        expected.retain(|(tag, _)| tag == "en" || has_problem(data, path, tag));
    }
    // No search engine is led to a page for wrong addresses.
    if path != "404.html" {
        assert_eq!(page.head.alternates, expected, "{path}: links for search engines");
    }
}

#[test]
fn every_page_leads_to_itself_in_every_language() {
    for (path, page) in PAGES.iter() {
        assert_leads_to_every_language(&DATA, path, page);
    }
    for (path, page) in &facts(&site(&WITH_ARABIC)) {
        assert_leads_to_every_language(&WITH_ARABIC, path, page);
    }
}

fn assert_names_its_language(path: &str, page: &PageFacts) {
    let folder = path.split('/').next().filter(|_| path.contains('/')).unwrap_or("en");
    let direction = if folder == "ar" { "rtl" } else { "ltr" };
    assert_eq!((page.lang.as_str(), page.dir.as_str()), (folder, direction), "{path}");
    let times = if path == "index.html" { 2 } else { 1 };
    assert_eq!(page.current, vec![folder; times], "{path}");
}

#[test]
fn every_page_names_its_language_and_direction() {
    for (path, page) in PAGES.iter().chain(&facts(&site(&WITH_ARABIC))) {
        assert_names_its_language(path, page);
    }
}

/// The language and direction that hold for an element.
fn language_of(element: ElementRef<'_>) -> (String, String) {
    let nearest = |name: &str| {
        let chain =
            std::iter::once(element).chain(element.ancestors().filter_map(ElementRef::wrap));
        chain.filter_map(|e| e.value().attr(name)).map(str::to_owned).next().unwrap_or_default()
    };
    (nearest("lang"), nearest("dir"))
}

/// The stretches of text of a page that are said to be in its own language, though it has no words
/// of its own.
fn unmarked(html: &Html, tag: &str) -> Vec<String> {
    let mut found = Vec::new();
    for node in one(html, "body").descendants() {
        let (Node::Text(words), Some(parent)) =
            (node.value(), node.parent().and_then(ElementRef::wrap))
        else {
            continue;
        };
        // Titles of sources and names of products are names in every language.
        let is_name = parent.value().attr("href").is_some_and(|h| h.starts_with("https://"));
        // Code is in no language.
        let is_code =
            parent.value().name() == "code" || parent.value().classes().any(|c| c == "code");
        if words.contains(|c: char| c.is_ascii_alphabetic())
            && !is_name
            && !is_code
            && language_of(parent).0 == tag
        {
            found.push(words.trim().to_owned());
        }
    }
    found
}

#[test]
fn what_fell_back_to_english_says_so() {
    let forgotten = Html::parse_document(
        "<html lang=ar dir=rtl><body><p>Not marked. <b lang=en dir=ltr>Marked.</b> 1012</p>",
    );
    assert_eq!(unmarked(&forgotten, "ar"), ["Not marked."], "the check finds what is not marked");
    let mut problems = Vec::new();
    for (path, html) in pages_with_arabic().iter().filter(|(path, _)| path.starts_with("ar/")) {
        problems.extend(
            unmarked(html, "ar")
                .into_iter()
                .map(|words| format!("{path}: {words:?} is not marked as English")),
        );
        for element in below(one(html, "body"), "span[lang=en]") {
            // Without it, the full stop of an English sentence jumps to its left end.
            let (_, direction) = language_of(element);
            if direction != "ltr" && !element.value().classes().any(|c| c == "vs") {
                problems.push(format!("{path}: {:?} runs from right to left", text(element)));
            }
        }
    }
    assert_none(&problems);
}

#[test]
fn what_offers_every_language_marks_an_english_text_too() {
    let site = site(&WITH_ARABIC);
    let html = Html::parse_document(&site["index.html"]);
    assert_eq!(text(one(&html, ".strip a[lang=ar][dir=rtl]")), "العربية");
    let html = Html::parse_document(&site["404.html"]);
    let arabic = one(&html, ".not-found[lang=ar]");
    let english = below(arabic, ".lead span[lang=en][dir=ltr]");
    assert_eq!(english.len(), 1, "what is not translated yet says so");
}

/// What a page marks as English, apart from code, the names of languages and libraries, and the
/// protocols' meanings, which are told in English everywhere.
fn marked(html: &Html) -> Vec<String> {
    let is_told_so = |e: &ElementRef<'_>| {
        let mut above = e.ancestors().filter_map(ElementRef::wrap);
        above.any(|a| {
            a.value().classes().any(|c| ["tabs", "seen"].contains(&c))
                || ["protocols", "libraries"].map(Some).contains(&a.value().attr("aria-labelledby"))
        })
    };
    all(html, "main [lang=en]").into_iter().filter(|e| !is_told_so(e)).map(text).collect()
}

#[test]
fn one_missing_text_falls_back_alone() {
    let mut files = real_files_in(&["en", "id"]);
    let words = &crate::common::locale("id").codes[&1012];
    let english = &DATA.base().codes[&1012];
    let text_of = |words: &closecode_data::TextGroup| {
        words
            .fields()
            .into_iter()
            .find(|f| f.key == "user_message")
            .and_then(|f| f.text)
            .expect("it is translated")
            .value
            .clone()
    };
    let language = files.get_mut("locales/id/language.toml").expect("it is there");
    *language = language.replace("complete = true", "");
    replace(
        &mut files,
        "locales/id/codes.toml",
        &format!("user_message = \"{}\"\n", text_of(words)),
        "",
    );
    let site = site(&dataset(files));
    let html = Html::parse_document(&site["id/codes/1012-service-restart/index.html"]);
    let marked = marked(&html);
    let names = ["Service Restart", "HTTP 503", "gRPC UNAVAILABLE"];
    assert_eq!(marked, [names[0], names[1], names[2], &text_of(english)]);
    let comparison = Html::parse_document(
        &site["id/compare/1000-normal-closure-vs-1012-service-restart/index.html"],
    );
    assert!(
        !one(&comparison, "body").text().any(|t| t == text_of(english)),
        "a comparison does not show it"
    );
}

#[test]
fn nothing_is_marked_as_english_that_has_been_translated() {
    for code in &DATA.codes {
        let html = page(&crate::common::code_path("id", *code.code));
        let marked = marked(&html);
        let is_name = |words: &String| {
            *words == *code.name || words.starts_with("HTTP ") || words.starts_with("gRPC ")
        };
        assert!(marked.iter().all(is_name), "{}: {marked:?}", *code.code);
    }
    for (path, page) in PAGES.iter().filter(|(path, _)| path.starts_with("en/")) {
        assert_eq!(page.not_english, 0, "{path}");
    }
}

#[test]
fn a_page_says_that_passages_are_not_translated_where_some_are_and_only_there() {
    for (path, html) in pages_with_arabic() {
        let note = all(&html, "footer .untranslated-note").len();
        let marked = !all(&html, "main .untranslated").is_empty();
        let expected = path.contains('/') && (path.starts_with("ar/") || marked);
        assert_eq!(note, usize::from(expected), "{path}");
    }
    for (path, page) in PAGES.iter() {
        assert_eq!(page.untranslated_notes, usize::from(page.untranslated > 0), "{path}");
    }
}

#[test]
fn a_page_says_that_the_english_is_newer_where_it_shows_such_a_text_and_only_there() {
    let mut files = mini_files();
    let old = "There's nothing to fix.";
    let new = "There is nothing at all to fix.";
    replace(&mut files, "locales/en/codes.toml", old, new);
    let data = dataset(files);
    let shown: Vec<String> = parse(&site(&data))
        .into_iter()
        .filter(|(path, html)| {
            let note = all(html, "footer .stale-note").len();
            assert_eq!(note, usize::from(!all(html, "main .stale").is_empty()), "{path}");
            note == 1
        })
        .map(|(path, _)| path)
        .collect();
    let expected = [
        "id/codes/1000-normal-closure/index.html",
        "id/compare/1000-normal-closure-vs-1006-abnormal-closure/index.html",
        "id/compare/1000-normal-closure-vs-1012-service-restart/index.html",
    ];
    assert_eq!(shown, expected);
    for (path, page) in PAGES.iter() {
        assert_eq!(page.stale_notes, usize::from(page.stale > 0), "{path}");
    }
}
