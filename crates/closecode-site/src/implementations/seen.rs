//! What is known of an implementation, put together from what was read and what was measured, and
//! how one way of it is shown.

use closecode_data::{
    Dataset, Departure, Implementation, Measured, Reply, Reported, Waits, WayRow, few,
};

use crate::html::Html;
use crate::page::Page;

/// Rows that come from one place.
#[derive(Debug)]
pub(super) struct Seen<'a> {
    pub(super) implementation: &'a Implementation,
    /// What was measured; none where the source was read.
    pub(super) measured: Vec<&'a Measured>,
    pub(super) ways: &'a [WayRow],
}

/// One way, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Outcome {
    /// What its user is told.
    pub(super) reports: String,
    /// What goes back, or out.
    pub(super) replies: String,
    /// Whether its user is told that the close was clean.
    pub(super) clean: &'static str,
    /// Where it departs from the facts.
    pub(super) departs: bool,
}

/// The implementations by name.
pub(super) fn by_name(data: &Dataset) -> Vec<&Implementation> {
    let mut list: Vec<&Implementation> = data.implementations.iter().collect();
    few::sort_by_key(&mut list, |i| i.name.to_lowercase());
    list
}

/// What was measured, each interface in each role, and then what was read.
pub(super) fn seen(implementation: &Implementation) -> Vec<Seen<'_>> {
    let measured = implementation.measured.iter();
    let measured =
        measured.map(|m| Seen { implementation, measured: vec![m], ways: m.ways.as_slice() });
    let read = Seen { implementation, measured: Vec::new(), ways: &implementation.ways };
    measured.chain([read].into_iter().filter(|read| !read.ways.is_empty())).collect()
}

/// The role and the interface that were measured, as a reader calls them.
pub(super) fn interface(measured: &Measured) -> String {
    match &measured.interface {
        Some(interface) => interface.value.clone(),
        None => measured.role.as_str().to_owned(),
    }
}

impl<'a> Seen<'a> {
    /// The row of a way.
    pub(super) fn row(&self, way: &str) -> Option<&'a WayRow> {
        self.ways.iter().find(|row| *row.id == way)
    }

    /// The way as it is shown.
    pub(super) fn outcome(&self, data: &Dataset, way: &str) -> Option<Outcome> {
        self.row(way).map(|row| outcome(data, row))
    }

    /// How it is known: as what, which version, and when it was measured.
    pub(super) fn basis(&self, page: &Page<'_>) -> Html {
        let Some(first) = self.measured.first() else {
            return Html::text(&format!("read at {}", *self.implementation.version));
        };
        let interfaces: Vec<String> = self.measured.iter().map(|m| interface(m)).collect();
        let said = format!("{}, {}, measured ", interfaces.join(" and "), *first.version);
        let date = Html::time(&first.date, &page.date(&first.date));
        Html::join([Html::text(&said), date], "")
    }

    /// The same in a few words, without markup.
    pub(super) fn short_basis(&self) -> String {
        let Some(first) = self.measured.first() else {
            return format!("{}, read", *self.implementation.version);
        };
        format!("{} {}", interface(first), *first.version)
    }
}

/// A row as it is shown.
fn outcome(data: &Dataset, row: &WayRow) -> Outcome {
    if let Some(exception) = &row.throws {
        return Outcome {
            reports: format!("throws {}", **exception),
            replies: String::new(),
            clean: "",
            departs: false,
        };
    }
    let mut reports = match row.reports.as_ref().map(|reports| reports.value) {
        Some(Reported::Code(code)) => code.to_string(),
        Some(Reported::Error) => "error".to_owned(),
        Some(Reported::End) => "the end".to_owned(),
        None => String::new(),
    };
    if let Some(waits) = row.waits.as_ref().map(|waits| waits.value) {
        let waits = match waits {
            Waits::Seconds(seconds) => format!("after {seconds} s"),
            Waits::Longer => "waits over a minute".to_owned(),
        };
        reports = if reports.is_empty() { waits } else { format!("{reports} {waits}") };
    }
    if row.error.as_ref().is_some_and(|error| error.value) && reports != "error" {
        reports.push_str(" + error");
    }
    let refused = row.refuses.as_ref().map(|status| format!("HTTP {}", status.value));
    let frame = row.sends.as_ref().or(row.replies.as_ref()).map(|reply| reply.value);
    let clean = match row.clean.as_ref().map(|clean| clean.value) {
        Some(true) => "clean",
        Some(false) => "not clean",
        None => "",
    };
    Outcome {
        reports: reports.trim_start_matches(" + ").to_owned(),
        replies: refused.or(frame.map(reply)).unwrap_or_default(),
        clean,
        departs: departure(data, row).is_any(),
    }
}

/// A Close frame that goes out, in a word.
pub(super) fn reply(reply: Reply) -> String {
    match reply {
        Reply::Code(code) => code.to_string(),
        Reply::Empty => "no number".to_owned(),
        Reply::Malformed => "one byte".to_owned(),
        Reply::None => "no Close frame".to_owned(),
    }
}

/// Where a row departs: from what the standards let follow, and from who may send a number.
pub(super) fn departure(data: &Dataset, row: &WayRow) -> Departure {
    let mut departure =
        data.allowed(&row.id).map_or_else(Departure::default, |allowed| allowed.departure(row));
    // The standards let an endpoint take such a number, and it is still one that nobody may send.
    let is_illegal = |code: u16| data.code(code).is_some_and(|code| !*code.wire.frame);
    let reports = row.reports.as_ref().map(|reports| reports.value);
    if let Some(code) = row.received().filter(|code| is_illegal(*code)) {
        departure.reports |= reports == Some(Reported::Code(code));
    }
    if let Some(Reply::Code(code)) = row.sends.as_ref().map(|sends| sends.value) {
        departure.replies |= is_illegal(code);
    }
    departure
}

/// The rows to show of a matrix: what was measured, once for those that did the same in every cell,
/// and what was read where it differs from all that was measured.
pub(super) fn merged<'a>(
    data: &Dataset,
    implementation: &'a Implementation,
    ways: &[String],
) -> Vec<(Seen<'a>, Vec<Option<Outcome>>)> {
    let mut lines: Vec<(Seen<'a>, Vec<Option<Outcome>>)> = Vec::new();
    for seen in seen(implementation) {
        let cells: Vec<Option<Outcome>> = ways.iter().map(|way| seen.outcome(data, way)).collect();
        if cells.iter().all(Option::is_none) {
            continue;
        }
        let is_said = |(_, others): &(Seen<'_>, Vec<Option<Outcome>>)| {
            let mut pairs = cells.iter().zip(others);
            pairs.all(|(cell, other)| match (cell, other) {
                (Some(cell), Some(other)) => is_same(cell, other),
                (cell, _) => cell.is_none(),
            })
        };
        if seen.measured.is_empty() {
            if !lines.iter().any(is_said) {
                lines.push((seen, cells));
            }
        } else if let Some((other, _)) = lines.iter_mut().find(|(_, others)| *others == cells) {
            other.measured.extend(seen.measured);
        } else {
            lines.push((seen, cells));
        }
    }
    lines
}

/// Whether what was read is what was measured; a source does not say everything.
fn is_same(read: &Outcome, measured: &Outcome) -> bool {
    let is_same = |read: &str, measured: &str| read.is_empty() || read == measured;
    is_same(&read.reports, &measured.reports)
        && is_same(&read.replies, &measured.replies)
        && is_same(read.clean, measured.clean)
}
