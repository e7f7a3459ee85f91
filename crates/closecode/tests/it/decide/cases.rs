//! Every case that the documentation names: statuses, failures without a code, browsers,
//! credentials, profiles, words.

use std::time::Duration;

use closecode::{
    Action, Backoff, Cause, Decision, Disconnect, HandshakeStatus, Hint, Initiator, Jitter, Limits,
    ProfileRule, ProfileTable, Rationale, RawCode, RetryState, Severity, decide,
};

fn refused(status: u16) -> Disconnect {
    Disconnect::new(Cause::Handshake(HandshakeStatus::new(status)))
}

fn closed(code: u16) -> Disconnect {
    Disconnect::new(Cause::Closed(RawCode::new(code)))
}

fn seconds(count: u64) -> Duration {
    Duration::from_secs(count)
}

/// Action, largest first delay, largest delay at all, attempts.
fn shape(disconnect: &Disconnect) -> (Action, u64, u64, Option<u32>) {
    let first = decide(disconnect, u32::MAX);
    let limit = (0..50)
        .find(|attempt| decide(&disconnect.attempt(*attempt), u32::MAX).attempt_in().is_none());
    let last =
        decide(&disconnect.attempt(limit.map_or(49, |limit| limit.saturating_sub(1))), u32::MAX);
    (first.action, first.delay.as_secs(), last.delay.as_secs(), limit)
}

#[test]
fn refused_handshakes() {
    let reauth = (Action::Reauthenticate, 5, 5, Some(1));
    let never = (Action::Stop, 0, 0, Some(0));
    let fix = (Action::FixFirst, 0, 0, Some(0));
    let probes = (Action::FixFirst, 60, 240, Some(3));
    let again = (Action::Reconnect, 5, 60, None);
    let slowly = (Action::Reconnect, 10, 300, None);
    let server = (Action::Reconnect, 5, 300, None);
    for status in 0..=u16::MAX {
        let expected = match status {
            401 | 403 | 407 => reauth,
            410 | 451 => never,
            408 | 425 | 502..=504 => again,
            429 => slowly,
            100..=399 | 404 | 501 | 505 | 511 => probes,
            _ if (400..500).contains(&status) => fix,
            _ => server,
        };
        assert_eq!(shape(&refused(status)), expected, "{status}");
    }
}

#[test]
fn a_refused_handshake_honours_retry_after() {
    for status in [408, 425, 429, 500, 502, 503, 504] {
        let asked = refused(status).attempt(3).hint(Hint::new().retry_after(seconds(120)));
        let decision = decide(&asked, 0);
        assert_eq!(
            (decision.action, decision.delay),
            (Action::Reconnect, seconds(120)),
            "{status}"
        );
        // Never earlier, and later by no more than the first delay would be.
        let latest = decide(&asked, u32::MAX).delay;
        assert_eq!(latest, seconds(if status == 429 { 130 } else { 125 }), "{status}");
    }
    // It says when, not whether.
    assert_eq!(
        decide(&refused(410).hint(Hint::new().retry_after(seconds(1))), u32::MAX).action,
        Action::Stop
    );
    assert_eq!(
        decide(&refused(400).hint(Hint::new().retry_after(seconds(1))), u32::MAX).attempt_in(),
        None
    );
}

#[test]
fn a_server_that_always_says_at_once_is_not_called_in_a_tight_loop() {
    for after in [Duration::ZERO, Duration::from_millis(999)] {
        let hint = Hint::new().retry_after(after);
        assert_eq!(decide(&refused(503).hint(hint), u32::MAX).delay, after);
        assert_eq!(decide(&refused(503).attempt(5).hint(hint), u32::MAX).delay, seconds(60));
        assert_eq!(decide(&refused(503).attempt(5).hint(hint), 0).delay, after);
    }
    let hint = Hint::new().retry_after(seconds(1));
    let asked = refused(503).attempt(5).hint(hint);
    assert_eq!(decide(&asked, 0).delay, seconds(1));
    assert_eq!(decide(&asked, u32::MAX).delay, Duration::from_millis(1500), "half as much later");
}

