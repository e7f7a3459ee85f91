//! What is true of every plan to drain a server, compared with the time of each client.

use std::time::Duration;

use closecode::{CloseCode, Drain, SendableCode};
use proptest::prelude::*;

/// When client `i` is closed, in nanoseconds, without a limit of 64 bits.
fn closed_at(clients: usize, window: u64, i: usize) -> u128 {
    u128::from(window) * i as u128 / clients as u128
}

/// How many are closed by then: looked for client by client, by halves.
fn closed_by(clients: usize, window: u64, elapsed: u64) -> usize {
    let mut closed = 0;
    let mut open = clients;
    while closed < open {
        let middle = closed + (open - closed) / 2;
        if closed_at(clients, window, middle) <= u128::from(elapsed) {
            closed = middle + 1;
        } else {
            open = middle;
        }
    }
    closed
}

fn nanos(nanos: u64) -> Duration {
    Duration::from_nanos(nanos)
}

/// Numbers as they occur, and the edges.
fn clients() -> impl Strategy<Value = usize> {
    prop_oneof![
        4 => 0_usize..100_000,
        2 => any::<usize>(),
        1 => Just(1),
        1 => Just(usize::MAX),
    ]
}

fn window() -> impl Strategy<Value = u64> {
    prop_oneof![
        4 => (0_u64..200_000).prop_map(|millis| millis * 1_000_000),
        2 => 0_u64..1000,
        2 => any::<u64>(),
        1 => Just(u64::MAX),
    ]
}

#[test]
fn every_small_plan_is_what_its_clients_say() {
    for clients in 0..=40 {
        for window in 0..=40 {
            let drain = Drain::new(clients, nanos(window));
            for elapsed in 0..=45 {
                let closed = (0..clients)
                    .filter(|i| closed_at(clients, window, *i) <= u128::from(elapsed))
                    .count();
                for open in 0..=45 {
                    let due = (open + closed).saturating_sub(clients);
                    assert_eq!(
                        drain.due(nanos(elapsed), open),
                        due,
                        "{open} of {clients} are open {elapsed} of {window} ns later"
                    );
                }
            }
            let mut expected: Vec<(Duration, usize)> = Vec::new();
            for i in 0..clients {
                let at = nanos(u64::try_from(closed_at(clients, window, i)).unwrap());
                match expected.last_mut() {
                    Some((last, count)) if *last == at => *count += 1,
                    _ => expected.push((at, 1)),
                }
            }
            let steps: Vec<_> = drain.steps().collect();
            assert_eq!(steps, expected, "{clients} in {window} ns");
        }
    }
}

#[test]
fn edges() {
    let all = usize::MAX;
    let at_once = Drain::new(all, Duration::ZERO);
    assert_eq!(at_once.due(Duration::ZERO, all), all);
    assert!(at_once.steps().eq([(Duration::ZERO, all)]));
    assert!(Drain::new(0, Duration::from_secs(9)).steps().eq([]));
    // Longer than 64 bits of nanoseconds: 584 years.
    let longest = Drain::new(all, Duration::MAX);
    assert_eq!(longest.window(), nanos(u64::MAX));
    assert_eq!(Drain::new(1, nanos(u64::MAX) + nanos(1)), Drain::new(1, nanos(u64::MAX)));
    assert_eq!(longest.due(Duration::MAX, all), all);
    assert_eq!(longest.due(nanos(u64::MAX / 2), all), all / 2 + 1);
    // Two clients for each nanosecond, and one left over.
    let crowd = Drain::new(7, nanos(3));
    let crowded: Vec<_> = crowd.steps().map(|(at, count)| (at.as_nanos(), count)).collect();
    assert_eq!(crowded, [(0, 3), (1, 2), (2, 2)]);
    let mut steps = crowd.steps();
    assert_eq!(steps.by_ref().count(), 3);
    assert_eq!((steps.next(), steps.next()), (None, None));
}

