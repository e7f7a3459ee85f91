//! What a [`Reconnector`] remembers, compared with a caller that keeps the books by hand.

use std::time::Duration;

use closecode::{
    Action, Cause, CloseCode, Decision, Disconnect, HandshakeStatus, Hint, Limits, LocalError,
    ProfileRule, ProfileTable, Rationale, RawCode, Reconnector, RetryState, decide,
};
use proptest::prelude::*;

const PROFILE: ProfileTable = ProfileTable::new(&[
    (4000..=4000, ProfileRule::new(Action::Resume)),
    (4004..=4004, ProfileRule::new(Action::Stop)),
]);

/// The books of a caller: what `decide` asks for, kept by hand.
#[derive(Default)]
struct Books {
    retry_state: RetryState,
    spent: Duration,
}

impl Books {
    fn ended(
        &mut self,
        limits: Limits,
        cause: Cause,
        lived: Option<Duration>,
        random: u32,
    ) -> Decision {
        let mut disconnect = Disconnect::new(cause)
            .opened(lived.is_some())
            .profile_table(&PROFILE)
            .limits(limits)
            .retry_state(self.retry_state)
            .spent(self.spent + lived.unwrap_or_default());
        if let Some(lived) = lived {
            disconnect = disconnect.uptime(lived);
        }
        let is_stable = lived.is_some_and(|lived| lived >= Duration::from_secs(10));
        let decision = decide(&disconnect, random);
        self.spent =
            if is_stable { Duration::ZERO } else { self.spent + lived.unwrap_or_default() };
        self.spent += decision.delay;
        self.retry_state = decision.retry_state;
        decision
    }
}

fn cause() -> impl Strategy<Value = Cause> {
    let codes = prop_oneof![Just(1000), Just(1006), Just(1008), Just(1012), Just(1013), Just(4000)];
    prop_oneof![
        codes.prop_map(|code: u16| Cause::Closed(RawCode::new(code))),
        (400..=599_u16).prop_map(|status| Cause::Handshake(HandshakeStatus::new(status))),
        Just(Cause::Dns),
        Just(Cause::Tcp),
        Just(Cause::Tls),
        Just(Cause::Local(LocalError::ProtocolError)),
        Just(Cause::Local(LocalError::PingTimeout)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(256)
    })]

    #[test]
    fn it_decides_as_with_books_kept_by_hand(
        ends in prop::collection::vec((cause(), prop::option::of(0..30_u64), any::<u32>()), 1..40),
        minutes in prop::option::of(1..30_u64),
    ) {
        let limits = match minutes {
            Some(minutes) => Limits::new().total_time(Duration::from_secs(60 * minutes)),
            None => Limits::new().attempts(12),
        };
        let mut reconnector = Reconnector::new().limits(limits).profile(PROFILE);
        let mut books = Books::default();
        for (cause, lived, random) in ends {
            let lived = lived.map(Duration::from_secs);
            let decision = reconnector.ended(cause, lived, random);
            prop_assert_eq!(decision, books.ended(limits, cause, lived, random));
            prop_assert_eq!(reconnector.retry_state(), books.retry_state);
            prop_assert_eq!(reconnector.retry_state().spent(), books.spent);
        }
    }
}

#[test]
fn a_day_of_a_client() {
    let mut reconnector = Reconnector::new().profile(PROFILE).wanted(true);
    let mut ended = |cause: Cause, lived: Option<u64>| {
        let decision = reconnector.ended(cause, lived.map(Duration::from_secs), u32::MAX);
        (decision.action, decision.attempt_in().map(|delay| delay.as_secs()))
    };
    let status = |status: u16| Cause::Handshake(HandshakeStatus::new(status));
    // A dropped connection, and a server that is away for a while.
    assert_eq!(ended(CloseCode::AbnormalClosure.into(), Some(3600)), (Action::Reconnect, Some(5)));
    assert_eq!(ended(Cause::Tcp, None), (Action::Reconnect, Some(10)));
    assert_eq!(ended(status(503), None), (Action::Reconnect, Some(5)));
    assert_eq!(ended(status(503), None), (Action::Reconnect, Some(10)));
    assert_eq!(ended(Cause::Dns, None), (Action::Reconnect, Some(20)));
    // Up for a minute: everything counts anew.
    assert_eq!(ended(CloseCode::ServiceRestart.into(), Some(60)), (Action::Reconnect, Some(30)));
    // One new credential, and no second one.
    assert_eq!(ended(status(401), None), (Action::Reauthenticate, Some(5)));
    assert_eq!(ended(status(401), None), (Action::Stop, None));
    // It wants the connection, so a normal end is none.
    assert_eq!(ended(CloseCode::NormalClosure.into(), Some(60)), (Action::Reconnect, Some(5)));
    // What its own library refuses, it will refuse again.
    assert_eq!(ended(LocalError::MessageTooBig.into(), Some(60)), (Action::FixFirst, None));
    assert_eq!(ended(Cause::Closed(RawCode::new(4004)), Some(60)), (Action::Stop, None));
}

#[test]
fn what_this_side_found_has_a_rule_and_a_label() {
    let decided = |error: LocalError| {
        let decision = decide(&Disconnect::new(Cause::Local(error)), u32::MAX);
        (decision.action, decision.attempt_in().map(|delay| delay.as_secs()), decision.to_string())
    };
    for (error, action, delay, log) in [
        (
            LocalError::MessageTooBig,
            Action::FixFirst,
            None,
            "fix-first: message-too-big, found here",
        ),
        (
            LocalError::InvalidUtf8,
            Action::FixFirst,
            Some(5),
            "fix-first in 5 s: invalid-utf8, found here",
        ),
        (
            LocalError::ProtocolError,
            Action::FixFirst,
            Some(5),
            "fix-first in 5 s: protocol-error, found here",
        ),
        (
            LocalError::PingTimeout,
            Action::Reconnect,
            Some(5),
            "reconnect in 5 s: ping-timeout, found here",
        ),
        (LocalError::BadRequest, Action::FixFirst, None, "fix-first: bad-request, found here"),
        (
            LocalError::CodeHidden,
            Action::Reconnect,
            Some(5),
            "reconnect in 5 s: code-hidden, found here",
        ),
    ] {
        assert_eq!(decided(error), (action, delay, log.to_owned()));
    }
    // A dead network explains a Ping without an answer.
    let offline = Disconnect::new(Cause::Local(LocalError::PingTimeout)).online(false);
    assert_eq!(decide(&offline, u32::MAX).delay, Duration::ZERO);
}

#[test]
fn a_wait_that_is_too_long_is_the_end() {
    let limits = Limits::new().max_delay(Duration::from_secs(600));
    let mut reconnector = Reconnector::new().limits(limits);
    let busy = Cause::Handshake(HandshakeStatus::new(503));
    let asked =
        |seconds| Disconnect::new(busy).hint(Hint::new().retry_after(Duration::from_secs(seconds)));
    assert_eq!(reconnector.ended(asked(600), None, 0).delay, Duration::from_secs(600));
    let decision = reconnector.ended(asked(601), None, 0);
    assert_eq!((decision.action, decision.rationale), (Action::Stop, Rationale::DelayTooLong));
    assert!(decision.to_string().ends_with("and the wait is too long"));
}
