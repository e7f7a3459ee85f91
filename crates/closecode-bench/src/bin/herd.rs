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

const CLIENTS: usize = 10_000;

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
    let mut random = Random(0x0c10_5ec0_de00_0000);
    let steps = Drain::new(CLIENTS, window).steps();
    let mut arrivals: Vec<Duration> = steps
        .flat_map(|(at, count)| repeat_n(at, count))
        .filter_map(|closed| Some(closed + decide(disconnect, random.next()).attempt_in()?))
        .collect();
    arrivals.sort_unstable();
    let until = |from: Duration| arrivals.partition_point(|at| *at < from + Duration::from_secs(1));
    let most = arrivals.iter().enumerate().map(|(i, from)| until(*from) - i).max().unwrap_or(0);
    100.0 * most as f64 / CLIENTS as f64
}

/// `SplitMix64`, by Steele, Lea and Flood: the same numbers at each run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        u32::try_from((z ^ (z >> 31)) >> 32).expect("32 bits are left")
    }
}