#[test]
fn failures_below_http() {
    for cause in [Cause::Dns, Cause::Tcp] {
        assert_eq!(shape(&Disconnect::new(cause)), shape(&closed(1006)), "{cause}");
        assert_eq!(shape(&Disconnect::new(cause)), (Action::Reconnect, 5, 60, None), "{cause}");
    }
    assert_eq!(shape(&Disconnect::new(Cause::Tls)), shape(&closed(1015)));
    assert_eq!(shape(&Disconnect::new(Cause::Tls)), (Action::FixFirst, 60, 900, None));
    // A session that breaks after its handshake is a lost connection.
    assert_eq!(shape(&Disconnect::new(Cause::Tls).opened(true)), (Action::Reconnect, 5, 60, None));
}

#[test]
fn a_browser_that_tells_nothing() {
    for disconnect in [Disconnect::new(Cause::NotOpened), closed(1006).opened(false)] {
        let first = decide(&disconnect, u32::MAX);
        let second = decide(&disconnect.retry_state(first.retry_state), u32::MAX);
        let third = decide(&disconnect.retry_state(second.retry_state), u32::MAX);
        assert_eq!(
            [first.rationale, second.rationale, third.rationale],
            [Rationale::Policy, Rationale::Policy, Rationale::LookIntoIt]
        );
        assert_eq!(third.cause, Cause::NotOpened);
        assert!([first, second, third].iter().all(|decision| decision.action == Action::Reconnect));
        // Once it opens, the row of failures has ended, even if the connection does not last.
        let flapped = decide(&closed(1006).retry_state(third.retry_state), u32::MAX);
        assert_eq!(flapped.retry_state.attempts(), 4);
        assert_eq!(
            decide(&disconnect.retry_state(flapped.retry_state), u32::MAX).rationale,
            Rationale::Policy
        );
    }
    // After `open` it is what it says.
    assert_eq!(decide(&closed(1006).attempt(9), u32::MAX).rationale, Rationale::Policy);
    assert_eq!(
        decide(&Disconnect::new(Cause::NotOpened).opened(true), u32::MAX),
        decide(&closed(1006), u32::MAX)
    );
}

#[test]
fn a_credential_is_renewed_once_whatever_failed_before() {
    let mut retry_state = RetryState::new();
    for _ in 0..20 {
        retry_state =
            decide(&Disconnect::new(Cause::Tcp).retry_state(retry_state), u32::MAX).retry_state;
    }
    let renewed = decide(&closed(1008).retry_state(retry_state), u32::MAX);
    assert_eq!(renewed.action, Action::Reauthenticate);
    // The network fails in between: the second refusal is still the second.
    let lost = decide(&Disconnect::new(Cause::Tcp).retry_state(renewed.retry_state), u32::MAX);
    for again in [closed(1008), closed(3000), refused(401)] {
        let decision = decide(&again.retry_state(lost.retry_state), u32::MAX);
        assert_eq!(decision.action, Action::Stop);
        assert_eq!(decision.rationale, Rationale::CredentialRefused);
    }
    // And a mere outage has not used up the probes or the attempts of others.
    assert_eq!(
        decide(&closed(1002).retry_state(lost.retry_state), u32::MAX).action,
        Action::FixFirst
    );
    assert_eq!(
        decide(&closed(1011).retry_state(lost.retry_state), u32::MAX).action,
        Action::Reconnect
    );
}

#[test]
fn a_reauth_without_a_number_is_once_too() {
    const TABLE: ProfileTable =
        ProfileTable::new(&[(4401..=4401, ProfileRule::new(Action::Reauthenticate))]);
    assert_eq!(
        decide(&closed(4401).profile_table(&TABLE), u32::MAX).action,
        Action::Reauthenticate
    );
    assert_eq!(
        decide(&closed(4401).profile_table(&TABLE).attempt(1), u32::MAX).action,
        Action::Stop
    );
}

