//! What stands on the pages of codes and ranges equals the data: the words, the facts, the history
//! and the counts.

use std::collections::{BTreeMap, BTreeSet};

use closecode_data::{
    Certainty, CodeTexts, LocalizedText, Reply, Sender, Visibility, Wire, WithFallback, markdown,
};

use crate::common::{
    DATA, SITE, all, answers, below, code_path, compare_path, numbers, one, page, real_files,
    shown, text, text_of, texts,
};
use scraper::Html;

fn assert_texts(html: &Html, words: &WithFallback<'_, CodeTexts>, at: &str) {
    assert_eq!(text_of(html, ".head > .lead"), words.summary().text, "{at}");
    assert_eq!(
        one(html, "meta[name=description]").value().attr("content"),
        Some(&*words.summary().text),
        "{at}"
    );
    let description = markdown::plain(&words.description().text);
    let shown = text_of(html, "section[aria-labelledby=description] > p:not(.note)");
    assert_eq!(shown, description, "{at}");
    let plain = |text: &LocalizedText<'_>| markdown::plain(&text.text);
    for case in words.cases() {
        let shown = |rest: &str| texts(html, &format!("#case-{} > {rest}", case.id));
        assert_eq!(shown("h3"), [plain(&case.title)], "{at}");
        assert_eq!(shown("p:not(.more)"), [plain(&case.sign)], "{at}");
        assert_eq!(shown("ul > li"), case.causes.iter().map(plain).collect::<Vec<_>>(), "{at}");
        assert_eq!(shown("ol > li"), case.steps.iter().map(plain).collect::<Vec<_>>(), "{at}");
    }
    let said = texts(html, ".card q, section[aria-labelledby=user] > blockquote");
    assert_eq!(said, [words.user_message().text], "{at}");
}

#[test]
fn the_page_of_a_code_holds_all_its_texts() {
    for locale in shown() {
        let localizer = DATA.localizer(locale);
        for code in &DATA.codes {
            let path = code_path(&locale.folder, *code.code);
            let words = localizer.code_texts(*code.code);
            let html = page(&path);
            assert_texts(&html, &words, &path);
            assert_eq!(
                text_of(&html, "h1"),
                format!("{} {}", *code.code, words.title().text),
                "{path}"
            );
            // The same name twice says nothing.
            let is_other = !words.title().text.eq_ignore_ascii_case(&code.name);
            let registry = texts(&html, ".head > .registry");
            assert!(
                registry.len() == usize::from(is_other)
                    && registry.iter().all(|name| name.ends_with(code.name.as_str())),
                "{path}: the registry's spelling is kept: {registry:?}"
            );
            assert_eq!(
                text_of(&html, ".verdict b"),
                localizer.text(code.policy.action.value).text,
                "{path}"
            );
        }
    }
}

#[test]
fn the_page_of_a_range_holds_all_its_words_and_links_its_codes() {
    for locale in shown() {
        for range in &DATA.ranges {
            let path =
                format!("{}/ranges/{}-{}/index.html", locale.folder, *range.first, *range.last);
            let html = page(&path);
            let words = DATA.localizer(locale).range_texts(&range.id);
            assert_texts(&html, &words, &path);
            assert_eq!(
                text_of(&html, "h1"),
                format!("{}–{} {}", *range.first, *range.last, words.title().text),
                "{path}"
            );
            let codes = DATA
                .codes
                .iter()
                .map(|c| *c.code)
                .filter(|c| (*range.first..=*range.last).contains(c));
            let linked: Vec<u16> = texts(&html, "section[aria-labelledby=codes] li a")
                .iter()
                .map(|t| t[..4].parse().expect("a number"))
                .collect();
            assert_eq!(linked, codes.collect::<Vec<_>>(), "{path}");
        }
    }
}

/// What is not clean by the standard, and yet by browsers: both take numbers that nobody may send,
/// and Firefox also those that endpoints make up.
fn called_clean(path: &str) -> &'static str {
    let both = ["1004-", "/0-999/", "/1000-2999/", "/5000-65535/"];
    if both.iter().any(|part| path.contains(part)) {
        "No (but yes in Chromium, Firefox)"
    } else if ["1006-", "1015-"].iter().any(|part| path.contains(part)) {
        "No (but yes in Firefox)"
    } else {
        "No"
    }
}

