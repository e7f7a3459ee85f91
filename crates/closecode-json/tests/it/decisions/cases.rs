//! What is decided on: every row of the policy, every rule on every kind of row, each two rules of
//! which one is stronger, every boundary, and sequences.

use std::collections::BTreeSet;

use closecode_json::vectors::{
    Action, Decided, DecisionVector, Disconnect, Hint, Initiator, Jitter, Limits, Rule,
};

use super::ask::answer;
use crate::common::dataset;

/// A change of a disconnect, with its name and its kind: two of one kind exclude each other.
#[derive(Clone)]
struct Change {
    kind: &'static str,
    name: String,
    apply: fn(&mut Disconnect, u64),
    by: u64,
}

impl Change {
    fn on(&self, disconnect: &Disconnect) -> Disconnect {
        let mut changed = disconnect.clone();
        (self.apply)(&mut changed, self.by);
        changed
    }
}

/// Every vector, sorted by nothing but the order below.
pub(super) fn cases() -> Vec<DecisionVector> {
    let mut vectors = Vec::new();
    rows(&mut vectors);
    changes_of_rows(&mut vectors);
    pairs_of_changes(&mut vectors);
    boundaries(&mut vectors);
    sequences(&mut vectors);
    vectors
}

fn vector(id: String, before: Vec<Disconnect>, disconnect: Disconnect) -> DecisionVector {
    let decision = answer(&before, &disconnect);
    DecisionVector { id, before, disconnect, decision }
}

fn ended(cause: impl Into<String>) -> Disconnect {
    Disconnect { cause: cause.into(), ..Disconnect::default() }
}

fn limits(disconnect: &mut Disconnect) -> &mut Limits {
    disconnect.limits.get_or_insert_default()
}

fn hint(disconnect: &mut Disconnect) -> &mut Hint {
    disconnect.hint.get_or_insert_default()
}

/// A rule of a profile at the default pace.
fn rule(action: Action) -> Rule {
    Rule {
        action,
        at_once: false,
        steps_ms: None,
        initial_delay_ms: None,
        max_delay_ms: None,
        factor: None,
        jitter: None,
        attempts: None,
    }
}

/// A rule with a pace.
fn paced(initial: u64, max: u64, factor: u32, jitter: Jitter) -> Rule {
    Rule {
        initial_delay_ms: Some(initial),
        max_delay_ms: Some(max),
        factor: Some(factor),
        jitter: Some(jitter),
        ..rule(Action::Reconnect)
    }
}

/// Every cause of the policy: codes and the edges of what ranges leave, statuses and their edges,
/// and what has no number.
fn causes() -> Vec<String> {
    let data = dataset();
    let mut numbers: BTreeSet<u16> = data.codes.iter().map(|code| *code.code).collect();
    numbers.extend(data.ranges.iter().flat_map(|range| [*range.first, *range.last]));
    numbers.extend([1016, 3001, 3500]);
    let mut statuses = BTreeSet::from([0, 99, 600, 65_535]);
    for answer in &data.handshake {
        statuses.extend(answer.statuses.iter().map(|status| **status));
        let edges = [&answer.first, &answer.last].map(|edge| edge.as_ref().map(|edge| **edge));
        statuses.extend(edges.into_iter().flatten());
    }
    statuses.extend([101, 302, 418, 426, 500]);
    let codes = numbers.into_iter().map(|code| format!("close-{code}"));
    let codes = codes.chain(statuses.into_iter().map(|status| format!("http-{status}")));
    codes.chain(CAUSES.map(str::to_owned)).collect()
}

/// Causes without a number.
const CAUSES: [&str; 10] = [
    "dns",
    "tcp",
    "tls",
    "not-opened",
    "local-message-too-big",
    "local-invalid-utf8",
    "local-protocol-error",
    "local-ping-timeout",
    "local-code-hidden",
    "local-bad-request",
];

