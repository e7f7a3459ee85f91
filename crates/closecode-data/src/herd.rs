//! The clients of a server that restarts, simulated: when each of them comes back. Pure arithmetic
//! with a generator of its own, so that it gives the same on each machine.
//!
//! `closecode-bench` runs it with what the crate decides, for `docs/herd.md`, and a test there
//! holds that the delays and the drain here are the crate's; the site draws it from the data.

use std::time::Duration;

use crate::{Jitter, Policy};

/// How many clients the server has.
pub const CLIENTS: u32 = 10_000;

/// When each client comes back, in order: each is closed at one of these times, draws a random
/// number, and waits as long as it is told to. One that is told nothing stays away.
pub fn arrivals(
    closes: impl IntoIterator<Item = Duration>,
    delay: impl Fn(u32) -> Option<Duration>,
) -> Vec<Duration> {
    let mut random = Random(0x0c10_5ec0_de00_0000);
    let closes = closes.into_iter();
    let mut arrivals: Vec<Duration> =
        closes.filter_map(|closed| Some(closed + delay(random.next())?)).collect();
    arrivals.sort_unstable();
    arrivals
}

/// When a server closes its connections, one after the other at even distances; all at once if the
/// window is empty.
pub fn drained(clients: u32, window: Duration) -> impl Iterator<Item = Duration> {
    let nanos = window.as_nanos();
    let at = move |client: u32| {
        let at = nanos * u128::from(client) / u128::from(clients);
        Duration::from_nanos(u64::try_from(at).expect("a window is shorter than a century"))
    };
    (0..clients).map(at)
}

/// The delay before the first attempt, for a random number of all 32 bits.
pub fn first_delay(policy: &Policy, jitter: Jitter, random: u32) -> Duration {
    let initial = policy.initial_delay.value;
    let max = policy.max_delay.value;
    let (least, most) = match jitter {
        Jitter::Full => (Duration::ZERO, initial),
        Jitter::Equal => (initial / 2, initial),
        Jitter::Uniform => (initial, max),
        Jitter::None => (initial, initial),
    };
    let drawn = most.saturating_sub(least).as_nanos() * u128::from(random) / u128::from(u32::MAX);
    least + Duration::from_nanos(u64::try_from(drawn).expect("no delay is a century"))
}

/// The most that arrive within one second, wherever it begins.
pub fn worst_second(arrivals: &[Duration]) -> usize {
    let until = |from: Duration| arrivals.partition_point(|at| *at < from + Duration::from_secs(1));
    arrivals.iter().enumerate().map(|(i, from)| until(*from) - i).max().unwrap_or(0)
}

/// How many arrive in each second, from the beginning to the last of them.
pub fn per_second(arrivals: &[Duration]) -> Vec<usize> {
    let last = arrivals.last().map_or(0, Duration::as_secs);
    let before = |second: u64| arrivals.partition_point(|at| *at < Duration::from_secs(second));
    (0..=last).map(|second| before(second + 1) - before(second)).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn a_window_spreads_what_would_come_at_once() {
        let at_once = arrivals(drained(CLIENTS, Duration::ZERO), |_| Some(5 * SECOND));
        assert_eq!(worst_second(&at_once), 10_000);
        assert_eq!(per_second(&at_once), [0, 0, 0, 0, 0, 10_000]);
        let spread = arrivals(drained(CLIENTS, 10 * SECOND), |_| Some(5 * SECOND));
        assert_eq!(worst_second(&spread), 1000);
        assert_eq!(per_second(&spread), [&[0; 5][..], &[1000; 10]].concat());
    }

    #[test]
    fn who_is_told_nothing_stays_away_and_each_draws_a_number_of_its_own() {
        let half = arrivals(drained(CLIENTS, SECOND), |n| (n < u32::MAX / 2).then_some(SECOND));
        assert!((4_900..5_100).contains(&half.len()), "{}", half.len());
        let none = arrivals(drained(CLIENTS, SECOND), |_| None);
        assert_eq!((worst_second(&none), per_second(&none)), (0, vec![0]));
    }
}
