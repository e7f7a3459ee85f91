//! What stands on the pages equals the data: the words, the facts, what two codes have in common, and the counts.

mod common;

use std::collections::BTreeMap;

use closecode_data::{Both, Code, CodeWords, Locale};
use common::{DATA, SITE, all, below, code_path, compare_path, locale, one, page, real_files, text, text_of};
use scraper::{ElementRef, Html};

/// Questions and answers of a page, in order.
type Answers = Vec<(String, String)>;

/// The one paragraph of a section, by the id of its heading.
fn section(html: &Html, id: &str) -> String {
    text_of(html, &format!("section[aria-labelledby={id}] > p"))
}

fn answers(html: &Html, css: &str) -> Answers {
    let pair = |row: ElementRef<'_>| (text(below(row, "dt")[0]), text(below(row, "dd")[0]));
    all(html, &format!("{css} dl.facts > div")).into_iter().map(pair).collect()
}

fn texts(html: &Html, css: &str) -> Vec<String> {
    all(html, css).into_iter().map(text).collect()
}

fn assert_words(html: &Html, words: &Both<'_, CodeWords>, at: &str) {
    assert_eq!(text_of(html, ".hero > .lead"), words.summary().text, "{at}");
    assert_eq!(one(html, "meta[name=description]").value().attr("content"), Some(&*words.summary().text), "{at}");
    assert_eq!(section(html, "description"), words.description().text, "{at}");
    assert_eq!(section(html, "when"), words.when_seen().text, "{at}");
    assert_eq!(section(html, "fix"), words.how_to_fix().text, "{at}");
    assert_eq!(text_of(html, "section[aria-labelledby=user] > blockquote"), words.user_message().text, "{at}");
}

#[test]
fn the_page_of_a_code_holds_all_its_words() {
    for locale in &DATA.locales {
        let voice = DATA.voice(locale);
        for code in &DATA.codes {
            let (path, words) = (code_path(&locale.folder, *code.code), voice.code_words(*code.code));
            let html = page(&path);
            assert_words(&html, &words, &path);
            assert_eq!(text_of(&html, "h1"), format!("{} {}", *code.code, words.title().text), "{path}");
            assert_eq!(text_of(&html, ".hero > .number"), code.code.to_string(), "{path}");
            let registry = text_of(&html, ".hero > .registry");
            assert!(registry.ends_with(&format!(": {}", *code.name)), "{path}: the registry's spelling is kept: {registry}");
            assert_eq!(text_of(&html, ".hero .chip"), voice.action_word(code.policy.action.value).text, "{path}");
        }
    }
}

#[test]
fn the_page_of_a_range_holds_all_its_words_and_links_its_codes() {
    for locale in &DATA.locales {
        for range in &DATA.ranges {
            let path = format!("{}/ranges/{}-{}/index.html", locale.folder, *range.first, *range.last);
            let (html, words) = (page(&path), DATA.voice(locale).range_words(&range.id));
            assert_words(&html, &words, &path);
            assert_eq!(text_of(&html, "h1"), format!("{}–{} {}", *range.first, *range.last, words.title().text), "{path}");
            let codes = DATA.codes.iter().map(|c| *c.code).filter(|c| (*range.first..=*range.last).contains(c));
            let linked: Vec<u16> =
                texts(&html, "section[aria-labelledby=codes] a").iter().map(|t| t[..4].parse().expect("a number")).collect();
            assert_eq!(linked, codes.collect::<Vec<_>>(), "{path}");
        }
    }
}

#[test]
fn the_facts_of_three_codes_stand_as_a_reader_expects_them() {
    let of = |code| answers(&page(&code_path("en", code)), "article").into_iter().collect::<BTreeMap<_, _>>();
    let expected = [
        (1006, "May it stand in a Close frame?", "No, never"),
        (1006, "Who may send it?", "Nobody"),
        (1006, "Is it made up locally?", "Yes, by the endpoint that reports it"),
        (1006, "Can the close be clean?", "No"),
        (1006, "May a script pass it to close()?", "No: InvalidAccessError"),
        (1006, "Can a script see it?", "Yes"),
        (1006, "How long does it wait?", "Random, below a ceiling that starts at 5 seconds and grows by a factor of 2 up to 1 minute"),
        (1006, "Who says so?", "The standard"),
        (1012, "May it stand in a Close frame?", "Yes"),
        (1012, "Who may send it?", "The server"),
        (1012, "Is it made up locally?", "No"),
        (1012, "Can the close be clean?", "Yes, if the closing handshake completes"),
        (1012, "How long does it wait?", "Random, between 5 seconds and 30 seconds"),
        (1012, "How many attempts?", "No limit"),
        (1012, "Who says so?", "The mail that registered the code"),
        (1012, "What is it like elsewhere?", "HTTP 503, gRPC UNAVAILABLE"),
        (3003, "May a script pass it to close()?", "Yes"),
        (3003, "What does a client do?", "Do not reconnect"),
        (3003, "How long does it wait?", "No delay: there is no automatic attempt"),
        (3003, "How many attempts?", "None"),
        (3003, "Who is at fault?", "The client"),
    ];
    for (code, question, answer) in expected {
        assert_eq!(of(code).get(question).map(String::as_str), Some(answer), "{code}: {question}");
    }
}

