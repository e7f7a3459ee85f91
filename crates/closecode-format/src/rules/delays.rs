//! Delays can be computed with.

use std::time::Duration;

use super::{ProtocolFile, Rule};
use crate::{CodeEntry, Diagnostics, Jitter, Span, Spanned};

pub(super) const RULE: Rule = Rule {
    name: "delays",
    summary: "the initial delay is at most the largest, and factor, jitter and attempts fit them",
    check,
};

/// Only keeps out what nobody can mean.
const LARGEST_FACTOR: u16 = 10;

/// Delays, wherever they stand.
#[derive(Debug)]
pub struct Delays {
    /// The first ceiling.
    pub initial: Spanned<Duration>,
    /// The largest ceiling.
    pub max: Spanned<Duration>,
    /// Growth of the ceiling per attempt.
    pub factor: Spanned<u16>,
    /// How a delay is drawn.
    pub jitter: Spanned<Jitter>,
    /// Attempts after which to stop; none for no limit.
    pub attempts: Option<Spanned<u16>>,
}

fn check(file: ProtocolFile<'_>, diagnostics: &Diagnostics) {
    for row in file.protocol.rows().filter(|row| row.are_delays_read) {
        if let Some(first) = row.delays.first() {
            check_steps(row, first, diagnostics);
            continue;
        }
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
                    "add delay = \"5s\", or remove this",
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
        check_delays(&delays, LARGEST_FACTOR, diagnostics);
    }
}

/// Delays one by one say all: a first, a largest and a factor would say it twice.
fn check_steps(row: &CodeEntry, first: &Spanned<Duration>, diagnostics: &Diagnostics) {
    let keys = [
        row.delay.map(|d| ("delay", d.span)),
        row.max_delay.map(|d| ("max-delay", d.span)),
        row.factor.map(|f| ("factor", f.span)),
    ];
    for (key, span) in keys.into_iter().flatten() {
        let message = format!("`{key}` does not go with `delays`");
        diagnostics.error(RULE.name, span, message, "keep one of the two");
    }
    if row.delays.len() == 1 {
        let message = "a single delay is no list";
        diagnostics.error(RULE.name, first.span, message, "write delay = ...");
    }
    if let Some(jitter) = row.jitter.filter(|j| matches!(j.value, Jitter::Uniform | Jitter::Equal))
    {
        let message = format!("`{}` does not go with `delays`", jitter.as_str());
        diagnostics.error(RULE.name, jitter.span, message, "use \"full\" or \"none\"");
    }
}

/// Reports what does not fit.
pub fn check_delays(d: &Delays, largest_factor: u16, diagnostics: &Diagnostics) {
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
        Jitter::Full | Jitter::Equal if d.max.value.is_zero() => {
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
