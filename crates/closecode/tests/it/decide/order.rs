//! Each rule of the order beats the next: where two disagree, the stronger one decides; and each
//! can be seen to decide.

use std::time::Duration;

use closecode::{
    Act, Backoff, Cause, CloseCode, Disconnect, HandshakeStatus, Hint, Initiator, Jitter, Limits,
    Profile, ProfileAction, ProfileRule, ProfileTable, Rationale, RawCode, decide,
};

const NEVER: ProfileRule = ProfileRule::new(ProfileAction::Never);
const BACK: ProfileRule = ProfileRule::new(ProfileAction::Backoff);
const NOTHING: ProfileTable = ProfileTable::new(&[]);

/// Every code means the same.
struct Always(ProfileRule);

impl Profile for Always {
    fn rule(&self, _: RawCode) -> Option<ProfileRule> {
        Some(self.0)
    }
}

fn closed(code: u16) -> Disconnect {
    Disconnect::new(Cause::Closed(RawCode::new(code)))
}

fn seconds(count: u64) -> Duration {
    Duration::from_secs(count)
}

#[test]
fn local_intent_beats_the_hint() {
    let come = Hint::new().reconnect(true).resume(true).retry_after(Duration::ZERO);
    let stay_away = Hint::new().reconnect(false);
    for disconnect in [closed(1001), closed(1012), closed(4000), Disconnect::new(Cause::Dns)] {
        let by_application =
            decide(&disconnect.initiator(Initiator::Application).wanted(true).hint(come));
        assert_eq!(
            (by_application.action, by_application.rationale),
            (Act::Stop, Rationale::ApplicationClosed)
        );
        let unwanted = decide(&disconnect.wanted(false).hint(come));
        assert_eq!((unwanted.action, unwanted.rationale), (Act::Stop, Rationale::NotWanted));
        let by_watchdog = decide(&disconnect.initiator(Initiator::Watchdog).hint(stay_away));
        assert_eq!(
            (by_watchdog.action, by_watchdog.rationale),
            (Act::Reconnect, Rationale::Watchdog)
        );
        // An application that is done is done, whoever closed.
        assert_eq!(
            decide(&disconnect.initiator(Initiator::Watchdog).wanted(false)).action,
            Act::Stop
        );
    }
    // The watchdog's own code, the profile and the row say nothing against it.
    for code in [1000, 1008, 1009, 3003, 4000] {
        let decision = decide(
            &closed(code).initiator(Initiator::Watchdog).profile(&Always(NEVER)).attempt(50),
        );
        assert_eq!((decision.action, decision.delay), (Act::Reconnect, seconds(60)), "{code}");
    }
    // When and how to come back is for the server to say.
    let hint = Hint::new().retry_after(seconds(7)).resume(true);
    let decision = decide(&closed(1000).initiator(Initiator::Watchdog).hint(hint).random(0));
    assert_eq!((decision.action, decision.delay), (Act::Resume, seconds(7)));
}

#[test]
fn the_hint_beats_the_profile() {
    let never = closed(4004).profile(&Always(NEVER));
    assert_eq!(decide(&never).action, Act::Stop);
    let asked = decide(&never.hint(Hint::new().reconnect(true)));
    assert_eq!(
        (asked.action, asked.rationale),
        (Act::Reconnect, Rationale::ServerAsks(Cause::Closed(RawCode::new(4004))))
    );
    let back = closed(4004).profile(&Always(BACK));
    assert_eq!(decide(&back).action, Act::Reconnect);
    let forbidden = decide(&back.hint(Hint::new().reconnect(false)));
    assert_eq!((forbidden.action, forbidden.delay), (Act::Stop, Duration::ZERO));
    // Its delay instead of the profile's pace, its word about the session instead of the profile's.
    let asked = back.hint(Hint::new().retry_after(seconds(77))).random(0);
    assert_eq!(decide(&asked).delay, seconds(77));
    let resume = closed(4004).profile(&Always(ProfileRule::new(ProfileAction::Resume)));
    assert_eq!(decide(&resume).action, Act::Resume);
    assert_eq!(decide(&resume.hint(Hint::new().resume(false))).action, Act::Reconnect);
    assert_eq!(decide(&back.hint(Hint::new().resume(true))).action, Act::Resume);
    // Asking for a reconnect does not take the session away, nor the protocol's "at once".
    let come = Hint::new().reconnect(true);
    assert_eq!(decide(&resume.hint(come)).action, Act::Resume);
    let immediate =
        closed(4004).profile(&Always(ProfileRule::new(ProfileAction::Immediate))).hint(come);
    assert_eq!(
        (decide(&immediate).action, decide(&immediate).delay),
        (Act::Reconnect, Duration::ZERO)
    );
    // An offer to resume is no permission to come back.
    assert_eq!(decide(&never.hint(Hint::new().resume(true))).action, Act::Stop);
}