/// What a reader of the English page expects to read for each fact, spelled out once more.
fn expected(path: &str, wire: &Wire) -> Vec<(&'static str, &'static str)> {
    let sender = match wire.sender.value {
        Sender::Client => "The client",
        Sender::Server => "The server",
        Sender::Gateway => "A server acting as a gateway or proxy",
        Sender::Either => "Either endpoint",
        Sender::Unspecified => "Not specified by the standard",
        Sender::None => "Nobody",
    };
    let visible = match wire.script_visible.value {
        Visibility::Yes => "Yes",
        Visibility::PeerError => "Only if the peer breaks the protocol",
        Visibility::No => "No",
    };
    let either = |fact: bool, yes, no| if fact { yes } else { no };
    vec![
        ("Allowed in a Close frame", either(*wire.frame, "Yes", "No, never")),
        ("Sent by", sender),
        (
            "Generated locally",
            either(*wire.synthetic, "Yes, by the endpoint that reports it", "No"),
        ),
        (
            "Clean close",
            either(*wire.clean, "Yes, if the closing handshake completes", called_clean(path)),
        ),
        ("Allowed in close()", either(*wire.script_sendable, "Yes", "No: InvalidAccessError")),
        ("Visible to scripts", visible),
    ]
}

/// The facts beside the answer.
fn card(path: &str) -> BTreeMap<String, String> {
    let row = |row| (text(below(row, "dt")[0]), text(below(row, "dd")[0]));
    all(&page(path), ".card dl > div").into_iter().map(row).collect()
}

#[test]
fn the_facts_about_the_wire_are_those_of_the_data() {
    for code in &DATA.codes {
        let path = code_path("en", *code.code);
        let shown = card(&path);
        let wire = &code.wire;
        let close = format!("close({})", *code.code);
        let labels = ["On the wire", "Sent by", "Generated locally", "wasClean", &close];
        let facts = labels.into_iter().zip(expected(&path, wire));
        for (label, (question, answer)) in facts.filter(|(label, _)| *label != "Generated locally")
        {
            assert_eq!(shown[label], answer, "{path}: {question}");
        }
        let visible = shown.get("Visible to scripts").map_or("Yes", String::as_str);
        assert_eq!(visible, expected(&path, wire)[5].1, "{path}: only an exception is told");
        assert_eq!(shown["reason"] == "\"\"", !*wire.frame, "{path}: no frame, no reason");
    }
    let ranges = DATA
        .ranges
        .iter()
        .map(|r| (format!("en/ranges/{}-{}/index.html", *r.first, *r.last), &r.wire));
    for (path, wire) in ranges {
        let html = page(&path);
        let shown = answers(&html, "section[aria-labelledby=facts]");
        let skipped = ["How numbers are assigned", "Similar to"];
        let shown: Vec<(&str, &str)> = shown
            .iter()
            .map(|(q, a)| (q.as_str(), a.as_str()))
            .filter(|(q, _)| !skipped.contains(q))
            .collect();
        assert_eq!(shown, expected(&path, wire), "{path}");
    }
}

#[test]
fn the_policies_of_three_codes_stand_as_a_reader_expects_them() {
    let of = |code| {
        let path = code_path("en", code);
        let mut all = card(&path);
        all.extend(answers(&page(&path), "article"));
        all
    };
    let expected = [
        (1006, "What a client does", "Reconnect with back-off"),
        (1006, "Random wait", "0–5 s, doubling to 0–60 s"),
        (1006, "Attempts", "No limit"),
        (1006, "At fault", "The code does not say"),
        (1006, "Log level", "Warning"),
        (1006, "Alert", "When the rate jumps"),
        (1006, "Based on", "The standard"),
        (1012, "What a client does", "Reconnect after a short delay"),
        (1012, "Random wait", "5–30 s"),
        (1012, "At fault", "Nobody"),
        (1012, "Based on", "The email that registered the code"),
        (1012, "Similar to", "HTTP 503, gRPC UNAVAILABLE"),
        (3003, "What a client does", "Do not reconnect"),
        (3003, "Random wait", "No automatic attempt"),
        (3003, "Attempts", "None"),
        (3003, "At fault", "The client"),
        (3003, "Based on", "Common practice (not in a standard)"),
    ];
    for (code, question, answer) in expected {
        assert_eq!(of(code).get(question).map(String::as_str), Some(answer), "{code}: {question}");
    }
}

