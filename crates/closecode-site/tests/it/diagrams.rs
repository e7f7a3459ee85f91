//! The pictures of the closing handshake say what the facts say: read back from the pages, and
//! compared with the data files line by line.

use unicode_width::UnicodeWidthStr as _;

use crate::common::{
    DATA, FILES, SHOWN, SITE, all, assert_none, code_path, compare_path, dataset, mini_files,
    mini_files_with_arabic, numbers, page, site, text, texts,
};
use crate::picture::{Arrow, Picture, Report, read, svgs};
use expect_test::expect_file;

/// A fact of a code, read from its file without the reader that the site uses.
fn fact(code: u16, key: &str) -> Option<String> {
    let wire = FILES[&format!("codes/{code}.toml")]
        .split_once("\n[wire]\n")
        .expect("each code has wire facts")
        .1;
    let lines = wire.lines().take_while(|line| !line.starts_with('['));
    let value = lines.filter_map(|line| line.split_once(" = ")).find(|(k, _)| *k == key)?.1;
    Some(value.trim_matches('"').to_owned())
}

fn is(code: u16, key: &str) -> bool {
    fact(code, key).as_deref() == Some("true")
}

fn english(code: u16) -> Picture {
    let svgs = svgs(&SITE[&code_path("en", code)], "sequence");
    assert_eq!(svgs.len(), 1, "{code}");
    read(svgs[0])
}

fn codes() -> impl Iterator<Item = u16> {
    DATA.codes.iter().map(|code| *code.code)
}

fn of_kind<'a>(picture: &'a Picture, kind: &str) -> Vec<&'a Arrow> {
    picture.arrows.iter().filter(|arrow| arrow.kind == kind).collect()
}

#[test]
fn a_code_that_may_not_stand_in_a_frame_has_no_number_on_any_arrow() {
    let without: Vec<u16> = codes().filter(|code| !is(*code, "frame")).collect();
    assert_eq!(without, [1004, 1005, 1006, 1015]);
    for code in without {
        let arrows = english(code).arrows;
        assert!(
            !arrows.is_empty() && arrows.iter().all(|arrow| numbers(&arrow.text).is_empty()),
            "{code}: {arrows:?}"
        );
    }
}

#[test]
fn a_code_that_may_stand_in_a_frame_goes_to_the_other_end_and_comes_back() {
    for code in codes().filter(|code| is(*code, "frame")) {
        let picture = english(code);
        let close = of_kind(&picture, "close");
        let [sent, answer] = close[..] else { panic!("{code}: {close:?}") };
        assert_eq!(
            (&sent.from, &sent.to),
            (answer.to.as_ref().expect("it arrives"), &Some(answer.from.clone())),
            "{code}"
        );
        assert_eq!(sent.text, format!("Close frame {code}, reason"));
        assert_eq!(answer.text, format!("Close frame {code} in answer"));
        let others = picture.arrows.iter().filter(|arrow| arrow.kind != "close");
        assert!(
            others.flat_map(|arrow| numbers(&arrow.text)).all(|n| n == 8),
            "{code}: only UTF-8 brings another number"
        );
        // Who may send it is who sends it; of two who may, the picture says that the other may too.
        let sender = fact(code, "sender").expect("a rule asks for it");
        let from = match sender.as_str() {
            "client" => "Client",
            "gateway" => "Gateway",
            "either" if is(code, "script-sendable") => "Client",
            "server" | "either" | "unspecified" => "Server",
            other => panic!("{other}"),
        };
        assert_eq!(sent.from, from, "{code}");
        let caption = text(all(&page(&code_path("en", code)), ".sequence figcaption")[0]);
        assert_eq!(caption.contains("may send"), sender == "either", "{code}: {caption}");
        assert_eq!(
            caption.contains("No standard says"),
            sender == "unspecified",
            "{code}: {caption}"
        );
        assert_eq!(
            caption.contains("only a"),
            matches!(sender.as_str(), "client" | "server" | "gateway"),
            "{code}: {caption}"
        );
    }
}

#[test]
fn the_server_ends_tcp_whoever_closes() {
    for code in codes().filter(|code| is(*code, "clean")) {
        let picture = english(code);
        let fin = of_kind(&picture, "plain");
        let server =
            if fact(code, "sender").as_deref() == Some("gateway") { "Gateway" } else { "Server" };
        assert_eq!(fin.len(), 1, "{code}");
        assert_eq!(
            (fin[0].from.as_str(), fin[0].to.as_deref()),
            (server, Some("Client")),
            "{code}"
        );
        assert!(fin[0].text.starts_with("TCP FIN"), "{code}");
    }
}

#[test]
fn without_a_close_frame_nothing_arrives_before_the_reports() {
    for code in [1006, 1015] {
        let picture = english(code);
        assert!(of_kind(&picture, "close").is_empty(), "{code}");
        let broken = of_kind(&picture, "broken");
        assert_eq!(broken.iter().map(|arrow| &arrow.to).collect::<Vec<_>>(), [&None], "{code}");
    }
    let empty = english(1005);
    assert_eq!(
        of_kind(&empty, "close").iter().map(|arrow| arrow.text.as_str()).collect::<Vec<_>>(),
        ["Close frame without a body", "Empty Close frame in answer"]
    );
}

