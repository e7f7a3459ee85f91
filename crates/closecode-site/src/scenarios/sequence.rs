//! The picture: who takes part from side to side, and time from top to bottom. What each side is
//! told is not drawn by hand: it is what was measured of Chrome and of ws.

use askama::Template;
use closecode_data::{Party, Reported, Scenario, ScenarioTexts, Side, Travels, WayRow};

use super::told;
use super::words::Words;
use crate::html::Html;
use crate::page::Page;

const WIDTH: u16 = 320;
const HEAD: u16 = 34;
const BOX: u16 = 226;

/// Who stands for clients, and who for servers.
const CLIENT: &str = "chromium";
const SERVER: &str = "ws";

#[derive(Debug, Template)]
#[template(path = "scenario_sequence.html", whitespace = "minimize")]
struct Figure {
    title: Html,
    height: u16,
    lanes: Vec<Lane>,
    rows: Vec<Placed>,
    note: Option<&'static str>,
    list: &'static str,
    steps: Vec<String>,
}

#[derive(Debug)]
struct Lane {
    x: u16,
    name: String,
}

/// A step with its place.
#[derive(Debug)]
struct Placed {
    kind: &'static str,
    is_code: bool,
    x: u16,
    y: u16,
    /// The lines of text, each with its base line.
    lines: Vec<(u16, String)>,
    arrow: Option<String>,
    /// Left edge, width and height of the box.
    frame: Option<(u16, u16, u16)>,
}

struct Sequence<'a> {
    page: &'a Page<'a>,
    words: &'static Words,
    scenario: &'a Scenario,
    parties: Vec<Party>,
}

/// The picture of a scenario, as a part of its page.
pub(super) fn part(
    page: &Page<'_>,
    words: &'static Words,
    scenario: &Scenario,
    texts: &ScenarioTexts,
    title: &str,
) -> Html {
    let takes_part = |party: &Party| {
        let is_it = |other: Option<Party>| other == Some(*party);
        scenario.steps.iter().any(|step| {
            [&step.at, &step.told, &step.from, &step.to]
                .into_iter()
                .any(|other| is_it(other.as_ref().map(|other| other.value)))
        })
    };
    let parties = [Party::Client, Party::Proxy, Party::Server];
    let parties = parties.into_iter().filter(takes_part).collect();
    let sequence = Sequence { page, words, scenario, parties };
    Html::part(&sequence.figure(texts, title))
}

