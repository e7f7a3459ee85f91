//! What the benchmarks share: mixes of codes, and what a user of tungstenite writes by hand.

#![allow(dead_code)] // Each benchmark is a program of its own and uses a part.

use criterion::Criterion;
use std::time::Duration;
use tungstenite::protocol::frame::coding::CloseCode as Theirs;

/// A generator that gives the same numbers on every machine.
pub(crate) struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }
}

/// 80 % 1000, 1001 and 1006, 15 % the other codes from 1002 to 1014, 5 % from 4000 to 4999.
pub(crate) fn realistic(length: usize) -> Vec<u16> {
    const OTHER: [u16; 10] = [1002, 1003, 1005, 1007, 1008, 1009, 1011, 1012, 1013, 1014];
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut code = || match random.below(100) {
        0..45 => 1000,
        45..65 => 1001,
        65..80 => 1006,
        80..95 => OTHER[usize::try_from(random.below(10)).expect("below 10")],
        _ => 4000 + u16::try_from(random.below(1000)).expect("below 1000"),
    };
    (0..length).map(|_| code()).collect()
}

/// Any number as likely as any other.
pub(crate) fn uniform(length: usize) -> Vec<u16> {
    let mut random = Random(0x1234_5678_9abc_def1);
    (0..length).map(|_| u16::try_from(random.below(65_536)).expect("below 65,536")).collect()
}

/// One number after the other.
pub(crate) fn sequential(length: usize) -> Vec<u16> {
    (0..=u16::MAX).cycle().take(length).collect()
}

/// Short runs: many comparisons in one go matter more than the last digit of one.
pub(crate) fn settings() -> Criterion {
    Criterion::default()
        .warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_millis(800))
        .sample_size(30)
        .without_plots()
}

/// A class as a user of tungstenite computes it: a number for each variant of the enum.
pub(crate) fn class_by_tungstenite(code: Theirs) -> u8 {
    match code {
        Theirs::Normal => 1,
        Theirs::Away => 2,
        Theirs::Protocol => 3,
        Theirs::Unsupported => 4,
        Theirs::Status => 6,
        Theirs::Abnormal => 7,
        Theirs::Invalid => 8,
        Theirs::Policy => 9,
        Theirs::Size => 10,
        Theirs::Extension => 11,
        Theirs::Error => 12,
        Theirs::Restart => 13,
        Theirs::Again => 14,
        Theirs::Tls => 16,
        Theirs::Reserved(_) => 17,
        Theirs::Iana(_) => 18,
        Theirs::Library(_) => 19,
        Theirs::Bad(_) => 20,
    }
}

/// The same from the number, as a plain match writes it.
pub(crate) fn class_by_match(code: u16) -> u8 {
    match code {
        0..=999 => 0,
        1000 => 1,
        1001 => 2,
        1002 => 3,
        1003 => 4,
        1004 => 5,
        1005 => 6,
        1006 => 7,
        1007 => 8,
        1008 => 9,
        1009 => 10,
        1010 => 11,
        1011 => 12,
        1012 => 13,
        1013 => 14,
        1014 => 15,
        1015 => 16,
        1016..=2999 => 17,
        3000 => 21,
        3003 => 22,
        3008 => 23,
        3001..=3999 => 18,
        4000..=4999 => 19,
        5000.. => 20,
    }
}

/// Where a new class begins, and which, in order.
pub(crate) fn edges() -> Vec<(u16, u8)> {
    let mut edges: Vec<(u16, u8)> = Vec::new();
    for code in 0..=u16::MAX {
        let class = class_by_match(code);
        if edges.last().is_none_or(|(_, last)| *last != class) {
            edges.push((code, class));
        }
    }
    edges
}

/// The class by binary search.
pub(crate) fn class_by_search(edges: &[(u16, u8)], code: u16) -> u8 {
    edges[edges.partition_point(|(first, _)| *first <= code) - 1].1
}

/// The class of every number, 64 KiB.
pub(crate) fn table() -> Box<[u8; 65_536]> {
    (0..=u16::MAX).map(class_by_match).collect::<Vec<_>>().try_into().expect("65,536 entries")
}

/// What to do, as a user of tungstenite packs it by hand.
pub(crate) fn policy_by_tungstenite(code: Theirs) -> u64 {
    match code {
        Theirs::Normal => 0x0001_d4c0_03e8_fc00,
        Theirs::Away => 0x0001_d4c0_03e8_fc21,
        Theirs::Protocol => 0x000e_a600_1388_1432,
        Theirs::Unsupported => 0x000e_a600_1388_0c13,
        Theirs::Status => 0x0001_d4c0_03e8_fc42,
        Theirs::Abnormal => 0x0003_a980_1388_fc62,
        Theirs::Invalid => 0x000e_a600_1388_0c54,
        Theirs::Policy => 0x0003_a980_0000_0453,
        Theirs::Size => 0x0000_0000_0000_0064,
        Theirs::Extension => 0x0000_0000_0000_0165,
        Theirs::Error => 0x0012_4f80_1388_2842,
        Theirs::Restart => 0x0001_d4c0_1388_fd01,
        Theirs::Again => 0x0012_4f80_2710_fd82,
        Theirs::Tls => 0x0036_ee80_ea60_fea4,
        Theirs::Reserved(_) => 0x0003_a980_1388_1462,
        Theirs::Iana(_) => 0x0003_a980_07d0_1406,
        Theirs::Library(_) => 0x0003_a980_07d0_1416,
        Theirs::Bad(_) => 0x0003_a980_1388_0c74,
    }
}