#[test]
fn the_hint_beats_the_row() {
    for code in CloseCode::ALL {
        let disconnect = Disconnect::new(Cause::from(code));
        let asked = decide(&disconnect.attempt(99).hint(Hint::new().reconnect(true)));
        assert_eq!(asked.action, Act::Reconnect, "{code}");
        assert!(
            !asked.delay.is_zero(),
            "{code}: a row without a pace must not become a tight loop"
        );
        assert_eq!(
            decide(&disconnect.wanted(true).hint(Hint::new().reconnect(false))).action,
            Act::Stop,
            "{code}"
        );
        let hint = Hint::new().retry_after(seconds(4321));
        let decision = decide(&disconnect.wanted(true).hint(hint).random(0));
        assert!(decision.attempt_in().is_none_or(|delay| delay == seconds(4321)), "{code}");
    }
}

#[test]
fn the_profile_beats_the_row_whatever_the_number() {
    for code in [0, 999, 1000, 1001, 1006, 1012, 2999, 3000, 3003, 3999, 4000, 4999, 5000, u16::MAX]
    {
        assert_eq!(decide(&closed(code).profile(&Always(NEVER))).action, Act::Stop, "{code}");
        let back = decide(&closed(code).profile(&Always(BACK)));
        let rationale = Rationale::Profile {
            cause: Cause::Closed(RawCode::new(code)),
            action: ProfileAction::Backoff,
        };
        assert_eq!((back.action, back.rationale), (Act::Reconnect, rationale), "{code}");
        // Its pace and its budget too: the row's end after five attempts is not the profile's.
        assert_eq!(
            decide(&closed(code).profile(&Always(BACK)).attempt(50)).delay,
            seconds(60),
            "{code}"
        );
        assert_eq!(
            decide(&closed(code).profile(&Always(BACK.at_most(2))).attempt(2)).action,
            Act::Stop,
            "{code}"
        );
    }
    // A profile that is silent leaves the row.
    assert_eq!(
        decide(&closed(3003).profile(&NOTHING)).rationale,
        Rationale::Policy(Cause::from(CloseCode::Forbidden))
    );
    assert_eq!(closed(3003).profile(&NOTHING), closed(3003).profile_table(&NOTHING));
    // A connection that never opened did not end with a code of the protocol.
    assert_eq!(
        decide(&closed(1006).profile(&Always(NEVER)).opened(false)).rationale,
        Rationale::Policy(Cause::NotOpened)
    );
    // What is not a code has no profile.
    let refused = Disconnect::new(Cause::Handshake(HandshakeStatus::new(4000)));
    assert_eq!(refused.profile(&Always(NEVER)), refused);
}

#[test]
fn the_row_beats_the_flap_guard() {
    // However long it was up: the row decides.
    for uptime in [Duration::ZERO, seconds(10), Duration::MAX] {
        assert_eq!(decide(&closed(3003).uptime(uptime)).action, Act::Stop);
        assert_eq!(decide(&closed(1009).uptime(uptime)).action, Act::FixFirst);
        assert_eq!(decide(&closed(1012).uptime(uptime).attempt(9)).delay, seconds(30));
    }
}

#[test]
fn the_flap_guard_beats_the_budget() {
    let limits = Limits::new().attempts(3).total_time(seconds(100));
    let spent = closed(1006).attempt(3).spent(seconds(101)).limits(limits);
    assert_eq!(decide(&spent).action, Act::Stop);
    assert_eq!(
        decide(&spent.uptime(Duration::from_nanos(9_999_999_999))).action,
        Act::Stop,
        "one nanosecond too short"
    );
    let decision = decide(&spent.uptime(seconds(10)));
    assert_eq!(
        (decision.action, decision.delay, decision.retry_state.attempts()),
        (Act::Reconnect, seconds(5), 1)
    );
    // A policy's own budget is counted anew as well: a new session may be renewed again.
    assert_eq!(
        decide(&closed(1008).attempt(1)).rationale,
        Rationale::CredentialRefused(Cause::from(CloseCode::PolicyViolation))
    );
    assert_eq!(decide(&closed(1008).attempt(1).uptime(seconds(10))).action, Act::Reauthenticate);
    // A connection with an uptime had opened, whatever ended it.
    let broken = Disconnect::new(Cause::Tcp).limits(limits).attempt(3);
    assert_eq!(decide(&broken).action, Act::Stop);
    assert_eq!(decide(&broken.uptime(seconds(99))).action, Act::Reconnect);
    // Whoever wants none has none.
    let open_minded = closed(1006).attempt(3).limits(limits.min_uptime(Duration::ZERO));
    assert_eq!(decide(&open_minded).retry_state.attempts(), 1);
}

