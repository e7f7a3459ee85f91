//! What was found, for programs: as one object, or as a table.

use super::By;
use super::finding::Outcome;
use super::names::Names;
use super::tally::{Count, Group, Tally};
use crate::json::Json;

/// The version of what `--json` prints. New keys come with a new minor version.
const FORMAT: &str = "1.0";

/// How many texts that are not known there are.
const UNKNOWN: usize = 20;

/// Everything as one object.
pub(super) fn object(tally: &Tally, names: &Names<'_>) -> Json {
    let ends = tally.timeline.ends();
    let time = |at: usize| ends.map(|ends| ends[at].rfc3339());
    let mut object = vec![
        ("format", FORMAT.into()),
        ("files", tally.files.into()),
        ("lines", tally.amount.lines.into()),
        ("bytes", tally.amount.bytes.into()),
        ("ends", tally.ends.into()),
        ("first", time(0).into()),
        ("last", time(1).into()),
    ];
    let groups = tally.sorted().into_iter().map(|(group, count)| {
        let mut row = columns(group, names);
        row.push(("count", count.all.into()));
        row.push(("certain", count.certain.into()));
        row.push(("example", example(count)));
        Json::Object(row)
    });
    object.push(("groups", groups.collect()));
    object.push(("others", tally.beyond.into()));
    let (width, bins) = tally.timeline.hours();
    let width = u64::try_from(width).unwrap_or(0);
    let bins = bins.into_iter().map(|(at, count)| {
        Json::Object(vec![("from", at.rfc3339().into()), ("count", count.into())])
    });
    let bins = bins.collect();
    object.push(("times", Json::Object(vec![("seconds", width.into()), ("bins", bins)])));
    let unknown = tally.unknown.top(UNKNOWN).into_iter().map(|counted| {
        Json::Object(vec![
            ("text", counted.text.into()),
            ("count", counted.count.into()),
            ("error", counted.error.into()),
        ])
    });
    let unknown = vec![("lines", tally.unknown.total().into()), ("texts", unknown.collect())];
    object.push(("unknown", Json::Object(unknown)));
    Json::Object(object)
}

/// The counts of one part, as one object.
pub(super) fn object_by(by: By, tally: &Tally, names: &Names<'_>) -> Json {
    let row = |(value, count): (Json, u64)| {
        Json::Object(vec![(by.as_str(), value), ("count", count.into())])
    };
    let rows = by.values(tally, names).into_iter().map(row).collect();
    Json::Object(vec![("format", FORMAT.into()), ("ends", tally.ends.into()), ("rows", rows)])
}

/// Every group as a line of CSV.
pub(super) fn csv(tally: &Tally, names: &Names<'_>) -> String {
    let mut text = "code,status,name,action,who,implementation,count,certain\n".to_owned();
    for (group, count) in tally.sorted() {
        for (_, value) in columns(group, names) {
            text += &field(&value);
            text.push(',');
        }
        text += &format!("{},{}\n", count.all, count.certain);
    }
    text
}

/// The counts of one part, a line each.
pub(super) fn csv_by(by: By, tally: &Tally, names: &Names<'_>) -> String {
    let mut text = format!("{},count\n", by.as_str());
    for (value, count) in by.values(tally, names) {
        text += &format!("{},{count}\n", field(&value));
    }
    text
}

/// What a group has in common.
fn columns(group: &Group, names: &Names<'_>) -> Vec<(&'static str, Json)> {
    let [code, status] = numbers(group.outcome);
    vec![
        ("code", code.into()),
        ("status", status.into()),
        ("name", code.and_then(|code| names.name(code)).into()),
        ("action", names.action(group.outcome).as_str().into()),
        ("who", group.who.as_str().into()),
        ("implementation", group.implementation.clone().into()),
    ]
}

/// The close code and the HTTP status.
fn numbers(outcome: Outcome) -> [Option<u16>; 2] {
    match outcome {
        Outcome::Code(code) => [Some(code), None],
        Outcome::NoCode => [None, None],
        Outcome::Refused(status) => [None, status],
    }
}

fn example(count: &Count) -> Json {
    let object = count.example.as_ref().map(|example| {
        Json::Object(vec![
            ("file", example.file.as_str().into()),
            ("line", example.line.into()),
            ("text", example.text.as_str().into()),
        ])
    });
    object.unwrap_or(Json::Null)
}

/// A value as RFC 4180 has it, and harmless in a spreadsheet, which takes some texts for formulas.
fn field(value: &Json) -> String {
    match value {
        Json::Null => String::new(),
        Json::Text(text) if text.contains([',', '"', '\n', '\r']) => {
            format!("\"{}\"", text.replace('"', "\"\""))
        }
        Json::Text(text) => text.clone(),
        other => other.to_string(),
    }
}

impl By {
    /// The column's name.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Implementation => "implementation",
            Self::Who => "who",
            Self::Action => "action",
            Self::Hour => "hour",
        }
    }

    fn values(self, tally: &Tally, names: &Names<'_>) -> Vec<(Json, u64)> {
        match self {
            Self::Code => {
                let of = tally.by(|group| numbers(group.outcome)[0]).into_iter();
                of.map(|(code, count)| (code.into(), count.all)).collect()
            }
            Self::Implementation => {
                let of = tally.by(|group| group.implementation.clone()).into_iter();
                of.map(|(name, count)| (name.into(), count.all)).collect()
            }
            Self::Who => {
                let of = tally.by(|group| group.who).into_iter();
                of.map(|(who, count)| (who.as_str().into(), count.all)).collect()
            }
            Self::Action => {
                let of = tally.by(|group| names.action(group.outcome)).into_iter();
                of.map(|(action, count)| (action.as_str().into(), count.all)).collect()
            }
            Self::Hour => {
                let (_, bins) = tally.timeline.hours();
                bins.into_iter().map(|(at, count)| (at.rfc3339().into(), count)).collect()
            }
        }
    }
}
