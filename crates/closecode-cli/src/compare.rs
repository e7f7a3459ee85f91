//! `closecode compare`: two codes side by side, first what tells them apart.

use std::ffi::OsString;

use anyhow::Result;
use closecode::{Locale, RawCode};
use closecode_output::ui;

use crate::explain::{FORMAT, code, summary};
use crate::json::Json;
use crate::paper::Paper;
use crate::speaker::{self, Speaker};

/// Prints the comparison. False if one of the arguments is not a code.
pub(crate) fn run(arguments: [&OsString; 2], locale: Option<Locale>, json: bool) -> Result<bool> {
    let codes = arguments.map(code);
    let [Some(first), Some(second)] = codes else { return Ok(false) };
    print([first, second], locale, json)?;
    Ok(true)
}

fn print(codes: [RawCode; 2], locale: Option<Locale>, json: bool) -> Result<()> {
    let labels = speaker::labels();
    let locale = speaker::locale(locale);
    let speaker = Speaker::new(locale, &labels);
    if json {
        let list = codes.map(|code| Json::Object(summary(&speaker, code)));
        let answer = Json::Object(vec![
            ("format", FORMAT.into()),
            ("locale", locale.tag().into()),
            ("codes", list.into_iter().collect()),
            ("differing", differing(codes.map(|code| summary(&speaker, code)))),
        ]);
        return ui::out(format_args!("{answer}\n"));
    }
    let mut paper = Paper::new();
    let versus = speaker.words.punctuation().versus();
    paper.title(&codes.map(|code| code.get().to_string()).join(&format!(" {versus} ")));
    for code in codes {
        paper.name(&speaker.title(code));
        paper.paragraph(code.text(locale).summary);
    }
    paper.gap();
    let answers = codes.map(|code| [speaker.facts(code), speaker.policy(code)].concat());
    let [left, right] = answers;
    let rows = left.into_iter().zip(right).map(|([label, left], [_, right])| [label, left, right]);
    let (same, different): (Vec<_>, Vec<_>) = rows.partition(|[_, left, right]| left == right);
    let head = codes.map(|code| code.get().to_string());
    table(&mut paper, &head, &different);
    if !same.is_empty() {
        paper.heading(&speaker.words.compare().same(same.len()).text);
        let same: Vec<_> = same.into_iter().map(|[label, value, _]| [label, value]).collect();
        paper.table(&same);
    }
    ui::out(paper.into_text())
}

/// Three columns where they fit; else each label with the two answers below it.
fn table(paper: &mut Paper, head: &[String; 2], rows: &[[String; 3]]) {
    if paper.is_wide() {
        let [left, right] = head.clone();
        let head = [[String::new(), left, right]];
        paper.table(&[&head, rows].concat());
        return;
    }
    for [label, left, right] in rows {
        paper.name(label);
        let rows = [left, right].into_iter().zip(head);
        paper.table(&rows.map(|(value, head)| [head.clone(), value.clone()]).collect::<Vec<_>>());
    }
}

/// The keys below `wire` and `policy` whose values differ.
fn differing(codes: [Vec<(&'static str, Json)>; 2]) -> Json {
    let [left, right] = codes;
    let groups =
        left.into_iter().zip(right).filter(|((key, _), _)| ["wire", "policy"].contains(key));
    let mut keys = Vec::new();
    for ((group, left), (_, right)) in groups {
        let (Json::Object(left), Json::Object(right)) = (left, right) else { continue };
        let pairs = left.into_iter().zip(right).filter(|((_, left), (_, right))| left != right);
        keys.extend(pairs.map(|((key, _), _)| format!("{group}.{key}")));
    }
    keys.into_iter().collect()
}
