//! A number has one meaning, also where an application builds on a protocol.

use super::{App, COLLISIONS as RULE};
use crate::Diagnostics;

pub(super) fn check(own: &App, diagnostics: &Diagnostics) {
    check_http(own, diagnostics);
    let Some(extended) = &own.extended else { return };
    for (first, last, _) in own.numbered() {
        // Where a code and a range hold the number, the code says more.
        let overlap = extended.numbers.iter().filter(|t| t.first <= last && *first <= t.last);
        let Some(taken) = overlap.min_by_key(|t| t.last - t.first) else { continue };
        let message = format!("{} means \"{}\" in {}", taken.numbers(), taken.name, extended.name);
        let is_free = |code: &u16| {
            !extended.numbers.iter().any(|t| (t.first..=t.last).contains(code))
                && !is_app(own, *code)
        };
        let remedy = match (4000..=4999).find(is_free) {
            Some(free) => format!("choose a number that the protocol leaves free, such as {free}"),
            None => {
                "the protocol uses all numbers from 4000 to 4999: send what you have to say in \
                 a message before the close"
                    .to_owned()
            }
        };
        diagnostics.error(RULE, first.span, message, remedy);
    }
    let Some(base) = own.http_alias else { return };
    let first = base.saturating_add(400);
    let last = base.saturating_add(599);
    if let Some(taken) = extended.numbers.iter().find(|t| t.first <= last && first <= t.last) {
        let message = format!(
            "{first} to {last} are HTTP statuses here, and {} means \"{}\" in {}",
            taken.first, taken.name, extended.name
        );
        diagnostics.error(
            RULE,
            base.span,
            message,
            "choose another base, from 4000 to 4400, or leave out http-alias",
        );
    }
}

/// A single number may name a status; a range of another meaning must not hold one.
fn check_http(own: &App, diagnostics: &Diagnostics) {
    let Some(base) = own.http_alias else { return };
    let first = base.saturating_add(400);
    let last = base.saturating_add(599);
    for range in own
        .protocol
        .ranges
        .iter()
        .filter(|r| r.row.is_close() && *r.first <= last && first <= *r.last)
    {
        let message = format!(
            "{} to {} and the HTTP statuses at {first} to {last} overlap",
            *range.first, *range.last
        );
        diagnostics.error(
            RULE,
            range.first.span,
            message,
            "move the range, or write a [[code]] for a status that you name",
        );
    }
}

fn is_app(own: &App, code: u16) -> bool {
    let is_alias =
        own.http_alias.is_some_and(|base| matches!(code.checked_sub(*base), Some(400..=599)));
    is_alias || own.numbered().any(|(first, last, _)| (*first..=last).contains(&code))
}
