//! What the sources of four protocols say about reconnecting, written down once more from the
//! sources, and asked of `decide`.

use std::ops::RangeInclusive;
use std::time::Duration;

use closecode::protocols::{centrifugo, discord_gateway, graphql_transport_ws, pusher_channels};
use closecode::{Action, Cause, Decision, Disconnect, ProfileTable, RawCode, RetryState, decide};

fn after(code: u16, profile: &ProfileTable) -> Decision {
    decide(&Disconnect::new(Cause::Closed(RawCode::new(code))).profile_table(profile), u32::MAX)
}

/// Whether an attempt follows, with a new credential or without.
fn comes_back(decision: &Decision) -> bool {
    matches!(decision.action, Action::Reconnect | Action::Resume | Action::Reauthenticate)
}

/// The column "Reconnect" of Discord's table of gateway close event codes.
#[test]
fn discords_reconnect_column() {
    let yes = [4000, 4001, 4002, 4003, 4005, 4007, 4008, 4009];
    let no = [4004, 4010, 4011, 4012, 4013, 4014];
    for code in yes {
        assert!(comes_back(&after(code, &discord_gateway::PROFILE)), "{code}");
    }
    for code in no {
        let decision = after(code, &discord_gateway::PROFILE);
        assert!(!comes_back(&decision) && decision.attempt_in().is_none(), "{code}");
    }
    // The explanations of these two ask for a new session.
    for code in [4007, 4009] {
        assert_eq!(after(code, &discord_gateway::PROFILE).action, Action::Reconnect, "{code}");
    }
    assert_eq!(after(4000, &discord_gateway::PROFILE).action, Action::Resume);
}

/// Pusher: "4000-4099 should not be re-established unchanged, 4100-4199 after at least 1 s,
/// 4200-4299 immediately".
#[test]
fn pushers_hundreds() {
    let profile = &pusher_channels::PROFILE;
    for code in 4000..=4099 {
        let decision = after(code, profile);
        assert!(!comes_back(&decision) && decision.attempt_in().is_none(), "{code}");
    }
    for code in 4100..=4199 {
        // The shortest delay that chance can give.
        let disconnect = Disconnect::new(Cause::Closed(RawCode::new(code))).profile_table(profile);
        let decision = decide(&disconnect, 0);
        assert_eq!(decision.action, Action::Reconnect, "{code}");
        assert!(decision.delay >= Duration::from_secs(1), "{code}: {:?}", decision.delay);
    }
    for code in 4200..=4299 {
        let decision = after(code, profile);
        assert_eq!(
            (decision.action, decision.delay),
            (Action::Reconnect, Duration::ZERO),
            "{code}"
        );
    }
    // The text has no rule for errors of any other kind; the JavaScript client disconnects for
    // good.
    for code in 4300..=4399 {
        assert_eq!(after(code, profile).action, Action::Stop, "{code}");
    }
    // No hundred contains these: decide does what it does without a profile.
    for code in [3999, 4400, 4999] {
        assert_eq!(
            after(code, profile),
            decide(&Disconnect::new(Cause::Closed(RawCode::new(code))), u32::MAX),
            "{code}"
        );
    }
}

/// `isFatalInternalCloseCode` in the client of graphql-ws, and the codes that it leaves out on
/// purpose.
#[test]
fn the_fatal_list_of_graphql_ws() {
    let profile = &graphql_transport_ws::PROFILE;
    for code in [4004, 4005, 4400, 4401, 4406, 4409, 4429, 4500] {
        assert_eq!(after(code, profile).action, Action::Stop, "{code}");
    }
    for code in [4403, 4408, 4499, 4504] {
        assert_eq!(after(code, profile).action, Action::Reconnect, "{code}");
        // Five attempts by default, and then no more.
        let disconnect = Disconnect::new(Cause::Closed(RawCode::new(code))).profile_table(profile);
        let mut retry_state = RetryState::new();
        let attempts = (0..9).take_while(|_| {
            let decision = decide(&disconnect.retry_state(retry_state), u32::MAX);
            retry_state = decision.retry_state;
            comes_back(&decision)
        });
        assert_eq!(attempts.count(), 5, "{code}");
    }
}

/// Centrifugo: in both thousands the lower half reconnects and the upper half is terminal.
#[test]
fn centrifugos_halves() {
    let halves: [(RangeInclusive<u16>, bool); 4] =
        [(3000..=3499, true), (3500..=3999, false), (4000..=4499, true), (4500..=4999, false)];
    for (codes, reconnects) in halves {
        for code in codes {
            let decision = after(code, &centrifugo::PROFILE);
            assert_eq!(comes_back(&decision), reconnects, "{code}: {decision}");
        }
    }
    // Registered codes lie in the lower half, and mean something else here.
    assert_eq!(after(3003, &centrifugo::PROFILE).action, Action::Reconnect);
    assert_eq!(after(3014, &centrifugo::PROFILE).action, Action::Reauthenticate);
}
