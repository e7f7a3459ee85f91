//! A disconnect in JSON as one of the crate's, and the crate's decision as JSON.

use std::time::Duration;

use closecode::{
    Action, Backoff, Cause, Decision, Hint, Initiator, Jitter, Limits, Profile, ProfileRule,
    RawCode, RetryState, decide,
};
use closecode_json::vectors as json;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// What the crate decides about the last of these, each of which follows from the one before.
pub(super) fn answer(before: &[json::Disconnect], last: &json::Disconnect) -> json::Decided {
    let mut state = RetryState::new();
    for disconnect in before {
        state = decide(&read(disconnect, state), u32::MAX).retry_state;
    }
    let disconnect = read(last, state);
    let draws = [decide(&disconnect, 0), decide(&disconnect, u32::MAX)];
    let [shortest, longest] = draws;
    // One answer for both, other than in time: else a program that draws could be right either way.
    let parts =
        |d: &Decision| (d.action, d.rationale, d.cause, d.severity(), d.attempt_in().is_some());
    assert_eq!(parts(&shortest), parts(&longest), "{last:?}");
    json::Decided {
        action: word(shortest.action.as_str()),
        rationale: word(shortest.rationale.as_str()),
        attempt_in_ms: shortest.attempt_in().map(|_| draws.map(|d| millis(d.delay))),
        delay_ms: draws.map(|d| millis(d.delay)),
        cause: cause(shortest.cause),
        severity: word(shortest.severity().as_str()),
        attempts: shortest.retry_state.attempts(),
        spent_ms: draws.map(|d| millis(d.retry_state.spent())),
    }
}

/// The word for the cause that `FromStr` reads; `Display` is for people.
fn cause(cause: Cause) -> String {
    match cause {
        Cause::Closed(code) => format!("close-{}", code.get()),
        Cause::Handshake(status) => format!("http-{}", status.get()),
        Cause::Dns => "dns".to_owned(),
        Cause::Tcp => "tcp".to_owned(),
        Cause::Tls => "tls".to_owned(),
        Cause::NotOpened => "not-opened".to_owned(),
        Cause::Local(error) => format!("local-{error}"),
        other => panic!("{other} is new: give it a word"),
    }
}

/// Whole milliseconds. The inputs are chosen so that nothing is lost.
fn millis(time: Duration) -> u64 {
    assert_eq!(time.subsec_nanos() % 1_000_000, 0, "{time:?}");
    time.as_millis().try_into().expect("a time is not that long")
}

/// A word of one crate as that of the other.
fn word<T: DeserializeOwned>(word: &str) -> T {
    serde_json::from_value(Value::from(word)).unwrap_or_else(|e| panic!("{word}: {e}"))
}

/// The same in the other direction.
fn parsed<T: std::str::FromStr<Err: std::fmt::Debug>>(word: impl Serialize) -> T {
    let value = serde_json::to_value(word).expect("a word");
    value.as_str().expect("a word").parse().expect("a word of the crate")
}

/// Every code means the same.
struct Always(ProfileRule);

impl Profile for Always {
    fn rule(&self, _: RawCode) -> Option<ProfileRule> {
        Some(self.0)
    }
}

fn read(from: &json::Disconnect, state: RetryState) -> closecode::Disconnect {
    let json::Disconnect {
        cause,
        opened,
        initiator,
        wanted,
        uptime_ms,
        attempt,
        spent_ms,
        hint,
        rule,
        online,
        visible,
        limits,
    } = from;
    let mut to = closecode::Disconnect::new(cause.parse().expect("a cause")).retry_state(state);
    let time = Duration::from_millis;
    if let Some(uptime) = *uptime_ms {
        to = to.uptime(time(uptime));
    }
    if let Some(opened) = *opened {
        to = to.opened(opened);
    }
    if let Some(initiator) = *initiator {
        to = to.initiator(parsed::<Initiator>(initiator));
    }
    if let Some(wanted) = *wanted {
        to = to.wanted(wanted);
    }
    if let Some(attempt) = *attempt {
        to = to.attempt(attempt);
    }
    if let Some(spent) = *spent_ms {
        to = to.spent(time(spent));
    }
    if let Some(hint) = hint {
        to = to.hint(read_hint(hint));
    }
    if let Some(rule) = rule {
        to = to.profile(&Always(read_rule(rule)));
    }
    if let Some(limits) = limits {
        to = to.limits(read_limits(limits));
    }
    to.online(online.unwrap_or(true)).visible(visible.unwrap_or(true))
}

fn read_hint(from: &json::Hint) -> Hint {
    let mut to = Hint::new();
    if let Some(after) = from.retry_after_ms {
        to = to.retry_after(Duration::from_millis(after));
    }
    if let Some(reconnect) = from.reconnect {
        to = to.reconnect(reconnect);
    }
    if let Some(resume) = from.resume {
        to = to.resume(resume);
    }
    to
}

fn read_limits(from: &json::Limits) -> Limits {
    let mut to = Limits::new();
    if let Some(uptime) = from.min_uptime_ms {
        to = to.min_uptime(Duration::from_millis(uptime));
    }
    if let Some(attempts) = from.attempts {
        to = to.attempts(attempts);
    }
    if let Some(total) = from.total_time_ms {
        to = to.total_time(Duration::from_millis(total));
    }
    if let Some(delay) = from.max_delay_ms {
        to = to.max_delay(Duration::from_millis(delay));
    }
    to
}

fn read_rule(from: &json::Rule) -> ProfileRule {
    let mut to = ProfileRule::new(parsed::<Action>(from.action));
    if from.at_once {
        to = to.at_once();
    }
    if let Some(jitter) = from.jitter {
        let jitter: Jitter = parsed(jitter);
        let pace = match &from.steps_ms {
            Some(steps) => {
                let steps: Vec<Duration> =
                    steps.iter().copied().map(Duration::from_millis).collect();
                // A table of the crate is a constant; a test may keep a few forever.
                Backoff::steps(Vec::leak(steps), jitter)
            }
            None => Backoff::new(
                Duration::from_millis(from.initial_delay_ms.expect("a pace has one")),
                Duration::from_millis(from.max_delay_ms.expect("a pace has one")),
                from.factor.expect("a pace has one"),
                jitter,
            ),
        };
        to = to.paced(pace);
    }
    match from.attempts {
        Some(attempts) => to.at_most(attempts),
        None => to,
    }
}
