//! Delays can be computed with.

use std::time::Duration;

use super::{Rule, policies};
use crate::{Diagnostics, Jitter, Protocol, Span, Spanned, Unchecked};

pub(super) const RULE: Rule = Rule {
    name: "delays",
    summary: "the initial delay is at most the largest, and factor, jitter and attempts fit them",
    check,
};

/// What lies above is a slip of the pen: nobody waits for a quarter of an hour and more, or counts
/// to 63 attempts.
const LONGEST: Duration = Duration::from_millis((1 << 20) - 1);
const LARGEST_FACTOR: u16 = 7;
const MOST_ATTEMPTS: u16 = 62;

/// A protocol's are not packed: these only keep out what nobody can mean.
const LARGEST_FACTOR_OF_A_PROTOCOL: u16 = 10;

/// Delays, wherever they stand.
struct Delays {
    initial: Spanned<Duration>,
    max: Spanned<Duration>,
    factor: Spanned<u16>,
    jitter: Spanned<Jitter>,
    attempts: Option<Spanned<u16>>,
}

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    for p in policies(&unchecked.dataset) {
        let report = |span, message: String, remedy: &str| {
            diagnostics.error(RULE.name, span, message, remedy)
        };
        if p.max_delay.value > LONGEST {
            report(
                p.max_delay.span,
                "the delay is above 1048 s".into(),
                "nobody waits longer for a connection; use action = \"never\" instead",
            );
        }
        if let Some(attempts) = p.max_attempts.filter(|a| a.value > MOST_ATTEMPTS) {
            report(
                attempts.span,
                format!("{} attempts are as good as no limit", *attempts),
                "leave max-attempts out for no limit",
            );
        }
        let delays = Delays {
            initial: p.initial_delay,
            max: p.max_delay,
            factor: p.factor,
            jitter: p.jitter,
            attempts: p.max_attempts,
        };
        check_delays(&delays, LARGEST_FACTOR, diagnostics);
    }
    for row in unchecked.dataset.protocols.iter().flat_map(Protocol::rows) {
        let (Some(delay), Some(backoff)) = (row.delay, row.backoff()) else {
            let keys = [
                row.max_delay.map(|d| d.span),
                row.factor.map(|f| f.span),
                row.jitter.map(|j| j.span),
            ];
            for span in keys.into_iter().flatten() {
                diagnostics.error(
                    RULE.name,
                    span,
                    "this belongs to a delay, and there is none",
                    "add delay, or remove this",
                );
            }
            continue;
        };
        // What is not written is filled in, and a problem with it is shown at the delay.
        let at = |span: Option<Span>| span.unwrap_or(delay.span);
        let delays = Delays {
            initial: delay,
            max: Spanned { value: backoff.max, span: at(row.max_delay.map(|d| d.span)) },
            factor: Spanned { value: backoff.factor, span: at(row.factor.map(|f| f.span)) },
            jitter: Spanned { value: backoff.jitter, span: at(row.jitter.map(|j| j.span)) },
            attempts: row.max_attempts,
        };
        check_delays(&delays, LARGEST_FACTOR_OF_A_PROTOCOL, diagnostics);
    }
}

fn check_delays(d: &Delays, largest_factor: u16, diagnostics: &Diagnostics) {
    let report =
        |span, message: String, remedy: &str| diagnostics.error(RULE.name, span, message, remedy);
    if d.initial.value > d.max.value {
        report(
            d.initial.span,
            "the initial delay is above the largest".into(),
            "lower the initial delay or raise max-delay",
        );
    }
    if !(1..=largest_factor).contains(&d.factor.value) {
        report(
            d.factor.span,
            format!("the factor {} is outside 1 to {largest_factor}", *d.factor),
            "1 keeps the delay, 2 doubles it",
        );
    }
    match d.jitter.value {
        Jitter::Uniform if d.initial.value == d.max.value => {
            report(
                d.jitter.span,
                "a uniform draw needs two different delays".into(),
                "use jitter = \"none\" for a fixed delay",
            );
        }
        Jitter::Uniform if d.factor.value != 1 => {
            report(
                d.factor.span,
                "a uniform draw does not grow".into(),
                "use factor = 1, or jitter = \"full\"",
            );
        }
        Jitter::Full if d.max.value.is_zero() => {
            report(
                d.jitter.span,
                "there is no delay to draw".into(),
                "use jitter = \"none\", or give a delay",
            );
        }
        _ => {}
    }
    if d.factor.value == 1 && d.jitter.value != Jitter::Uniform && d.initial.value != d.max.value {
        report(
            d.factor.span,
            "with factor 1 the delay never reaches max-delay".into(),
            "raise the factor, or make the two delays equal",
        );
    }
    if d.factor.value > 1
        && d.initial.value.is_zero()
        && !d.max.value.is_zero()
        && d.attempts.is_none_or(|a| a.value > 1)
    {
        report(
            d.initial.span,
            "zero times a factor stays zero".into(),
            "give an initial delay, or allow one attempt only",
        );
    }
}
