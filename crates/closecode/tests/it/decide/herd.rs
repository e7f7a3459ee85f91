//! A server that restarts is not trampled: of all clients that lose it at once, at most a quarter
//! come back within the same second, whatever code, status or failure they saw.

use std::time::Duration;

use closecode::{
    Action, Cause, Disconnect, HandshakeStatus, ProfileRule, ProfileTable, RawCode, decide,
};

/// Clients, whose random numbers lie evenly between the smallest and the largest.
const CLIENTS: u32 = 2000;

/// The largest part of the clients that comes back within one second; none if no client does.
fn worst_second(disconnect: &Disconnect) -> f64 {
    let mut arrivals: Vec<Duration> = (0..CLIENTS)
        .filter_map(|client| {
            let random = client * (u32::MAX / CLIENTS);
            decide(&disconnect.wanted(true), random).attempt_in()
        })
        .collect();
    arrivals.sort_unstable();
    let second = Duration::from_secs(1);
    let until = |from: Duration| arrivals.partition_point(|at| *at < from + second);
    let most = arrivals.iter().enumerate().map(|(i, from)| until(*from) - i).max();
    f64::from(u32::try_from(most.unwrap_or(0)).expect("it is small")) / f64::from(CLIENTS)
}

#[test]
fn no_default_lets_more_than_a_quarter_of_all_clients_return_within_a_second() {
    let codes = (0..=u16::MAX).filter(|n| *n < 1020 || n % 500 < 5 || (3000..3010).contains(n));
    let closed = codes.map(|number| Cause::Closed(RawCode::new(number)));
    let refused = (100..=599).map(|status| Cause::Handshake(HandshakeStatus::new(status)));
    let failed = [Cause::Dns, Cause::Tcp, Cause::Tls, Cause::NotOpened];
    for cause in closed.chain(refused).chain(failed) {
        let share = worst_second(&Disconnect::new(cause));
        assert!(share <= 0.25, "{cause}: {share} of all clients come back within a second");
    }
    // What an application's own file says without a delay.
    for action in [Action::Reconnect, Action::Resume] {
        let pace = ProfileRule::new(action).pace();
        assert_eq!(pace, RawCode::new(1006).policy().backoff(), "{action}");
    }
}

#[test]
fn a_herd_is_seen() {
    // Otherwise the test above would pass whatever the delays are.
    const AT_ONCE: ProfileTable =
        ProfileTable::new(&[(4000..=4000, ProfileRule::new(Action::Reconnect).at_once())]);
    let at_once = Disconnect::new(Cause::Closed(RawCode::new(4000))).profile_table(&AT_ONCE);
    assert!((worst_second(&at_once) - 1.0).abs() < f64::EPSILON);
    let restart = worst_second(&Disconnect::new(Cause::Closed(RawCode::new(1012))));
    assert!((0.035..0.045).contains(&restart), "{restart}");
    let lost = worst_second(&Disconnect::new(Cause::Tcp));
    assert!((0.19..0.21).contains(&lost), "{lost}");
}
