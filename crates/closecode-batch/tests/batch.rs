//! Every way to classify and count many codes, against the lookup of one.
//!
//! The functions run plain code without the feature `std`, and vectors with it where the processor
//! has them. So the same tests check each path; `cargo xtask test features` runs both.

use closecode::{Class, RawCode};
use closecode_batch::{
    Counts, LengthError, classify_be_into, classify_into, classify_portable_into, count_codes,
    count_codes_be,
};

const NONE: Class = RawCode::new(0).classify();

/// Long enough for several rounds of the largest step of any path, and for its rest. Miri, which
/// sees each load and store and takes a thousand times as long, gets a few of each kind.
fn lengths() -> Vec<usize> {
    if cfg!(miri) {
        vec![0, 1, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 129]
    } else {
        (0..=300).collect()
    }
}

/// Every number; for Miri, those near the places where the class changes.
fn numbers() -> Vec<u16> {
    let is_near = |number: &u16| EDGES.iter().any(|edge| number.abs_diff(*edge) < 20);
    (0..=u16::MAX).filter(|number| !cfg!(miri) || is_near(number)).collect()
}

/// Where a range of numbers begins, or codes are registered.
const EDGES: [u16; 9] = [0, 999, 1000, 1015, 2999, 3000, 3008, 4000, 5000];

/// Numbers near every edge, and others, so that neighbours in a list differ.
fn mixed(length: usize, seed: u64) -> Vec<u16> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let number = |random: u64| {
        let [kind, edge, near, ..] = random.to_le_bytes();
        let any = u16::from_le_bytes([edge, near]);
        if kind & 1 == 0 {
            any
        } else {
            EDGES[usize::from(edge) % EDGES.len()]
                .wrapping_add(u16::from(near % 40))
                .wrapping_sub(20)
        }
    };
    (0..length).map(|_| number(next())).collect()
}

fn one_by_one(codes: &[u16]) -> Vec<Class> {
    codes.iter().map(|code| RawCode::new(*code).classify()).collect()
}

fn big_endian(codes: &[u16]) -> Vec<u8> {
    codes.iter().flat_map(|code| code.to_be_bytes()).collect()
}

#[test]
fn every_number_has_the_same_class_in_a_batch_at_every_place_of_a_vector() {
    let codes = numbers();
    let mut classes = vec![NONE; codes.len()];
    classify_into(&codes, &mut classes).expect("equal lengths");
    assert_eq!(classes, one_by_one(&codes));
    // 31 codes at a time: each number is at each place once.
    for offset in 0..if cfg!(miri) { 2 } else { 31 } {
        let codes: Vec<u16> =
            codes.iter().map(|code| code.wrapping_mul(31).wrapping_add(offset)).collect();
        // Nothing is left of what the one before has written.
        classes.fill(NONE);
        classify_into(&codes, &mut classes).expect("equal lengths");
        assert_eq!(classes, one_by_one(&codes));
        classes.fill(NONE);
        classify_be_into(&big_endian(&codes), &mut classes).expect("equal lengths");
        assert_eq!(classes, one_by_one(&codes));
        // The plain path too, where the other calls take vectors.
        classes.fill(NONE);
        classify_portable_into(&codes, &mut classes).expect("equal lengths");
        assert_eq!(classes, one_by_one(&codes));
    }
}

#[test]
fn every_length_and_alignment_gives_the_same_and_touches_nothing_else() {
    let marker = RawCode::new(1015).classify();
    for length in lengths() {
        for shift in 0..4 {
            let codes = mixed(shift + length, (length * 4 + shift) as u64);
            let expected = one_by_one(&codes[shift..]);
            for target in 0..3 {
                let mut classes = vec![marker; target + length + 40];
                classify_into(&codes[shift..], &mut classes[target..target + length])
                    .expect("equal lengths");
                assert_eq!(
                    classes[target..target + length],
                    expected,
                    "{length} codes from {shift}"
                );
                assert!(
                    classes[..target]
                        .iter()
                        .chain(&classes[target + length..])
                        .all(|class| *class == marker)
                );
            }
            // An odd address too, as in a capture.
            let mut bytes = vec![0xff; 1 + shift];
            bytes.extend(big_endian(&codes[shift..]));
            let mut classes = vec![marker; length + 40];
            classify_be_into(&bytes[1 + shift..], &mut classes[..length]).expect("equal lengths");
            assert_eq!(classes[..length], expected, "{length} codes from byte {shift}");
            assert!(classes[length..].iter().all(|class| *class == marker));
        }
    }
}

#[test]
fn unequal_lengths_are_refused_and_nothing_is_written() {
    let mut classes = [NONE; 64];
    for (codes, places) in [(0, 1), (1, 0), (63, 64), (64, 63), (64, 0), (33, 32)] {
        assert_eq!(classify_into(&vec![1000; codes], &mut classes[..places]), Err(LengthError));
        assert_eq!(classify_be_into(&vec![3; 2 * codes], &mut classes[..places]), Err(LengthError));
    }
    for bytes in [1, 127, 129] {
        assert_eq!(
            classify_be_into(&vec![3; bytes], &mut classes),
            Err(LengthError),
            "{bytes} bytes for 64 classes"
        );
    }
    assert_eq!(classes, [NONE; 64]);
    assert_eq!(
        LengthError.to_string(),
        "the slice of classes is not as long as the list of codes; give one of equal length"
    );
}