fn report(at: &str, lines: &[&str]) -> Report {
    Report { at: at.to_owned(), lines: lines.iter().map(|line| (*line).to_owned()).collect() }
}

#[test]
fn each_side_reports_what_the_facts_say() {
    for code in codes() {
        let picture = english(code);
        let number = code.to_string();
        let visible = fact(code, "script-visible").expect("it is required");
        let clean = is(code, "clean");
        // RFC 6455, sections 7.1.5 and 7.1.7: who fails the connection has received no Close frame.
        let fails = ["frame", "payload", "size", "extension"]
            .iter()
            .any(|a| fact(code, "answers").as_deref() == Some(*a));
        let own = if fails { "1006" } else { &number };
        let expected = match (visible.as_str(), is(code, "frame"), is(code, "synthetic")) {
            ("peer-error", false, true) => vec![
                report("Client", &["Library reports 1015"]),
                report("Client", &["onclose: 1006", "wasClean: false"]),
            ],
            ("yes", ..) => {
                let server = if fact(code, "sender").as_deref() == Some("gateway") {
                    "Gateway"
                } else {
                    "Server"
                };
                let event = [format!("onclose: {code}"), format!("wasClean: {clean}")];
                vec![
                    report("Client", &[&event[0], &event[1]]),
                    report(server, &[&format!("Reports {own}")]),
                ]
            }
            ("peer-error", true, _) => {
                vec![
                    report("Client", &[&format!("Library reports {own}")]),
                    report("Server", &[&format!("Reports {code}")]),
                ]
            }
            ("peer-error", false, false) => vec![report("Client", &["Library reports 1006"])],
            other => panic!("{code}: {other:?}"),
        };
        assert_eq!(picture.reports, expected, "{code}");
    }
}

#[test]
fn what_a_code_answers_comes_first_and_from_the_other_end() {
    let mut causes = vec![];
    for code in codes() {
        let picture = english(code);
        let cause = of_kind(&picture, "cause");
        let Some(answers) = fact(code, "answers") else {
            let is_gateway = fact(code, "sender").as_deref() == Some("gateway");
            assert_eq!(
                cause.len(),
                usize::from(is_gateway),
                "{code}: only a gateway has something behind it"
            );
            continue;
        };
        let [cause] = cause[..] else { panic!("{code}: {cause:?}") };
        assert_eq!(&picture.arrows[0], cause, "{code}: the cause comes first");
        assert_eq!(
            Some(&cause.from),
            picture.arrows[1].to.as_ref(),
            "{code}: the answer goes to where the cause came from"
        );
        causes.push((code, answers, cause.text.as_str().to_owned()));
    }
    let told: Vec<(u16, &str, &str)> = causes
        .iter()
        .map(|(code, answers, text)| (*code, answers.as_str(), text.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (1002, "frame", "Frame that breaks the protocol"),
            (1003, "type", "Message of an unwanted type"),
            (1007, "payload", "Text that is not UTF-8"),
            (1008, "policy", "Message that breaks a policy"),
            (1009, "size", "Message that is too big"),
            (1010, "extension", "Response without the extension"),
        ]
    );
}

#[test]
fn the_steps_as_text_are_the_labels_of_the_picture() {
    for locale in &DATA.locales {
        for code in codes() {
            let path = code_path(&locale.folder, code);
            let picture = read(svgs(&SITE[&path], "sequence")[0]);
            // The marks that keep code together have no letters.
            let bare = |text: &String| text.replace(['\u{2068}', '\u{2069}'], "");
            let steps: Vec<String> =
                texts(&page(&path), ".sequence ol li").iter().map(bare).collect();
            let shown: Vec<String> = picture.texts.iter().map(|(label, ..)| bare(label)).collect();
            let mut labels = shown.iter();
            let mut told = 0;
            for step in &steps {
                // A step is one label, or the two of a close event; each stands at the end of its
                // line.
                let label = labels
                    .next()
                    .unwrap_or_else(|| panic!("{path}: {step:?} is not in the picture"));
                told += 1;
                if step.ends_with(label.as_str()) {
                    continue;
                }
                let second = labels.next().unwrap_or_else(|| panic!("{path}: {step:?}"));
                told += 1;
                assert!(
                    step.ends_with(&format!("{label}, {second}")),
                    "{path}: {step:?} {label:?} {second:?}"
                );
            }
            assert_eq!(told, picture.texts.len(), "{path}: each label is told");
            for (arrow, step) in picture
                .arrows
                .iter()
                .zip(steps.iter().filter(|s| picture.arrows.iter().any(|a| s.ends_with(&a.text))))
            {
                let from = step
                    .find(&arrow.from)
                    .unwrap_or_else(|| panic!("{path}: {step:?} does not name {arrow:?}"));
                assert!(
                    arrow.to.iter().all(|to| step.rfind(to.as_str()).is_some_and(|to| from < to)),
                    "{path}: {step:?} {arrow:?}"
                );
            }
        }
    }
}

