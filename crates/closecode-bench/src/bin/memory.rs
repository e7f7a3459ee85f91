//! Runs the unsafe code of `closecode-batch` over every length and alignment, for
//! `cargo xtask test memory` to watch under valgrind.
//!
//! Each buffer is an allocation of its own that ends where the slice ends, so that valgrind reports
//! the first byte too far. Each result is compared with that of plain code.

#![allow(clippy::print_stdout)] // A program prints.

use closecode::{Class, RawCode};
use closecode_batch::{Counts, classify_be_into, classify_into};

const NONE: Class = RawCode::new(0).classify();

/// Past several rounds of steps, and their rest.
const LENGTHS: usize = 300;

/// Codes before a slice, so that it begins at each alignment that a vector of 32 bytes can have.
const SHIFTS: usize = 16;

fn main() {
    #[cfg(target_arch = "x86_64")]
    println!("vectors: {}", if std::is_x86_feature_detected!("avx2") { "AVX2" } else { "none" });
    let mut runs = 0;
    for length in 0..=LENGTHS {
        // Every alignment for the lengths around a step and a round; fewer between them.
        let step = if length % 32 < 2 || length % 32 == 31 { 1 } else { 5 };
        for shift in (0..SHIFTS).step_by(step) {
            classify(length, shift);
            runs += 1;
        }
    }
    for length in (0..=2 * LENGTHS).step_by(3).chain([255, 256, 257, 511, 512, 513, 4096]) {
        count(length);
        runs += 1;
    }
    println!("{runs} runs");
}

/// Registered codes near each other, private ones, and now and then one for which a round is done
/// again.
fn codes(length: usize) -> Vec<u16> {
    let code = |i: usize| match i * 7 % 41 {
        near @ 0..30 => 1000 + u16::try_from(near % 18).expect("small"),
        40 if i.is_multiple_of(3) => 3000 + u16::try_from(i % 20).expect("small"),
        _ => u16::try_from(i * 997 % 65_536).expect("16 bits"),
    };
    (0..length).map(code).collect()
}

fn one_by_one(codes: &[u16]) -> Vec<Class> {
    codes.iter().map(|code| RawCode::new(*code).classify()).collect()
}

/// An allocation with exactly these values.
fn exact<T: Clone>(values: &[T]) -> Box<[T]> {
    values.to_vec().into_boxed_slice()
}

fn classify(length: usize, shift: usize) {
    let input = exact(&codes(shift + length));
    let expected = one_by_one(&input[shift..]);
    let mut classes = exact(&vec![NONE; shift + length]);
    classify_into(&input[shift..], &mut classes[shift..]).expect("equal lengths");
    assert_eq!(classes[shift..], expected);
    // The input begins at an odd address, as in a capture.
    let mut bytes = vec![0; shift];
    bytes.extend(input[shift..].iter().flat_map(|code| code.to_be_bytes()));
    let bytes = exact(&bytes);
    let mut classes = exact(&vec![NONE; length]);
    classify_be_into(&bytes[shift..], &mut classes).expect("equal lengths");
    assert_eq!(*classes, *expected);
}

fn count(length: usize) {
    let input = exact(&codes(length));
    let bytes = exact(&input.iter().flat_map(|code| code.to_be_bytes()).collect::<Vec<u8>>());
    let mut counts = Counts::new();
    let mut from_bytes = Counts::new();
    let mut expected = [0; Class::COUNT];
    counts.add(&input);
    assert_eq!(from_bytes.add_be(&bytes), None);
    for class in one_by_one(&input) {
        expected[class.index()] += 1;
    }
    assert!(counts.iter().map(|(_, count)| count).eq(expected));
    assert!(from_bytes == counts);
}
