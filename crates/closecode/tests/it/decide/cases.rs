//! Every case that the documentation names: statuses, failures without a code, browsers,
//! credentials, profiles, words.

use std::time::Duration;

use closecode::{
    Act, Backoff, Cause, CloseCode, Decision, Disconnect, HandshakeStatus, Hint, Initiator, Jitter,
    Limits, ProfileAction, ProfileRule, ProfileTable, Rationale, RawCode, RetryState, decide,
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
fn shape(disconnect: Disconnect) -> (Act, u64, u64, Option<u32>) {
    let first = decide(&disconnect);
    let limit =
        (0..50).find(|attempt| decide(&disconnect.attempt(*attempt)).attempt_in().is_none());
    let last = decide(&disconnect.attempt(limit.map_or(49, |limit| limit.saturating_sub(1))));
    (first.action, first.delay.as_secs(), last.delay.as_secs(), limit)
}

#[test]
fn refused_handshakes() {
    let reauth = (Act::Reauthenticate, 5, 5, Some(1));
    let never = (Act::Stop, 0, 0, Some(0));
    let fix = (Act::FixFirst, 0, 0, Some(0));
    let probes = (Act::FixFirst, 60, 240, Some(3));
    let again = (Act::Reconnect, 5, 60, None);
    let slowly = (Act::Reconnect, 10, 300, None);
    let server = (Act::Reconnect, 5, 300, None);
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
        assert_eq!(shape(refused(status)), expected, "{status}");
    }
}

#[test]
fn a_refused_handshake_honours_retry_after() {
    for status in [408, 425, 429, 500, 502, 503, 504] {
        let asked = refused(status).attempt(3).hint(Hint::new().retry_after(seconds(120)));
        let decision = decide(&asked.random(0));
        assert_eq!((decision.action, decision.delay), (Act::Reconnect, seconds(120)), "{status}");
        // Never earlier, and later by no more than the first delay would be.
        let latest = decide(&asked).delay;
        assert_eq!(latest, seconds(if status == 429 { 130 } else { 125 }), "{status}");
    }
    // It says when, not whether.
    assert_eq!(decide(&refused(410).hint(Hint::new().retry_after(seconds(1)))).action, Act::Stop);
    assert_eq!(decide(&refused(400).hint(Hint::new().retry_after(seconds(1)))).attempt_in(), None);
}

#[test]
fn a_server_that_always_says_at_once_is_not_called_in_a_tight_loop() {
    for after in [Duration::ZERO, Duration::from_millis(999)] {
        let hint = Hint::new().retry_after(after);
        assert_eq!(decide(&refused(503).hint(hint)).delay, after);
        assert_eq!(decide(&refused(503).attempt(5).hint(hint)).delay, seconds(60));
        assert_eq!(decide(&refused(503).attempt(5).random(0).hint(hint)).delay, after);
    }
    let hint = Hint::new().retry_after(seconds(1));
    let asked = refused(503).attempt(5).hint(hint);
    assert_eq!(decide(&asked.random(0)).delay, seconds(1));
    assert_eq!(decide(&asked).delay, Duration::from_millis(1500), "half as much later");
}

#[test]
fn failures_below_http() {
    for cause in [Cause::Dns, Cause::Tcp] {
        assert_eq!(shape(Disconnect::new(cause)), shape(closed(1006)), "{cause}");
        assert_eq!(shape(Disconnect::new(cause)), (Act::Reconnect, 5, 60, None), "{cause}");
    }
    assert_eq!(shape(Disconnect::new(Cause::Tls)), shape(closed(1015)));
    assert_eq!(shape(Disconnect::new(Cause::Tls)), (Act::FixFirst, 60, 900, None));
    // A session that breaks after its handshake is a lost connection.
    assert_eq!(shape(Disconnect::new(Cause::Tls).opened(true)), (Act::Reconnect, 5, 60, None));
}

