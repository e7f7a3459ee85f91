//! What one side is told, by library: the measured rows of the scenario's ways, those put together
//! that say the same.

use closecode_data::{Implementation, Measured, Reply, Reported, Scenario, Side, Waits, WayRow};

use super::words::Words;
use crate::html::Html;
use crate::implementations;
use crate::page::Page;

/// One table. Columns that say nothing are left out.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) id: String,
    /// What tells it from the others of the side, if there are others.
    pub(super) title: Option<String>,
    /// Whether the side closes first, so that a column is what it sends.
    pub(super) is_sending: bool,
    pub(super) rows: Vec<Row>,
    /// Measured in this role, but not in this way.
    pub(super) without: Vec<Html>,
}

/// Those that do the same.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) outcome: Outcome,
    pub(super) count: usize,
    pub(super) who: Html,
}

/// What one library does, as it is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Outcome {
    pub(super) told: String,
    pub(super) code: String,
    pub(super) reason: &'static str,
    pub(super) clean: &'static str,
    pub(super) frame: String,
    pub(super) after: String,
    pub(super) when: String,
}

impl Table {
    fn has(&self, cell: fn(&Outcome) -> &str) -> bool {
        self.rows.iter().any(|row| !cell(&row.outcome).is_empty())
    }

    pub(super) fn has_code(&self) -> bool {
        self.has(|outcome| &outcome.code)
    }

    pub(super) fn has_reason(&self) -> bool {
        self.has(|outcome| outcome.reason)
    }

    pub(super) fn has_clean(&self) -> bool {
        self.has(|outcome| outcome.clean)
    }

    pub(super) fn has_frame(&self) -> bool {
        self.has(|outcome| &outcome.frame)
    }

    pub(super) fn has_after(&self) -> bool {
        self.has(|outcome| &outcome.after)
    }

    pub(super) fn has_when(&self) -> bool {
        self.has(|outcome| &outcome.when)
    }
}

/// The beginning of the names of ways that differ in the size of a message.
const SIZES: &str = "over-";

/// The tables of one side: one for each number that arrives or is sent, and one for what else ends
/// a connection.
pub(super) fn tables(
    page: &Page<'_>,
    words: &Words,
    scenario: &Scenario,
    side: Side,
) -> Vec<Table> {
    let ways: Vec<&str> = scenario.ways(side).iter().map(|way| way.as_str()).collect();
    let mut groups: Vec<Vec<&str>> = Vec::new();
    for way in ways {
        match groups.last_mut() {
            Some(group) if number(way).is_none() => group.push(way),
            _ => groups.push(vec![way]),
        }
    }
    let is_one = groups.len() == 1;
    let table = |ways: Vec<&str>| {
        let mut table = table(page, words, side, &ways);
        if let Some(code) = number(ways[0]).filter(|_| !is_one) {
            table.title = Some(code.to_owned());
        }
        table
    };
    groups.into_iter().map(table).collect()
}

/// The number that arrives or is sent in this way.
fn number(way: &str) -> Option<&str> {
    let number = way.strip_prefix("recv-").or_else(|| way.strip_prefix("send-"))?;
    number.parse::<u16>().is_ok().then_some(number)
}

fn table(page: &Page<'_>, words: &Words, side: Side, ways: &[&str]) -> Table {
    let mut groups: Vec<(Outcome, Vec<Html>)> = Vec::new();
    let mut without = Vec::new();
    // Where nothing can be clean, that it is not says nothing.
    let is_clean = |row: &WayRow| row.clean.as_ref().is_some_and(|clean| clean.value);
    let mut rows = measured(page, side).into_iter().flat_map(|(_, m)| &m.ways);
    let has_clean = rows.any(|row| ways.contains(&row.id.as_str()) && is_clean(row))
        && !ways[0].starts_with(SIZES);
    for (implementation, measured) in measured(page, side) {
        let outcomes = outcomes(words, measured, ways, has_clean);
        if outcomes.is_empty() {
            without.push(who(page, implementation, measured, None));
        }
        for (outcome, size) in outcomes {
            let name = who(page, implementation, measured, size);
            match groups.iter_mut().find(|(other, _)| *other == outcome) {
                Some((_, names)) => names.push(name),
                None => groups.push((outcome, vec![name])),
            }
        }
    }
    // The largest first; of equals the one that was met first.
    closecode_data::few::sort_by_key(&mut groups, |(_, names)| usize::MAX - names.len());
    Table {
        id: format!("{}-{}", side.as_str(), ways[0]),
        title: None,
        is_sending: ways[0].starts_with("send-"),
        rows: groups
            .into_iter()
            .map(|(outcome, names)| Row {
                outcome,
                count: names.len(),
                who: Html::join(names, ", "),
            })
            .collect(),
        without,
    }
}

/// What was measured in a role, by name.
fn measured<'a>(page: &Page<'a>, side: Side) -> Vec<(&'a Implementation, &'a Measured)> {
    let mut list: Vec<&Implementation> = page.data.implementations.iter().collect();
    closecode_data::few::sort_by_key(&mut list, |i| i.name.to_lowercase());
    let measured = list.into_iter().flat_map(|i| i.measured.iter().map(move |m| (i, m)));
    measured.filter(|(_, measured)| *measured.role == side).collect()
}