/// Every row at its first attempts, wanted or not said: action, pace and budget.
fn rows(vectors: &mut Vec<DecisionVector>) {
    for cause in causes() {
        vectors.push(vector(cause.clone(), Vec::new(), ended(&cause)));
        let mut last = None;
        for attempt in [0, 1, 2, 3, 4, 5, 9, 10, 100] {
            let mut disconnect = Disconnect { wanted: Some(true), ..ended(&cause) };
            disconnect.attempt = (attempt > 0).then_some(attempt);
            let id = match attempt {
                0 => format!("{cause}.wanted"),
                _ => format!("{cause}.wanted.attempt-{attempt}"),
            };
            let vector = vector(id, Vec::new(), disconnect);
            // What has stopped stays stopped, and what has stopped growing does not grow.
            let said = (vector.decision.action, vector.decision.delay_ms);
            let is_last = attempt == 100;
            if last != Some(said) || is_last {
                vectors.push(vector);
            }
            last = Some(said);
        }
    }
}

/// A cause for each kind of row, and rules of profiles, which are rows too.
fn kinds() -> Vec<(String, Disconnect)> {
    let mut kinds: Vec<(String, Disconnect)> = [
        "close-1000",
        "close-1002",
        "close-1006",
        "close-1008",
        "close-1009",
        "close-1011",
        "close-1012",
        "close-1013",
        "close-3003",
        "close-4000",
        "http-401",
        "http-404",
        "http-503",
        "dns",
        "tls",
        "not-opened",
        "local-ping-timeout",
        "local-bad-request",
    ]
    .map(|cause| (cause.to_owned(), ended(cause)))
    .into();
    let steps = Rule {
        steps_ms: Some(vec![2000, 30_000, 10_000]),
        jitter: Some(Jitter::None),
        ..rule(Action::Reconnect)
    };
    let uneven = Rule { jitter: Some(Jitter::Uniform), ..steps.clone() };
    let rules = [
        ("stop", rule(Action::Stop)),
        ("reconnect", rule(Action::Reconnect)),
        ("reconnect-at-most-2", Rule { attempts: Some(2), ..rule(Action::Reconnect) }),
        ("at-once", Rule { at_once: true, ..rule(Action::Reconnect) }),
        ("resume", rule(Action::Resume)),
        ("resume-at-once", Rule { at_once: true, ..rule(Action::Resume) }),
        ("reauthenticate", rule(Action::Reauthenticate)),
        ("reauthenticate-twice", Rule { attempts: Some(2), ..rule(Action::Reauthenticate) }),
        ("fix-first", rule(Action::FixFirst)),
        ("fix-first-twice", Rule { attempts: Some(2), ..rule(Action::FixFirst) }),
        ("if-wanted", rule(Action::ReconnectIfWanted)),
        ("ask-profile", rule(Action::AskProfile)),
        ("pause", rule(Action::PauseUntilOnline)),
        ("full", paced(1000, 8000, 2, Jitter::Full)),
        ("equal", paced(1000, 8000, 3, Jitter::Equal)),
        ("uniform", paced(1000, 8000, 2, Jitter::Uniform)),
        ("none", paced(1000, 8000, 2, Jitter::None)),
        ("no-pace", paced(0, 0, 1, Jitter::None)),
        ("initial-above-max", paced(9000, 5000, 0, Jitter::None)),
        ("steps", steps),
        ("steps-uniform", uneven),
    ];
    kinds.extend(rules.map(|(name, rule)| {
        let disconnect = Disconnect { rule: Some(rule), ..ended("close-4000") };
        (format!("close-4000.rule-{name}"), disconnect)
    }));
    kinds
}

