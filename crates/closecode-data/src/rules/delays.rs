//! Delays can be computed with.

use std::time::Duration;

use super::{Rule, policies};
use crate::{Draft, Findings, Jitter, Located, Place, Protocol};

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
    initial: Located<Duration>,
    max: Located<Duration>,
    factor: Located<u16>,
    jitter: Located<Jitter>,
    attempts: Option<Located<u16>>,
}

fn check(draft: &Draft, findings: &Findings) {
    for p in policies(&draft.dataset) {
        let report = |place, message: String, remedy: &str| {
            findings.error(RULE.name, place, message, remedy)
        };
        if p.max_delay.value > LONGEST {
            report(
                p.max_delay.place,
                "the delay is above 1048 s".into(),
                "nobody waits longer for a connection; use action = \"never\" instead",
            );
        }
        if let Some(attempts) = p.max_attempts.filter(|a| a.value > MOST_ATTEMPTS) {
            report(
                attempts.place,
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
        check_delays(&delays, LARGEST_FACTOR, findings);
    }
    for row in draft.dataset.protocols.iter().flat_map(Protocol::rows) {
        let (Some(delay), Some(pace)) = (row.delay, row.pace()) else {
            let keys = [
                row.max_delay.map(|d| d.place),
                row.factor.map(|f| f.place),
                row.jitter.map(|j| j.place),
            ];
            for place in keys.into_iter().flatten() {
                findings.error(
                    RULE.name,
                    place,
                    "this belongs to a delay, and there is none",
                    "add delay, or remove this",
                );
            }
            continue;
        };
        // What is not written is filled in, and a problem with it is shown at the delay.
        let at = |place: Option<Place>| place.unwrap_or(delay.place);
        let delays = Delays {
            initial: delay,
            max: Located { value: pace.max, place: at(row.max_delay.map(|d| d.place)) },
            factor: Located { value: pace.factor, place: at(row.factor.map(|f| f.place)) },
            jitter: Located { value: pace.jitter, place: at(row.jitter.map(|j| j.place)) },
            attempts: row.max_attempts,
        };
        check_delays(&delays, LARGEST_FACTOR_OF_A_PROTOCOL, findings);
    }
}

fn check_delays(d: &Delays, largest_factor: u16, findings: &Findings) {
    let report =
        |place, message: String, remedy: &str| findings.error(RULE.name, place, message, remedy);
    if d.initial.value > d.max.value {
        report(
            d.initial.place,
            "the initial delay is above the largest".into(),
            "lower the initial delay or raise max-delay",
        );
    }
    if !(1..=largest_factor).contains(&d.factor.value) {
        report(
            d.factor.place,
            format!("the factor {} is outside 1 to {largest_factor}", *d.factor),
            "1 keeps the delay, 2 doubles it",
        );
    }
    match d.jitter.value {
        Jitter::Uniform if d.initial.value == d.max.value => {
            report(
                d.jitter.place,
                "a uniform draw needs two different delays".into(),
                "use jitter = \"none\" for a fixed delay",
            );
        }
        Jitter::Uniform if d.factor.value != 1 => {
            report(
                d.factor.place,
                "a uniform draw does not grow".into(),
                "use factor = 1, or jitter = \"full\"",
            );
        }
        Jitter::Full if d.max.value.is_zero() => {
            report(
                d.jitter.place,
                "there is no delay to draw".into(),
                "use jitter = \"none\", or give a delay",
            );
        }
        _ => {}
    }
    if d.factor.value == 1 && d.jitter.value != Jitter::Uniform && d.initial.value != d.max.value {
        report(
            d.factor.place,
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
            d.initial.place,
            "zero times a factor stays zero".into(),
            "give an initial delay, or allow one attempt only",
        );
    }
}