#[test]
fn each_action_of_a_profile() {
    use Action::{FixFirst, Reauthenticate, Reconnect, ReconnectIfWanted, Resume, Stop};
    const TABLE: ProfileTable = ProfileTable::new(&[
        (4000..=4999, ProfileRule::new(Reconnect)),
        (4000..=4000, ProfileRule::new(Reconnect).at_once()),
        (4001..=4001, ProfileRule::new(Resume)),
        (4002..=4002, ProfileRule::new(ReconnectIfWanted)),
        (4003..=4003, ProfileRule::new(FixFirst)),
        (4004..=4004, ProfileRule::new(Stop)),
        (4005..=4005, ProfileRule::new(Reauthenticate)),
        (4006..=4006, ProfileRule::new(Action::PauseUntilOnline)),
        (4008..=4008, ProfileRule::new(FixFirst).at_most(2)),
    ]);
    let ask = |code: u16| decide(&closed(code).profile_table(&TABLE), u32::MAX);
    let acts = [4000, 4001, 4002, 4003, 4004, 4005, 4006, 4007, 4008].map(|code| ask(code).action);
    assert_eq!(
        acts,
        [Reconnect, Resume, Stop, FixFirst, Stop, Reauthenticate, Reconnect, Reconnect, FixFirst]
    );
    assert_eq!(
        decide(&closed(4002).profile_table(&TABLE).wanted(true), u32::MAX).action,
        Reconnect
    );
    assert_eq!((ask(4003).attempt_in(), ask(4008).attempt_in()), (None, Some(seconds(5))));
    // At once means once.
    assert_eq!(ask(4000).delay, Duration::ZERO);
    assert_eq!(decide(&closed(4000).profile_table(&TABLE).attempt(1), u32::MAX).delay, seconds(10));
}

#[test]
fn the_narrowest_range_of_a_table_wins_and_of_equals_the_first() {
    const WIDE: ProfileRule = ProfileRule::new(Action::Reconnect);
    const NARROW: ProfileRule = ProfileRule::new(Action::Stop);
    const LATER: ProfileRule = ProfileRule::new(Action::Resume);
    #[allow(clippy::reversed_empty_ranges)] // It is empty, and must not panic.
    const TABLE: ProfileTable = ProfileTable::new(&[
        (0..=u16::MAX, WIDE),
        (4100..=4000, LATER),
        (4100..=4199, NARROW),
        (4100..=4199, LATER),
        (4150..=4150, LATER),
    ]);
    let rule = |code: u16| TABLE.rule(RawCode::new(code));
    assert_eq!(
        [0, 4099, 4100, 4149, 4150, 4199, 4200].map(rule),
        [WIDE, WIDE, NARROW, NARROW, LATER, NARROW, WIDE].map(Some)
    );
}

#[test]
fn no_more_tables_are_asked_than_can_be_counted() {
    static LAST: ProfileTable = ProfileTable::new(&[(4000..=4000, ProfileRule::new(Action::Stop))]);
    let asked = |tables: usize| {
        let chain =
            (1..tables).fold(&LAST, |then, _| Box::leak(Box::new(ProfileTable::new(&[]).or(then))));
        chain.rule(RawCode::new(4000)).map(ProfileRule::action)
    };
    assert_eq!([1, 2, 255].map(asked), [Some(Action::Stop); 3]);
    assert_eq!([256, 300].map(asked), [None; 2]);
}

#[test]
fn a_status_has_a_label_of_its_own_or_that_of_its_hundred() {
    const OWN: [u16; 10] = [400, 401, 403, 404, 408, 429, 500, 502, 503, 504];
    for status in 0..=u16::MAX {
        let expected = match status {
            _ if OWN.contains(&status) => format!("http_{status}"),
            100..600 => format!("http_{}xx", status / 100),
            _ => "http_other".to_owned(),
        };
        assert_eq!(Cause::Handshake(HandshakeStatus::new(status)).label(), expected);
    }
}

#[test]
fn the_pace_of_rfc_6455_and_of_1012() {
    let delays = |code: u16, random: u32| {
        let policy = RawCode::new(code).policy();
        [0, 1, 2, 3, 4, 100].map(|attempt| policy.delay(attempt, random).as_secs())
    };
    assert_eq!(delays(1006, u32::MAX), [5, 10, 20, 40, 60, 60]);
    assert_eq!(delays(1006, 0), [0; 6]);
    assert_eq!(delays(1012, u32::MAX), [30; 6]);
    assert_eq!(delays(1012, 0), [5; 6]);
}