#[test]
fn the_comparison_of_1006_and_1012_in_indonesian_tells_all_of_both() {
    let (html, voice) = (page("id/compare/1006-abnormal-closure-vs-1012-service-restart/index.html"), DATA.voice(locale("id")));
    assert_eq!(texts(&html, "h2"), ["Perbedaan Utama", "Kapan Menggunakan Yang Mana", "Berdampingan"]);
    let pair = voice.pair_words(1006, 1012).expect("people confuse the two");
    assert_eq!(text_of(&html, ".hero > .lead"), pair.difference().text);
    assert_eq!(section(&html, "when-to-use"), pair.which().text);
    for (column, code) in all(&html, ".column").into_iter().zip([1006, 1012]) {
        let words = voice.code_words(code);
        assert_eq!(below(column, "h3").into_iter().map(text).collect::<Vec<_>>(), [format!("{code} {}", words.title().text)]);
        assert_eq!(
            below(column, "h4").into_iter().map(text).collect::<Vec<_>>(),
            ["Deskripsi", "Ketika Anda Melihatnya", "Cara Memperbaiki"]
        );
        let paragraphs: Vec<String> = below(column, "h4 + p").into_iter().map(text).collect();
        assert_eq!(paragraphs, [words.description(), words.when_seen(), words.how_to_fix()].map(|p| p.text.into_owned()));
    }
}

/// The answers of two codes side by side. A code without neighbours in other protocols has no such line on its own page.
fn laid_out(locale: &Locale, a: &Code, b: &Code) -> Vec<(String, String, String)> {
    let voice = DATA.voice(locale);
    let (analogy, none) = (voice.axis().analogy().text, voice.value().none().text);
    let of = |code: &Code| -> BTreeMap<String, String> {
        let mut found: BTreeMap<_, _> = answers(&page(&code_path(&locale.folder, *code.code)), "article").into_iter().collect();
        found.entry(analogy.to_string()).or_insert_with(|| none.to_string());
        found
    };
    let (a, b) = (of(a), of(b));
    assert_eq!(a.len(), 14, "{a:?}");
    assert!(a.keys().eq(b.keys()));
    a.into_iter().zip(b.into_values()).map(|((question, a), b)| (question, a, b)).collect()
}

#[test]
fn key_differences_holds_what_differs_and_the_folded_part_the_rest() {
    for locale in &DATA.locales {
        for (a, b) in DATA.all_pairs() {
            // A third of the pairs, each code in several of them, keeps this fast.
            if (*a.code + *b.code) % 3 != 0 {
                continue;
            }
            let path = compare_path(&locale.folder, *a.code, *b.code);
            let html = page(&path);
            let (same, different): (Vec<_>, Vec<_>) = laid_out(locale, a, b).into_iter().partition(|(_, a, b)| a == b);
            let row = |row: ElementRef<'_>| {
                let cells: [String; 3] = below(row, "th, td").into_iter().map(text).collect::<Vec<_>>().try_into().expect("three cells");
                cells.into()
            };
            let mut rows: Vec<(String, String, String)> = all(&html, "table.axes tbody tr").into_iter().map(row).collect();
            rows.sort();
            assert_eq!(rows, different, "{path}");
            let mut folded = answers(&html, "details");
            folded.sort();
            assert_eq!(folded, same.iter().map(|(q, a, _)| (q.clone(), a.clone())).collect::<Answers>(), "{path}");
            let summary = texts(&html, "details > summary");
            assert!(
                summary.iter().all(|s| numbers(s) == [same.len()]) && summary.len() == usize::from(!same.is_empty()),
                "{path}: {summary:?}"
            );
        }
    }
}