#[test]
fn every_label_fits_in_its_place() {
    // The widest mean advance of a letter that was measured for these sizes is 6.4 units of the
    // picture. A wide letter takes two.
    let mut problems = Vec::new();
    for locale in &DATA.locales {
        for code in codes() {
            let picture = read(svgs(&SITE[&code_path(&locale.folder, code)], "sequence")[0]);
            for (label, room, _) in &picture.texts {
                let needed = i32::try_from(label.width()).expect("a label is short") * 64 / 10;
                if needed > room - 6 {
                    problems.push(format!(
                        "{}/{code}: {label:?} needs {needed} of {room}",
                        locale.folder
                    ));
                }
            }
        }
    }
    assert_none(&problems);
}

#[test]
fn a_comparison_has_both_pictures_and_they_are_those_of_the_codes() {
    for locale in &DATA.locales {
        for (a, b) in DATA.all_pairs() {
            let comparison = &SITE[&compare_path(&locale.folder, *a.code, *b.code)];
            let own = [a, b]
                .map(|code| svgs(&SITE[&code_path(&locale.folder, *code.code)], "sequence")[0]);
            assert_eq!(svgs(comparison, "sequence"), own, "{} {}", *a.code, *b.code);
        }
    }
}

#[test]
fn a_script_passes_only_what_close_takes() {
    for code in codes() {
        let calls: Vec<String> = english(code)
            .texts
            .into_iter()
            .map(|(label, ..)| label)
            .filter(|l| l.contains("close("))
            .collect();
        let expected: &[&str] = match code {
            1000 => &["The script calls close(1000)"],
            1005 => &["The script calls close()"],
            _ => &[],
        };
        assert_eq!(calls, expected, "{code}");
    }
}

#[test]
fn a_page_that_reads_from_right_to_left_mirrors_the_lanes_and_not_the_numbers() {
    let site = site(&dataset(mini_files_with_arabic()));
    for slug in ["1000-normal-closure", "1006-abnormal-closure", "1012-service-restart"] {
        let picture =
            |tag: &str| read(svgs(&site[&format!("{tag}/codes/{slug}/index.html")], "sequence")[0]);
        let plain = picture("en");
        let mirrored = picture("ar");
        assert!(plain.lanes[0].1 < plain.lanes[1].1 && mirrored.lanes[0].1 > mirrored.lanes[1].1);
        assert!(
            plain.lanes.iter().zip(&mirrored.lanes).all(|(a, b)| a.0 == b.0 && a.1 + b.1 == 320),
            "{slug}"
        );
        assert_eq!(
            (&plain.arrows, &plain.reports),
            (&mirrored.arrows, &mirrored.reports),
            "{slug}"
        );
        // What is not translated is said as English says it; the style sheet gives it its
        // direction.
        let words =
            |picture: Picture| picture.texts.into_iter().map(|(text, ..)| text).collect::<Vec<_>>();
        assert_eq!(words(plain), words(mirrored), "{slug}");
    }
}

#[test]
fn every_picture_is_well_formed_and_has_no_style_of_its_own() {
    let mut count = 0;
    // The other languages have the same pictures with other words.
    let is_shown = |path: &str| SHOWN.iter().any(|tag| path.starts_with(&format!("{tag}/")));
    for (path, text) in
        SITE.iter().filter(|(path, _)| is_shown(path) && crate::common::has_extension(path, "html"))
    {
        for svg in text
            .split("<svg")
            .skip(1)
            .map(|rest| format!("<svg{}</svg>", rest.split("</svg>").next().unwrap_or_default()))
        {
            let document =
                roxmltree::Document::parse(&svg).unwrap_or_else(|error| panic!("{path}: {error}"));
            for node in document.descendants() {
                assert!(
                    node.attributes().all(|a| a.name() != "style" && !a.name().starts_with("on")),
                    "{path}: {node:?}"
                );
                assert!(
                    !["script", "image", "use", "foreignObject"].contains(&node.tag_name().name()),
                    "{path}: {node:?}"
                );
                // Only the map of numbers leads anywhere.
                assert!(
                    node.tag_name().name() != "a" || path.ends_with("/protocols/index.html"),
                    "{path}: {node:?}"
                );
            }
            count += 1;
        }
    }
    assert!(count > 2 * (19 + 2 * 171), "each code and each comparison has pictures: {count}");
}

#[test]
fn the_pictures_of_the_miniature_dataset_look_as_recorded() {
    let site = site(&dataset(mini_files()));
    let of = |slug: &str, kind| {
        svgs(&site[&format!("en/codes/{slug}/index.html")], kind)[0].to_owned() + "\n"
    };
    expect_file!["golden/sequence-1000.svg"].assert_eq(&of("1000-normal-closure", "sequence"));
    expect_file!["golden/sequence-1006.svg"].assert_eq(&of("1006-abnormal-closure", "sequence"));
    expect_file!["golden/sequence-1012.svg"].assert_eq(&of("1012-service-restart", "sequence"));
}
