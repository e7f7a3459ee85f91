//! The reader of TOML with its rules, for an application's file and for a protocol's: it accepts
//! nothing that TOML does not, every problem is at a place of the file and says what to do, and a
//! comment changes nothing but the lines.

#![no_main]

use std::fmt::Debug;
use std::sync::LazyLock;

use closecode_format::{Location, Report, Reserved, Severity, check_app, check_protocol};
use libfuzzer_sys::fuzz_target;

static RESERVED: LazyLock<Reserved> = LazyLock::new(|| {
    Reserved::parse(include_str!("../../../crates/closecode-format/tests/app/reserved.txt"))
        .expect("the file is as it was written")
});

fuzz_target!(|text: &str| {
    check(text, |text| check_app("closecodes.toml", text, &RESERVED));
    check(text, |text| check_protocol("acme-chat", "acme-chat.toml", text));
});

fn check<T: Debug>(text: &str, read: impl Fn(String) -> Result<(T, Report), Report>) {
    let result = read(text.to_owned());
    let report = match &result {
        Ok((_, report)) => {
            assert_eq!(report.errors(), 0);
            if let Err(error) = text.parse::<toml::Table>() {
                panic!("accepted, and no TOML: {error}");
            }
            report
        }
        Err(report) => {
            assert!(report.errors() > 0, "refused, and nobody says why");
            report
        }
    };
    told(text, report);
    let value = |result: &Result<(T, Report), Report>| {
        result.as_ref().ok().map(|(value, _)| format!("{value:?}"))
    };
    // A comment behind everything changes nothing.
    let is_whole = result.is_ok();
    if is_whole {
        assert_eq!(value(&read(format!("{text}\n# the end\n"))), value(&result));
    }
    // One before everything changes the lines.
    if !text.starts_with('\u{feff}') && text.parse::<toml::Table>().is_ok() {
        let below = read(format!("# first\n{text}"));
        assert_eq!(below.is_ok(), is_whole);
        let below = match &below {
            Ok((_, report)) | Err(report) => report,
        };
        let lines = problems(report, 0);
        // Where something is missing, the problem is the file's, and stays on the first line.
        let moved = problems(below, 1);
        assert_eq!(lines, moved);
    }
}

/// What the problems say and on which line they are, less some lines.
fn problems(report: &Report, less: usize) -> Vec<(&'static str, String, usize, usize)> {
    let mut problems: Vec<_> = report
        .diagnostics()
        .iter()
        .map(|problem| {
            let start = report.file_range(problem).start;
            let line = (start.line - 1).saturating_sub(less) + 1;
            (problem.rule, problem.message.clone(), line, start.column)
        })
        .collect();
    problems.sort();
    problems
}

/// Each problem is at a place of the file, and one line says what is wrong.
fn told(text: &str, report: &Report) {
    let rendered = report.render("", false);
    for problem in report.diagnostics() {
        assert!(!problem.rule.is_empty() && !problem.message.is_empty());
        assert!(!problem.message.contains('\n'), "{:?}", problem.message);
        assert!(problem.severity == Severity::Warning || !problem.remedy.is_empty());
        let Location::Span(span) = problem.location else { panic!("{problem:?} has no line") };
        assert!(text.get(span.span()).is_some(), "{span:?} of {}", text.len());
        let range = report.file_range(problem);
        assert!(range.start.line <= range.end.line);
        assert!(range.end.line <= text.matches('\n').count() + 1);
        let place = format!("{}:{}:{}", range.path, range.start.line, range.start.column);
        assert!(rendered.contains(&place), "{place} is not in\n{rendered}");
    }
    let is_shown = |c: char| c == '\n' || !c.is_control();
    assert!(rendered.chars().all(is_shown), "{rendered:?}");
}
