//! What is true of every disconnect.

use std::time::Duration;

use closecode::{
    Action, Backoff, Cause, Decision, Disconnect, HandshakeStatus, Hint, Initiator, Jitter, Limits,
    ProfileRule, ProfileTable, Rationale, RawCode, decide,
};
use proptest::option;
use proptest::prelude::*;

/// Everything that a disconnect is built from, so that a property can change one part.
#[derive(Clone, Debug)]
#[allow(clippy::struct_excessive_bools)] // They are what a disconnect is built from.
struct Parts {
    cause: Cause,
    opened: bool,
    initiator: Initiator,
    wanted: Option<bool>,
    uptime: Duration,
    attempt: u32,
    spent: Duration,
    random: u32,
    retry_after: Option<Duration>,
    reconnect: Option<bool>,
    resume: Option<bool>,
    profiled: bool,
    online: bool,
    visible: bool,
    min_uptime: Duration,
    attempts: Option<u32>,
    total_time: Option<Duration>,
}

const TABLE: ProfileTable = ProfileTable::new(&[
    (4000..=4099, ProfileRule::new(Action::Reconnect).at_once()),
    (4100..=4199, ProfileRule::new(Action::Resume).at_most(4)),
    (4200..=4299, ProfileRule::new(Action::Reauthenticate)),
    (4300..=4399, ProfileRule::new(Action::FixFirst).at_most(1)),
    (4400..=4499, ProfileRule::new(Action::Stop)),
    (4500..=4599, ProfileRule::new(Action::ReconnectIfWanted)),
    (3000..=3999, ProfileRule::new(Action::Reconnect).paced(WILD)),
]);
const WILD: Backoff =
    Backoff::new(Duration::from_nanos(3), Duration::MAX, u32::MAX, Jitter::Uniform);

impl Parts {
    fn disconnect(&self) -> Disconnect {
        let mut hint = Hint::new();
        hint = self.retry_after.map_or(hint, |after| hint.retry_after(after));
        hint = self.reconnect.map_or(hint, |reconnect| hint.reconnect(reconnect));
        hint = self.resume.map_or(hint, |resume| hint.resume(resume));
        let mut limits = Limits::new().min_uptime(self.min_uptime).max_delay(Duration::MAX);
        limits = self.attempts.map_or(limits, |attempts| limits.attempts(attempts));
        limits = self.total_time.map_or(limits, |total| limits.total_time(total));
        let mut disconnect = Disconnect::new(self.cause)
            .opened(self.opened)
            .initiator(self.initiator)
            .uptime(self.uptime)
            .attempt(self.attempt)
            .spent(self.spent)
            .hint(hint)
            .online(self.online)
            .visible(self.visible)
            .limits(limits);
        disconnect = self.wanted.map_or(disconnect, |wanted| disconnect.wanted(wanted));
        if self.profiled { disconnect.profile(&TABLE) } else { disconnect }
    }

    fn decide(&self) -> Decision {
        decide(&self.disconnect(), self.random)
    }
}

/// Seconds as they occur, and the edges.
fn duration() -> impl Strategy<Value = Duration> {
    prop_oneof![
        4 => (0_u64..2000).prop_map(Duration::from_secs),
        2 => any::<u64>().prop_map(Duration::from_nanos),
        1 => Just(Duration::ZERO),
        1 => Just(Duration::MAX),
        1 => (any::<u64>(), 0_u32..1_000_000_000)
            .prop_map(|(seconds, nanos)| Duration::new(seconds, nanos)),
    ]
}

fn number() -> impl Strategy<Value = u32> {
    prop_oneof![4 => 0_u32..12, 1 => any::<u32>(), 1 => Just(u32::MAX)]
}

fn cause() -> impl Strategy<Value = Cause> {
    let code = prop_oneof![
        4 => 1000_u16..1016,
        2 => 3000_u16..3010,
        3 => 4000_u16..4700,
        1 => any::<u16>(),
    ];
    let status = prop_oneof![4 => 400_u16..512, 1 => any::<u16>()];
    prop_oneof![
        6 => code.prop_map(|code| Cause::Closed(RawCode::new(code))),
        3 => status.prop_map(|status| Cause::Handshake(HandshakeStatus::new(status))),
        1 => Just(Cause::Dns),
        1 => Just(Cause::Tcp),
        1 => Just(Cause::Tls),
        1 => Just(Cause::NotOpened),
    ]
}