#[test]
fn advice_that_departs_from_a_source_names_the_source() {
    for locale in shown() {
        for code in &DATA.codes {
            let path = code_path(&locale.folder, *code.code);
            let titles: Vec<&str> = code
                .policy
                .departs_from
                .iter()
                .filter_map(|c| DATA.source(&c.id))
                .map(|s| s.title.as_str())
                .collect();
            let notes = texts(&page(&path), "section[aria-labelledby=policy] > .note");
            // The first says what an answer without a note means.
            assert_eq!(notes.len(), 1 + usize::from(!titles.is_empty()), "{path}");
            assert!(
                notes.iter().skip(1).all(|note| titles.iter().all(|title| note.contains(title))),
                "{path}: {notes:?}"
            );
        }
    }
    assert!(!DATA.policy(1013).departs_from.is_empty(), "one code departs");
}

/// Name, codes it stops on, and codes on which it depends, read line by line, without the reader
/// that the site uses.
fn clients() -> Vec<(String, Vec<usize>, Vec<usize>)> {
    let mut list: Vec<(String, Vec<usize>, Vec<usize>)> = Vec::new();
    for (path, text) in real_files() {
        if !path.starts_with("implementations/") || !text.contains("[reconnecting]") {
            continue;
        }
        let mut client = (String::new(), Vec::new(), Vec::new());
        for line in text.lines() {
            let (key, value) = line.split_once(" = ").unwrap_or((line, ""));
            if key == "name" {
                value.trim_matches('"').clone_into(&mut client.0);
            }
            if ["stops", "conditional"].contains(&key) {
                assert!(
                    value.starts_with('[') && value.ends_with(']'),
                    "one line holds the whole list: {line}"
                );
                if key == "stops" { client.1 = numbers(value) } else { client.2 = numbers(value) }
            }
        }
        list.push(client);
    }
    list
}

#[test]
fn the_survey_on_each_page_is_counted_right() {
    let clients = clients();
    assert!(clients.len() > 10 && clients.iter().all(|c| !c.0.is_empty()));
    for code in &DATA.codes {
        let number = usize::from(*code.code);
        let stops: Vec<&str> =
            clients.iter().filter(|c| c.1.contains(&number)).map(|c| c.0.as_str()).collect();
        let depends =
            clients.iter().filter(|c| c.2.contains(&number) && !c.1.contains(&number)).count();
        let retry = clients.len() - stops.len() - depends;
        // In what order depends on the language.
        let mut counts = vec![clients.len(), retry];
        counts.extend((depends > 0).then_some(depends));
        counts.sort_unstable();
        for locale in shown() {
            let path = code_path(&locale.folder, *code.code);
            let words = text_of(&page(&path), "#practice");
            // The names stand last. A name may hold a digit, so that the counts are told by what
            // remains without the names.
            let names = DATA.localizer(locale).list(stops.iter().copied()).to_string();
            assert!(words.contains(&names), "{path}: {words}");
            let rest = words.replacen(&names, "", usize::from(!names.is_empty()));
            let mut shown = numbers(&rest);
            shown.sort_unstable();
            assert_eq!(shown, counts, "{path}: {words}");
        }
    }
}

#[test]
fn the_index_lists_every_code_and_range_and_links_every_confused_pair() {
    for locale in shown() {
        let html = page(&format!("{}/index.html", locale.folder));
        let listed = texts(&html, "table.overview tbody th");
        let ranges = DATA.ranges.iter().map(|r| format!("{}–{}", *r.first, *r.last));
        assert_eq!(
            listed,
            DATA.codes.iter().map(|c| c.code.to_string()).chain(ranges).collect::<Vec<_>>()
        );
        assert_eq!(all(&html, "section[aria-labelledby=pairs] ul a").len(), DATA.pairs.len());
        let comparisons =
            Html::parse_document(&SITE[&format!("{}/compare/index.html", locale.folder)]);
        assert_eq!(all(&comparisons, "main ul a").len(), 171);
    }
}

