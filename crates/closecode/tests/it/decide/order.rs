//! Each rule of the order beats the next: where two disagree, the stronger one decides; and each
//! can be seen to decide.

use std::time::Duration;

use closecode::{
    Action, Backoff, Cause, CloseCode, Disconnect, HandshakeStatus, Hint, Initiator, Jitter,
    Limits, Profile, ProfileRule, ProfileTable, Rationale, RawCode, decide,
};

const NEVER: ProfileRule = ProfileRule::new(Action::Stop);
const BACK: ProfileRule = ProfileRule::new(Action::Reconnect);
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
            decide(&disconnect.initiator(Initiator::Application).wanted(true).hint(come), u32::MAX);
        assert_eq!(
            (by_application.action, by_application.rationale),
            (Action::Stop, Rationale::ApplicationClosed)
        );
        let unwanted = decide(&disconnect.wanted(false).hint(come), u32::MAX);
        assert_eq!((unwanted.action, unwanted.rationale), (Action::Stop, Rationale::NotWanted));
        let by_watchdog =
            decide(&disconnect.initiator(Initiator::Watchdog).hint(stay_away), u32::MAX);
        assert_eq!(
            (by_watchdog.action, by_watchdog.rationale),
            (Action::Reconnect, Rationale::Watchdog)
        );
        // An application that is done is done, whoever closed.
        assert_eq!(
            decide(&disconnect.initiator(Initiator::Watchdog).wanted(false), u32::MAX).action,
            Action::Stop
        );
    }
    // The watchdog's own code, the profile and the row say nothing against it.
    for code in [1000, 1008, 1009, 3003, 4000] {
        let decision = decide(
            &closed(code).initiator(Initiator::Watchdog).profile(&Always(NEVER)).attempt(50),
            u32::MAX,
        );
        assert_eq!((decision.action, decision.delay), (Action::Reconnect, seconds(60)), "{code}");
    }
    // When and how to come back is for the server to say.
    let hint = Hint::new().retry_after(seconds(7)).resume(true);
    let decision = decide(&closed(1000).initiator(Initiator::Watchdog).hint(hint), 0);
    assert_eq!((decision.action, decision.delay), (Action::Resume, seconds(7)));
}

#[test]
fn the_hint_beats_the_profile() {
    let never = closed(4004).profile(&Always(NEVER));
    assert_eq!(decide(&never, u32::MAX).action, Action::Stop);
    let asked = decide(&never.hint(Hint::new().reconnect(true)), u32::MAX);
    assert_eq!((asked.action, asked.rationale), (Action::Reconnect, Rationale::ServerAsks));
    let back = closed(4004).profile(&Always(BACK));
    assert_eq!(decide(&back, u32::MAX).action, Action::Reconnect);
    let forbidden = decide(&back.hint(Hint::new().reconnect(false)), u32::MAX);
    assert_eq!((forbidden.action, forbidden.delay), (Action::Stop, Duration::ZERO));
    // Its delay instead of the profile's pace, its word about the session instead of the profile's.
    let asked = back.hint(Hint::new().retry_after(seconds(77)));
    assert_eq!(decide(&asked, 0).delay, seconds(77));
    let resume = closed(4004).profile(&Always(ProfileRule::new(Action::Resume)));
    assert_eq!(decide(&resume, u32::MAX).action, Action::Resume);
    assert_eq!(decide(&resume.hint(Hint::new().resume(false)), u32::MAX).action, Action::Reconnect);
    assert_eq!(decide(&back.hint(Hint::new().resume(true)), u32::MAX).action, Action::Resume);
    // Asking for a reconnect does not take the session away, nor the protocol's "at once".
    let come = Hint::new().reconnect(true);
    assert_eq!(decide(&resume.hint(come), u32::MAX).action, Action::Resume);
    let immediate =
        closed(4004).profile(&Always(ProfileRule::new(Action::Reconnect).at_once())).hint(come);
    assert_eq!(
        (decide(&immediate, u32::MAX).action, decide(&immediate, u32::MAX).delay),
        (Action::Reconnect, Duration::ZERO)
    );
    // An offer to resume is no permission to come back.
    assert_eq!(decide(&never.hint(Hint::new().resume(true)), u32::MAX).action, Action::Stop);
}

#[test]
fn the_hint_beats_the_row() {
    for code in CloseCode::ALL.iter().copied() {
        let disconnect = Disconnect::new(Cause::from(code));
        let asked = decide(&disconnect.attempt(99).hint(Hint::new().reconnect(true)), u32::MAX);
        assert_eq!(asked.action, Action::Reconnect, "{code}");
        assert!(
            !asked.delay.is_zero(),
            "{code}: a row without a pace must not become a tight loop"
        );
        assert_eq!(
            decide(&disconnect.wanted(true).hint(Hint::new().reconnect(false)), u32::MAX).action,
            Action::Stop,
            "{code}"
        );
        let hint = Hint::new().retry_after(seconds(4321));
        let decision = decide(&disconnect.wanted(true).hint(hint), 0);
        assert!(decision.attempt_in().is_none_or(|delay| delay == seconds(4321)), "{code}");
    }
}

