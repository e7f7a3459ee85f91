//! What follows a frame is said once, in full and with its source.

use std::collections::BTreeSet;

use super::Rule;
use crate::model::{Expected, Frames, Level, NumberFrame, from_hex};
use crate::{Diagnostics, Span, Spanned, Unchecked, suggest};

pub(super) const RULE: Rule = Rule {
    name: "frames",
    summary: "a frame has a name of its own and bytes in hex, what follows is an outcome that \
              exists, one if it must, and the number that arrived is named where it is reported",
    check,
};

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    let Some(frames) = &unchecked.dataset.frames else { return };
    let report =
        |span, message: String, remedy: &str| diagnostics.error(RULE.name, span, message, remedy);
    check_numbers(frames, &report);
    for outcome in &frames.outcomes {
        check_expected(&outcome.reports, &outcome.replies, &report);
    }
    for row in &frames.by_number {
        check_follows(frames, &row.level, &row.follows, &report);
    }
    check_hex(&frames.then, &report);
    let mut ids = BTreeSet::new();
    for frame in &frames.frames {
        let id = frame.id.as_str();
        let number = id.strip_prefix("recv-").and_then(|rest| rest.parse::<u16>().ok());
        if !ids.insert(id) || number.is_some() {
            let message = format!("`{id}` has a row already");
            report(frame.id.span, message, "keep one of them, and a number only in `numbers`");
        }
        check_hex(&frame.bytes, &report);
        check_expected(&frame.reports, &frame.replies, &report);
        check_follows(frames, &frame.level, &frame.follows, &report);
        if frame.follows.len() > 1 && !(frame.reports.is_empty() && frame.replies.is_empty()) {
            let message = format!("`{id}` has outcomes of its own beside several others");
            report(frame.id.span, message, "leave `reports` and `replies` out");
        }
        let outcomes = frame.follows.iter().filter_map(|id| frames.outcome(id));
        let is_same = |expected: &Spanned<Expected>| expected.value == Expected::Same;
        let needs_code = outcomes.into_iter().any(|outcome| {
            frame.reports.is_empty() && outcome.reports.iter().any(is_same)
                || frame.replies.is_empty() && outcome.replies.iter().any(is_same)
        });
        if needs_code && frame.code.is_none() {
            let message = format!("`{id}` does not say which number arrives");
            report(frame.id.span, message, "write code = 1000");
        }
    }
}

fn check_numbers(frames: &Frames, report: &impl Fn(Span, String, &str)) {
    for pair in frames.numbers.windows(2).filter(|pair| pair[0].value >= pair[1].value) {
        let message = format!("{} comes after {}", *pair[1], *pair[0]);
        report(pair[1].span, message, "write each number once, the smallest first");
    }
    for id in NumberFrame::IDS {
        let rows = frames.by_number.iter().filter(|row| row.id.value == id).count();
        if rows != 1 {
            let message = format!("there are {rows} rows for the numbers `{id}`");
            report(frames.span, message, "write one [[number]] with this id");
        }
    }
    for row in frames.by_number.iter().filter(|row| !NumberFrame::IDS.contains(&row.id.as_str())) {
        let message = format!("no number is `{}`", *row.id);
        report(row.id.span, message, suggest(&row.id, &NumberFrame::IDS).as_str());
    }
}

fn check_hex(bytes: &Spanned<String>, report: &impl Fn(Span, String, &str)) {
    if from_hex(bytes).is_none() {
        let message = format!("`{}` is not hex", **bytes);
        report(bytes.span, message, "write two digits, 0 to 9 and a to f, for each byte");
    }
}

fn check_expected(
    reports: &[Spanned<Expected>],
    replies: &[Spanned<Expected>],
    report: &impl Fn(Span, String, &str),
) {
    for wrong in reports.iter().filter(|expected| !expected.is_report()) {
        report(wrong.span, "this cannot be reported".into(), "see the head of data/frames.toml");
    }
    for wrong in replies.iter().filter(|expected| !expected.is_reply()) {
        report(wrong.span, "this cannot be replied".into(), "see the head of data/frames.toml");
    }
}

fn check_follows(
    frames: &Frames,
    level: &Spanned<Level>,
    follows: &[Spanned<String>],
    report: &impl Fn(Span, String, &str),
) {
    let known: Vec<&str> = frames.outcomes.iter().map(|outcome| outcome.id.as_str()).collect();
    for id in follows.iter().filter(|id| !known.contains(&id.as_str())) {
        let message = format!("there is no outcome `{}`", **id);
        report(id.span, message, &suggest(id, &known));
    }
    if (follows.len() == 1) != (level.value == Level::Must) {
        let message = format!("`{}` has {} outcomes", level.as_str(), follows.len());
        report(level.span, message, "what must follow is one outcome, and else there are several");
    }
}
