//! All implementations beside each other: by the number that arrives, and by what else happens.

use askama::Template;
use closecode_data::{Dataset, Implementation};

use super::differences::{self, Shown};
use super::seen::{self, Outcome};
use super::ways::{self, GROUPS};
use crate::filters;
use crate::html::Html;
use crate::page::Page;
use crate::paths::Path;

/// The numbers of the first matrix: every registered one, and one of each range.
const OTHERS: [u16; 4] = [999, 2000, 3000, 4000];

/// The page with the numbers.
#[derive(Debug, Template)]
#[template(path = "implementations.html", whitespace = "minimize")]
pub(crate) struct Matrix<'a> {
    page: Page<'a>,
}

/// The page with everything else that ends a connection.
#[derive(Debug, Template)]
#[template(path = "implementation_events.html", whitespace = "minimize")]
pub(crate) struct Events<'a> {
    page: Page<'a>,
}

/// A table of implementations by ways.
#[derive(Debug)]
pub(super) struct Table {
    id: &'static str,
    title: &'static str,
    columns: Vec<Column>,
    lines: Vec<Line>,
}

/// The head of a column, and what happens in it.
#[derive(Debug)]
struct Column {
    head: Html,
}

/// One implementation as it was measured or read.
#[derive(Debug)]
struct Line {
    name: Html,
    what: String,
    basis: Html,
    is_read: bool,
    cells: Vec<Cell>,
}

/// What it does, and whether that is what the standards say.
#[derive(Debug)]
struct Cell {
    class: &'static str,
    label: String,
    text: Html,
}

fn cell(way: &str, label: &str, outcome: Option<&Outcome>) -> Cell {
    let Some(outcome) = outcome else {
        return Cell { class: "unknown", label: String::new(), text: Html::default() };
    };
    let number = way.strip_prefix("recv-").filter(|n| n.parse::<u16>().is_ok());
    let reports = match number {
        Some(number) if outcome.reports == number => "=",
        _ => &outcome.reports,
    };
    let mut pieces = vec![Html::text(reports)];
    let is_echo = number.is_some_and(|number| outcome.replies == number);
    if !outcome.replies.is_empty() && !is_echo {
        let reply = if outcome.replies == "no Close frame" { "–" } else { &outcome.replies };
        pieces.push(Html::text(&format!("→ {reply}")).quiet());
    }
    if outcome.departs && !outcome.clean.is_empty() {
        pieces.push(Html::text(outcome.clean).quiet());
    }
    let is_usual = !outcome.departs && reports == "=";
    let class = if outcome.departs {
        "departs"
    } else if is_usual {
        "usual"
    } else {
        ""
    };
    let label = if is_usual { String::new() } else { label.to_owned() };
    Cell { class, label, text: Html::join(pieces, " ") }
}

/// The lines of all implementations of which one of the ways is known.
fn lines(page: &Page<'_>, columns: &[(String, String)]) -> Vec<Line> {
    let ways: Vec<String> = columns.iter().map(|(way, _)| way.clone()).collect();
    let mut lines = Vec::new();
    for implementation in seen::by_name(page.data) {
        for (seen, outcomes) in seen::merged(page.data, implementation, &ways) {
            let cells = columns.iter().zip(&outcomes);
            lines.push(Line {
                name: super::link(page, implementation),
                what: super::language_and_kind(implementation),
                basis: seen.basis(page),
                is_read: seen.measured.is_empty(),
                cells: cells.map(|((way, head), o)| cell(way, head, o.as_ref())).collect(),
            });
        }
    }
    lines
}

impl<'a> Matrix<'a> {
    pub(crate) fn new(data: &'a Dataset) -> Self {
        let title = "WebSocket close codes in libraries, browsers and proxies".to_owned();
        let count = data.implementations.len();
        let description = format!(
            "What {count} WebSocket libraries, browsers and proxies report, reply and print when a \
             connection ends, measured or read in their source."
        );
        Self { page: Page::new(data, data.base(), Path::Implementations, title, description) }
    }

    fn count(&self) -> usize {
        self.page.data.implementations.len()
    }

    /// How many were measured, and how many cells that are.
    fn measured(&self) -> (usize, usize) {
        let measured = || self.page.data.implementations.iter().filter(|i| !i.measured.is_empty());
        let cells = measured().flat_map(|i| &i.measured).map(|m| m.ways.len()).sum();
        (measured().count(), cells)
    }

    /// How many cells were read in the source.
    fn read(&self) -> usize {
        self.page.data.implementations.iter().map(|i| i.ways.len()).sum()
    }

    fn differences(&self) -> Vec<Shown> {
        differences::shown(&self.page)
    }

    fn table(&self) -> Table {
        let codes = self.page.data.codes.iter();
        let registered = codes.map(|code| {
            let href = self.page.href(Path::ImplementationsOf(code), "");
            (*code.code, Html::linked(&Html::text(&code.code.to_string()), &href))
        });
        let others = OTHERS.map(|number| (number, Html::text(&number.to_string())));
        let mut all: Vec<(u16, Html)> = registered.chain(others).collect();
        all.sort_by_key(|(number, _)| *number);
        let columns: Vec<(String, String)> =
            all.iter().map(|(n, _)| (format!("recv-{n}"), n.to_string())).collect();
        Table {
            id: "codes",
            title: "What it reports when a code arrives",
            lines: lines(&self.page, &columns),
            columns: all.into_iter().map(|(_, head)| Column { head }).collect(),
        }
    }

    fn events(&self) -> Html {
        self.page.href(Path::ImplementationEvents, "")
    }

    fn limits(&self) -> Html {
        self.page.href(Path::ImplementationLimits, "")
    }

    /// Those of which neither a way was measured nor one read: their names and messages are known.
    fn others(&self) -> Vec<Html> {
        let is_other = |i: &&Implementation| i.ways.is_empty() && i.measured.is_empty();
        let others = seen::by_name(self.page.data).into_iter().filter(is_other);
        others.map(|i| super::link(&self.page, i)).collect()
    }
}

impl<'a> Events<'a> {
    pub(crate) fn new(data: &'a Dataset) -> Self {
        let title = "How WebSocket libraries see the end of a connection".to_owned();
        let description = "Broken frames, invalid UTF-8, lost connections and refused handshakes: \
                           what WebSocket libraries and browsers report and reply."
            .to_owned();
        Self { page: Page::new(data, data.base(), Path::ImplementationEvents, title, description) }
    }

    fn matrix(&self) -> Html {
        self.page.href(Path::Implementations, "")
    }

    /// A table for each group, with the columns of which something is known.
    fn tables(&self) -> Vec<Table> {
        let data = self.page.data;
        let is_known = |way: &str| {
            let has = |rows: &[closecode_data::WayRow]| rows.iter().any(|row| *row.id == way);
            data.implementations
                .iter()
                .any(|i| has(&i.ways) || i.measured.iter().any(|m| has(&m.ways)))
        };
        let table = |group: &ways::Group| {
            let known = group.ways.iter().filter(|(way, _)| is_known(way));
            let columns: Vec<(String, String)> =
                known.map(|(way, head)| ((*way).to_owned(), (*head).to_owned())).collect();
            Table {
                id: group.id,
                title: group.title,
                lines: lines(&self.page, &columns),
                columns: columns
                    .iter()
                    .map(|(_, head)| Column { head: Html::text(head) })
                    .collect(),
            }
        };
        GROUPS.iter().map(table).filter(|table| !table.lines.is_empty()).collect()
    }
}