#[test]
fn a_comparison_of_codes_that_nobody_may_send_says_so() {
    let (mut neither, mut one_only) = (0, 0);
    for (a, b) in DATA.all_pairs() {
        for (folder, never, only) in [
            ("en", "Neither can be", ["Only", "Nobody can send"]),
            ("id", "Keduanya tidak dapat", ["Hanya", "tidak dapat dikirim oleh siapa pun"]),
        ] {
            let (path, is_by_hand) = (compare_path(folder, *a.code, *b.code), DATA.pair(*a.code, *b.code).is_some());
            let html = page(&path);
            let words = texts(&html, "section[aria-labelledby=when-to-use] > p").join(" ");
            match (*a.wire.frame, *b.wire.frame) {
                (false, false) => {
                    assert!(words.starts_with(never), "{path}: {words}");
                    assert!(
                        is_by_hand || words.contains(&format!("{}", *a.code)) && words.contains(&b.code.to_string()),
                        "{path}: {words}"
                    );
                    neither += 1;
                }
                (true, true) => assert!(!words.starts_with(never), "{path}: {words}"),
                (can, _) => {
                    let (yes, no) = if can { (a, b) } else { (b, a) };
                    let says = words.starts_with(&format!("{} {}", only[0], *yes.code))
                        || words.contains(only[1]) && words.contains(&no.code.to_string());
                    assert!(says, "{path}: {words}");
                    one_only += 1;
                }
            }
        }
    }
    assert_eq!((neither, one_only), (2 * 6, 2 * 4 * 15), "1004, 1005, 1006 and 1015 may not be sent");
}

/// The whole numbers in a text.
fn numbers(text: &str) -> Vec<usize> {
    text.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok()).collect()
}

/// Name, codes it stops on, and codes on which it depends, read line by line, without the reader that the site uses.
fn clients() -> Vec<(String, Vec<usize>, Vec<usize>)> {
    let mut list: Vec<(String, Vec<usize>, Vec<usize>)> = Vec::new();
    for line in real_files()["clients.toml"].lines() {
        let (key, value) = line.split_once(" = ").unwrap_or((line, ""));
        match (key, list.last_mut()) {
            ("[[client]]", _) => list.push((String::new(), Vec::new(), Vec::new())),
            ("name", Some(client)) => client.0 = value.trim_matches('"').to_owned(),
            ("stops" | "conditional", Some(client)) => {
                assert!(value.starts_with('[') && value.ends_with(']'), "one line holds the whole list: {line}");
                if key == "stops" { client.1 = numbers(value) } else { client.2 = numbers(value) }
            }
            _ => {}
        }
    }
    list
}

#[test]
fn the_survey_on_each_page_is_counted_right() {
    let clients = clients();
    assert!(clients.len() > 10 && clients.iter().all(|c| !c.0.is_empty()));
    for code in &DATA.codes {
        let number = usize::from(*code.code);
        let stops: Vec<&str> = clients.iter().filter(|c| c.1.contains(&number)).map(|c| c.0.as_str()).collect();
        let depends = clients.iter().filter(|c| c.2.contains(&number) && !c.1.contains(&number)).count();
        let retry = clients.len() - stops.len() - depends;
        let counts = match (stops.len(), depends) {
            (0, 0) => vec![clients.len()],
            (stop, 0) => vec![clients.len(), retry, stop],
            (stop, depends) => vec![clients.len(), retry, stop, depends],
        };
        for locale in &DATA.locales {
            let path = code_path(&locale.folder, *code.code);
            let words = text_of(&page(&path), "section[aria-labelledby=practice] > p:not(.note)");
            let (sentence, names) = words.split_once(". ").unwrap_or((&words, ""));
            assert_eq!(numbers(sentence), counts, "{path}: {words}");
            let names: Vec<&str> = names.split_once(": ").map_or(vec![], |(_, names)| names.trim_end_matches('.').split(", ").collect());
            assert_eq!(names, stops, "{path}: {words}");
        }
    }
}

#[test]
fn the_index_lists_every_code_and_range_and_links_every_confused_pair() {
    for locale in &DATA.locales {
        let html = page(&format!("{}/index.html", locale.folder));
        let listed = texts(&html, "table.overview tbody th");
        let ranges = DATA.ranges.iter().map(|r| format!("{}–{}", *r.first, *r.last));
        assert_eq!(listed, DATA.codes.iter().map(|c| c.code.to_string()).chain(ranges).collect::<Vec<_>>());
        assert_eq!(all(&html, "section[aria-labelledby=pairs] ul a").len(), DATA.pairs.len());
        let comparisons = Html::parse_document(&SITE[&format!("{}/compare/index.html", locale.folder)]);
        assert_eq!(all(&comparisons, "main ul a").len(), 171);
    }
}