#[test]
fn backoff_at_the_extremes() {
    const LONG: Duration = Duration::MAX;
    let nano = Duration::from_nanos(1);
    for jitter in [Jitter::Full, Jitter::Equal, Jitter::Uniform, Jitter::None] {
        for (initial, max) in [
            (Duration::ZERO, Duration::ZERO),
            (Duration::ZERO, LONG),
            (nano, LONG),
            (LONG, LONG),
            (LONG, nano),
        ] {
            for factor in [0, 1, 2, u32::MAX] {
                let pace = Backoff::new(initial, max, factor, jitter);
                for attempt in [0, 1, 31, 32, 63, 64, 127, 128, u32::MAX] {
                    for random in [0, 1, u32::MAX / 2, u32::MAX - 1, u32::MAX] {
                        assert!(
                            pace.delay(attempt, random) <= pace.ceiling(attempt)
                                && pace.ceiling(attempt) <= max
                        );
                    }
                    assert_eq!(pace.delay(attempt, u32::MAX), pace.ceiling(attempt));
                    let least = match jitter {
                        Jitter::Full => Duration::ZERO,
                        Jitter::Equal => pace.ceiling(attempt) / 2,
                        Jitter::Uniform => initial.min(max),
                        _ => pace.ceiling(attempt),
                    };
                    assert_eq!(pace.delay(attempt, 0), least);
                }
            }
        }
    }
    let pace = Backoff::new(nano, LONG, 2, Jitter::None);
    assert_eq!(pace.ceiling(40), Duration::from_nanos(1 << 40));
    assert_eq!(pace.ceiling(93), Duration::new(9_903_520_314_283_042_199, 192_993_792));
    assert_eq!((pace.ceiling(94), pace.ceiling(u32::MAX)), (LONG, LONG));
    // 2^4 times 2^124 is just too much for 128 bits, and must not begin again from nothing.
    assert_eq!(Backoff::new(16 * nano, LONG, 2, Jitter::None).ceiling(124), LONG);
}

#[test]
fn delays_one_by_one_end_with_the_last() {
    let seconds = |of: &[u64]| -> &'static [Duration] {
        of.iter().map(|s| Duration::from_secs(*s)).collect::<Vec<_>>().leak()
    };
    let drawn =
        |pace: Backoff, random| [0, 1, 2, u32::MAX].map(|n| pace.delay(n, random).as_secs());
    let steps = seconds(&[2, 30, 10]);
    for (jitter, least) in [
        (Jitter::None, [2, 30, 10, 10]),
        (Jitter::Full, [0; 4]),
        (Jitter::Equal, [1, 15, 5, 5]),
        (Jitter::Uniform, [2; 4]),
    ] {
        let pace = Backoff::steps(steps, jitter);
        assert_eq!((pace.initial().as_secs(), pace.max().as_secs()), (2, 30));
        assert_eq!((drawn(pace, 0), drawn(pace, u32::MAX)), (least, [2, 30, 10, 10]), "{jitter:?}");
    }
    assert_eq!(drawn(Backoff::steps(&[], Jitter::Full), u32::MAX), [0; 4]);
}

#[test]
fn the_ceilings_of_a_policy_and_of_its_pace_are_the_same() {
    for number in 0..=u16::MAX {
        let policy = RawCode::new(number).policy();
        for attempt in [0, 1, 2, 5, 17, 63, 64, u32::MAX] {
            assert_eq!(policy.backoff().ceiling(attempt), policy.ceiling(attempt), "{number}");
        }
    }
}

/// backon's `retry` takes the iterator as it is, so it needs no feature of ours: see
/// docs/decisions/0006.
#[test]
fn delays_are_an_iterator_that_ends_with_the_attempts() {
    fn takes(delays: impl backon::BackoffBuilder) -> usize {
        delays.build().take(100).count()
    }
    for (code, count) in [(1006, 100), (1002, 3), (1008, 1), (1009, 0), (1011, 10)] {
        assert_eq!(takes(RawCode::new(code).policy().delays(|| 7)), count, "{code}");
    }
    let mut drawn = [0, u32::MAX].into_iter().cycle();
    let delays = RawCode::new(1012).policy().delays(|| drawn.next().unwrap());
    assert!(delays.take(4).map(|delay| delay.as_secs()).eq([5, 30, 5, 30]));
}

