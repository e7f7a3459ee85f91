//! The page of one implementation.

use askama::Template;
use closecode_data::{Dataset, Implementation, Meaning, Message, WayRow};

use super::limits::{self, LimitCells, RetriesCells};
use super::seen::{self, Outcome};
use super::{by_code, ways};
use crate::facts::{self, Fact};
use crate::filters;
use crate::html::Html;
use crate::page::Page;
use crate::paths::Path;

/// Where an error is reported.
const ISSUES: &str = "https://github.com/closecode/closecode/issues/new";

/// The page.
#[derive(Debug, Template)]
#[template(path = "implementation.html", whitespace = "minimize")]
pub(crate) struct ImplementationPage<'a> {
    page: Page<'a>,
    implementation: &'a Implementation,
}

/// What was measured of one interface, or what was read.
#[derive(Debug)]
struct Section {
    id: String,
    title: Html,
    is_read: bool,
    lines: Vec<Line>,
}

/// One way.
#[derive(Debug)]
struct Line {
    way: String,
    about: String,
    outcome: Outcome,
}

/// Where it departs from the facts.
#[derive(Debug)]
struct Watch {
    about: String,
    does: String,
    basis: String,
}

/// A constant.
#[derive(Debug)]
struct Name {
    code: Html,
    name: Html,
}

/// A text that it prints.
#[derive(Debug)]
struct Printed {
    example: Html,
    means: String,
    source: Html,
}

/// What a text says about the end, in words.
pub(super) fn meaning(message: &Message) -> String {
    let words = match *message.means {
        Meaning::Received => "a Close frame arrived",
        Meaning::Invalid => "a Close frame arrived with a code that it does not accept",
        Meaning::Sent => "it sent a Close frame",
        Meaning::Local => "it found the fault itself",
        Meaning::None => "the connection ended without a Close frame",
        Meaning::Refused => "the opening handshake was refused or failed",
    };
    match message.implied_code() {
        Some(code) => format!("{words} ({code})"),
        None => words.to_owned(),
    }
}

/// What it does, in one line.
pub(super) fn sentence(outcome: &Outcome) -> String {
    let mut parts = Vec::new();
    if !outcome.reports.is_empty() {
        let is_call = outcome.reports.starts_with("throws");
        parts.push(if is_call {
            outcome.reports.clone()
        } else {
            format!("reports {}", outcome.reports)
        });
    }
    if !outcome.replies.is_empty() {
        parts.push(format!("sends {}", outcome.replies));
    }
    if !outcome.clean.is_empty() {
        parts.push(outcome.clean.to_owned());
    }
    parts.join(", ")
}

impl<'a> ImplementationPage<'a> {
    pub(crate) fn new(data: &'a Dataset, implementation: &'a Implementation) -> Self {
        let name = implementation.name.as_str();
        let title = format!("{name} and WebSocket close codes");
        let description = format!(
            "What {name} calls WebSocket close codes, what it prints, reports and replies when a \
             connection ends, and what to watch for."
        );
        let path = Path::Implementation(implementation);
        Self { page: Page::new(data, data.base(), path, title, description), implementation }
    }

    fn matrix(&self) -> Html {
        self.page.href(Path::Implementations, "")
    }

    fn lead(&self) -> String {
        by_code::capitalized(&super::language_and_kind(self.implementation))
    }

    fn facts(&self) -> Vec<Fact> {
        let fact = |question: &str, answer| Fact { question: Html::text(question), answer };
        let own = self.implementation;
        let mut read = vec![Html::text(&own.version)];
        read.extend(facts::sources(self.page.data, [&own.source]));
        let mut list = vec![fact("Read", Html::join(read, ", "))];
        for measured in &own.measured {
            let mut said = vec![Html::text(&measured.version)];
            said.push(Html::text(&seen::interface(measured)));
            said.push(Html::time(&measured.date, &self.page.date(&measured.date)));
            list.push(fact("Measured", Html::join(said, ", ")));
        }
        if let Some(reconnecting) = &own.reconnecting {
            let stops = numbers(&reconnecting.stops);
            let stops = if stops.is_empty() { "none".to_owned() } else { stops };
            list.push(fact("Does not reconnect by default after", Html::text(&stops)));
            let conditional = numbers(&reconnecting.conditional);
            if !conditional.is_empty() {
                list.push(fact("Depends on more after", Html::text(&conditional)));
            }
        }
        list
    }

