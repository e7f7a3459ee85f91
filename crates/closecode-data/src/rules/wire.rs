//! The wire facts agree with each other.

use super::{Rule, wires};
use crate::{Diagnostics, Sender, Unchecked, Visibility, Wire};

pub(super) const RULE: Rule = Rule {
    name: "wire",
    summary: "a code that must not appear in a frame has no sender, a synthetic one is never \
              sendable, and scripts send only 1000 and 3000 to 4999",
    check,
};

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    let data = &unchecked.dataset;
    wires(data).for_each(|w| check_wire(w, diagnostics));
    // The WHATWG standard fixes what close() takes, whatever a code means.
    let codes = data.codes.iter().map(|c| (&c.wire, *c.code, *c.code));
    let ranges = data.ranges.iter().map(|r| (&r.wire, *r.first, *r.last));
    for (wire, first, last) in codes.chain(ranges) {
        let takes =
            (first, last) == (1000, 1000) || (3000 <= first && first <= last && last <= 4999);
        if *wire.script_sendable != takes {
            let message = "close() takes 1000 and 3000 to 4999 and nothing else";
            diagnostics.error(
                RULE.name,
                wire.script_sendable.span,
                message,
                format!("write script-sendable = {takes}"),
            );
        }
    }
}

fn check_wire(wire: &Wire, diagnostics: &Diagnostics) {
    let report =
        |span, message: &str, remedy: &str| diagnostics.error(RULE.name, span, message, remedy);
    match (*wire.frame, *wire.sender) {
        (false, Sender::None) => {}
        (false, _) => report(
            wire.sender.span,
            "a code that must not appear in a Close frame has no sender",
            "write sender = \"none\"",
        ),
        (true, Sender::None) => report(
            wire.sender.span,
            "a code that may appear in a Close frame has a sender",
            "write unspecified if the standard does not say",
        ),
        (true, _) => {}
    }
    if *wire.synthetic && *wire.frame {
        report(
            wire.synthetic.span,
            "a code that is generated locally must not appear in a Close frame",
            "set one of the two to false",
        );
    }
    if let (Some(answers), false) = (&wire.answers, *wire.frame) {
        report(
            answers.span,
            "a code that must not appear in a Close frame answers nothing",
            "remove answers",
        );
    }
    if *wire.script_sendable && !*wire.frame {
        report(
            wire.script_sendable.span,
            "a script cannot send what must not appear in a Close frame",
            "write script-sendable = false",
        );
    }
    if *wire.frame && !*wire.clean {
        report(
            wire.clean.span,
            "a Close frame is a part of a closing handshake, which can be completed",
            "write clean = true",
        );
    }
    if !*wire.frame && !*wire.synthetic && *wire.clean {
        report(
            wire.clean.span,
            "nobody may send it and nobody makes it up, so no close with it is clean",
            "write clean = false",
        );
    }
    let is_for_clients = *wire.sender != Sender::Client;
    if *wire.frame && is_for_clients != (*wire.script_visible == Visibility::Yes) {
        report(
            wire.script_visible.span,
            "a script sees what a server may send, and what only clients send if a server is wrong",
            "write `yes`, or `peer-error` if only clients send it",
        );
    }
    if !*wire.frame && !*wire.synthetic && *wire.script_visible == Visibility::Yes {
        report(
            wire.script_visible.span,
            "nobody may send it and nobody makes it up, so only a peer's error shows it",
            "write script-visible = \"peer-error\"",
        );
    }
}