/// One disconnect for each reason, with what the log says of it.
fn each_reason() -> Vec<(Disconnect, Rationale, &'static str)> {
    const TABLE: ProfileTable = ProfileTable::new(&[
        (4000..=4000, ProfileRule::new(Action::Resume)),
        (4001..=4001, ProfileRule::new(Action::Stop).named("Kicked")),
    ]);
    const NAMED: ProfileTable = TABLE.named("Our chat");
    let again = closed(4000).profile_table(&TABLE);
    let kicked = closed(4001).profile_table(&NAMED);
    let limits = Limits::new();
    vec![
        (
            closed(1000).initiator(Initiator::Application),
            Rationale::ApplicationClosed,
            "stop: closed by the application",
        ),
        (
            closed(1006).wanted(false),
            Rationale::NotWanted,
            "stop: no longer wanted by the application",
        ),
        (
            closed(1000).initiator(Initiator::Watchdog),
            Rationale::Watchdog,
            "reconnect in 5 s: closed by a local watchdog",
        ),
        (
            closed(1001).hint(Hint::new().reconnect(false)),
            Rationale::ServerForbids,
            "stop: 1001 Going Away, and the server said not to come back",
        ),
        (
            kicked.hint(Hint::new().reconnect(true)),
            Rationale::ServerAsks,
            "reconnect in 5 s: 4001 Kicked (Our chat), and the server said to come back",
        ),
        (again, Rationale::Profile, "resume in 5 s: 4000 (by its profile)"),
        (closed(4001).profile_table(&TABLE), Rationale::Profile, "stop: 4001 Kicked"),
        (kicked, Rationale::Profile, "stop: 4001 Kicked (Our chat)"),
        (closed(1009), Rationale::Policy, "fix-first: 1009 Message Too Big"),
        (Disconnect::new(Cause::Dns), Rationale::Policy, "reconnect in 5 s: DNS failure"),
        (Disconnect::new(Cause::Tls), Rationale::Policy, "fix-first in 1 min: TLS failure"),
        (refused(404), Rationale::Policy, "fix-first in 1 min: handshake refused with HTTP 404"),
        (
            Disconnect::new(Cause::NotOpened).attempt(2),
            Rationale::LookIntoIt,
            "reconnect in 20 s: not opened, cause hidden: probe over HTTP or renew the credential",
        ),
        (
            refused(401).attempt(1),
            Rationale::CredentialRefused,
            "stop: handshake refused with HTTP 401, with a renewed credential",
        ),
        (
            again.limits(limits.attempts(0)),
            Rationale::AttemptsSpent,
            "stop: 4000, and no attempts are left",
        ),
        (
            closed(1002).attempt(3),
            Rationale::AttemptsSpent,
            "stop: 1002 Protocol error, and no attempts are left",
        ),
        (
            closed(1006).limits(limits.total_time(seconds(1))),
            Rationale::TimeSpent,
            "stop: 1006 Abnormal Closure, and no time is left",
        ),
        (
            closed(1006).limits(limits.max_delay(seconds(1))),
            Rationale::DelayTooLong,
            "stop: 1006 Abnormal Closure, and the wait is too long",
        ),
        (
            closed(1006).online(false),
            Rationale::Offline,
            "pause-until-online: 1006 Abnormal Closure, offline",
        ),
        (
            closed(1012).online(false),
            Rationale::Offline,
            "pause-until-online in 30 s: 1012 Service Restart, offline",
        ),
    ]
}

#[test]
fn each_reason_has_words_for_logs() {
    for (disconnect, rationale, log) in each_reason() {
        let decision = decide(&disconnect, u32::MAX);
        assert_eq!((decision.rationale, decision.to_string().as_str()), (rationale, log));
        assert_eq!(format!("[{decision:>95}]"), format!("[{log:>95}]"));
    }
}

