//! Compares how clients came back with what the policy says.
//!
//! Waits are random, so a single one proves little. What is compared is how likely a client that
//! follows the policy would be so early: the chance of the product of its waits, each as a part of
//! what the policy allows (Fisher's way of combining tests). A client that follows the policy is
//! called wrong once in 100,000 times.

use std::time::Duration;

use super::plan::{Must, Plan, Step};
use super::time::shown;

/// The chance below which waits are too early to be random.
const TOO_EARLY: f64 = 1e-5;

/// How many waits have to be equal until that is no chance.
const EQUAL: usize = 4;

/// By how much waits may differ and still be the same: timers are not exact.
const EXACT: f64 = 0.05;
const TIMER: Duration = Duration::from_millis(20);

/// What was seen of one client.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Seen {
    /// The time from each end to the next connection.
    pub(super) waits: Vec<Duration>,
    /// The wait after a connection that was stable.
    pub(super) reset: Option<Duration>,
    pub(super) end: End,
}

/// Why nothing more was seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum End {
    /// All was seen.
    #[default]
    Complete,
    /// It did not come back while somebody watched.
    Silent,
    /// Its process ended.
    Exited,
    /// It never connected.
    Absent,
    /// It closed the connection that was to be stable.
    Left,
}

impl End {
    /// Its name in JSON.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Complete => "complete",
            Self::Silent => "silent",
            Self::Exited => "exited",
            Self::Absent => "absent",
            Self::Left => "left",
        }
    }
}

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// It differs from the policy and harms nobody.
    Note,
    /// The client does not conform.
    Fail,
}

/// What differs from the policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Finding {
    pub(super) level: Level,
    /// A stable word for programs.
    pub(super) id: &'static str,
    pub(super) text: String,
}

impl Finding {
    fn fail(id: &'static str, text: String) -> Self {
        Self { level: Level::Fail, id, text }
    }

    fn note(id: &'static str, text: String) -> Self {
        Self { level: Level::Note, id, text }
    }
}

/// All that differs, each kind once.
pub(super) fn judge(plan: &Plan, clients: &[Seen]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for seen in clients {
        for finding in one(plan, seen) {
            // Several clients of one program do the same.
            if findings.iter().all(|other: &Finding| other.id != finding.id) {
                findings.push(finding);
            }
        }
    }
    let is_wrong = |id: &str, findings: &[Finding]| findings.iter().any(|f| f.id == id);
    if !is_wrong("before", &findings) {
        findings.extend(early(plan, clients));
    }
    if !is_wrong("early", &findings) {
        findings.extend(spread(plan, clients));
    }
    if findings.is_empty() {
        findings.extend(growth(plan, clients));
    }
    findings
}

/// What one client did against a limit.
fn one(plan: &Plan, seen: &Seen) -> Vec<Finding> {
    let mut findings = Vec::new();
    if seen.end == End::Absent {
        return vec![Finding::fail("absent", "it never connected".to_owned())];
    }
    for (nth, (wait, step)) in seen.waits.iter().zip(&plan.steps).enumerate() {
        let nth = nth + 1;
        let came = format!("it came back {} after end {nth}", shown(*wait));
        if step.must == Must::Stay {
            findings.push(Finding::fail("came-back", format!("{came}, and should have stopped")));
        } else if *wait + TIMER < step.earliest.mul_f64(1.0 - EXACT) {
            let text = format!("{came}, not before {}", shown(step.earliest));
            findings.push(Finding::fail("before", text));
        } else if *wait > late(plan, step) {
            let text = format!("{came}, later than {}", shown(step.latest));
            findings.push(Finding::note("late", text));
        }
    }
    let next = plan.steps.get(seen.waits.len());
    if let (End::Silent | End::Exited, Some(step)) = (seen.end, next)
        && step.must == Must::Come
    {
        let how = match seen.end {
            End::Exited => "its process ended".to_owned(),
            _ => format!("nothing came within {}", shown(plan.patience(step))),
        };
        let nth = seen.waits.len() + 1;
        findings.push(Finding::fail("gone", format!("it gave up after end {nth}: {how}")));
    }
    let Some(stable) = plan.stable else { return findings };
    let first = &plan.steps[0];
    match seen.reset {
        Some(wait) if wait > late(plan, first) => {
            let text = format!(
                "after a connection of {} it waited {} and not {} at most: it does not start anew",
                shown(stable),
                shown(wait),
                shown(first.latest)
            );
            findings.push(Finding::fail("not-reset", text));
        }
        None if next.is_none() && matches!(seen.end, End::Silent | End::Exited) => {
            let text = "it gave up after a connection that had been stable".to_owned();
            findings.push(Finding::fail("gone", text));
        }
        None if seen.end == End::Left => {
            let text = format!("it closed a connection by itself within {}", shown(stable));
            findings.push(Finding::note("left", text));
        }
        _ => {}
    }
    findings
}

/// Above which a wait is longer than the policy's, and not just measured on a busy machine.
fn late(plan: &Plan, step: &Step) -> Duration {
    step.latest.mul_f64(1.1)
        + Duration::from_millis(250)
        + Duration::from_secs(1).mul_f64(plan.scale)
}

