//! Which numbers an application may give a meaning.

use super::App;
use crate::{Diagnostics, ProtocolSender, Reserved, ReservedCode, Span};

/// The name of the rule: what an application sends may be in a Close frame, and nobody else has
/// given it a meaning.
const RULE: &str = "own-numbers";

/// What the standard leaves to applications.
const PRIVATE: std::ops::RangeInclusive<u16> = 4000..=4999;

pub(super) fn check(own: &App, reserved: &Reserved, diagnostics: &Diagnostics) {
    for (first, last, row) in own.numbered() {
        let is_sent = row.sender.value != ProtocolSender::ClientLocal;
        check_numbers(first.span, *first..=last, is_sent, reserved, diagnostics);
    }
    let is_private =
        |base: u16| [400, 599].iter().all(|status| PRIVATE.contains(&base.saturating_add(*status)));
    if let Some(base) = own.http_alias.as_ref().filter(|base| !is_private(base.value)) {
        let message = format!("{base} plus an HTTP status is outside 4000 to 4999");
        diagnostics.error(
            "http-alias",
            base.span,
            message,
            "write 4000, so that 4404 is HTTP 404; it may go up to 4400",
        );
    }
}

fn check_numbers(
    span: Span,
    numbers: std::ops::RangeInclusive<u16>,
    is_sent: bool,
    reserved: &Reserved,
    diagnostics: &Diagnostics,
) {
    let report = |message: String, remedy: &str| diagnostics.error(RULE, span, message, remedy);
    let first = *numbers.start();
    let last = *numbers.end();
    if let Some(ReservedCode { code, frame, name }) =
        reserved.codes.iter().find(|reserved| numbers.contains(&reserved.code))
    {
        if is_sent && !frame {
            report(
                format!("{code} ({name}) must not appear in a Close frame"),
                "choose a number from 4000 to 4999",
            );
        } else {
            let remedy = "send it with its registered meaning, which needs no row here, or choose \
                          a number from 4000 to 4999";
            report(format!("{code} is registered as {name}"), remedy);
        }
    } else if !is_sent && first >= 3000 {
        // It never travels, so that only the program that reports it needs to know it.
    } else if first < 1000 || last > 4999 {
        report(
            "a number below 1000 or above 4999 must not appear in a Close frame".into(),
            "choose a number from 4000 to 4999",
        );
    } else if first < 3000 {
        report(
            "1000 to 2999 are for the protocol itself, RFC 6455 section 7.4.2".into(),
            "choose a number from 4000 to 4999",
        );
    } else if first < 4000 {
        let remedy = "choose a number from 4000 to 4999, or register it with IANA";
        diagnostics.warning(
            RULE,
            span,
            "3000 to 3999 are for libraries and frameworks, which register them",
            remedy,
        );
    }
}