impl Sequence<'_> {
    fn figure(&self, texts: &ScenarioTexts, title: &str) -> Figure {
        let mut rows = Vec::new();
        let mut steps = Vec::new();
        let mut acts = texts.steps.iter();
        let mut y = HEAD;
        let mut beside = None;
        for step in &self.scenario.steps {
            let is_told = step.told.is_some();
            if let (Some(at), Some(text)) =
                (&step.at, step.at.is_some().then(|| acts.next()).flatten())
            {
                rows.push(Self::boxed("call", self.inside(at.value, BOX), y, (BOX, 24), text));
                steps.push(format!("{}: {}", self.name(at.value), **text));
                y += 34;
            } else if let Some((from, to, label)) = step.arrow() {
                let is_lost = step.lost.as_ref().is_some_and(|lost| lost.value);
                let kind = step.kind.as_ref().map_or(Travels::Frame, |kind| kind.value);
                rows.push(self.arrow((from, to), y, kind, is_lost, label));
                let mark = if is_lost { " ✕" } else { "" };
                steps.push(format!("{} → {}: {label}{mark}", self.name(from), self.name(to)));
                y += 40;
            } else if let Some(told) = &step.told {
                let lines = self.told(told.value, step.way.as_ref().map(|way| way.as_str()));
                steps.push(format!("{}: {}", self.name(told.value), lines.join(", ")));
                // What two are told stands side by side.
                let top = beside.unwrap_or(y);
                let placed = self.report(told.value, top, lines);
                let height = placed.frame.map_or(0, |(_, _, height)| height);
                y = y.max(top + height + 6);
                rows.push(placed);
                beside = Some(top);
            }
            if !is_told {
                beside = None;
            }
        }
        let lanes =
            self.parties.iter().map(|party| Lane { x: self.x(*party), name: self.name(*party) });
        Figure {
            title: Html::text(title),
            height: y,
            lanes: lanes.collect(),
            rows,
            note: self.note(),
            list: self.words.steps,
            steps,
        }
    }

    /// Whose words are in the boxes.
    fn note(&self) -> Option<&'static str> {
        if self.is_told(Party::Server) {
            return Some(self.words.every_library);
        }
        self.is_told(Party::Client).then_some(self.words.only_client)
    }

    fn is_told(&self, party: Party) -> bool {
        self.scenario.steps.iter().any(|s| s.told.as_ref().is_some_and(|told| told.value == party))
    }

    /// The name of a party; where it is told something, with the library that was measured.
    fn name(&self, party: Party) -> String {
        let (name, library) = match party {
            Party::Client => (self.words.client, "Chrome"),
            Party::Proxy => (self.words.proxy, ""),
            Party::Server => (self.words.server, SERVER),
        };
        if self.is_told(party) { format!("{name} ({library})") } else { name.to_owned() }
    }

    fn x(&self, party: Party) -> u16 {
        let at: &[u16] = if self.parties.len() == 2 { &[60, 260] } else { &[60, 166, 272] };
        let place = self.parties.iter().position(|other| *other == party);
        at[place.expect("only who takes part acts")]
    }

    /// The middle of a box of this width that stays inside.
    fn inside(&self, party: Party, width: u16) -> u16 {
        self.x(party).clamp(2 + width / 2, WIDTH - 2 - width / 2)
    }

    fn boxed(
        kind: &'static str,
        x: u16,
        y: u16,
        (width, height): (u16, u16),
        text: &str,
    ) -> Placed {
        Placed {
            kind,
            is_code: false,
            x,
            y,
            lines: vec![(y + height / 2 + 4, text.to_owned())],
            arrow: None,
            frame: Some((x - width / 2, width, height)),
        }
    }

    fn report(&self, party: Party, y: u16, lines: Vec<String>) -> Placed {
        let width = 150;
        let x = self.inside(party, width);
        let height = 8 + 15 * u16::try_from(lines.len()).expect("there are three at most");
        let is_code = lines != [self.words.nothing];
        let lines = (0..).map(|at: u16| y + 15 + 15 * at).zip(lines).collect();
        let frame = Some((x - width / 2, width, height));
        Placed { kind: "report", is_code, x, y, lines, arrow: None, frame }
    }

    /// A line with its head, or with a cross half way where nothing arrives.
    fn arrow(
        &self,
        (from, to): (Party, Party),
        y: u16,
        kind: Travels,
        is_lost: bool,
        label: &str,
    ) -> Placed {
        let from = self.x(from);
        let to = self.x(to);
        let line = y + 24;
        let back = if from < to { "-7" } else { "7" };
        let end = from.midpoint(to);
        let path = if is_lost {
            format!("M{from} {line}H{end}M{} {}l10 10m0-10-10 10", end - 5, line - 5)
        } else {
            format!("M{from} {line}H{to}m{back}-4.5L{to} {line}l{back} 4.5")
        };
        let kind = match kind {
            _ if is_lost => "broken",
            Travels::Close => "close",
            Travels::Frame | Travels::Http | Travels::Tcp => "plain",
        };
        let text = if is_lost { y + 13 } else { y + 16 };
        Placed {
            kind,
            is_code: false,
            x: end,
            y,
            lines: vec![(text, label.to_owned())],
            arrow: Some(path),
            frame: None,
        }
    }

    /// What a side is told, as its code would see it.
    fn told(&self, party: Party, way: Option<&str>) -> Vec<String> {
        let side = if party == Party::Client { Side::Client } else { Side::Server };
        let id = if party == Party::Client { CLIENT } else { SERVER };
        let way = way.or_else(|| Some(self.scenario.ways(side).first()?.as_str()));
        let row = way.and_then(|way| told::row(self.page, id, side, way));
        row.map_or_else(Vec::new, |row| self.events(party, row))
    }

    fn events(&self, party: Party, row: &WayRow) -> Vec<String> {
        let (error, close) = match party {
            Party::Client => ("onerror", "onclose"),
            Party::Proxy | Party::Server => ("'error'", "'close'"),
        };
        let has_error = row.error.as_ref().is_some_and(|error| error.value);
        let mut lines: Vec<String> = Vec::new();
        lines.extend(has_error.then(|| error.to_owned()));
        if let Some(Reported::Code(code)) = row.reports.as_ref().map(|reports| reports.value) {
            lines.push(format!("{close}: {code}"));
        }
        // ws keeps it to itself.
        if let Some(clean) = row.clean.as_ref().filter(|_| party == Party::Client) {
            lines.push(format!("wasClean: {}", clean.value));
        }
        if lines.is_empty() {
            lines.push(self.words.nothing.to_owned());
        }
        lines
    }
}