#[test]
fn a_browser_that_tells_nothing() {
    for disconnect in [Disconnect::new(Cause::NotOpened), closed(1006).opened(false)] {
        let first = decide(&disconnect);
        let second = decide(&disconnect.retry_state(first.retry_state));
        let third = decide(&disconnect.retry_state(second.retry_state));
        let not_opened = Rationale::Policy(Cause::NotOpened);
        assert_eq!(
            [first.rationale, second.rationale, third.rationale],
            [not_opened, not_opened, Rationale::LookIntoIt]
        );
        assert!([first, second, third].iter().all(|decision| decision.action == Act::Reconnect));
        // Once it opens, the row of failures has ended, even if the connection does not last.
        let flapped = decide(&closed(1006).retry_state(third.retry_state));
        assert_eq!(flapped.retry_state.attempts(), 4);
        assert_eq!(decide(&disconnect.retry_state(flapped.retry_state)).rationale, not_opened);
    }
    // After `open` it is what it says.
    assert_eq!(
        decide(&closed(1006).attempt(9)).rationale,
        Rationale::Policy(Cause::from(CloseCode::AbnormalClosure))
    );
    assert_eq!(decide(&Disconnect::new(Cause::NotOpened).opened(true)), decide(&closed(1006)));
}

#[test]
fn a_credential_is_renewed_once_whatever_failed_before() {
    let mut retry_state = RetryState::new();
    for _ in 0..20 {
        retry_state = decide(&Disconnect::new(Cause::Tcp).retry_state(retry_state)).retry_state;
    }
    let renewed = decide(&closed(1008).retry_state(retry_state));
    assert_eq!(renewed.action, Act::Reauthenticate);
    // The network fails in between: the second refusal is still the second.
    let lost = decide(&Disconnect::new(Cause::Tcp).retry_state(renewed.retry_state));
    for again in [closed(1008), closed(3000), refused(401)] {
        let decision = decide(&again.retry_state(lost.retry_state));
        assert_eq!(decision.action, Act::Stop);
        assert!(matches!(decision.rationale, Rationale::CredentialRefused(_)));
    }
    // And a mere outage has not used up the probes or the attempts of others.
    assert_eq!(decide(&closed(1002).retry_state(lost.retry_state)).action, Act::FixFirst);
    assert_eq!(decide(&closed(1011).retry_state(lost.retry_state)).action, Act::Reconnect);
}

#[test]
fn a_reauth_without_a_number_is_once_too() {
    const TABLE: ProfileTable =
        ProfileTable::new(&[(4401..=4401, ProfileRule::new(ProfileAction::Reauth))]);
    assert_eq!(decide(&closed(4401).profile_table(&TABLE)).action, Act::Reauthenticate);
    assert_eq!(decide(&closed(4401).profile_table(&TABLE).attempt(1)).action, Act::Stop);
}

#[test]
fn each_action_of_a_profile() {
    use ProfileAction::{Backoff, FixClient, Immediate, Never, NoNeed, Reauth, Resume, ShortDelay};
    const TABLE: ProfileTable = ProfileTable::new(&[
        (4000..=4999, ProfileRule::new(Backoff)),
        (4000..=4000, ProfileRule::new(Immediate)),
        (4001..=4001, ProfileRule::new(Resume)),
        (4002..=4002, ProfileRule::new(NoNeed)),
        (4003..=4003, ProfileRule::new(FixClient)),
        (4004..=4004, ProfileRule::new(Never)),
        (4005..=4005, ProfileRule::new(Reauth)),
        (4006..=4006, ProfileRule::new(ShortDelay)),
        (4008..=4008, ProfileRule::new(FixClient).at_most(2)),
    ]);
    let ask = |code: u16| decide(&closed(code).profile_table(&TABLE));
    let acts = [4000, 4001, 4002, 4003, 4004, 4005, 4006, 4007, 4008].map(|code| ask(code).action);
    let again = Act::Reconnect;
    let fix = Act::FixFirst;
    assert_eq!(
        acts,
        [again, Act::Resume, Act::Stop, fix, Act::Stop, Act::Reauthenticate, again, again, fix]
    );
    assert_eq!(decide(&closed(4002).profile_table(&TABLE).wanted(true)).action, Act::Reconnect);
    assert_eq!((ask(4003).attempt_in(), ask(4008).attempt_in()), (None, Some(seconds(5))));
    // At once means once.
    assert_eq!(ask(4000).delay, Duration::ZERO);
    assert_eq!(decide(&closed(4000).profile_table(&TABLE).attempt(1)).delay, seconds(10));
}