/// What somebody has to act on is an error; what the application wanted is none.
#[test]
fn the_log_level_is_that_of_what_there_is_to_do() {
    for (disconnect, rationale, log) in each_reason() {
        let decision = decide(&disconnect, u32::MAX);
        let expected = match (rationale, decision.action) {
            (Rationale::ApplicationClosed | Rationale::NotWanted, _) => Severity::Info,
            (Rationale::CredentialRefused, _) | (_, Action::FixFirst) => Severity::Error,
            _ if log.contains(" left") || log.contains("too long") => Severity::Error,
            _ => decision.cause.severity(),
        };
        assert_eq!(decision.severity(), expected, "{log}");
    }
}

/// Every language says what happens next, and no text promises what the decision does not do.
#[test]
#[cfg(feature = "locales")]
fn what_users_read_fits_the_action() {
    use closecode::Locale;

    let message = |disconnect: &Disconnect, locale| decide(disconnect, 0).user_message(locale);
    let mut seen = std::collections::BTreeSet::new();
    for (disconnect, rationale, log) in each_reason() {
        let text = message(&disconnect, Locale::En);
        seen.insert(text);
        let decision = decide(&disconnect, 0);
        let is_promised = text.contains("reconnect") || text.contains("renewing");
        let comes_back = !matches!(decision.action, Action::Stop | Action::FixFirst);
        assert_eq!(is_promised, comes_back, "{log}: {text}");
        assert_eq!(
            text.contains("sign in"),
            rationale == Rationale::CredentialRefused,
            "{log}: {text}"
        );
        assert!(text.len() < 100 && text.ends_with('.') && text.is_ascii(), "{text}");
        for locale in Locale::ALL {
            let text = message(&disconnect, *locale);
            assert!(!text.is_empty() && !text.contains(|c: char| c.is_ascii_digit()), "{text}");
            assert!(*locale == Locale::En || !seen.contains(text), "{locale:?}: {text}");
        }
    }
    seen.insert(message(&refused(401), Locale::En));
    seen.insert(message(&closed(1000), Locale::En));
    assert_eq!(seen.len(), 8, "each text of the data is used: {seen:?}");
    // What was to be fixed is not better later.
    let broken = message(&closed(1002).attempt(3), Locale::En);
    assert_eq!(broken, "Something is wrong with the connection.");
}

#[test]
fn values_go_anywhere() {
    fn assert<T: Copy + Send + Sync + Unpin + std::hash::Hash + Eq + std::fmt::Debug + 'static>() {}
    assert::<(Action, Backoff, Cause, Disconnect, Decision, HandshakeStatus, Hint)>();
    assert::<(Initiator, Limits, Action, ProfileRule, ProfileTable, RetryState, Rationale)>();
}

#[test]
fn it_can_be_asked_in_a_constant() {
    const TABLE: ProfileTable = ProfileTable::new(&[(
        4000..=4000,
        ProfileRule::new(Action::Resume).paced(Backoff::DEFAULT).at_most(2),
    )]);
    const DISCONNECT: Disconnect = Disconnect::new(Cause::Closed(RawCode::new(4000)))
        .opened(true)
        .initiator(Initiator::Remote)
        .wanted(true)
        .uptime(Duration::from_secs(1))
        .attempt(0)
        .retry_state(RetryState::of(1))
        .spent(Duration::from_secs(1))
        .hint(Hint::new().retry_after(Duration::from_secs(3)).reconnect(true).resume(true))
        .profile_table(&TABLE)
        .online(true)
        .visible(true)
        .limits(
            Limits::new()
                .min_uptime(Duration::from_secs(2))
                .attempts(3)
                .total_time(Duration::from_secs(9)),
        );
    const DECISION: Decision = decide(&DISCONNECT, 9);
    const WORDS: (Option<Duration>, &str) = (DECISION.attempt_in(), DECISION.cause.label());
    assert_eq!((DECISION.action, DECISION.retry_state.attempts()), (Action::Resume, 2));
    // 9 of 2^32 of a second and a half more.
    let delay = Duration::new(3, 3);
    assert_eq!(WORDS, (Some(delay), "private_use"));
}

