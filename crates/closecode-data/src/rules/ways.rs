//! What implementations make of the ways in which a connection ends.

use closecode_format::read::suggest;

use super::Rule;
use crate::{
    CLIENT_WAYS, Dataset, Diagnostics, Implementation, ImplementationKind, Measured, Reported,
    SERVER_WAYS, Side, Unchecked, Visibility, WAYS, WayRow, Wire,
};

pub(super) const RULE: Rule = Rule {
    name: "ways",
    summary: "a way is one that the lab knows for the role, its row says something and no two \
              things that exclude each other, an implementation is measured once in each role that \
              it has, and what browsers were measured to do is what the facts say of scripts",
    check,
};

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    let data = &unchecked.dataset;
    for implementation in &data.implementations {
        for row in &implementation.ways {
            check_name(row, &[WAYS, CLIENT_WAYS, SERVER_WAYS], diagnostics);
            check_row(row, diagnostics);
        }
        for (place, measured) in implementation.measured.iter().enumerate() {
            check_role(implementation, measured, diagnostics);
            if implementation.measured[..place].iter().any(|other| is_same(other, measured)) {
                let message = "the same interface was measured twice in one role";
                diagnostics.error(RULE.name, measured.span, message, "keep the newer one");
            }
            let of_role = match *measured.role {
                Side::Client => CLIENT_WAYS,
                Side::Server => SERVER_WAYS,
            };
            for row in &measured.ways {
                check_name(row, &[WAYS, of_role], diagnostics);
                check_row(row, diagnostics);
            }
        }
        if *implementation.kind == ImplementationKind::Browser {
            check_browser(data, implementation, diagnostics);
        }
    }
}

fn is_same(one: &Measured, other: &Measured) -> bool {
    let interface = |measured: &Measured| measured.interface.as_ref().map(|i| i.value.clone());
    *one.role == *other.role && interface(one) == interface(other)
}

fn check_role(implementation: &Implementation, measured: &Measured, diagnostics: &Diagnostics) {
    let kind = *implementation.kind;
    let has_role = match *measured.role {
        Side::Client => kind != ImplementationKind::Server,
        Side::Server => !matches!(
            kind,
            ImplementationKind::Client
                | ImplementationKind::Browser
                | ImplementationKind::Reconnecting
        ),
    };
    if !has_role {
        let message =
            format!("the kind `{}` has no role `{}`", kind.as_str(), measured.role.as_str());
        let remedy = "correct `kind`, or `role`";
        diagnostics.error(RULE.name, measured.role.span, message, remedy);
    }
}

fn check_name(row: &WayRow, known: &[&[&str]], diagnostics: &Diagnostics) {
    let id = row.id.as_str();
    let known = known.concat();
    // Numbers are written as numbers are: without zeros before them.
    let is_number = |number: Option<u16>| number.is_some_and(|n| id.ends_with(&format!("-{n}")));
    let is_numbered = is_number(row.received()) || is_number(row.sent());
    if !is_numbered && !known.contains(&id) {
        let message = format!("the lab knows no way `{id}`");
        let near = suggest(id, &known);
        let list = "write `recv-` or `send-` and a number, or a name that the lab lists: \
                    `cargo run -p closecode-lab -- ways client` or `server`";
        let remedy = if near.starts_with("did") { &near } else { list };
        diagnostics.error(RULE.name, row.id.span, message, remedy);
    }
}

fn check_row(row: &WayRow, diagnostics: &Diagnostics) {
    let report = |message: &str, remedy: &str| {
        diagnostics.error(RULE.name, row.id.span, message, remedy);
    };
    let is_outcome = row.reports.is_some()
        || row.replies.is_some()
        || row.sends.is_some()
        || row.waits.is_some()
        || !row.opened;
    if row.throws.is_some() == (is_outcome || row.clean.is_some()) {
        report(
            "a way has what its user is told and what goes back, or else an exception",
            "write `reports`, `replies` or `sends`, or `throws` alone",
        );
    }
    if row.sends.is_some() && row.replies.is_some() {
        report(
            "who closes first is not answered by itself",
            "write `sends` if the implementation closes, `replies` if the other side does",
        );
    }
    if row.reply_reason.is_some() && row.replies.is_none() {
        report("a reason came back without a Close frame", "write `replies`");
    }
    if row.waits.is_some() && !row.is_silent() {
        report("the other side is not silent in this way", "leave `waits` out");
    }
    if row.refuses.as_ref().is_some_and(|status| row.opened || !(200..600).contains(&status.value))
    {
        report(
            "a handshake that was refused has a status of HTTP and opened nothing",
            "write `opened = false` beside `refuses`, with a status from 200 to 599",
        );
    }
}

/// Compares what a browser did with the facts about every number that it was tried with.
fn check_browser(data: &Dataset, browser: &Implementation, diagnostics: &Diagnostics) {
    for row in browser.measured.iter().flat_map(|measured| &measured.ways) {
        let contradicts = |what: &str| {
            let message = format!("`{what}` says something else about this number");
            let remedy = "measure again, and correct the fact if it is wrong";
            diagnostics.error(RULE.name, row.id.span, message, remedy);
        };
        if let Some(wire) = row.sent().and_then(|code| wire(data, code))
            && *wire.script_sendable == row.throws.is_some()
        {
            contradicts("script-sendable");
        }
        let Some(code) = row.received() else { continue };
        let Some(wire) = wire(data, code) else { continue };
        let is_shown =
            row.reports.as_ref().map(|reports| reports.value) == Some(Reported::Code(code));
        let is_hidden = match *wire.script_visible {
            Visibility::Yes => *wire.frame && !is_shown,
            Visibility::PeerError => false,
            Visibility::No => is_shown,
        };
        if is_hidden {
            contradicts("script-visible");
        }
        if *wire.frame && row.clean.as_ref().map(|clean| clean.value) != Some(*wire.clean) {
            contradicts("clean");
        }
    }
}

/// What is known of a number on the wire.
fn wire(data: &Dataset, code: u16) -> Option<&Wire> {
    let range = || data.ranges.iter().find(|range| (*range.first..=*range.last).contains(&code));
    let own = data.code(code).map(|code| &code.wire);
    own.or_else(|| range().map(|range| &range.wire))
}