prop_compose! {
    fn parts()(
        (cause, opened, initiator, wanted) in (
            cause(),
            any::<bool>(),
            prop_oneof![
                1 => Just(Initiator::Application),
                2 => Just(Initiator::Watchdog),
                6 => Just(Initiator::Remote),
            ],
            option::of(prop::bool::weighted(0.9)),
        ),
        (uptime, attempt, spent, random) in (
            duration(),
            number(),
            duration(),
            prop_oneof![Just(0), Just(u32::MAX), any::<u32>()],
        ),
        (retry_after, reconnect, resume) in (
            option::of(duration()),
            option::of(any::<bool>()),
            option::of(any::<bool>()),
        ),
        (profiled, online, visible) in (any::<bool>(), any::<bool>(), any::<bool>()),
        (min_uptime, attempts, total_time) in (
            duration(),
            option::of(number()),
            option::of(duration()),
        ),
    ) -> Parts {
        Parts {
            cause, opened, initiator, wanted, uptime, attempt, spent, random, retry_after,
            reconnect, resume, profiled, online, visible, min_uptime, attempts, total_time,
        }
    }
}

/// Whether a delay is what the server asked for, or up to half more.
fn is_spread(after: Duration, delay: Duration) -> bool {
    (after..=after.saturating_add(after / 2)).contains(&delay)
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        max_global_rejects: 100_000,
        ..ProptestConfig::with_cases(1024)
    })]

    #[test]
    fn it_answers_for_anything_and_the_answer_is_consistent(parts in parts()) {
        let decision = parts.decide();
        prop_assert_eq!(decision, parts.decide(), "it has no state");
        prop_assert!(!decision.to_string().is_empty() );
        match decision.action {
            Action::Stop => {
                prop_assert_eq!((decision.attempt_in(), decision.delay), (None, Duration::ZERO));
            }
            Action::PauseUntilOnline => {
                prop_assert_eq!((decision.attempt_in(), parts.online), (None, false));
            }
            Action::FixFirst if decision.attempt_in().is_none() => {
                prop_assert_eq!(decision.delay, Duration::ZERO);
            }
            _ => {
                prop_assert_eq!(decision.attempt_in(), Some(decision.delay));
                prop_assert!(parts.online && decision.retry_state.attempts() >= 1);
            }
        }
    }

    #[test]
    fn a_delay_is_the_hint_or_within_the_policy(mut parts in parts()) {
        parts.profiled = false;
        let decision = parts.decide();
        let policy = match parts.cause {
            _ if parts.initiator == Initiator::Watchdog => RawCode::new(1006).policy(),
            Cause::Closed(code) => code.policy(),
            Cause::Tls if !parts.opened => RawCode::new(1015).policy(),
            Cause::Handshake(_) => return Ok(()), // the next property
            _ => RawCode::new(1006).policy(),
        };
        let Some(delay) = decision.attempt_in() else { return Ok(()) };
        if parts.retry_after.is_some_and(|after| is_spread(after, delay)) {
            return Ok(());
        }
        // A server that asks for an attempt where the policy has none gets the default pace.
        let (least, most) = match (policy.jitter(), policy.max_delay()) {
            (_, Duration::ZERO) => (Duration::ZERO, Backoff::DEFAULT.ceiling(u32::MAX)),
            (Jitter::Uniform, max) => (policy.initial_delay(), max),
            (_, max) => (Duration::ZERO, max),
        };
        prop_assert!(
            least <= delay && delay <= most,
            "{delay:?} is not from {least:?} to {most:?}"
        );
        let is_shorter = |after| after < Duration::from_secs(1) && after < delay;
        prop_assert!(parts.retry_after.is_none_or(is_shorter));
    }

    #[test]
    fn no_delay_of_a_refused_handshake_is_above_a_quarter_of_an_hour(
        mut parts in parts(),
        status: u16,
    ) {
        parts.cause = Cause::Handshake(HandshakeStatus::new(status));
        let delay = parts.decide().delay;
        let is_hint = parts.retry_after.is_some_and(|after| is_spread(after, delay));
        prop_assert!(delay <= Duration::from_secs(900) || is_hint);
    }

    #[test]
    fn local_intent_always_wins(mut parts in parts()) {
        let initiator = parts.initiator;
        let wanted = parts.wanted;
        parts.initiator = Initiator::Application;
        prop_assert_eq!(parts.decide().rationale, Rationale::ApplicationClosed);
        prop_assert_eq!(parts.decide().action, Action::Stop);
        parts.initiator = initiator;
        parts.wanted = Some(false);
        prop_assert_eq!(parts.decide().action, Action::Stop);
        // What the watchdog closed comes back, unless the caller's own limits end it.
        parts.initiator = Initiator::Watchdog;
        parts.wanted = wanted.filter(|wanted| *wanted);
        (parts.attempts, parts.total_time) = (None, None);
        let expected = if !parts.online {
            Action::PauseUntilOnline
        } else if parts.resume == Some(true) {
            Action::Resume
        } else {
            Action::Reconnect
        };
        prop_assert_eq!(parts.decide().action, expected);
    }

    #[test]
    fn stop_is_final(parts in parts(), more in number(), longer in duration()) {
        prop_assume!(parts.decide().action == Action::Stop);
        // More attempts and more time do not bring it back. Neither does any drawn number that
        // makes the wait longer.
        let mut later = parts.clone();
        later.attempt = later.attempt.saturating_add(more);
        later.spent = later.spent.saturating_add(longer);
        prop_assert_eq!(later.decide().action, Action::Stop);
        let mut offline = parts.clone();
        offline.online = !parts.online;
        prop_assert_eq!(offline.decide().action, Action::Stop);
        let again = decide(&parts.disconnect().retry_state(parts.decide().retry_state), u32::MAX);
        prop_assert_eq!(again.action, Action::Stop);
    }

    #[test]
    fn a_larger_budget_never_stops_earlier(
        parts in parts(),
        more in number(),
        longer in duration(),
    ) {
        let decision = parts.decide();
        prop_assume!(decision.action != Action::Stop);
        let mut richer = parts.clone();
        richer.attempts = parts.attempts.map(|attempts| attempts.saturating_add(more));
        richer.total_time = parts.total_time.map(|total| total.saturating_add(longer));
        prop_assert_eq!(richer.decide(), decision);
        (richer.attempts, richer.total_time) = (None, None);
        prop_assert_eq!(richer.decide(), decision);
    }

    #[test]
    fn more_attempts_never_shorten_the_wait(parts in parts(), more in number()) {
        let mut later = parts.clone();
        later.attempt = later.attempt.saturating_add(more);
        let now = parts.decide().attempt_in();
        let then = later.decide().attempt_in();
        if let (Some(now), Some(then)) = (now, then) {
            prop_assert!(now <= then, "{now:?}, then {then:?}");
        }
    }

    #[test]
    fn a_pace_keeps_its_bounds(
        initial in duration(),
        max in duration(),
        factor in number(),
        attempt in number(),
        random: u32,
        other: u32,
        jitter in prop_oneof![
            Just(Jitter::Full),
            Just(Jitter::Equal),
            Just(Jitter::Uniform),
            Just(Jitter::None),
        ],
    ) {
        let pace = Backoff::new(initial, max, factor, jitter);
        let delay = pace.delay(attempt, random);
        prop_assert!(delay <= pace.ceiling(attempt) && pace.ceiling(attempt) <= max);
        prop_assert!(pace.ceiling(attempt) <= pace.ceiling(attempt.saturating_add(1)));
        let least = match jitter {
            Jitter::Full => Duration::ZERO,
            Jitter::Equal => initial.min(max) / 2,
            _ => initial.min(max),
        };
        prop_assert!(delay >= least);
        let less = random.min(other);
        let more = random.max(other);
        prop_assert!(pace.delay(attempt, less) <= pace.delay(attempt, more));
    }
}
