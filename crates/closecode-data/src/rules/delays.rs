//! Delays can be computed with.

use std::time::Duration;

use closecode_format::rules::delays::{Delays, check_delays};

use super::{Rule, policies};
use crate::{Diagnostics, Unchecked};

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

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    for p in policies(&unchecked.dataset) {
        let report = |span, message: String, remedy: &str| {
            diagnostics.error(RULE.name, span, message, remedy);
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
}