/// Counts by the obvious loop.
fn counted(codes: &[u16]) -> [u64; Class::COUNT] {
    let mut counts = [0; Class::COUNT];
    for code in codes {
        counts[RawCode::new(*code).classify().index()] += 1;
    }
    counts
}

fn values(counts: &Counts) -> Vec<u64> {
    counts.iter().map(|(_, count)| count).collect()
}

#[test]
fn counts_are_those_of_a_loop_at_every_length() {
    let long = [511, 512, 513, 3839, 3840, 3841, 4095, 4096, 4097, 65_535, 100_000];
    let long = if cfg!(miri) { &long[2..3] } else { &long };
    for length in lengths().into_iter().chain(long.iter().copied()) {
        let codes = mixed(length + 1, length as u64);
        for codes in [&codes[..length], &codes[1..]] {
            let expected = counted(codes);
            let mut counts = Counts::new();
            counts.add(codes);
            assert_eq!(values(&counts), expected, "{length} codes");
            assert_eq!(counts.total(), length as u64);
            let mut counts = Counts::new();
            assert_eq!(counts.add_be(&big_endian(codes)), None);
            assert_eq!(values(&counts), expected, "{length} codes from bytes");
        }
    }
}

#[test]
fn counts_of_one_number_many_times_do_not_overflow_a_lane() {
    let mut all = Counts::new();
    let times = if cfg!(miri) { 600 } else { 70_000 };
    for number in (0..=u16::MAX)
        .step_by(if cfg!(miri) { 30_000 } else { 997 })
        .chain([999, 1000, 1006, 1015, 1016, 3000, 3003, 3008, 3999, 4000, 4999, 5000])
    {
        let codes = vec![number; times];
        let mut counts = Counts::default();
        counts.add(&codes);
        assert_eq!(values(&counts), counted(&codes), "{number}");
        assert_eq!(counts[RawCode::new(number).classify()], times as u64);
        all += &counts;
    }
    assert_eq!(all.total() % times as u64, 0);
    assert!(all.clone() == all && format!("{all:?}").contains(&format!("Class(1006): {times}")));
}

#[test]
fn counts_of_all_numbers_are_the_sizes_of_the_classes() {
    let codes = numbers();
    let mut counts = Counts::new();
    counts.add(&codes);
    for (class, count) in &counts {
        assert_eq!(
            count,
            codes.iter().filter(|code| RawCode::new(**code).classify() == class).count() as u64,
            "{class}"
        );
    }
}

#[test]
fn half_a_code_is_handed_back() {
    let mut counts = Counts::new();
    assert_eq!(counts.add_be(&[]), None);
    assert_eq!(counts.add_be(&[7]), Some(7));
    assert_eq!(counts.total(), 0);
    let mut bytes = big_endian(&mixed(1000, 3));
    bytes.push(9);
    assert_eq!(counts.add_be(&bytes), Some(9));
    assert_eq!(counts.total(), 1000);
}

#[test]
fn each_number_is_counted_by_itself() {
    let codes = mixed(if cfg!(miri) { 300 } else { 10_000 }, 5);
    let mut expected = vec![0_u64; 65_536];
    for code in &codes {
        expected[usize::from(*code)] += 1;
    }
    let mut counts: Box<[u64; 65_536]> = vec![0; 65_536].try_into().expect("so many");
    count_codes(&codes, &mut counts);
    assert_eq!(counts.as_slice(), expected);
    assert_eq!(count_codes_be(&big_endian(&codes), &mut counts), None);
    for count in &mut expected {
        *count *= 2;
    }
    assert_eq!(counts.as_slice(), expected);
    assert_eq!(count_codes_be(&[0, 0, 5], &mut counts), Some(5));
}

/// One by one, and as a slice: the same counts.
#[test]
fn codes_are_counted_as_they_come() {
    let codes: Vec<u16> = numbers().into_iter().chain([1006; 7]).collect();
    let mut slice = Counts::new();
    slice.add(&codes);
    let mut one_by_one: Counts = codes[..9].iter().map(|code| RawCode::new(*code)).collect();
    let rest: Vec<RawCode> = codes[9..].iter().map(|code| RawCode::new(*code)).collect();
    one_by_one.extend(&rest);
    assert_eq!(rest.iter().collect::<Counts>().total(), rest.len() as u64);
    assert!((&slice).into_iter().eq(&one_by_one));
    let mut classes = one_by_one.iter();
    assert_eq!(classes.len(), Class::COUNT);
    let below = codes.iter().filter(|code| **code < 1000).count() as u64;
    assert_eq!(classes.next().map(|(_, count)| count), Some(below), "0 to 999 are one range");
    assert_eq!(classes.len(), Class::COUNT - 1);
}