/// What a library does in these ways, each thing once, with the size over which it does so.
fn outcomes<'a>(
    words: &Words,
    measured: &'a Measured,
    ways: &[&'a str],
    has_clean: bool,
) -> Vec<(Outcome, Option<&'a str>)> {
    let outcome = |row| outcome(words, row, has_clean);
    let row = |way: &&'a str| Some((*way, measured.ways.iter().find(|row| *row.id == **way)?));
    let mut rows: Vec<(&str, &WayRow)> = ways.iter().filter_map(row).collect();
    if ways[0].starts_with(SIZES) {
        // The first size that is too big; those that take each size are told the message.
        let refused = rows.iter().find(|(_, row)| !is_taken(row));
        return match refused {
            Some((way, row)) => vec![(outcome(row), Some(&way[SIZES.len()..]))],
            None if rows.is_empty() => Vec::new(),
            None => vec![(taken(words), None)],
        };
    }
    let mut found: Vec<(Outcome, Vec<&str>)> = Vec::new();
    for (way, row) in rows.drain(..) {
        let outcome = outcome(row);
        match found.iter_mut().find(|(other, _)| is_same(other, &outcome)) {
            // RST leaves no way back, so that only FIN has an answer.
            Some((other, ways)) => {
                ways.push(way);
                if other.frame.is_empty() {
                    other.frame = outcome.frame;
                }
            }
            None => found.push((outcome, vec![way])),
        }
    }
    let is_one = ways.len() == 1;
    let named = |(mut outcome, same): (Outcome, Vec<&str>)| {
        if !is_one {
            let names: Vec<&str> = same.into_iter().map(name).collect();
            outcome.when = names.join(", ");
        }
        (outcome, None)
    };
    found.into_iter().map(named).collect()
}

/// What the TCP connection ends with.
fn name(way: &str) -> &str {
    match way {
        "end-fin" => "FIN",
        "end-rst" => "RST",
        way => way,
    }
}

fn is_same(one: &Outcome, other: &Outcome) -> bool {
    let bare = |outcome: &Outcome| Outcome { frame: String::new(), ..outcome.clone() };
    let is_silent = one.frame.is_empty() || other.frame.is_empty();
    bare(one) == bare(other) && (is_silent || one.frame == other.frame)
}

/// The lab sends a Close frame with 1000 after the message, and only who has taken it answers.
fn is_taken(row: &WayRow) -> bool {
    let reports = row.reports.as_ref().map(|reports| reports.value);
    let replies = row.replies.as_ref().map(|replies| replies.value);
    reports != Some(Reported::Error) && replies == Some(Reply::Code(1000))
}

fn taken(words: &Words) -> Outcome {
    Outcome { told: words.message.to_owned(), ..Outcome::default() }
}

fn outcome(words: &Words, row: &WayRow, has_clean: bool) -> Outcome {
    if let Some(exception) = &row.throws {
        let told = words.throws.replace("{name}", exception);
        return Outcome { told, ..Outcome::default() };
    }
    let reports = row.reports.as_ref().map(|reports| reports.value);
    let has_error = row.error.as_ref().is_some_and(|error| error.value);
    let told = match reports {
        Some(Reported::Code(_)) if has_error => words.error_and_close,
        Some(Reported::Code(_)) => words.close,
        Some(Reported::Error) => words.error,
        Some(Reported::End) => words.end,
        None => words.nothing,
    };
    let code = match reports {
        Some(Reported::Code(code)) => code.to_string(),
        _ => String::new(),
    };
    let frame = row.sends.as_ref().or(row.replies.as_ref()).map(|reply| reply.value);
    let clean = match row.clean.as_ref().map(|clean| clean.value) {
        Some(true) => words.yes,
        Some(false) => words.no,
        None => "",
    };
    let clean = if has_clean { clean } else { "" };
    // A side that is gone gets no Close frame, and so that there is none says nothing.
    let frame = frame.filter(|frame| !row.id.starts_with("end-") || *frame != Reply::None);
    // In these ways the other side gives no reason.
    let has_reason = row.reason_bytes.as_ref().is_some_and(|bytes| bytes.value > 0);
    let after = match row.waits.as_ref().map(|waits| waits.value) {
        Some(Waits::Seconds(seconds)) => format!("{seconds} s"),
        Some(Waits::Longer) => words.longer.to_owned(),
        None => String::new(),
    };
    Outcome {
        told: told.to_owned(),
        code,
        reason: if has_reason { words.own_reason } else { "" },
        clean,
        frame: frame.map_or_else(String::new, |frame| reply(words, frame)),
        after,
        when: String::new(),
    }
}

fn reply(words: &Words, reply: Reply) -> String {
    match reply {
        Reply::Code(code) => code.to_string(),
        Reply::Empty | Reply::Malformed => words.empty.to_owned(),
        Reply::None => words.no_frame.to_owned(),
    }
}

fn who(page: &Page<'_>, own: &Implementation, measured: &Measured, size: Option<&str>) -> Html {
    let link = implementations::link(page, own);
    let notes = [
        measured.interface.as_ref().map(|interface| interface.value.clone()),
        size.map(|size| format!("> {}", bytes(size))),
    ];
    let notes: Vec<String> = notes.into_iter().flatten().collect();
    if notes.is_empty() {
        return link;
    }
    Html::join([link, Html::text(&format!("({})", notes.join(", "))).quiet()], " ")
}

/// A size as the lab names it, for people.
fn bytes(size: &str) -> String {
    match size.strip_suffix('k') {
        Some(number) => format!("{number} KiB"),
        None => format!("{} MiB", size.trim_end_matches('m')),
    }
}

/// The row of an implementation in a way, as the boxes of the picture show it.
pub(super) fn row<'a>(page: &Page<'a>, id: &str, side: Side, way: &str) -> Option<&'a WayRow> {
    let own = page.data.implementations.iter().find(|i| i.id == id)?;
    let measured = own.measured.iter().find(|measured| *measured.role == side)?;
    measured.ways.iter().find(|row| *row.id == way)
}
