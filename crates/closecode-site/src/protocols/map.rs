//! The map of collisions: which numbers from 3000 to 4999 are used, and by how many protocols.
//!
//! Places across are percentages and heights are `rem`, so that the picture is as wide as its page
//! while its text keeps the size that the reader chose. On a page from right to left, the numbers
//! run from right to left too.

use closecode_data::{Reconnect, few};

use super::protocols_of;
use crate::html::Html;
use crate::page::Page;
use crate::paths::Path;

/// The numbers that protocols may choose from.
const FIRST: u16 = 3000;
/// See [`FIRST`].
const LAST: u16 = 4999;

/// The share of the width that the first number of each row is in, and that one square takes,
/// in tenths of a percent.
const MARGIN: u16 = 130;
const STEP: u16 = 87;
const SQUARE: u16 = 80;

/// How many of the most shared numbers the table shows.
const SHOWN: usize = 15;

/// The height of the skyline's tallest bar, in its own units.
const HEIGHT: usize = 100;

/// The overview: a bar for each ten numbers, as high as the most shared of them.
#[derive(Debug)]
pub(crate) struct Skyline {
    pub(crate) bars: Vec<Bar>,
    pub(crate) marks: Vec<Mark>,
}

/// A number below the axis.
#[derive(Clone, Debug)]
pub(crate) struct Mark {
    pub(crate) x: String,
    pub(crate) anchor: &'static str,
    pub(crate) number: u16,
}

/// A last digit above its column.
#[derive(Debug)]
pub(crate) struct Digit {
    pub(crate) x: String,
    pub(crate) digit: u16,
}

#[derive(Debug)]
pub(crate) struct Bar {
    pub(crate) x: u16,
    pub(crate) y: usize,
    pub(crate) height: usize,
}

/// A part of the map: rows of ten numbers.
#[derive(Debug)]
pub(crate) struct Grid {
    pub(crate) rows: Vec<TenNumbers>,
    pub(crate) height: String,
    pub(crate) digits: Vec<Digit>,
    pub(crate) margin: String,
}

/// Ten numbers of which at least one is used.
#[derive(Debug)]
pub(crate) struct TenNumbers {
    pub(crate) first: u16,
    pub(crate) top: String,
    pub(crate) baseline: String,
    pub(crate) squares: Vec<Square>,
}

/// A number that is used.
#[derive(Debug)]
pub(crate) struct Square {
    pub(crate) x: String,
    pub(crate) middle: String,
    pub(crate) level: u8,
    pub(crate) count: usize,
    pub(crate) href: Html,
    pub(crate) label: String,
}

/// A line of the table: the number, and how many of its uses say what.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) number: u16,
    pub(crate) href: Html,
    pub(crate) protocols: usize,
    pub(crate) again: usize,
    pub(crate) change: usize,
    pub(crate) stop: usize,
    pub(crate) silent: usize,
}

/// The used numbers of the map with the count of their protocols.
fn counts(page: &Page<'_>) -> Vec<(u16, usize)> {
    let numbers = page.data.used_numbers();
    numbers
        .range(FIRST..=LAST)
        .map(|number| (*number, protocols_of(page.data, *number).len()))
        .collect()
}

fn is_rtl(page: &Page<'_>) -> bool {
    page.direction() == "rtl"
}

/// The overview of all numbers.
pub(super) fn skyline(page: &Page<'_>) -> Skyline {
    let counts = counts(page);
    let tallest = counts.iter().map(|(_, count)| *count).max().unwrap_or(1);
    let tens = (LAST - FIRST + 1) / 10;
    let mut bars: Vec<Bar> = Vec::new();
    for ten in 0..tens {
        let first = FIRST + 10 * ten;
        let most = counts
            .iter()
            .filter(|(n, _)| (first..first + 10).contains(n))
            .map(|(_, count)| *count)
            .max();
        if let Some(most) = most {
            let height = (most * HEIGHT).div_ceil(tallest);
            bars.push(Bar {
                x: if is_rtl(page) { tens - 1 - ten } else { ten },
                y: HEIGHT - height,
                height,
            });
        }
    }
    let mark = |number: u16| {
        let share = u32::from(number - FIRST) * 100 / u32::from(LAST - FIRST);
        // What `start` means follows the direction of the page by itself.
        let anchor = match number {
            FIRST => "start",
            LAST => "end",
            _ => "middle",
        };
        let share = if is_rtl(page) { 100 - share } else { share };
        Mark { x: format!("{share}%"), anchor, number }
    };
    Skyline { bars, marks: [FIRST, 3500, 4000, 4500, LAST].map(mark).into() }
}

