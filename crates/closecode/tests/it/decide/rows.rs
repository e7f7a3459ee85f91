//! `decide` against every row of the policy data: action, pace and budget of each code and each
//! range.

use std::time::Duration;

use closecode::{Action, Cause, Decision, Disconnect, HandshakeStatus, Rationale, RawCode, decide};
use closecode_data as data;

use crate::common::dataset;

/// Each row of policy with the numbers that it applies to.
fn rows(data: &data::Dataset) -> Vec<(data::Policy, Vec<u16>)> {
    let known = |number: &u16| data.codes.iter().any(|code| *code.code == *number);
    let codes = data.codes.iter().map(|code| (code.policy.clone(), vec![*code.code]));
    let ranges = data.ranges.iter().map(|range| {
        let numbers = (*range.first..=*range.last).filter(|number| !known(number)).collect();
        (range.policy.clone(), numbers)
    });
    codes.chain(ranges).collect()
}

fn ask(number: u16, attempt: u32, random: u32) -> Decision {
    decide(
        &Disconnect::new(Cause::Closed(RawCode::new(number))).wanted(true).attempt(attempt),
        random,
    )
}

/// What the issue says of each word of the data, for a connection that is still wanted.
fn expected(row: &data::Policy) -> Action {
    match row.action.as_str() {
        "no-need" | "short-delay" | "backoff" | "profile" => Action::Reconnect,
        "reauth" => Action::Reauthenticate,
        "fix-client" => Action::FixFirst,
        "never" => Action::Stop,
        other => panic!("this test knows no action `{other}`"),
    }
}

/// The ceiling of the data model, in floating point: slow, obvious, and none of the code under
/// test.
fn ceiling(row: &data::Policy, attempt: u32) -> Duration {
    let growth =
        f64::from(*row.factor).powi(i32::try_from(attempt).expect("a test asks for few attempts"));
    Duration::from_secs_f64(
        (row.initial_delay.as_secs_f64() * growth).min(row.max_delay.as_secs_f64()),
    )
}

fn close(a: Duration, b: Duration) -> bool {
    a.abs_diff(b) < Duration::from_micros(1)
}

#[test]
fn every_number_acts_as_its_row_says() {
    let data = dataset();
    let rows = rows(data);
    assert_eq!(rows.iter().map(|(_, numbers)| numbers.len()).sum::<usize>(), 65_536);
    for (row, numbers) in &rows {
        for number in numbers {
            let decision = ask(*number, 0, u32::MAX);
            assert_eq!(decision.action, expected(row), "{number}");
            assert_eq!(decision.rationale, Rationale::Policy, "{number}");
        }
    }
}

#[test]
fn only_a_connection_that_is_wanted_comes_back_after_a_row_without_need() {
    for (row, numbers) in rows(dataset()) {
        let disconnect = Disconnect::new(Cause::Closed(RawCode::new(numbers[0])));
        let is_stop = decide(&disconnect, u32::MAX).action == Action::Stop;
        assert_eq!(is_stop, matches!(row.action.as_str(), "no-need" | "never"), "{}", numbers[0]);
    }
}

#[test]
fn delays_lie_where_the_row_says() {
    for (row, numbers) in rows(dataset()) {
        let number = numbers[0];
        let limit =
            row.max_attempts.as_ref().map_or(40, |attempts| u32::from(attempts.value).min(40));
        for attempt in 0..limit {
            let [low, high] =
                [0, u32::MAX].map(|random| ask(number, attempt, random).attempt_in().unwrap());
            let (from, to) = match row.jitter.as_str() {
                "full" => (Duration::ZERO, ceiling(&row, attempt)),
                "equal" => (ceiling(&row, attempt) / 2, ceiling(&row, attempt)),
                "uniform" => (*row.initial_delay, *row.max_delay),
                "none" => (ceiling(&row, attempt), ceiling(&row, attempt)),
                other => panic!("this test knows no jitter `{other}`"),
            };
            assert!(
                close(low, from) && close(high, to),
                "{number}, attempt {attempt}: {low:?} to {high:?}, not {from:?} to {to:?}"
            );
            let middle = ask(number, attempt, u32::MAX / 2).delay;
            assert!(close(middle, (from + to) / 2), "{number}, attempt {attempt}: {middle:?}");
        }
    }
}

#[test]
fn budgets_end_where_the_row_says() {
    for (row, numbers) in rows(dataset()) {
        let number = numbers[0];
        match row.max_attempts.as_ref().map(|attempts| u32::from(attempts.value)) {
            // No attempt by itself: there is something to fix, or it is the end.
            Some(0) => assert!(
                [0, 1, u32::MAX]
                    .iter()
                    .all(|attempt| ask(number, *attempt, 0).attempt_in().is_none()),
                "{number}"
            ),
            Some(limit) => {
                assert!(ask(number, limit - 1, 0).attempt_in().is_some(), "{number}");
                for attempt in [limit, limit + 1, u32::MAX] {
                    let decision = ask(number, attempt, 0);
                    assert_eq!(decision.action, Action::Stop, "{number}");
                    assert!(
                        matches!(
                            decision.rationale,
                            Rationale::AttemptsSpent | Rationale::CredentialRefused
                        ),
                        "{number}"
                    );
                }
            }
            None => assert!(ask(number, u32::MAX, 0).attempt_in().is_some(), "{number}"),
        }
    }
}

#[test]
fn a_loop_that_hands_the_streak_back_makes_as_many_attempts_as_the_row_says() {
    for (row, numbers) in rows(dataset()) {
        let disconnect = Disconnect::new(Cause::Closed(RawCode::new(numbers[0]))).wanted(true);
        let mut attempts = 0;
        let mut decision = decide(&disconnect, u32::MAX);
        while decision.attempt_in().is_some() && attempts < 100 {
            attempts += 1;
            assert_eq!(decision.retry_state.attempts(), attempts);
            decision = decide(&disconnect.retry_state(decision.retry_state), u32::MAX);
        }
        let limit = row.max_attempts.as_ref().map_or(100, |attempts| u32::from(attempts.value));
        assert_eq!(attempts, limit, "{}", numbers[0]);
    }
}

#[test]
fn every_refused_handshake_follows_the_narrowest_answer_for_its_status() {
    let data = dataset();
    let mut answered = vec![0; data.handshake.len()];
    for status in 0..=u16::MAX {
        let place = (0..data.handshake.len())
            .filter(|i| data.handshake[*i].holds(status))
            .min_by_key(|i| data.handshake[*i].width());
        let place = place.expect("one answer applies to every status");
        answered[place] += 1;
        let row = data.answer_policy(&data.handshake[place]);
        let ask = |attempt| {
            decide(
                &Disconnect::new(Cause::Handshake(HandshakeStatus::new(status))).attempt(attempt),
                u32::MAX,
            )
        };
        assert_eq!(ask(0).action, expected(row), "{status}");
        let limit = row.max_attempts.as_ref().map_or(8, |attempts| u32::from(attempts.value));
        for attempt in 0..limit {
            let delay = ask(attempt).attempt_in().expect("within the budget");
            assert!(close(delay, ceiling(row, attempt)), "{status}, attempt {attempt}: {delay:?}");
        }
        assert!(row.max_attempts.is_none() || ask(limit).attempt_in().is_none(), "{status}");
    }
    assert!(
        answered.iter().all(|count| *count > 0),
        "each answer decides for some status: {answered:?}"
    );
}