/// Every rule other than those of the rows.
fn changes() -> Vec<Change> {
    let change = |kind, name: &str, by, apply| Change { kind, name: name.to_owned(), apply, by };
    vec![
        change("initiator", "application", 0, |d, _| d.initiator = Some(Initiator::Application)),
        change("initiator", "watchdog", 0, |d, _| d.initiator = Some(Initiator::Watchdog)),
        change("wanted", "unwanted", 0, |d, _| d.wanted = Some(false)),
        change("wanted", "wanted", 0, |d, _| d.wanted = Some(true)),
        change("reconnect", "server-forbids", 0, |d, _| hint(d).reconnect = Some(false)),
        change("reconnect", "server-asks", 0, |d, _| hint(d).reconnect = Some(true)),
        change("resume", "resume", 0, |d, _| hint(d).resume = Some(true)),
        change("resume", "no-resume", 0, |d, _| hint(d).resume = Some(false)),
        change("after", "after-0", 0, |d, by| hint(d).retry_after_ms = Some(by)),
        change("after", "after-900", 900, |d, by| hint(d).retry_after_ms = Some(by)),
        change("after", "after-4000", 4000, |d, by| hint(d).retry_after_ms = Some(by)),
        change("after", "after-2-days", 172_800_000, |d, by| hint(d).retry_after_ms = Some(by)),
        change("opened", "unopened", 0, |d, _| d.opened = Some(false)),
        change("opened", "opened", 0, |d, _| d.opened = Some(true)),
        change("uptime", "unstable", 9999, |d, by| d.uptime_ms = Some(by)),
        change("uptime", "stable", 10_000, |d, by| d.uptime_ms = Some(by)),
        change("attempt", "attempt-1", 1, |d, by| d.attempt = u32::try_from(by).ok()),
        change("attempt", "attempt-7", 7, |d, by| d.attempt = u32::try_from(by).ok()),
        change("limit", "at-most-0", 0, |d, by| limits(d).attempts = u32::try_from(by).ok()),
        change("limit", "at-most-7", 7, |d, by| limits(d).attempts = u32::try_from(by).ok()),
        change("spent", "spent-hour", 3_600_000, |d, by| d.spent_ms = Some(by)),
        change("time", "total-20-minutes", 1_200_000, |d, by| limits(d).total_time_ms = Some(by)),
        change("delay", "max-delay-3-days", 259_200_000, |d, by| limits(d).max_delay_ms = Some(by)),
        change("online", "offline", 0, |d, _| d.online = Some(false)),
        change("visible", "hidden", 0, |d, _| d.visible = Some(false)),
    ]
}

/// Changes that say two things about whether the connection had opened.
fn exclude(a: &Change, b: &Change) -> bool {
    let is_opened = |change: &Change| ["opened", "uptime"].contains(&change.kind);
    a.kind == b.kind || is_opened(a) && is_opened(b)
}

/// Every kind of row with every change that makes a difference to it, or that might be thought to.
fn changes_of_rows(vectors: &mut Vec<DecisionVector>) {
    let known: BTreeSet<String> = vectors.iter().map(|vector| vector.id.clone()).collect();
    for (name, disconnect) in kinds() {
        if !known.contains(&name) {
            vectors.push(vector(name.clone(), Vec::new(), disconnect.clone()));
        }
        for change in changes() {
            let id = format!("{name}.{}", change.name);
            if !known.contains(&id) {
                vectors.push(vector(id, Vec::new(), change.on(&disconnect)));
            }
        }
    }
}

/// Two changes at once, where they disagree about what to do or why, or where both together do what
/// neither does: one of each two kinds, row's action and outcome.
fn pairs_of_changes(vectors: &mut Vec<DecisionVector>) {
    let known: BTreeSet<String> = vectors.iter().map(|vector| vector.id.clone()).collect();
    let mut seen = BTreeSet::new();
    let changes = changes();
    for (name, disconnect) in kinds() {
        let base = answer(&[], &disconnect);
        let alone: Vec<Decided> =
            changes.iter().map(|change| answer(&[], &change.on(&disconnect))).collect();
        for (i, a) in changes.iter().enumerate() {
            for (j, b) in changes.iter().enumerate().skip(i + 1) {
                if exclude(a, b) {
                    continue;
                }
                let both = b.on(&a.on(&disconnect));
                let answer = answer(&[], &both);
                let is_plain = answer == alone[i] && alone[j] == base
                    || answer == alone[j] && alone[i] == base;
                let outcome = format!(
                    "{} {} {:?} {:?} {:?} {}",
                    a.name,
                    b.name,
                    base.action,
                    answer.action,
                    answer.rationale,
                    answer.delay_ms[1] == 0
                );
                let id = format!("{name}.{}.{}", a.name, b.name);
                if !is_plain && !known.contains(&id) && seen.insert(outcome) {
                    vectors.push(vector(id, Vec::new(), both));
                }
            }
        }
    }
}

