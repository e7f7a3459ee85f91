//! What was found, for people.

use closecode_output::ui;
use unicode_width::UnicodeWidthStr as _;

use super::By;
use super::finding::Who;
use super::names::Names;
use super::tally::{Count, Tally};
use super::words::{bytes, count, grouped, share};
use crate::paper::{Paper, padded};

/// How many rows a part has. `--by` shows all of one.
const ROWS: usize = 12;

/// How many codes have an example.
const EXAMPLES: usize = 3;

/// How many bars the histogram has, and how wide the widest is.
const BARS: usize = 24;
const BAR: u64 = 32;

/// A row of a part: what is counted, what else is said of it, and how often it is there.
type Row = ([String; 2], Count);

/// Everything.
pub(super) fn everything(tally: &Tally, names: &Names<'_>) -> String {
    let mut paper = Paper::new();
    let ends = tally.ends;
    let read = format!("{} ({})", count(tally.amount.lines, "line"), bytes(tally.amount.bytes));
    let files = if tally.files == 1 { String::new() } else { format!(" in {} files", tally.files) };
    if ends == 0 {
        paper.lead(&format!("No end of a WebSocket connection in {read}{files}."));
    } else {
        let found = format!("{} of WebSocket connections", count(ends, "end"));
        paper.lead(&format!("{found} in {read}{files}."));
        for by in [By::Code, By::Who, By::Implementation] {
            part(&mut paper, by, &by.rows(tally, names), ends);
        }
        histogram(&mut paper, tally);
    }
    unknown(&mut paper, tally);
    examples(&mut paper, tally, names);
    paper.into_text()
}

/// One part, with all its rows.
pub(super) fn table(by: By, tally: &Tally, names: &Names<'_>) -> String {
    let mut paper = Paper::new();
    rows_of(&mut paper, &by.rows(tally, names), tally.ends);
    paper.into_text()
}

fn part(paper: &mut Paper, by: By, rows: &[Row], ends: u64) {
    paper.heading(by.heading());
    let shown = if rows.len() > ROWS { ROWS - 1 } else { rows.len() };
    rows_of(paper, &rows[..shown], ends);
    if let Some(rest) = rows.get(shown..).filter(|rest| !rest.is_empty()) {
        let sum = rest.iter().map(|(_, count)| count.all).sum();
        let width = grouped(rows[0].1.all).len();
        let more = format!("{} more: --by {} shows all", rest.len(), by.as_str());
        paper.line(&format!("  {:>width$}  {:>7}  {more}", grouped(sum), share(sum, ends)));
    }
}

fn rows_of(paper: &mut Paper, rows: &[Row], ends: u64) {
    let width = rows.iter().map(|(_, count)| grouped(count.all).len()).max().unwrap_or(0);
    let label = rows.iter().map(|([label, _], _)| label.width()).max().unwrap_or(0);
    for ([text, aside], count) in rows {
        let number = format!("{:>width$}  {:>7}", grouped(count.all), share(count.all, ends));
        let text = format!("{}  {aside}", padded(&ui::visible(text), label));
        paper.line(format!("  {number}  {text}").trim_end());
    }
}

/// How wide a bin is, in words.
fn width_in_words(seconds: i64) -> String {
    let units = [(86_400, "day"), (3600, "hour"), (60, "minute")];
    let (unit, noun) = units.into_iter().find(|(unit, _)| seconds % unit == 0).unwrap_or(units[2]);
    count(u64::try_from(seconds / unit).unwrap_or(0), noun)
}

fn histogram(paper: &mut Paper, tally: &Tally) {
    let (width, bins) = tally.timeline.histogram(BARS);
    let highest = bins.iter().map(|bin| bin.1).max().unwrap_or(0);
    if bins.len() < 2 {
        return;
    }
    paper.heading(&format!("Over time (UTC, {} a row)", width_in_words(width)));
    let digits = grouped(highest).len();
    for (stamp, number) in bins {
        // What is there is seen, however little it is.
        let length = (number * BAR).div_ceil(highest.max(1));
        let bar = "\u{2588}".repeat(usize::try_from(length).unwrap_or(0));
        let line = format!("  {}  {:>digits$}  {bar}", stamp.minute(), grouped(number));
        paper.line(line.trim_end());
    }
}

fn unknown(paper: &mut Paper, tally: &Tally) {
    let top = tally.unknown.top(5);
    let Some(first) = top.first() else { return };
    paper.heading("Not recognised");
    let lines = tally.unknown.total();
    let are = if lines == 1 { "line is" } else { "lines are" };
    let much = grouped(lines);
    paper.paragraph(&format!(
        "{much} {are} about WebSocket connections that close, in words that are not known. The \
         most frequent, with # for numbers and ids:"
    ));
    let width = grouped(first.count).len();
    for counted in &top {
        let least = counted.count - counted.error;
        paper.line(&format!("  {:>width$}  {}", grouped(least), ui::visible(&counted.text)));
    }
}

fn examples(paper: &mut Paper, tally: &Tally, names: &Names<'_>) {
    let rows = By::Code.rows(tally, names);
    if rows.is_empty() {
        return;
    }
    paper.heading("Examples");
    for ([text, _], count) in rows.iter().take(EXAMPLES) {
        let Some(example) = &count.example else { continue };
        paper.name(&format!("{}, {}:{}", ui::visible(text), example.file, example.line));
        paper.paragraph(&ui::visible(&example.text));
    }
}

impl By {
    fn heading(self) -> &'static str {
        match self {
            Self::Code => "Codes",
            Self::Implementation => "Printed by",
            Self::Who => "Who closed",
            Self::Action => "What a client does",
            Self::Hour => "Hours",
        }
    }

    /// The rows of the part.
    fn rows(self, tally: &Tally, names: &Names<'_>) -> Vec<Row> {
        let plain = |text: String| [text, String::new()];
        match self {
            Self::Code => {
                let of = tally.by(|group| group.outcome).into_iter();
                let row = |(outcome, count)| {
                    let action = names.speaker.action(names.action(outcome));
                    ([names.outcome(outcome), action], count)
                };
                of.map(row).collect()
            }
            Self::Who => {
                let of = tally.by(|group| group.who).into_iter();
                of.map(|(who, count)| (plain(Who::about(who).to_owned()), count)).collect()
            }
            Self::Implementation => {
                let of = tally.by(|group| group.implementation.clone()).into_iter();
                let name = |name: Option<String>| name.unwrap_or_else(|| "Not known".to_owned());
                of.map(|(found, count)| (plain(name(found)), count)).collect()
            }
            Self::Action => {
                let of = tally.by(|group| names.action(group.outcome)).into_iter();
                of.map(|(action, count)| (plain(names.speaker.action(action)), count)).collect()
            }
            Self::Hour => {
                let (_, bins) = tally.timeline.hours();
                let count = |all| Count { all, ..Count::default() };
                bins.into_iter().map(|(at, all)| (plain(at.minute()), count(all))).collect()
            }
        }
    }
}
