//! The samples of the code pages: what the step `samples` runs stands on its page as it is run, and
//! where there is none, the page says why, once.

use std::collections::{BTreeMap, BTreeSet};

use crate::common::{DATA, all, below, code_path, page, text};
use closecode_data::Action;
use closecode_site::{Program, Task};

const LANGUAGES: [&str; 5] = ["browser", "node", "python", "go", "rust"];

/// The programs on a page, character by character.
fn shown(tag: &str, code: u16) -> Vec<String> {
    let page = page(&code_path(tag, code));
    all(&page, "figure.sample pre code").into_iter().map(|sample| sample.text().collect()).collect()
}

fn programs() -> Vec<Program> {
    closecode_site::programs(&DATA, 1.0)
}

/// The languages that have a program for a task.
fn languages(code: u16, task: Task) -> Vec<&'static str> {
    let is_one = |p: &&Program| p.code == code && p.task == task;
    programs().iter().filter(is_one).map(|p| p.language).collect()
}

#[test]
fn what_is_run_is_what_is_shown() {
    let programs = programs();
    for tag in ["en", "id"] {
        for code in &DATA.codes {
            let run = programs.iter().filter(|p| p.code == *code.code);
            let run: Vec<&str> = run.map(|p| p.shown.trim_end()).collect();
            assert_eq!(shown(tag, *code.code), run, "{tag} {}", code.code);
        }
    }
    for program in &programs {
        let lines = program.shown.lines().map(str::trim).filter(|line| !line.is_empty());
        for line in lines {
            assert!(program.text.contains(line), "{} {}: {line}", program.language, program.code);
        }
    }
}

#[test]
fn a_shorter_time_changes_nothing_but_numbers() {
    let words = |program: &Program| -> String {
        let numbers = |c: char| c.is_ascii_digit() || "_.".contains(c);
        program.text.replace(numbers, "").replace("Millisecond", "Second")
    };
    let scaled = closecode_site::programs(&DATA, 0.01);
    for (shown, run) in programs().iter().zip(&scaled) {
        assert_eq!(words(shown), words(run));
    }
    let differ = programs().iter().zip(&scaled).filter(|(a, b)| a.text != b.text).count();
    assert!(differ > 40, "{differ}");
}

#[test]
fn loops_of_one_shape_differ_in_numbers_and_in_the_comment_that_has_them() {
    let mut known: BTreeMap<(&str, String), String> = BTreeMap::new();
    for program in programs().into_iter().filter(|p| p.task == Task::Handle) {
        let start = [format!("// {}: ", program.code), "// The crate has the delays: ".to_owned()];
        let is_comment = |line: &&str| {
            let line = line.trim_start().replace("# ", "// ");
            start.iter().any(|start| line.starts_with(start))
        };
        let lines: Vec<&str> = program.text.lines().filter(|line| !is_comment(line)).collect();
        assert!(lines.len() < program.text.lines().count(), "{program:?}");
        let words =
            lines.join("\n").replace(|c: char| c.is_ascii_digit() || "_,* \n\t".contains(c), "");
        let first = known.entry((program.language, program.shape)).or_insert_with(|| words.clone());
        assert_eq!(*first, words, "{}", program.code);
    }
    assert!(known.len() >= 5 * 6, "{}", known.len());
}

#[test]
fn nothing_of_a_template_is_left_and_a_line_fits() {
    for program in programs() {
        let place = format!("{} {:?} {}", program.language, program.task, program.code);
        assert!(!program.text.contains("__"), "{place}");
        let has_port = program.text.contains("8080");
        assert!(program.text.contains(&program.code.to_string()) && has_port, "{place}");
        let marked = program.text.lines().find(|line| closecode_site::mark(line).is_some());
        assert_eq!(marked, None, "{place} shows a mark");
        let lines = program.text.lines().filter(|line| line.len() > 92).collect::<Vec<_>>();
        assert!(lines.is_empty(), "{place} has long lines: {lines:?}");
        let blank = if program.language == "python" { "\n\n\n\n" } else { "\n\n\n" };
        assert!(!program.text.contains(blank), "{place} has a gap:\n{}", program.text);
    }
}