    /// Its departures, each once.
    fn watch(&self) -> Vec<Watch> {
        let mut list: Vec<Watch> = Vec::new();
        for seen in seen::seen(self.implementation) {
            for row in seen.ways.iter().filter(|row| is_departure(self.page.data, row)) {
                let about = ways::about(self.page.data, &row.id);
                let does = seen.outcome(self.page.data, &row.id).map(|o| sentence(&o));
                let does = does.unwrap_or_default();
                let is_new = !list.iter().any(|w| w.about == about && w.does == does);
                if is_new {
                    list.push(Watch { about, does, basis: seen.short_basis() });
                }
            }
        }
        list
    }

    /// The list of numbers that it accepts, beside our own facts.
    fn accepts(&self) -> Vec<Fact> {
        let Some(own) = &self.implementation.accepts else { return Vec::new() };
        let fact = |question: &str, answer| Fact { question: Html::text(question), answer };
        let facts = super::accepts::facts(self.page.data, own).into_iter();
        let mut list: Vec<Fact> = facts.map(|(q, a)| fact(q, Html::text(&a))).collect();
        let mut source = vec![Html::code(&own.function)];
        source.extend(facts::sources(self.page.data, [&own.source]));
        list.push(fact("Where it is", Html::join(source, ", ")));
        list
    }

    fn names(&self) -> Vec<Name> {
        let names = self.implementation.names.iter().flat_map(|names| &names.codes);
        let name = |constant: &closecode_data::Constant| {
            let number = *constant.code;
            let text = Html::text(&number.to_string());
            let code = match self.page.data.code(number) {
                Some(code) => Html::linked(&text, &self.page.href(Path::Code(code), "")),
                None => text,
            };
            Name { code, name: Html::code(&constant.name) }
        };
        let mut constants: Vec<_> = names.collect();
        constants.sort_by_key(|constant| *constant.code);
        constants.into_iter().map(name).collect()
    }

    fn messages(&self) -> Vec<Printed> {
        let printed = |message: &Message| Printed {
            example: Html::code(&message.example),
            means: meaning(message),
            source: Html::join(facts::sources(self.page.data, [&message.source]), ", "),
        };
        self.implementation.messages.iter().map(printed).collect()
    }

    fn limits(&self) -> Vec<LimitCells> {
        let limits = self.implementation.limits.iter();
        limits.map(|limit| limits::cells(&self.page, limit)).collect()
    }

    fn retries(&self) -> Option<RetriesCells> {
        limits::retries(&self.page, self.implementation)
    }

    fn sections(&self) -> Vec<Section> {
        let section = |(place, seen): (usize, seen::Seen<'_>)| {
            let line = |row: &WayRow| {
                Some(Line {
                    way: row.id.value.clone(),
                    about: ways::about(self.page.data, &row.id),
                    outcome: seen.outcome(self.page.data, &row.id)?,
                })
            };
            Section {
                id: format!("ways-{}", place + 1),
                title: Html::join([Html::text("What it does:"), seen.basis(&self.page)], " "),
                is_read: seen.measured.is_empty(),
                lines: seen.ways.iter().filter_map(line).collect(),
            }
        };
        seen::seen(self.implementation).into_iter().enumerate().map(section).collect()
    }

    fn command(&self) -> Option<String> {
        let is_measured = !self.implementation.measured.is_empty();
        is_measured.then(|| format!("cargo xtask measure {}", self.implementation.id))
    }

    fn sources(&self) -> Vec<Html> {
        let own = self.implementation;
        let names = own.names.iter().map(|names| &names.source);
        facts::sources(self.page.data, [&own.source].into_iter().chain(names))
    }

    fn report(&self) -> Html {
        let id = &self.implementation.id;
        Html::link("Report an error", &format!("{ISSUES}?title=data/implementations/{id}.toml"))
    }
}

fn is_departure(data: &Dataset, row: &WayRow) -> bool {
    row.throws.is_none() && seen::departure(data, row).is_any()
}

fn numbers(list: &[closecode_data::Spanned<u16>]) -> String {
    list.iter().map(|n| n.value.to_string()).collect::<Vec<_>>().join(", ")
}