#[test]
fn the_page_of_a_code_tells_its_history_and_who_departs_from_it() {
    for locale in shown() {
        for code in &DATA.codes {
            let path = code_path(&locale.folder, *code.code);
            let html = page(&path);
            let lines = all(&html, "section[aria-labelledby=history] li");
            let groups = all(&html, "#deviations + ul > li");
            let who = texts(&html, "#deviations + ul > li > ul > li");
            assert_eq!(
                groups.iter().map(|g| text(*g)).collect::<BTreeSet<_>>().len(),
                groups.len()
            );
            assert_eq!(
                (lines.len(), who.len()),
                (code.history.len(), DATA.deviations(code).len()),
                "{path}"
            );
            for (line, event) in lines.into_iter().zip(&code.history) {
                let dates: Vec<_> =
                    below(line, "time").iter().filter_map(|t| t.value().attr("datetime")).collect();
                assert_eq!(
                    dates,
                    event.date.iter().map(|d| d.as_str()).collect::<Vec<_>>(),
                    "{path}"
                );
                assert_eq!(
                    below(line, ".quiet").len(),
                    usize::from(event.certainty == Certainty::Unconfirmed),
                    "{path}"
                );
                assert!(event.was.iter().all(|was| text(line).contains(was.as_str())), "{path}");
            }
            // Those that do the same are below one line.
            for deviation in DATA.deviations(code) {
                let name = format!("{} {}", deviation.implementation.name, deviation.version());
                let words = groups.iter().map(|group| text(*group));
                let named: Vec<String> = words.filter(|words| words.contains(&name)).collect();
                let reply = match deviation.replies {
                    Some(Reply::Code(reply)) => Some(reply),
                    _ => None,
                };
                let numbers: Vec<String> =
                    reply.into_iter().chain(deviation.reports_as).map(|n| n.to_string()).collect();
                let has_all = |words: &String| numbers.iter().all(|n| words.contains(n));
                assert!(named.iter().any(has_all), "{path}: {name}: {named:?}");
            }
        }
    }
}

/// A text as it stands in a page.
fn escaped(text: &str) -> String {
    let pairs = [('&', "&#38;"), ('<', "&#60;"), ('>', "&#62;"), ('"', "&#34;"), ('\'', "&#39;")];
    pairs.into_iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// Where each text stands is proved for some languages; that it is there, for each of them.
#[test]
fn every_text_stands_on_its_page_in_every_language() {
    let mut problems = Vec::new();
    let mut expect = |path: String, words: &[String]| {
        let page = &SITE[&path];
        // What stands between backticks is an element of its own.
        let is_there = |text: &String| text.split('`').all(|part| page.contains(&escaped(part)));
        let missing = words.iter().filter(|text| !is_there(text));
        problems.extend(missing.map(|text| format!("{path}: {text:?} is missing")));
    };
    let all_of = |words: &WithFallback<'_, CodeTexts>| {
        let mut all =
            vec![words.title(), words.summary(), words.description(), words.user_message()];
        all.extend(words.cases().iter().flat_map(|case| case.texts().cloned()));
        all.into_iter().map(|text| text.to_string()).collect::<Vec<_>>()
    };
    for locale in &DATA.locales {
        let folder = &locale.folder;
        let localizer = DATA.localizer(locale);
        for code in &DATA.codes {
            expect(code_path(folder, *code.code), &all_of(&localizer.code_texts(*code.code)));
        }
        for range in &DATA.ranges {
            let path = format!("{folder}/ranges/{}-{}/index.html", *range.first, *range.last);
            expect(path, &all_of(&localizer.range_texts(&range.id)));
        }
        for (a, b) in DATA.all_pairs() {
            let path = compare_path(folder, *a.code, *b.code);
            let titles = [a, b].map(|code| localizer.code_texts(*code.code).title().to_string());
            expect(path.clone(), &titles);
            if let Some(words) = localizer.pair_texts(*a.code, *b.code) {
                expect(path, &[words.difference().to_string(), words.which().to_string()]);
            }
        }
    }
    crate::common::assert_none(&problems);
}