/// The waits after each end that a random client draws, with what it draws them from.
fn drawn<'a>(plan: &'a Plan, clients: &'a [Seen]) -> impl Iterator<Item = (Duration, &'a Step)> {
    let of_client = |seen: &'a Seen| seen.waits.iter().copied().zip(&plan.steps);
    clients.iter().flat_map(of_client).filter(|(_, step)| step.latest > step.earliest)
}

/// Whether the waits are so short that chance is no explanation.
fn early(plan: &Plan, clients: &[Seen]) -> Option<Finding> {
    let part = |(wait, step): (Duration, &Step)| {
        let span = step.latest.saturating_sub(step.earliest).as_secs_f64();
        (wait.saturating_sub(step.earliest).as_secs_f64() / span).clamp(1e-6, 1.0)
    };
    let parts: Vec<f64> = drawn(plan, clients).map(part).collect();
    if parts.is_empty() || chance(&parts) >= TOO_EARLY {
        return None;
    }
    let waits: Vec<Duration> = drawn(plan, clients).map(|(wait, _)| wait).collect();
    let longest = waits.iter().max().copied().unwrap_or_default();
    let text = format!(
        "{} waits of {} at most: a client that waits as the policy says is not that early",
        waits.len(),
        shown(longest)
    );
    Some(Finding::fail("early", text))
}

/// The chance that the product of as many random numbers from 0 to 1 is no larger than theirs.
fn chance(parts: &[f64]) -> f64 {
    let log: f64 = -parts.iter().map(|part| part.ln()).sum::<f64>();
    let mut term = (-log).exp();
    let mut sum = 0.0;
    for k in 1..=parts.len() {
        sum += term;
        #[allow(clippy::cast_precision_loss)] // There are few.
        let k = k as f64;
        term *= log / k;
    }
    sum
}

/// Whether clients come back in the same moment, as a crowd that no server wants.
fn spread(plan: &Plan, clients: &[Seen]) -> Option<Finding> {
    let all: Vec<Duration> = drawn(plan, clients).map(|(wait, _)| wait).collect();
    // The first wait of each client, then the second, and so on.
    let after = |(nth, step): (usize, &Step)| -> (Vec<Duration>, Duration) {
        let waits = clients.iter().filter_map(|seen| seen.waits.get(nth).copied());
        (waits.filter(|_| step.latest > step.earliest).collect(), step.earliest)
    };
    let rounds = plan.steps.iter().enumerate().map(after);
    let rounds: Vec<(Vec<Duration>, Duration)> =
        rounds.filter(|(waits, _)| waits.len() > 1).collect();
    let earliest = plan.steps.iter().map(|step| step.earliest).max().unwrap_or_default();
    if all.len() >= EQUAL && are_equal(&all, earliest) {
        let text = format!("each wait is {}: it neither grows nor differs", shown(all[0]));
        return Some(Finding::fail("constant", text));
    }
    let compared: usize = rounds.iter().map(|(waits, _)| waits.len() - 1).sum();
    if compared >= EQUAL && rounds.iter().all(|(waits, earliest)| are_equal(waits, *earliest)) {
        let waits: Vec<String> = rounds.iter().map(|(waits, _)| shown(waits[0])).collect();
        let text = format!(
            "{} clients came back in the same moment, after {}: no wait is random",
            clients.len(),
            waits.join(", ")
        );
        return Some(Finding::fail("not-spread", text));
    }
    None
}

/// Whether waits are the same, in what goes beyond `earliest`, which nobody draws.
fn are_equal(waits: &[Duration], earliest: Duration) -> bool {
    let shortest = waits.iter().min().copied().unwrap_or_default();
    let longest = waits.iter().max().copied().unwrap_or_default();
    longest.saturating_sub(shortest) <= shortest.saturating_sub(earliest).mul_f64(EXACT) + TIMER
}