#[test]
fn the_narrowest_range_of_a_table_wins_and_of_equals_the_first() {
    const WIDE: ProfileRule = ProfileRule::new(ProfileAction::Backoff);
    const NARROW: ProfileRule = ProfileRule::new(ProfileAction::Never);
    const LATER: ProfileRule = ProfileRule::new(ProfileAction::Resume);
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

#[test]
fn each_reason_has_words_for_logs_and_for_users() {
    let four = Cause::Closed(RawCode::new(4000));
    let rationales = [
        (Rationale::ApplicationClosed, "closed by the application"),
        (Rationale::NotWanted, "no longer wanted by the application"),
        (Rationale::Watchdog, "closed by a local watchdog"),
        (Rationale::ServerForbids(four), "4000, and the server said not to come back"),
        (Rationale::ServerAsks(four), "4000, and the server said to come back"),
        (
            Rationale::Profile { cause: four, action: ProfileAction::Resume },
            "4000, which the profile calls resume",
        ),
        (Rationale::Policy(Cause::from(CloseCode::GoingAway)), "1001 Going Away"),
        (Rationale::Policy(Cause::Dns), "DNS failure"),
        (Rationale::Policy(Cause::Tcp), "TCP failure"),
        (Rationale::Policy(Cause::Tls), "TLS failure"),
        (Rationale::Policy(Cause::NotOpened), "not opened, cause hidden"),
        (
            Rationale::Policy(Cause::from(HandshakeStatus::new(404))),
            "handshake refused with HTTP 404",
        ),
        (
            Rationale::LookIntoIt,
            "not opened, cause hidden: probe over HTTP or renew the credential",
        ),
        (Rationale::CredentialRefused(four), "4000, with a renewed credential"),
        (Rationale::AttemptsSpent(four), "4000, and no attempts are left"),
        (Rationale::TimeSpent(four), "4000, and no time is left"),
        (Rationale::DelayTooLong(four), "4000, and the wait is too long"),
        (Rationale::Offline(four), "4000, offline"),
    ];
    for (rationale, log) in rationales {
        assert_eq!(rationale.to_string(), log);
        let text = rationale.user_message();
        // Short, whole sentences, and no number or jargon.
        assert!(text.len() < 100 && text.ends_with('.') && text.is_ascii(), "{text}");
        assert!(!text.contains(|c: char| c.is_ascii_digit()) && !text.contains("HTTP"), "{text}");
    }
    let shown = |disconnect: Disconnect| decide(&disconnect).to_string();
    assert_eq!(shown(closed(1006)), "reconnect in 5 s: 1006 Abnormal Closure");
    assert_eq!(shown(closed(1009)), "fix-first: 1009 Message Too Big");
    assert_eq!(shown(closed(3003)), "stop: 3003 Forbidden");
    assert_eq!(
        shown(closed(1006).online(false)),
        "pause-until-online: 1006 Abnormal Closure, offline"
    );
    assert_eq!(
        shown(closed(1012).random(0).online(false)),
        "pause-until-online in 5 s: 1012 Service Restart, offline"
    );
}

#[test]
fn values_go_anywhere() {
    fn assert<T: Copy + Send + Sync + Unpin + std::hash::Hash + Eq + std::fmt::Debug + 'static>() {}
    assert::<(Act, Backoff, Cause, Disconnect, Decision, HandshakeStatus, Hint)>();
    assert::<(Initiator, Limits, ProfileAction, ProfileRule, ProfileTable, RetryState, Rationale)>(
    );
}

#[test]
fn it_can_be_asked_in_a_constant() {
    const TABLE: ProfileTable = ProfileTable::new(&[(
        4000..=4000,
        ProfileRule::new(ProfileAction::Resume).paced(Backoff::DEFAULT).at_most(2),
    )]);
    const DISCONNECT: Disconnect = Disconnect::new(Cause::Closed(RawCode::new(4000)))
        .opened(true)
        .initiator(Initiator::Remote)
        .wanted(true)
        .uptime(Duration::from_secs(1))
        .attempt(0)
        .retry_state(RetryState::of(1))
        .spent(Duration::from_secs(1))
        .random(9)
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
    const DECISION: Decision = decide(&DISCONNECT);
    const WORDS: (Option<Duration>, &str) = (DECISION.attempt_in(), DECISION.user_message());
    assert_eq!((DECISION.action, DECISION.retry_state.attempts()), (Act::Resume, 2));
    // 9 of 2^32 of a second and a half more.
    let delay = Duration::new(3, 3);
    assert_eq!(WORDS, (Some(delay), "The connection was lost. Reconnecting."));
}
