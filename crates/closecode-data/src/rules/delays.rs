//! Delays can be computed with.

use std::time::Duration;

use super::{Rule, policies};
use crate::{Draft, Findings, Jitter};

pub(super) const RULE: Rule =
    Rule { name: "delays", summary: "the initial delay is at most the largest, and factor, jitter and attempts fit them", check };

/// What lies above is a slip of the pen: nobody waits for a quarter of an hour and more, or counts to 63 attempts.
const LONGEST: Duration = Duration::from_millis((1 << 20) - 1);
const LARGEST_FACTOR: u16 = 7;
const MOST_ATTEMPTS: u16 = 62;

fn check(draft: &Draft, findings: &Findings) {
    for p in policies(&draft.dataset) {
        let report = |place, message: String, remedy: &str| findings.error(RULE.name, place, message, remedy);
        if p.initial_delay.value > p.max_delay.value {
            report(p.initial_delay.place, "the initial delay is above the largest".into(), "lower initial-delay or raise max-delay");
        }
        if p.max_delay.value > LONGEST {
            report(
                p.max_delay.place,
                "the delay is above 1048 s".into(),
                "nobody waits longer for a connection; use action = \"never\" instead",
            );
        }
        if !(1..=LARGEST_FACTOR).contains(&p.factor.value) {
            report(p.factor.place, format!("the factor {} is outside 1 to {LARGEST_FACTOR}", *p.factor), "1 keeps the delay, 2 doubles it");
        }
        if let Some(attempts) = p.max_attempts.filter(|a| a.value > MOST_ATTEMPTS) {
            report(attempts.place, format!("{} attempts are as good as no limit", *attempts), "leave max-attempts out for no limit");
        }
        match p.jitter.value {
            Jitter::Uniform if p.initial_delay.value == p.max_delay.value => {
                report(p.jitter.place, "a uniform draw needs two different delays".into(), "use jitter = \"none\" for a fixed delay");
            }
            Jitter::Uniform if p.factor.value != 1 => {
                report(p.factor.place, "a uniform draw does not grow".into(), "use factor = 1, or jitter = \"full\"");
            }
            Jitter::Full if p.max_delay.value.is_zero() => {
                report(p.jitter.place, "there is no delay to draw".into(), "use jitter = \"none\", or give a delay");
            }
            _ => {}
        }
        if p.factor.value == 1 && p.jitter.value != Jitter::Uniform && p.initial_delay.value != p.max_delay.value {
            report(
                p.factor.place,
                "with factor 1 the delay never reaches max-delay".into(),
                "raise the factor, or make the two delays equal",
            );
        }
        if p.factor.value > 1
            && p.initial_delay.value.is_zero()
            && !p.max_delay.value.is_zero()
            && p.max_attempts.is_none_or(|a| a.value > 1)
        {
            report(p.initial_delay.place, "zero times a factor stays zero".into(), "give an initial delay, or allow one attempt only");
        }
    }
}