#[test]
fn the_profile_beats_the_row_whatever_the_number() {
    for code in [0, 999, 1000, 1001, 1006, 1012, 2999, 3000, 3003, 3999, 4000, 4999, 5000, u16::MAX]
    {
        assert_eq!(
            decide(&closed(code).profile(&Always(NEVER)), u32::MAX).action,
            Action::Stop,
            "{code}"
        );
        let back = decide(&closed(code).profile(&Always(BACK)), u32::MAX);
        assert_eq!(
            (back.action, back.rationale),
            (Action::Reconnect, Rationale::Profile),
            "{code}"
        );
        assert_eq!(back.cause, Cause::Closed(RawCode::new(code)));
        // Its pace and its budget too: the row's end after five attempts is not the profile's.
        assert_eq!(
            decide(&closed(code).profile(&Always(BACK)).attempt(50), u32::MAX).delay,
            seconds(60),
            "{code}"
        );
        assert_eq!(
            decide(&closed(code).profile(&Always(BACK.at_most(2))).attempt(2), u32::MAX).action,
            Action::Stop,
            "{code}"
        );
    }
    // A profile that is silent leaves the row.
    assert_eq!(decide(&closed(3003).profile(&NOTHING), u32::MAX).rationale, Rationale::Policy);
    assert_eq!(closed(3003).profile(&NOTHING), closed(3003).profile_table(&NOTHING));
    // A connection that never opened did not end with a code of the protocol.
    assert_eq!(
        decide(&closed(1006).profile(&Always(NEVER)).opened(false), u32::MAX),
        decide(&Disconnect::new(Cause::NotOpened), u32::MAX)
    );
    // What is not a code has no profile.
    let refused = Disconnect::new(Cause::Handshake(HandshakeStatus::new(4000)));
    assert_eq!(refused.profile(&Always(NEVER)), refused);
}

#[test]
fn the_row_beats_the_flap_guard() {
    // However long it was up: the row decides.
    for uptime in [Duration::ZERO, seconds(10), Duration::MAX] {
        assert_eq!(decide(&closed(3003).uptime(uptime), u32::MAX).action, Action::Stop);
        assert_eq!(decide(&closed(1009).uptime(uptime), u32::MAX).action, Action::FixFirst);
        assert_eq!(decide(&closed(1012).uptime(uptime).attempt(9), u32::MAX).delay, seconds(30));
    }
}

#[test]
fn the_flap_guard_beats_the_budget() {
    let limits = Limits::new().attempts(3).total_time(seconds(100));
    let spent = closed(1006).attempt(3).spent(seconds(101)).limits(limits);
    assert_eq!(decide(&spent, u32::MAX).action, Action::Stop);
    assert_eq!(
        decide(&spent.uptime(Duration::from_nanos(9_999_999_999)), u32::MAX).action,
        Action::Stop,
        "one nanosecond too short"
    );
    let decision = decide(&spent.uptime(seconds(10)), u32::MAX);
    assert_eq!(
        (decision.action, decision.delay, decision.retry_state.attempts()),
        (Action::Reconnect, seconds(5), 1)
    );
    // A policy's own budget is counted anew as well: a new session may be renewed again.
    assert_eq!(decide(&closed(1008).attempt(1), u32::MAX).rationale, Rationale::CredentialRefused);
    assert_eq!(
        decide(&closed(1008).attempt(1).uptime(seconds(10)), u32::MAX).action,
        Action::Reauthenticate
    );
    // A connection with an uptime had opened, whatever ended it.
    let broken = Disconnect::new(Cause::Tcp).limits(limits).attempt(3);
    assert_eq!(decide(&broken, u32::MAX).action, Action::Stop);
    assert_eq!(decide(&broken.uptime(seconds(99)), u32::MAX).action, Action::Reconnect);
    // Whoever wants none has none.
    let open_minded = closed(1006).attempt(3).limits(limits.min_uptime(Duration::ZERO));
    assert_eq!(decide(&open_minded, u32::MAX).retry_state.attempts(), 1);
}