/// The numbers on both sides of each comparison.
fn boundaries(vectors: &mut Vec<DecisionVector>) {
    let mut add = |id: &str, disconnect| {
        vectors.push(vector(format!("edge.{id}"), Vec::new(), disconnect));
    };
    let lost = || ended("close-1006");
    let exact =
        || Disconnect { rule: Some(paced(5000, 5000, 1, Jitter::None)), ..ended("close-4000") };
    for uptime in [4999, 5000] {
        let min_uptime_ms = Some(5000);
        let limits = Some(Limits { min_uptime_ms, ..Limits::default() });
        let uptime_ms = Some(uptime);
        let disconnect = Disconnect { uptime_ms, attempt: Some(7), limits, ..lost() };
        add(&format!("min-uptime-5000.uptime-{uptime}"), disconnect);
    }
    for (name, cause) in [("opened", "close-1006"), ("unopened", "not-opened")] {
        let limits = Some(Limits { min_uptime_ms: Some(0), ..Limits::default() });
        let disconnect = Disconnect { attempt: Some(7), limits, ..ended(cause) };
        add(&format!("min-uptime-0.{name}"), disconnect);
    }
    for (cause, after) in [
        ("close-1006", 999),
        ("close-1006", 1000),
        ("close-1006", 9998),
        ("close-1006", 10_002),
        ("close-1006", 60_000),
        ("close-1012", 60_000),
        ("close-1013", 60_000),
        ("close-1013", 600_000),
        ("close-3003", 60_000),
        ("http-429", 60_000),
        ("http-503", 60_000),
    ] {
        let hint = Hint { retry_after_ms: Some(after), reconnect: Some(true), resume: None };
        for attempt in [None, Some(1)] {
            let times = if attempt.is_some() { ".attempt-1" } else { "" };
            let disconnect = Disconnect { hint: Some(hint.clone()), attempt, ..ended(cause) };
            add(&format!("{cause}.server-asks.after-{after}{times}"), disconnect);
        }
    }
    for attempt in [2, 3, 4] {
        let limits = Some(Limits { attempts: Some(3), ..Limits::default() });
        let disconnect = Disconnect { attempt: Some(attempt), limits, ..lost() };
        add(&format!("at-most-3.attempt-{attempt}"), disconnect);
    }
    for max in [4999, 5000] {
        let limits = Some(Limits { max_delay_ms: Some(max), ..Limits::default() });
        add(&format!("delay-5000.max-delay-{max}"), Disconnect { limits, ..exact() });
    }
    // Up to 5 s are waited beyond what the server asked for, and a day is the longest wait.
    for (name, after) in [("a-day", 86_395_000), ("more-than-a-day", 86_401_000)] {
        let hint = Some(Hint { retry_after_ms: Some(after), ..Hint::default() });
        add(&format!("after-{name}"), Disconnect { hint, ..exact() });
    }
    for spent in [54_999, 55_000, 55_001, 60_000] {
        let limits = Some(Limits { total_time_ms: Some(60_000), ..Limits::default() });
        let disconnect = Disconnect { spent_ms: Some(spent), limits, ..exact() };
        add(&format!("delay-5000.total-60000.spent-{spent}"), disconnect);
    }
    for spent in [59_999, 60_000] {
        let limits = Some(Limits { total_time_ms: Some(60_000), ..Limits::default() });
        let rule = Some(Rule { at_once: true, ..rule(Action::Reconnect) });
        let disconnect = Disconnect { spent_ms: Some(spent), limits, rule, ..exact() };
        add(&format!("at-once.total-60000.spent-{spent}"), disconnect);
    }
    for uptime in [4000, 4001] {
        let limits = Some(Limits { total_time_ms: Some(9000), ..Limits::default() });
        let disconnect = Disconnect { uptime_ms: Some(uptime), limits, ..exact() };
        add(&format!("delay-5000.total-9000.uptime-{uptime}"), disconnect);
    }
    for cause in ["close-1006", "close-1013", "http-500"] {
        let disconnect = Disconnect { attempt: Some(u32::MAX), ..ended(cause) };
        add(&format!("{cause}.attempt-4294967295"), disconnect);
    }
}