/// The map, in two halves that stand side by side where there is room.
pub(super) fn grids(page: &Page<'_>) -> Vec<Grid> {
    let counts = counts(page);
    let mut tens: Vec<u16> = counts.iter().map(|(number, _)| number / 10 * 10).collect();
    tens.dedup();
    tens.chunks(tens.len().div_ceil(2).max(1)).map(|half| grid(page, half, &counts)).collect()
}

fn grid(page: &Page<'_>, tens: &[u16], counts: &[(u16, usize)]) -> Grid {
    let place = |digit: u16, width: u16| {
        let x = MARGIN + STEP * digit;
        if is_rtl(page) { 1000 - x - width } else { x }
    };
    // Half a row of space stands for the numbers that are left out. Heights are counted in tenths
    // of a rem.
    let mut rows = Vec::new();
    let mut top = 18;
    let mut before = None;
    for first in tens {
        if before.is_some_and(|b| b + 10 != *first) {
            top += 7;
        }
        before = Some(*first);
        let square = |(number, count): &(u16, usize)| {
            let x = place(number % 10, SQUARE);
            Square {
                x: percent(x),
                middle: percent(x + SQUARE / 2),
                level: level(*count),
                count: *count,
                href: page.href(Path::Number(*number), ""),
                label: super::label(page, *number).to_string(),
            }
        };
        let squares = counts.iter().filter(|(n, _)| n / 10 * 10 == *first).map(square).collect();
        rows.push(TenNumbers { first: *first, top: rem(top), baseline: rem(top + 12), squares });
        top += 19;
    }
    Grid {
        rows,
        height: rem(top),
        digits: (0..10)
            .map(|digit| Digit { x: percent(place(digit, SQUARE) + SQUARE / 2), digit })
            .collect(),
        margin: percent(if is_rtl(page) { 1000 } else { 0 }),
    }
}

fn percent(tenths: u16) -> String {
    format!("{}.{}%", tenths / 10, tenths % 10)
}

fn rem(tenths: u16) -> String {
    format!("{}.{}rem", tenths / 10, tenths % 10)
}

/// How crowded a number is, in five steps.
fn level(count: usize) -> u8 {
    match count {
        0..=1 => 1,
        2..=4 => 2,
        5..=9 => 3,
        10..=19 => 4,
        _ => 5,
    }
}

/// The most shared numbers, which tell in words what the map shows.
pub(super) fn shared(page: &Page<'_>) -> Vec<Shared> {
    let mut counts = counts(page);
    counts.retain(|(_, count)| *count > 1);
    few::sort_by_key(&mut counts, |(number, count)| (std::cmp::Reverse(*count), *number));
    counts.into_iter().take(SHOWN).map(|(number, count)| line(page, number, count)).collect()
}

fn line(page: &Page<'_>, number: u16, protocols: usize) -> Shared {
    let mut line = Shared {
        number,
        href: page.href(Path::Number(number), ""),
        protocols,
        again: 0,
        change: 0,
        stop: 0,
        silent: 0,
    };
    for (_, code) in page.data.uses(number) {
        match code.row.reconnect.value {
            Reconnect::Immediate
            | Reconnect::ShortDelay
            | Reconnect::Backoff
            | Reconnect::Resume => line.again += 1,
            Reconnect::Reauth | Reconnect::FixClient => line.change += 1,
            Reconnect::Never | Reconnect::NoNeed => line.stop += 1,
            Reconnect::Unspecified => line.silent += 1,
        }
    }
    line
}