#[test]
fn the_budget_beats_the_environment() {
    let offline = |disconnect: Disconnect| decide(&disconnect.online(false)).action;
    assert_eq!(offline(closed(1006)), Act::PauseUntilOnline);
    assert_eq!(offline(closed(1006).attempt(3).limits(Limits::new().attempts(3))), Act::Stop);
    assert_eq!(
        offline(closed(1006).spent(seconds(9)).limits(Limits::new().total_time(seconds(9)))),
        Act::Stop
    );
    assert_eq!(offline(closed(1002).attempt(3)), Act::Stop);
    assert_eq!(offline(closed(1009)), Act::FixFirst, "there is nothing to wait for");
}

#[test]
fn limits_of_the_caller_hold_against_every_rule() {
    let limits = Limits::new().attempts(2);
    let asked = closed(4000).hint(Hint::new().reconnect(true)).attempt(2);
    assert_eq!(decide(&asked).action, Act::Reconnect);
    assert_eq!(
        decide(&asked.limits(limits)).rationale,
        Rationale::AttemptsSpent(Cause::Closed(RawCode::new(4000)))
    );
    assert_eq!(
        decide(&closed(1000).initiator(Initiator::Watchdog).attempt(2).limits(limits)).action,
        Act::Stop
    );
    let long = Hint::new().retry_after(Duration::MAX);
    let limits = Limits::new().total_time(seconds(3600));
    assert_eq!(
        decide(&closed(1013).hint(long).limits(limits)).rationale,
        Rationale::TimeSpent(Cause::from(CloseCode::TryAgainLater))
    );
}

#[test]
fn the_time_is_up_when_it_has_been_spent_or_would_be() {
    let limits = Limits::new().total_time(seconds(60));
    let act = |spent: Duration, random: u32| {
        decide(&closed(1006).spent(spent).random(random).limits(limits)).action
    };
    assert_eq!(act(seconds(55), u32::MAX), Act::Reconnect, "it begins as the time ends");
    assert_eq!(act(seconds(55) + Duration::from_nanos(1), u32::MAX), Act::Stop);
    assert_eq!(act(Duration::from_nanos(59_999_999_999), 0), Act::Reconnect);
    assert_eq!(act(seconds(60), 0), Act::Stop, "even at once is too late");
    assert_eq!(act(Duration::MAX, u32::MAX), Act::Stop);
    assert_eq!(
        decide(&closed(1006).random(0).limits(Limits::new().total_time(Duration::ZERO))).action,
        Act::Stop
    );
}

#[test]
fn offline_pauses_and_keeps_what_the_server_asked_for() {
    // The network explains it: at once when it is back.
    for cause in [Cause::Closed(RawCode::new(1006)), Cause::Dns, Cause::Tcp, Cause::NotOpened] {
        let decision = decide(&Disconnect::new(cause).attempt(8).online(false));
        assert_eq!(
            (decision.action, decision.delay, decision.attempt_in()),
            (Act::PauseUntilOnline, Duration::ZERO, None),
            "{cause}"
        );
    }
    // Whatever code a watchdog sent, it had noticed that the network was dead.
    let watchdog = decide(&closed(1012).initiator(Initiator::Watchdog).online(false));
    assert_eq!((watchdog.action, watchdog.delay), (Act::PauseUntilOnline, Duration::ZERO));
    // The server asked for time: it still gets it.
    assert_eq!(decide(&closed(1012).random(0).online(false)).delay, seconds(5));
    let asked = closed(1006).hint(Hint::new().retry_after(seconds(9))).random(0);
    assert_eq!(decide(&asked.online(false)).delay, seconds(9));
}

#[test]
fn hidden_is_slow_within_the_policy() {
    let hidden = |code: u16, random: u32| {
        decide(&closed(code).visible(false).wanted(true).random(random)).delay
    };
    assert_eq!((hidden(1006, 0), hidden(1006, u32::MAX)), (Duration::ZERO, seconds(60)));
    assert_eq!((hidden(1012, 0), hidden(1012, u32::MAX)), (seconds(5), seconds(30)));
    assert_eq!(hidden(3000, u32::MAX), seconds(60));
    let fixed = ProfileRule::new(ProfileAction::Backoff).paced(Backoff::new(
        seconds(1),
        seconds(8),
        2,
        Jitter::None,
    ));
    assert_eq!(
        decide(&closed(4000).profile(&Always(fixed)).visible(false).random(3)).delay,
        seconds(8)
    );
    // A hint stays what it was, and a protocol's "at once" too.
    let asked = closed(1006).hint(Hint::new().retry_after(seconds(3))).random(0);
    assert_eq!(decide(&asked.visible(false)).delay, seconds(3));
    let immediate =
        closed(4000).profile(&Always(ProfileRule::new(ProfileAction::Immediate))).visible(false);
    assert_eq!(decide(&immediate).delay, Duration::ZERO);
}
