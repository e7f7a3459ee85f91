//! Places for the steps: lanes from side to side, time from top to bottom. The unit is a pixel of a
//! picture 320 wide, so that on the narrowest phone the text is nearly as large as it says.

use closecode_data::{DiagramTexts, WithFallback};

use super::model::{End, Message, Model, Step};
use super::words::{self, Label};

/// The width of every picture; a page that reads from right to left mirrors what is in it.
pub(super) const WIDTH: u16 = 320;
const HEAD: u16 = 34;
/// The width of the box for what a script calls.
const CALL: u16 = 196;

/// One who takes part, with the line of its life.
#[derive(Debug)]
pub(super) struct Lane {
    pub(super) x: u16,
    pub(super) name: Label,
    /// Where the name ends, if there is no room for its middle above the line.
    pub(super) end: Option<u16>,
}

impl Lane {
    /// Where the name stands.
    pub(super) fn name_at(&self) -> u16 {
        self.end.unwrap_or(self.x)
    }
}

/// One step with its place.
#[derive(Debug)]
pub(super) struct PlacedStep {
    pub(super) kind: &'static str,
    /// The middle of the text.
    pub(super) x: u16,
    pub(super) y: u16,
    /// The lines of text, each with its base line.
    pub(super) lines: Vec<(u16, Label)>,
    /// The path of the arrow, if it is one.
    pub(super) arrow: Option<String>,
    /// Left edge, width and height of the box, if it has one.
    pub(super) frame: Option<(u16, u16, u16)>,
}

/// Lanes, rows and the height of the picture.
pub(super) fn place(
    words: &WithFallback<'_, DiagramTexts>,
    model: &Model,
    mirrored: bool,
) -> (Vec<Lane>, Vec<PlacedStep>, u16) {
    let turn = |x: u16| if mirrored { WIDTH - x } else { x };
    // A gateway stands nearer to what is behind it: more is told on its other side.
    let at: &[u16] = if model.ends.len() == 2 { &[46, 274] } else { &[46, 208, 284] };
    let x = |end: End| {
        turn(at[model.ends.iter().position(|e| *e == end).expect("only who takes part acts")])
    };
    // What is behind a gateway stands at the edge, and its name is longer than what remains beside
    // the line.
    let edge = |end: End| (end == End::Upstream).then(|| turn(WIDTH));
    let lanes = model
        .ends
        .iter()
        .map(|end| Lane { x: x(*end), name: words::end(words, *end), end: edge(*end) })
        .collect();
    // Two boxes fit beside each other; the middle of a box stays so far inside that its edge does.
    let width = if model.ends.len() == 2 { 150 } else { 124 };
    let inside = |x: u16, width: u16| x.clamp(2 + width / 2, WIDTH - 2 - width / 2);

    let mut rows = Vec::new();
    let mut y = HEAD;
    let mut beside = None;
    for step in &model.steps {
        let labels = words::label(words, *step);
        rows.push(match *step {
            Step::Open(_) => {
                y += 30;
                boxed("note", WIDTH / 2, y - 30, (WIDTH - 4, 22), labels)
            }
            Step::Call(_) => {
                y += 30;
                boxed("call", inside(x(End::Client), CALL), y - 30, (CALL, 24), labels)
            }
            Step::Send { from, to, what } => {
                y += 40;
                arrow(x(from), x(to), y - 40, what, labels)
            }
            Step::Report { at, .. } | Step::Onclose { at, .. } => {
                // What two ends report stands side by side.
                let top = beside.filter(|(other, _)| *other != at).map_or(y, |(_, top)| top);
                beside = Some((at, top));
                y = top + 44;
                boxed("report", inside(x(at), width), top, (width, 38), labels)
            }
        });
    }
    (lanes, rows, y)
}

/// A box with its text, one line in its middle or two.
fn boxed(
    kind: &'static str,
    x: u16,
    y: u16,
    (width, height): (u16, u16),
    labels: Vec<Label>,
) -> PlacedStep {
    let first = y + if labels.len() == 1 { height / 2 + 4 } else { 15 };
    let lines = (0..).map(|at: u16| first + 15 * at).zip(labels).collect();
    PlacedStep { kind, x, y, lines, arrow: None, frame: Some((x - width / 2, width, height)) }
}

/// A line with its head, or with a cross half way where nothing arrives.
fn arrow(from: u16, to: u16, y: u16, what: Message, labels: Vec<Label>) -> PlacedStep {
    let line = y + 24;
    let back = if from < to { "-7" } else { "7" };
    let path = if what.arrives() {
        format!("M{from} {line}H{to}m{back}-4.5L{to} {line}l{back} 4.5")
    } else {
        let end = from.midpoint(to);
        format!("M{from} {line}H{end}M{} {}l10 10m0-10-10 10", end - 5, line - 5)
    };
    // The cross needs room above the line.
    let text = if what.arrives() { y + 16 } else { y + 13 };
    let kind = match what {
        Message::Close(_) | Message::Echo(_) => "close",
        Message::Lost | Message::TlsFails | Message::Faulty => "broken",
        Message::Offence(_) | Message::UpstreamFails => "cause",
        Message::Fin | Message::Hello => "plain",
    };
    PlacedStep {
        kind,
        x: from.midpoint(to),
        y,
        lines: labels.into_iter().map(|label| (text, label)).collect(),
        arrow: Some(path),
        frame: None,
    }
}