/// What one end leaves to the next.
fn sequences(vectors: &mut Vec<DecisionVector>) {
    let mut add = |id: &str, before: Vec<Disconnect>, disconnect: Disconnect| {
        vectors.push(vector(format!("after.{id}"), before, disconnect));
    };
    let all = |causes: &[&str]| -> Vec<Disconnect> { causes.iter().map(|c| ended(*c)).collect() };
    let plain: &[(&str, &[&str], &str)] = &[
        ("lost-once.lost", &["close-1006"], "close-1006"),
        ("lost-thrice.lost", &["close-1006"; 3], "close-1006"),
        ("network-is-one-cause", &["close-1006", "dns", "tcp", "not-opened"], "local-ping-timeout"),
        ("network-is-not-tls", &["dns", "tcp"], "tls"),
        ("network.overloaded", &["dns", "dns", "dns"], "close-1013"),
        ("network.overloaded.network", &["dns", "dns", "dns", "close-1013"], "dns"),
        (
            "three-others.the-first",
            &["close-1001", "close-1001", "close-1012", "close-1013", "close-1014"],
            "close-1001",
        ),
        (
            "four-others.the-first",
            &["close-1001", "close-1001", "close-1012", "close-1013", "close-1014", "dns"],
            "close-1001",
        ),
        (
            "the-newest-are-kept",
            &["close-1001", "close-1012", "close-1001", "close-1013", "close-1014", "dns"],
            "close-1001",
        ),
        ("policy.policy", &["close-1008"], "close-1008"),
        ("policy.unauthorized", &["close-1008"], "close-3000"),
        ("policy.refused-403", &["close-1008"], "http-403"),
        ("refused-401.refused-407", &["http-401"], "http-407"),
        ("network.policy", &["tcp"; 10], "close-1008"),
        ("probe-once.protocol-error", &["close-1002"], "close-1002"),
        ("probe-thrice.protocol-error", &["close-1002"; 3], "close-1002"),
        ("probe.other-cause", &["close-1002"], "close-1007"),
        ("probe.policy", &["close-1002"], "close-1008"),
        ("policy.protocol-error", &["close-1008"], "close-1002"),
        ("limited-4.limited", &["close-2999"; 4], "close-2999"),
        ("limited-5.limited", &["close-2999"; 5], "close-2999"),
        ("limited-5.other-limited", &["close-1011"; 5], "close-4000"),
        ("limited-5.unlimited", &["close-2999"; 5], "close-1006"),
        ("unlimited-10.limited", &["close-1006"; 10], "close-4000"),
        ("unopened-once.unopened", &["not-opened"], "not-opened"),
        ("unopened-twice.unopened", &["not-opened"; 2], "not-opened"),
        ("unopened-thrice.unopened", &["not-opened"; 3], "not-opened"),
        ("unopened-twice.lost.unopened", &["not-opened", "not-opened", "close-1006"], "not-opened"),
        ("dns-twice.unopened", &["dns", "dns"], "not-opened"),
        ("unopened-twice.dns", &["not-opened"; 2], "dns"),
        ("statuses-grow-apart", &["http-503", "http-503"], "http-502"),
        ("status.the-same", &["http-503", "http-503"], "http-503"),
        ("status.the-code-it-is-like", &["http-503", "http-503"], "close-1014"),
        ("restart.restart", &["close-1012"; 3], "close-1012"),
        ("local-errors-grow-apart", &["local-protocol-error"], "local-invalid-utf8"),
    ];
    for (id, before, cause) in plain {
        add(id, all(before), ended(*cause));
    }
    more_sequences(&mut add);
}