/// Whether waits have grown where the policy's do. Chance can hide it, so this is a note.
fn growth(plan: &Plan, clients: &[Seen]) -> Option<Finding> {
    let mean = |nth: usize| {
        let waits: Vec<Duration> =
            clients.iter().filter_map(|seen| seen.waits.get(nth).copied()).collect();
        let count = u32::try_from(waits.len()).ok().filter(|count| *count > 0)?;
        Some(waits.iter().sum::<Duration>() / count)
    };
    let last = plan.steps.len().checked_sub(1)?;
    let grows = plan.steps[last].latest >= plan.steps[0].latest * 4;
    let means = (mean(0)?, mean(last)?);
    (grows && means.1 < means.0.mul_f64(1.2)).then(|| {
        let text = format!(
            "waits have not grown: {} on average after the first end, {} after end {}",
            shown(means.0),
            shown(means.1),
            last + 1
        );
        Finding::note("not-growing", text)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Random numbers that are the same each time (splitmix64).
    struct Random(u64);

    impl Random {
        fn next(&mut self) -> f64 {
            self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mut z = self.0;
            z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            f64::from(u32::try_from((z ^ (z >> 31)) >> 32).unwrap()) / f64::from(u32::MAX)
        }
    }

    fn plan(id: &str) -> Plan {
        Plan::of(id, 3, 1.0).unwrap()
    }

    /// Three clients whose waits are made from the steps.
    fn clients(plan: &Plan, mut wait: impl FnMut(usize, &Step) -> f64) -> Vec<Seen> {
        let mut client = || {
            let waits = plan.steps.iter().enumerate().filter(|(_, step)| step.must != Must::Stay);
            let waits = waits.map(|(nth, step)| Duration::from_secs_f64(wait(nth, step)));
            let reset = plan.stable.map(|_| Duration::from_secs(1));
            Seen { waits: waits.collect(), reset, end: End::Complete }
        };
        vec![client(), client(), client()]
    }

    fn ids(findings: &[Finding]) -> Vec<&str> {
        findings.iter().map(|finding| finding.id).collect()
    }

    #[test]
    fn who_follows_the_policy_is_not_wrong() {
        let mut random = Random(1);
        for id in ["end-fin", "recv-1012", "recv-1013", "http-503", "http-429", "recv-1008"] {
            let plan = plan(id);
            for _ in 0..3000 {
                let seen = clients(&plan, |_, step| {
                    let span = step.latest.saturating_sub(step.earliest).as_secs_f64();
                    step.earliest.as_secs_f64() + span * random.next()
                });
                let findings = judge(&plan, &seen);
                let is_wrong = findings.iter().any(|finding| finding.level == Level::Fail);
                assert!(!is_wrong, "{id}: {seen:?}: {findings:?}");
            }
        }
    }

    #[test]
    fn each_fault_is_found() {
        let lost = plan("end-fin");
        let found = |wait: &mut dyn FnMut(usize, &Step) -> f64| {
            let seen = clients(&lost, wait);
            ids(&judge(&lost, &seen)).into_iter().map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(found(&mut |_, _| 0.01), ["early"]);
        assert_eq!(found(&mut |_, _| 3.0), ["constant"]);
        assert_eq!(found(&mut |nth, _| [1.0, 2.0, 4.0][nth]), ["not-spread"]);
        assert_eq!(found(&mut |_, _| 90.0), ["late", "constant"]);
        let mut random = Random(2);
        assert_eq!(found(&mut |_, _| 2.5 + random.next()), ["not-growing"]);
        // Near the policy's pace, but its own: well.
        let mut random = Random(3);
        let own = found(&mut |nth, _| [1.0, 2.0, 4.0][nth] * (0.5 + random.next()));
        assert_eq!(own, [""; 0]);
        let restart = plan("recv-1012");
        let seen = clients(&restart, |_, _| 1.0);
        assert_eq!(ids(&judge(&restart, &seen)), ["before", "constant"]);
    }

    #[test]
    fn who_goes_or_stays_wrongly_is_found() {
        let seen = |waits: &[u64], end| Seen {
            waits: waits.iter().copied().map(Duration::from_secs).collect(),
            reset: None,
            end,
        };
        let lost = plan("end-fin");
        assert_eq!(ids(&judge(&lost, &[seen(&[], End::Silent)])), ["gone"]);
        assert_eq!(ids(&judge(&lost, &[seen(&[3], End::Exited)])), ["gone"]);
        assert_eq!(ids(&judge(&lost, &[seen(&[], End::Absent)])), ["absent"]);
        // After all waits, the connection was stable, and then it gave up.
        assert_eq!(ids(&judge(&lost, &[seen(&[3, 4, 19], End::Silent)])), ["gone"]);
        assert_eq!(ids(&judge(&lost, &[seen(&[3, 4, 19], End::Left)])), ["left"]);
        let slow = Seen { reset: Some(Duration::from_secs(9)), ..seen(&[3, 4, 19], End::Complete) };
        assert_eq!(ids(&judge(&lost, &[slow])), ["not-reset"]);
        let kicked = plan("recv-3003");
        assert_eq!(ids(&judge(&kicked, &[seen(&[], End::Silent)])), [""; 0]);
        assert_eq!(ids(&judge(&kicked, &[seen(&[2], End::Complete)])), ["came-back"]);
        let refused = plan("http-401");
        assert_eq!(ids(&judge(&refused, &[seen(&[], End::Exited)])), [""; 0]);
        assert_eq!(ids(&judge(&refused, &[seen(&[2], End::Silent)])), [""; 0]);
        assert_eq!(ids(&judge(&refused, &[seen(&[2, 2], End::Complete)])), ["came-back"]);
    }

    #[test]
    fn chances_of_known_products() {
        assert!((chance(&[0.25]) - 0.25).abs() < 1e-12);
        // P(xy <= 1/4) = 1/4 (1 + ln 4).
        assert!((chance(&[0.5, 0.5]) - 0.25 * (1.0 + 4_f64.ln())).abs() < 1e-12);
        assert!((chance(&[1.0; 9]) - 1.0).abs() < 1e-12);
    }
}
