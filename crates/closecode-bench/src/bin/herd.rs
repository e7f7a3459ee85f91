//! Simulates the clients of a server that restarts, for `cargo xtask bench herd`: how many come
//! back within the worst second, by what they saw, and by how the server closed. Prints rows of a
//! Markdown table; the same at each run.

#![allow(clippy::print_stdout)] // A program prints.

use std::iter::repeat_n;
use std::time::Duration;

use closecode::{
    Action, Backoff, Cause, Disconnect, Drain, HandshakeStatus, Jitter, ProfileRule, ProfileTable,
    RawCode, decide,
};
use closecode_data::herd::{self, CLIENTS};

/// For how long the server closes connections.
const DRAINS: [u64; 4] = [0, 10, 30, 120];

fn main() {
    let code = |number: u16| Disconnect::new(Cause::Closed(RawCode::new(number))).wanted(true);
    let status = |status: u16| Disconnect::new(Cause::Handshake(HandshakeStatus::new(status)));
    let own = |rule: ProfileRule| {
        let rules: &'static [_] = Box::leak(Box::new([(4000..=4000, rule)]));
        code(4000).profile_table(&ProfileTable::new(rules))
    };
    let seconds = Duration::from_secs;
    let second = ProfileRule::new(Action::Reconnect);
    let rows = [
        ("1000, if the application still wants the connection", code(1000)),
        ("1001", code(1001)),
        ("1005", code(1005)),
        ("1006, and failures of DNS and TCP", code(1006)),
        ("1008, with a new credential", code(1008)),
        ("1011", code(1011)),
        ("1012", code(1012)),
        ("1013", code(1013)),
        ("1014", code(1014)),
        ("3000, with a new credential", code(3000)),
        ("a private code that nothing is known about", code(4000)),
        ("handshake refused with 429", status(429)),
        ("handshake refused with 503", status(503)),
        ("own code: `backoff` without a delay", own(ProfileRule::new(Action::Reconnect))),
        (
            "own code: `delay = \"1s\"`",
            own(second.paced(Backoff::new(seconds(1), seconds(30), 2, Jitter::Full))),
        ),
        (
            "own code: `delay = \"5s\"`, `jitter = \"none\"`",
            own(second.paced(Backoff::new(seconds(5), seconds(5), 1, Jitter::None))),
        ),
        ("own code: `immediate`", own(ProfileRule::new(Action::Reconnect).at_once())),
    ];
    for (name, disconnect) in rows {
        let worst = DRAINS.map(|drain| worst_second(&disconnect, seconds(drain)));
        let cells: Vec<String> = worst.iter().map(|share| format!("{share:.1} %")).collect();
        println!("| {name} | {} |", cells.join(" | "));
    }
}

/// The percentage of all clients that comes back within the worst second, if the server closes them
/// one after the other within this time.
#[allow(clippy::cast_precision_loss)] // There are few.
fn worst_second(disconnect: &Disconnect, window: Duration) -> f64 {
    let delay = |random| decide(disconnect, random).attempt_in();
    let arrivals = herd::arrivals(closes(window), delay);
    100.0 * herd::worst_second(&arrivals) as f64 / f64::from(CLIENTS)
}

/// When a server closes its connections, as a `Drain` says.
fn closes(window: Duration) -> impl Iterator<Item = Duration> {
    let clients = usize::try_from(CLIENTS).expect("a number of clients fits");
    Drain::new(clients, window).steps().flat_map(|(at, count)| repeat_n(at, count))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use closecode_data::Action;

    use super::*;

    /// The site draws the herd from the data alone, so that a broken table cannot stop its own
    /// repair. What it draws is what the crate does.
    #[test]
    fn the_data_says_what_the_crate_does() {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data");
        let data = closecode_data::load(Path::new(root)).into_dataset();
        let data = data.expect("the data follows its rules");
        for code in &data.codes {
            let policy = &code.policy;
            if matches!(*policy.action, Action::Never | Action::FixClient | Action::Profile) {
                continue;
            }
            let own = RawCode::new(*code.code).policy().backoff();
            for random in [0, 1, 1 << 20, u32::MAX / 3, u32::MAX - 1, u32::MAX] {
                let drawn = herd::first_delay(policy, *policy.jitter, random);
                assert_eq!(drawn, own.delay(0, random), "{} {random}", *code.code);
            }
        }
        for window in DRAINS.map(Duration::from_secs) {
            let drained = herd::drained(CLIENTS, window);
            assert!(drained.eq(closes(window)), "{window:?}");
        }
    }
}