#[test]
fn the_code_is_that_of_a_restart_unless_said_otherwise() {
    const MOVED: SendableCode = SendableCode::of::<4001>();
    const DRAIN: Drain = Drain::new(3, Duration::from_secs(1));
    assert_eq!(DRAIN.code(), CloseCode::ServiceRestart);
    let moved = DRAIN.with_code(MOVED);
    assert_eq!((moved.code(), moved.clients(), moved.window()), (MOVED, 3, Duration::from_secs(1)));
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(1024)
    })]

    #[test]
    fn what_is_due_is_what_the_clients_say(
        clients in clients(),
        window in window(),
        part: u64,
        open in clients(),
    ) {
        // Somewhere in the window, and sometimes after it.
        let elapsed = match part % 8 {
            0 => part,
            _ => u64::try_from((u128::from(window) * u128::from(part)) >> 64).unwrap(),
        };
        let drain = Drain::new(clients, nanos(window));
        let closed = closed_by(clients, window, elapsed);
        prop_assert_eq!(drain.due(nanos(elapsed), clients), closed);
        prop_assert_eq!(drain.due(nanos(elapsed), open), open.saturating_sub(clients - closed));
        // Evenly: to within a client, and a nanosecond.
        if elapsed < window {
            let even = u128::from(elapsed) * clients as u128;
            let next = (u128::from(elapsed) + 1) * clients as u128;
            let window = u128::from(window);
            prop_assert!(closed as u128 * window >= even);
            // The first is closed at once, so that only of none none is.
            prop_assert_eq!(closed == 0, clients == 0);
            if let Some(last) = closed.checked_sub(1) {
                prop_assert!(last as u128 * window < next);
            }
        }
    }

    #[test]
    fn it_only_grows_and_ends_with_the_window(
        clients in clients(),
        window in window(),
        one: u64,
        other: u64,
        open in clients(),
    ) {
        let drain = Drain::new(clients, nanos(window));
        let earlier = nanos(one.min(other));
        let later = nanos(one.max(other));
        prop_assert!(drain.due(earlier, open) <= drain.due(later, open));
        prop_assert!(drain.due(later, open) <= open);
        prop_assert_eq!(drain.due(nanos(window), open), open);
        prop_assert_eq!(drain.due(Duration::MAX, open), open);
        // The last is closed before the end, unless there is no time at all.
        if let Some(last) = window.checked_sub(1) {
            prop_assert_eq!(drain.due(nanos(last), clients), clients);
        }
    }

    #[test]
    fn steps_are_what_is_due(clients in 0_usize..3000, window in window()) {
        let drain = Drain::new(clients, nanos(window));
        let mut closed = 0;
        let mut last = None;
        for (at, count) in drain.steps() {
            prop_assert!(count > 0 && last.is_none_or(|last| last < at));
            prop_assert!(at < drain.window() || window == 0);
            if let Some(before) = at.checked_sub(nanos(1)) {
                prop_assert_eq!(drain.due(before, clients), closed);
            }
            closed += count;
            prop_assert_eq!(drain.due(at, clients), closed);
            last = Some(at);
        }
        prop_assert_eq!(closed, clients);
    }

    #[test]
    fn the_first_steps_of_any_plan_are_what_is_due(clients in clients(), window in window()) {
        let drain = Drain::new(clients, nanos(window));
        let mut closed = 0;
        for (at, count) in drain.steps().take(50) {
            closed += count;
            prop_assert_eq!(drain.due(at, clients), closed);
        }
    }

    /// Clients leave by themselves and others come, as long as it takes.
    #[test]
    fn a_server_that_asks_now_and_then_is_empty_at_the_end(
        clients in 0_usize..5000,
        window in 1_u64..2_000_000,
        events in prop::collection::vec((0_u64..100_000, 0_usize..200, 0_usize..200), 1..40),
    ) {
        let drain = Drain::new(clients, nanos(window));
        let mut open = clients;
        let mut elapsed = 0;
        for (pause, come, leave) in events {
            let due = drain.due(nanos(elapsed), open);
            open -= due;
            prop_assert!(open <= clients - drain.due(nanos(elapsed), clients), "at {elapsed}");
            prop_assert_eq!(drain.due(nanos(elapsed), open), 0, "asked twice");
            elapsed += pause;
            open = open.saturating_sub(leave) + come;
        }
        open -= drain.due(nanos(elapsed.max(window)), open);
        prop_assert_eq!(open, 0);
    }
}
