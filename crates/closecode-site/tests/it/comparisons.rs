//! What stands on the pages of two codes equals the data: what tells them apart, what they have in
//! common, which can be sent.

use std::collections::BTreeMap;

use closecode_data::{Code, Locale, LocalizedText, markdown};

use crate::common::{
    Answers, DATA, all, answer, answers, below, code_path, compare_path, locale, page, section,
    shown, text, text_of, texts,
};
use scraper::ElementRef;

#[test]
fn the_comparison_of_1006_and_1012_in_indonesian_tells_all_of_both() {
    let html = page("id/compare/1006-abnormal-closure-vs-1012-service-restart/index.html");
    let localizer = DATA.localizer(locale("id"));
    assert_eq!(
        texts(&html, "h2"),
        [
            "Perbedaan utama",
            "Berdampingan",
            "Kapan menggunakan yang mana",
            "Yang terjadi di jaringan",
            "Masalah",
            "Bandingkan dengan",
            "Sumber",
        ]
    );
    assert_eq!(
        text_of(&html, ".versus > .registry"),
        "Nama di registri: Abnormal Closure, Service Restart"
    );
    let pair = localizer.pair_texts(1006, 1012).expect("people confuse the two");
    assert_eq!(text_of(&html, ".versus > .lead"), pair.difference().text);
    assert_eq!(section(&html, "when-to-use"), pair.which().text);
    for (column, code) in all(&html, ".column").into_iter().zip([1006, 1012]) {
        let words = localizer.code_texts(code);
        assert_eq!(
            below(column, "h3").into_iter().map(text).collect::<Vec<_>>(),
            [format!("{code} {}", words.title().text)]
        );
        let shown = |name: &str| below(column, name).into_iter().map(text).collect::<Vec<_>>();
        let cases = words.cases();
        let plain = |text: &LocalizedText<'_>| markdown::plain(&text.text);
        assert_eq!(shown("h3 + p"), [plain(&words.summary())]);
        assert_eq!(shown("h4"), cases.iter().map(|case| plain(&case.title)).collect::<Vec<_>>());
        let signs: Vec<_> = cases.iter().map(|case| plain(&case.sign)).collect();
        assert_eq!(shown("h4 + p"), signs);
        let first: Vec<_> = cases.iter().map(|case| plain(&case.steps[0])).collect();
        assert_eq!(shown(".step"), first, "the first step; the others are on the code's page");
    }
}

/// The answers about reconnecting on the page of each code.
fn answers_of_codes(locale: &Locale) -> BTreeMap<u16, BTreeMap<String, String>> {
    let of = |code: &Code| {
        let found: BTreeMap<_, _> =
            answers(&page(&code_path(&locale.folder, *code.code)), "article").into_iter().collect();
        assert_eq!(found.len(), 7, "{found:?}");
        (*code.code, found)
    };
    DATA.codes.iter().map(of).collect()
}

#[test]
fn key_differences_holds_what_differs_and_the_folded_part_the_rest() {
    for locale in shown() {
        let codes = answers_of_codes(locale);
        for (a, b) in DATA.all_pairs() {
            let path = compare_path(&locale.folder, *a.code, *b.code);
            let html = page(&path);
            let both = codes[&a.code].iter().map(|(question, answer)| {
                (question.clone(), answer.clone(), codes[&b.code][question].clone())
            });
            // Beside what a client does stands how many do it.
            let action = DATA.localizer(locale).axis().action().text;
            let clients = |code: &Code| {
                let survey = DATA.survey(*code.code);
                let words = DATA.localizer(locale).code();
                words.clients(survey.retry.len(), survey.total()).text
            };
            let counts = [a, b].map(clients);
            let (same, different): (Vec<_>, Vec<_>) = both.partition(|(q, of_a, of_b)| {
                of_a == of_b && (*q != action || counts[0] == counts[1])
            });
            if different.iter().any(|(question, ..)| *question == action) {
                assert_eq!(texts(&html, ".axes .quiet"), counts, "{path}");
            }
            let row = |row: ElementRef<'_>| {
                let cells: [String; 3] = below(row, "th, td")
                    .into_iter()
                    .map(answer)
                    .collect::<Vec<_>>()
                    .try_into()
                    .expect("three cells");
                cells.into()
            };
            let mut rows: Vec<(String, String, String)> =
                all(&html, "table.axes tbody tr").into_iter().map(row).collect();
            // What decides stands first, and is marked.
            let marked = texts(&html, "table.axes tr:first-child.decides").len();
            assert_eq!(marked, usize::from(DATA.pair(*a.code, *b.code).is_some()), "{path}");
            assert_eq!(texts(&html, "table.axes tr.decides").len(), marked, "{path}");
            assert!(rows.iter().all(|(q, a, b)| a != b || *q == action), "{path}: {rows:?}");
            let is_known = |question: &String| codes[&a.code].contains_key(question);
            rows.retain(|(question, ..)| is_known(question));
            rows.sort();
            assert_eq!(rows, different, "{path}");
            let mut folded = answers(&html, "section[aria-labelledby=differences] details");
            let count = folded.len();
            folded.retain(|(question, _)| is_known(question));
            folded.sort();
            assert_eq!(
                folded,
                same.iter().map(|(q, a, _)| (q.clone(), a.clone())).collect::<Answers>(),
                "{path}"
            );
            let summary = texts(&html, "section[aria-labelledby=differences] details > summary");
            let counted =
                (count > 0).then(|| DATA.localizer(locale).compare().same(count).to_string());
            assert_eq!(summary, Vec::from_iter(counted), "{path}");
        }
    }
}