/// Lines that are not blank, imports, comments or closing brackets.
fn size(program: &Program) -> usize {
    let text = program.shown.lines().filter(|line| {
        let line = line.trim();
        let is_import =
            ["import", "from", "use ", "package", "\""].iter().any(|s| line.starts_with(s));
        !is_import && !line.starts_with("//") && !line.chars().all(|c| ")]};".contains(c))
    });
    text.count()
}

#[test]
fn a_program_is_short_and_sends_in_a_line_or_two() {
    for program in programs() {
        let most = match (program.task, program.language) {
            (Task::Send, _) => 2,
            (_, "go") => 38,
            (_, "python" | "rust") => 32,
            _ => 25,
        };
        let size = size(&program);
        assert!(
            (1..=most).contains(&size),
            "{} lines of {} {}:\n{}",
            size,
            program.language,
            program.code,
            program.shown
        );
    }
}

#[test]
fn a_loop_has_the_numbers_of_its_code_and_waits_in_one_place() {
    for program in programs().iter().filter(|p| p.task == Task::Handle && p.language == "browser") {
        let policy = &DATA.code(program.code).unwrap().policy;
        let text = &program.text;
        assert_eq!(text.matches("setTimeout(").count(), 1, "{text}");
        let stops = text.lines().find_map(|l| l.strip_prefix("const STOP = [")?.split_once(']'));
        let stops: BTreeSet<&str> = stops.unwrap().0.split(", ").collect();
        let is_final = matches!(*policy.action, Action::Never | Action::FixClient);
        assert_eq!(stops.contains(program.code.to_string().as_str()), is_final, "{text}");
        assert_eq!(text.contains("await renewToken()"), *policy.action == Action::Reauth, "{text}");
        let millis = |time: std::time::Duration| {
            format!("= {}_{:03};", time.as_millis() / 1000, time.as_millis() % 1000)
        };
        if !is_final {
            assert!(text.contains(&millis(*policy.initial_delay)), "{text}");
            assert!(text.contains(&millis(*policy.max_delay)), "{text}");
            let limit = policy.max_attempts.as_ref().map(|limit| format!("++tries > {limit})"));
            assert_eq!(text.contains("tries"), limit.is_some(), "{text}");
            assert!(limit.is_none_or(|limit| text.contains(&limit)), "{text}");
        }
    }
}

#[test]
fn a_program_sends_only_what_may_be_sent_and_what_is_missing_has_one_reason() {
    for code in &DATA.codes {
        let number = *code.code;
        let expected = match (*code.wire.frame, *code.wire.script_sendable) {
            (false, _) => &LANGUAGES[..0],
            (true, true) => &LANGUAGES[..],
            (true, false) => &LANGUAGES[1..],
        };
        assert_eq!(languages(number, Task::Send), expected, "{number}");
        let page = page(&code_path("en", number));
        let reasons = all(&page, "section[aria-labelledby=samples] p:not(.note)");
        let reasons: Vec<String> = reasons.into_iter().map(text).collect();
        let once: BTreeSet<&String> = reasons.iter().collect();
        assert_eq!(once.len(), reasons.len(), "{number}: {reasons:?}");
        let tabs = all(&page, ".tabs > .samples").len();
        let inputs = all(&page, ".tabs > input[type=radio]").len();
        assert_eq!((inputs, all(&page, ".tabs > input[checked]").len()), (tabs, tabs.min(1)));
        for tab in all(&page, ".tabs > .samples") {
            assert!(!below(tab, "figure.sample").is_empty(), "{number}");
        }
        if tabs == 0 {
            assert_eq!(reasons.len(), 1, "{number}");
        }
    }
    // What the pages say about tungstenite and gorilla/websocket comes from the data.
    assert_eq!(languages(1014, Task::Handle), ["browser", "node", "python"]);
    assert_eq!(languages(1006, Task::Handle), LANGUAGES);
    for code in [1004, 1010, 1015] {
        assert_eq!(languages(code, Task::Handle), [""; 0], "{code}");
    }
}