/// A first 1013 after a long outage waits as long as any first 1013.
#[test]
fn delays_of_one_cause_do_not_grow_with_attempts_of_another() {
    let causes = [closed(1013), closed(1012), refused(404), refused(503), closed(4000)];
    for cause in causes {
        let first = decide(&cause, u32::MAX).delay;
        for before in causes.iter().filter(|before| **before != cause) {
            let mut retry_state = RetryState::new();
            for _ in 0..9 {
                let with = before.retry_state(retry_state).hint(Hint::new().reconnect(true));
                retry_state = decide(&with, u32::MAX).retry_state;
            }
            let after = decide(&cause.retry_state(retry_state), u32::MAX);
            assert_eq!((after.delay, after.retry_state.attempts()), (first, 10), "{cause:?}");
            // And the growth of the first is not forgotten.
            let again = decide(&before.retry_state(after.retry_state), u32::MAX);
            let grown = decide(&before.retry_state(retry_state), u32::MAX);
            assert_eq!(again.delay, grown.delay);
        }
    }
    // What a lost network explains is one cause.
    let mut retry_state = RetryState::new();
    let mut delays = Vec::new();
    for cause in [Cause::Closed(RawCode::new(1006)), Cause::Tcp, Cause::Dns, Cause::NotOpened] {
        let decision = decide(&Disconnect::new(cause).retry_state(retry_state), u32::MAX);
        delays.push(decision.delay.as_secs());
        retry_state = decision.retry_state;
    }
    assert_eq!(delays, [5, 10, 20, 40]);
}

/// Of more causes than are remembered, the one that was not seen for longest is forgotten.
#[test]
fn the_four_causes_seen_last_are_remembered() {
    let mut retry_state = RetryState::new();
    for status in [502, 503, 504, 408, 502, 425] {
        retry_state = decide(&refused(status).retry_state(retry_state), 0).retry_state;
    }
    let counts = [502, 503, 504, 408, 425]
        .map(|status| retry_state.attempts_for(HandshakeStatus::new(status).into()));
    assert_eq!(counts, [2, 0, 1, 1, 1]);
    assert_eq!(retry_state.attempts(), 6);
}

#[test]
fn a_retry_state_is_read_as_it_was_written_and_nothing_else_is() {
    let mut retry_state = RetryState::new();
    for (attempt, disconnect) in
        [closed(1008), closed(1002), refused(503), Disconnect::new(Cause::Dns), closed(4000)]
            .into_iter()
            .cycle()
            .take(40)
            .enumerate()
    {
        let saved = retry_state.to_string();
        assert_eq!(saved.parse(), Ok(retry_state), "{saved}");
        let random = u32::try_from(attempt).unwrap() * 77_777_777;
        retry_state = decide(&disconnect.retry_state(retry_state), random).retry_state;
    }
    for state in [RetryState::of(u32::MAX), RetryState::of(7), RetryState::default()] {
        assert_eq!(state.to_string().parse(), Ok(state));
    }
    let saved = retry_state.to_string();
    let extremes =
        "1 4294967295 0 0 0 0 4294967295 18446744073709551615999999999 0:0 0:0 0:0 0:0 .";
    let state: RetryState = extremes.parse().unwrap();
    assert_eq!(state.spent(), Duration::MAX);
    assert!(decide(&closed(1006).retry_state(state), 0).retry_state.attempts() == u32::MAX);
    let more = format!("{saved} 1");
    let sign = saved.replacen("1 ", "1 +", 1);
    let other = saved.replacen('1', "2", 1);
    for bad in ["", "1", "1 -1 0 0", &saved[1..], &more, &sign, &other] {
        assert!(bad.parse::<RetryState>().is_err(), "{bad}");
    }
    // Cut anywhere.
    for end in 0..saved.len() {
        assert!(saved[..end].parse::<RetryState>().is_err(), "{}", &saved[..end]);
    }
    // The largest of everything.
    let most = [u32::MAX.to_string(), u32::MAX.to_string()].join(":");
    let counts = [(); 6].map(|()| u32::MAX.to_string()).join(" ");
    let longest = format!("1 {counts} {} {most} {most} {most} {most} .", Duration::MAX.as_nanos());
    let state: RetryState = longest.parse().unwrap();
    assert_eq!(state.to_string(), longest);
    assert!(longest.len() <= RetryState::MAX_LEN && RetryState::MAX_LEN < longest.len() + 8);
}