#[test]
fn a_comparison_of_codes_that_nobody_may_send_says_so() {
    let mut neither = 0;
    let mut one_only = 0;
    for (a, b) in DATA.all_pairs() {
        for (folder, never, only) in [
            ("en", "Neither can be", ["Only", "Nobody can send"]),
            ("id", "Keduanya tidak dapat", ["Hanya", "tidak dapat dikirim oleh siapa pun"]),
        ] {
            let path = compare_path(folder, *a.code, *b.code);
            let is_by_hand = DATA.pair(*a.code, *b.code).is_some();
            let html = page(&path);
            let words = texts(&html, "section[aria-labelledby=when-to-use] > p").join(" ");
            match (*a.wire.frame, *b.wire.frame) {
                (false, false) => {
                    assert!(words.starts_with(never), "{path}: {words}");
                    assert!(
                        is_by_hand
                            || words.contains(&format!("{}", *a.code))
                                && words.contains(&b.code.to_string()),
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
    assert_eq!(
        (neither, one_only),
        (2 * 6, 2 * 4 * 15),
        "1004, 1005, 1006 and 1015 may not be sent"
    );
}

/// What the lead says of a fact of both codes, spelled out once more: the sentence for each, or the
/// one for both.
fn both(of: impl Fn(&Code) -> (&'static str, &'static str), a: &Code, b: &Code) -> String {
    let one = of(a);
    let two = of(b);
    if one == two {
        one.1.to_owned()
    } else {
        format!("{} {}", one.0, two.0).replacen("{}", &a.code.to_string(), 1).replacen(
            "{}",
            &b.code.to_string(),
            1,
        )
    }
}

fn fault(code: &Code) -> (&'static str, &'static str) {
    match code.policy.fault.as_str() {
        "none" => ("{} puts nobody at fault.", "Neither says that anybody is at fault."),
        "client" => ("{} points to a fault of the client.", "Both point to a fault of the client."),
        "server" => ("{} points to a fault of the server.", "Both point to a fault of the server."),
        "network" => ("{} mostly points to the network.", "Both mostly point to the network."),
        "unknown" => ("{} does not tell who is at fault.", "Neither tells who is at fault."),
        other => panic!("{other}"),
    }
}

fn action(code: &Code) -> (&'static str, &'static str) {
    match code.policy.action.as_str() {
        "no-need" => {
            ("After {} a client need not reconnect.", "After either, a client need not reconnect.")
        }
        "short-delay" => (
            "After {} a client reconnects after a short delay.",
            "After either, a client reconnects after a short delay.",
        ),
        "backoff" => (
            "After {} a client reconnects with growing delays.",
            "After either, a client reconnects with growing delays.",
        ),
        "reauth" => (
            "After {} a client renews its credential and tries once.",
            "After either, a client renews its credential and tries once.",
        ),
        "fix-client" => (
            "After {} somebody has to fix the cause first.",
            "After either, somebody has to fix the cause first.",
        ),
        "never" => (
            "After {} a client does not reconnect by itself.",
            "After either, a client does not reconnect by itself.",
        ),
        other => panic!("{other}"),
    }
}

#[test]
fn the_lead_of_a_computed_comparison_tells_what_travels_who_is_at_fault_and_what_a_client_does() {
    for (a, b) in DATA.all_pairs().filter(|(a, b)| DATA.pair(*a.code, *b.code).is_none()) {
        let path = compare_path("en", *a.code, *b.code);
        let travels = |yes: &Code, no: &Code| {
            format!("{} travels in a Close frame; {} never does.", *yes.code, *no.code)
        };
        let frame = match (*a.wire.frame, *b.wire.frame) {
            (true, true) => format!("{} and {} both travel in a Close frame.", *a.code, *b.code),
            (true, false) => travels(a, b),
            (false, true) => travels(b, a),
            (false, false) => {
                format!("Neither {} nor {} ever travels in a Close frame.", *a.code, *b.code)
            }
        };
        let expected = format!("{frame} {} {}", both(fault, a, b), both(action, a, b));
        assert_eq!(text_of(&page(&path), ".versus > .lead"), expected, "{path}");
    }
}

#[test]
fn a_comparison_by_hand_holds_its_words_and_what_decides() {
    for locale in shown() {
        let localizer = DATA.localizer(locale);
        for (a, b) in DATA.all_pairs() {
            let html = page(&compare_path(&locale.folder, *a.code, *b.code));
            let decides = texts(&html, "section[aria-labelledby=differences] .decides > th");
            let Some(pair) = DATA.pair(*a.code, *b.code) else {
                assert_eq!(decides, [""; 0], "nobody has said what decides");
                continue;
            };
            let words = localizer.pair_texts(*a.code, *b.code).expect("a rule asks for them");
            assert_eq!(text_of(&html, ".versus > .lead"), words.difference().text);
            assert_eq!(section(&html, "when-to-use"), words.which().text);
            let questions = questions(locale, pair.axis.as_str());
            // Code in a text that runs from right to left is isolated.
            let decides: Vec<String> =
                decides.iter().map(|row| row.replace(['\u{2066}', '\u{2069}'], "")).collect();
            assert!(
                decides.len() == 1 && questions.contains(&decides[0]),
                "{decides:?} {questions:?}"
            );
        }
    }
}

/// The questions of an axis, found by its key: one, but two of what a script can do.
fn questions(locale: &Locale, axis: &str) -> Vec<String> {
    let entries = locale.entries();
    let group = entries.iter().find(|e| e.name() == "ui/axis").expect("it has the questions");
    let fields = group.fields();
    let keys =
        if axis == "script" { vec!["script_visible", "script_sendable"] } else { vec![axis] };
    let question = |key| {
        let field = fields.iter().find(|field| field.key == key).expect("it has a question");
        field.text.as_ref().expect("it is translated").value.clone()
    };
    keys.into_iter().map(question).collect()
}