/// Sequences in which more is said than causes.
fn more_sequences(add: &mut impl FnMut(&str, Vec<Disconnect>, Disconnect)) {
    let all = |causes: &[&str]| -> Vec<Disconnect> { causes.iter().map(|c| ended(*c)).collect() };
    let lost = || ended("close-1006");
    let total = |ms| Some(Limits { total_time_ms: Some(ms), ..Limits::default() });
    add("lost-4.stable", all(&["close-1006"; 4]), Disconnect { uptime_ms: Some(10_000), ..lost() });
    add("lost-4.unstable", all(&["close-1006"; 4]), Disconnect { uptime_ms: Some(9999), ..lost() });
    let short = || Disconnect { uptime_ms: Some(5000), ..ended("close-1001") };
    add("short-lives-add-up", vec![short(), short()], short());
    add(
        "policy.stable.policy",
        vec![ended("close-1008")],
        Disconnect { uptime_ms: Some(60_000), ..ended("close-1008") },
    );
    add(
        "time-waited-counts",
        all(&["dns", "dns"]),
        Disconnect { limits: total(19_999), ..ended("close-1012") },
    );
    add(
        "time-by-a-clock-counts-instead",
        all(&["dns", "dns"]),
        Disconnect { spent_ms: Some(0), limits: total(50_000), ..ended("close-1012") },
    );
    add(
        "a-stable-life-ends-the-time",
        all(&["dns", "dns"]),
        Disconnect {
            uptime_ms: Some(10_000),
            spent_ms: Some(3_600_000),
            limits: total(50_000),
            ..ended("close-1012")
        },
    );
    let offline = |cause: &str| Disconnect { online: Some(false), ..ended(cause) };
    add("offline.lost", vec![offline("dns"), offline("dns")], ended("dns"));
    add("offline-with-a-code.lost", vec![offline("close-1013")], ended("close-1013"));
    add(
        "offline-watchdog",
        vec![offline("dns")],
        Disconnect { initiator: Some(Initiator::Watchdog), ..offline("close-1000") },
    );
    let asked = |cause: &str| Disconnect {
        hint: Some(Hint { reconnect: Some(true), ..Hint::default() }),
        ..ended(cause)
    };
    add("asked-thrice.forbidden", vec![asked("close-3003"); 3], asked("close-3003"));
    add("asked-to-after-policy", vec![ended("close-1008")], asked("close-1008"));
    add("asked.policy", vec![asked("close-1008")], ended("close-1008"));
    let at_once = || Disconnect {
        rule: Some(Rule { at_once: true, ..rule(Action::Reconnect) }),
        ..ended("close-4000")
    };
    add("at-once.at-once", vec![at_once()], at_once());
    add("network.at-once", all(&["dns"]), at_once());
    add("at-once.stable", vec![at_once()], Disconnect { uptime_ms: Some(10_000), ..at_once() });
    let now = |cause: &str| Disconnect {
        hint: Some(Hint { retry_after_ms: Some(0), ..Hint::default() }),
        ..ended(cause)
    };
    add("told-at-once.told-at-once", vec![now("close-1001")], now("close-1001"));
    let done = Disconnect { initiator: Some(Initiator::Application), ..ended("close-1000") };
    add("policy.closed-here.policy", vec![ended("close-1008"), done], ended("close-1008"));
    let watchdog = Disconnect { initiator: Some(Initiator::Watchdog), ..ended("close-1000") };
    add("network.watchdog", all(&["tcp"; 3]), watchdog.clone());
    add("watchdog.watchdog", vec![watchdog.clone(), watchdog.clone()], watchdog);
    let counted = Disconnect { attempt: Some(2), ..lost() };
    add("counted.lost", vec![counted.clone()], lost());
    add("counted.overloaded", vec![counted], ended("close-1013"));
    let hidden = Disconnect { visible: Some(false), ..lost() };
    add("hidden.lost", vec![hidden], lost());
    let resume = || Disconnect {
        rule: Some(Rule { attempts: Some(2), ..rule(Action::Resume) }),
        ..ended("close-4000")
    };
    add("resume.resume", vec![resume()], resume());
    add("resume-twice.resume", vec![resume(), resume()], resume());
}
