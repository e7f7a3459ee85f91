//! The search index of each language: everything is in it, and every entry leads to a page.

use closecode_data::markdown;

use crate::common::{DATA, SITE, is_english_only, is_of_problems, without_servers};
use serde_json::Value;

/// An entry: its address, title, note, names and text.
type Entry = (String, String, String, Vec<String>, String);

/// The entries of a language.
fn entries(tag: &str) -> Vec<Entry> {
    let text = &SITE[&format!("assets/search-{tag}.js")];
    let json = text
        .strip_prefix("closecodeIndex(")
        .and_then(|t| t.strip_suffix(");\n"))
        .expect("it is one call");
    let index: Value = serde_json::from_str(json).expect("its argument is JSON");
    serde_json::from_value(without_servers(&index["rows"])).expect("rows")
}

#[test]
fn every_entry_leads_to_a_page_of_its_language_or_to_one_that_is_only_in_english() {
    for locale in &DATA.locales {
        for (url, title, ..) in entries(&locale.language.tag) {
            let path = match url.strip_prefix("../") {
                Some(path) => path.to_owned(),
                None => format!("{}/{url}", locale.folder),
            };
            assert!(SITE.contains_key(&path), "{url}");
            let is_english = locale.folder != "en" && path.starts_with("en/");
            assert_eq!(is_english, url.starts_with("../en/"), "{url}");
            assert!(!is_english || is_english_only(&path) || is_of_problems(&path), "{url}");
            assert!(!title.is_empty());
        }
    }
}

#[test]
fn all_codes_names_and_texts_can_be_found() {
    for locale in &DATA.locales {
        let entries = entries(&locale.language.tag);
        let localizer = DATA.localizer(locale);
        for code in &DATA.codes {
            let words = localizer.code_texts(*code.code);
            let (_, title, note, names, text) = entries
                .iter()
                .find(|e| e.0 == format!("codes/{}/index.html", code.slug()))
                .expect("it is there");
            assert_eq!(
                (title, note),
                (&format!("{} {}", *code.code, words.title()), &words.summary().to_string())
            );
            let mut parts = vec![words.description(), words.user_message()];
            for case in words.cases() {
                parts.extend(case.texts().cloned());
            }
            assert!(parts.iter().all(|p| text.contains(&markdown::plain(&p.text))));
            assert!(names.contains(&code.name) && names.contains(&code.ident));
        }
        let count = |prefix: &str| {
            entries
                .iter()
                .filter(|e| e.0.starts_with(prefix) && e.0 != format!("{prefix}index.html"))
                .count()
        };
        assert_eq!(
            (count("ranges/"), count("compare/")),
            (DATA.ranges.len(), DATA.all_pairs().count())
        );
    }
}

#[test]
fn what_libraries_call_a_code_leads_to_it_in_english() {
    let constants = DATA.implementations.iter().filter_map(|i| i.names.as_ref());
    let entries = entries("en");
    let mut found = 0;
    for constant in constants.flat_map(|names| &names.codes) {
        let Some(code) = DATA.code(*constant.code) else { continue };
        let url = format!("codes/{}/index.html", code.slug());
        let (_, _, _, names, _) = entries.iter().find(|e| e.0 == url).expect("it is there");
        // The search does not tell case apart, so one spelling is enough.
        let is_there = names.iter().any(|name| name.eq_ignore_ascii_case(&constant.name));
        assert!(is_there, "{} of {url}", *constant.name);
        found += 1;
    }
    assert!(found > 400, "{found}");
}

#[test]
fn the_script_names_no_word_of_a_language() {
    // What it shows comes from data attributes; its only texts are names of elements, attributes,
    // keys and files.
    let script = &SITE["assets/site.js"];
    for text in script.split('"').skip(1).step_by(2) {
        let words = text
            .split_whitespace()
            .filter(|w| w.chars().all(|c| c.is_ascii_alphabetic()) && w.len() > 2)
            .count();
        assert!(
            words < 2
                || text == "use strict"
                || text.contains(['#', '[', '.'])
                || text.contains(" tbody "),
            "{text:?} looks like a sentence"
        );
    }
}

#[test]
fn what_stands_in_an_index_is_data() {
    for text in
        SITE.iter().filter(|(path, _)| path.starts_with("assets/search-")).map(|(_, text)| text)
    {
        assert_eq!(text.matches("closecodeIndex(").count(), 1);
        let json = text.strip_prefix("closecodeIndex(").and_then(|t| t.strip_suffix(");\n"));
        assert!(json.is_some_and(|json| serde_json::from_str::<Value>(json).is_ok()));
    }
}