#[test]
fn the_budget_beats_the_environment() {
    let offline = |disconnect: Disconnect| decide(&disconnect.online(false), u32::MAX).action;
    assert_eq!(offline(closed(1006)), Action::PauseUntilOnline);
    assert_eq!(offline(closed(1006).attempt(3).limits(Limits::new().attempts(3))), Action::Stop);
    assert_eq!(
        offline(closed(1006).spent(seconds(9)).limits(Limits::new().total_time(seconds(9)))),
        Action::Stop
    );
    assert_eq!(offline(closed(1002).attempt(3)), Action::Stop);
    assert_eq!(offline(closed(1009)), Action::FixFirst, "there is nothing to wait for");
}

#[test]
fn limits_of_the_caller_hold_against_every_rule() {
    let limits = Limits::new().attempts(2);
    let asked = closed(4000).hint(Hint::new().reconnect(true)).attempt(2);
    assert_eq!(decide(&asked, u32::MAX).action, Action::Reconnect);
    assert_eq!(decide(&asked.limits(limits), u32::MAX).rationale, Rationale::AttemptsSpent);
    assert_eq!(
        decide(&closed(1000).initiator(Initiator::Watchdog).attempt(2).limits(limits), u32::MAX)
            .action,
        Action::Stop
    );
    let long = Hint::new().retry_after(Duration::MAX);
    assert_eq!(
        decide(&closed(1013).hint(long), 0).rationale,
        Rationale::DelayTooLong,
        "nobody waits for more than a day by accident"
    );
    let limits = Limits::new().total_time(seconds(3600)).max_delay(Duration::MAX);
    assert_eq!(
        decide(&closed(1013).hint(long).limits(limits), u32::MAX).rationale,
        Rationale::TimeSpent
    );
}

#[test]
fn the_time_is_up_when_it_has_been_spent_or_would_be() {
    let limits = Limits::new().total_time(seconds(60));
    let act = |spent: Duration, random: u32| {
        decide(&closed(1006).spent(spent).limits(limits), random).action
    };
    assert_eq!(act(seconds(55), u32::MAX), Action::Reconnect, "it begins as the time ends");
    assert_eq!(act(seconds(55) + Duration::from_nanos(1), u32::MAX), Action::Stop);
    assert_eq!(act(Duration::from_nanos(59_999_999_999), 0), Action::Reconnect);
    assert_eq!(act(seconds(60), 0), Action::Stop, "even at once is too late");
    assert_eq!(act(Duration::MAX, u32::MAX), Action::Stop);
    assert_eq!(
        decide(&closed(1006).limits(Limits::new().total_time(Duration::ZERO)), 0).action,
        Action::Stop
    );
}

#[test]
fn offline_pauses_and_keeps_what_the_server_asked_for() {
    // The network explains it: at once when it is back.
    for cause in [Cause::Closed(RawCode::new(1006)), Cause::Dns, Cause::Tcp, Cause::NotOpened] {
        let decision = decide(&Disconnect::new(cause).attempt(8).online(false), u32::MAX);
        assert_eq!(
            (decision.action, decision.delay, decision.attempt_in()),
            (Action::PauseUntilOnline, Duration::ZERO, None),
            "{cause}"
        );
    }
    // Whatever code a watchdog sent, it had noticed that the network was dead.
    let watchdog = decide(&closed(1012).initiator(Initiator::Watchdog).online(false), u32::MAX);
    assert_eq!((watchdog.action, watchdog.delay), (Action::PauseUntilOnline, Duration::ZERO));
    // The server asked for time: it still gets it.
    assert_eq!(decide(&closed(1012).online(false), 0).delay, seconds(5));
    let asked = closed(1006).hint(Hint::new().retry_after(seconds(9)));
    assert_eq!(decide(&asked.online(false), 0).delay, seconds(9));
}

#[test]
fn hidden_is_slow_within_the_policy() {
    let hidden =
        |code: u16, random: u32| decide(&closed(code).visible(false).wanted(true), random).delay;
    assert_eq!((hidden(1006, 0), hidden(1006, u32::MAX)), (Duration::ZERO, seconds(60)));
    assert_eq!((hidden(1012, 0), hidden(1012, u32::MAX)), (seconds(5), seconds(30)));
    assert_eq!(hidden(3000, u32::MAX), seconds(60));
    let fixed = ProfileRule::new(Action::Reconnect).paced(Backoff::new(
        seconds(1),
        seconds(8),
        2,
        Jitter::None,
    ));
    assert_eq!(decide(&closed(4000).profile(&Always(fixed)).visible(false), 3).delay, seconds(8));
    // A hint stays what it was, and a protocol's "at once" too.
    let asked = closed(1006).hint(Hint::new().retry_after(seconds(3)));
    assert_eq!(decide(&asked.visible(false), 0).delay, seconds(3));
    let immediate =
        closed(4000).profile(&Always(ProfileRule::new(Action::Reconnect).at_once())).visible(false);
    assert_eq!(decide(&immediate, u32::MAX).delay, Duration::ZERO);
}
