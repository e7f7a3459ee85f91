//! The samples of the code pages: each program that the step `samples` runs stands on its page as
//! it is run, and where there is none, the page says why.

use std::collections::BTreeSet;

use crate::common::{DATA, all, below, code_path, page, text};
use closecode_site::Task;

/// The programs on a page, character by character.
fn shown(tag: &str, code: u16) -> Vec<String> {
    let page = page(&code_path(tag, code));
    all(&page, "figure.sample pre code").into_iter().map(|sample| sample.text().collect()).collect()
}

#[test]
fn what_is_run_is_what_is_shown() {
    let programs = closecode_site::programs(&DATA);
    for tag in ["en", "id"] {
        for code in &DATA.codes {
            let run: Vec<&str> = programs
                .iter()
                .filter(|p| p.code == *code.code)
                .map(|p| p.text.trim_end())
                .collect();
            assert_eq!(shown(tag, *code.code), run, "{tag} {}", code.code);
        }
    }
    let languages: BTreeSet<&str> = programs.iter().map(|p| p.language).collect();
    assert_eq!(
        languages.into_iter().collect::<Vec<_>>(),
        ["browser", "go", "node", "python", "rust"]
    );
}

#[test]
fn nothing_of_a_template_is_left() {
    for program in closecode_site::programs(&DATA) {
        let place = format!("{} {:?} {}", program.language, program.task, program.code);
        assert!(!program.text.contains("__"), "{place}");
        assert!(
            program.text.contains(&program.code.to_string()) && program.text.contains("8080"),
            "{place}"
        );
        for mark in ["// stop", "// once", "// retry", "# stop", "# once", "# retry"] {
            assert!(
                !program.text.lines().any(|line| line.ends_with(mark)),
                "{place} shows the mark {mark}"
            );
        }
        let lines = program.text.lines().filter(|line| line.len() > 92).collect::<Vec<_>>();
        assert!(lines.is_empty(), "{place} has long lines: {lines:?}");
    }
}

#[test]
fn a_program_sends_only_what_may_be_sent_and_the_rest_has_a_reason() {
    let programs = closecode_site::programs(&DATA);
    for code in &DATA.codes {
        let sends: Vec<&str> = programs
            .iter()
            .filter(|p| p.code == *code.code && p.task == Task::Send)
            .map(|p| p.language)
            .collect();
        let expected: &[&str] = match (*code.wire.frame, *code.wire.script_sendable) {
            (false, _) => &[],
            (true, true) => &["rust", "browser", "node", "python", "go"],
            (true, false) => &["rust", "node", "python", "go"],
        };
        assert_eq!(sends, expected, "{}", code.code);
        let page = page(&code_path("en", *code.code));
        for language in all(&page, "details.samples") {
            let figures = below(language, "figure.sample").len();
            let reasons = below(language, ":scope > p");
            assert_eq!(figures + reasons.len(), 2, "{}: to send and to handle", code.code);
            assert!(reasons.into_iter().all(|reason| text(reason).len() > 20), "{}", code.code);
        }
    }
    // What the pages say about tungstenite and gorilla/websocket comes from the data.
    let handled = |code: u16| {
        programs
            .iter()
            .filter(|p| p.code == code && p.task == Task::Handle)
            .map(|p| p.language)
            .collect::<Vec<_>>()
    };
    assert_eq!(handled(1014), ["browser", "node", "python"]);
    assert_eq!(handled(1006), ["rust", "browser", "node", "python", "go"]);
    assert_eq!((handled(1004), handled(1015)), (vec![], vec![]));
}
