//! Classes: every number against the dataset, and every way to classify many against the way to
//! classify one.
//!
//! The batch functions run plain code without the feature `std`, and vectors with it where the
//! processor has them, so the same tests hold each path; `cargo xtask test features` runs both.

use closecode::{
    Class, CloseCode, Counts, LengthError, RawCode, classify_be_into, classify_into,
    classify_portable_into, count_codes, count_codes_be,
};

mod common;
use common::{dataset, every_code};

const NONE: Class = RawCode::new(0).classify();

/// Long enough for several rounds of the largest step of any path, and for its rest.
const LENGTHS: std::ops::RangeInclusive<usize> = 0..=300;

/// Numbers near every edge, and others, so that neighbours in a list differ.
fn mixed(length: usize, seed: u64) -> Vec<u16> {
    const EDGES: [u16; 9] = [0, 999, 1000, 1015, 2999, 3000, 3008, 4000, 5000];
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
fn a_class_is_what_the_data_says_about_each_of_its_numbers() {
    let data = dataset();
    for raw in every_code() {
        let (number, class) = (raw.get(), raw.classify());
        let (wire, policy, range) = (data.wire(number), data.policy(number), data.range(number));
        let code = data.codes.iter().find(|c| c.code.value == number);
        let label = if code.is_some() { number.to_string() } else { range.id.replace('-', "_") };
        assert_eq!((class.label(), class.to_string()), (label.as_str(), label.clone()), "{number}");
        assert_eq!(format!("{class:?}"), format!("Class({label})"));
        assert_eq!(class.known().map(CloseCode::get), code.map(|c| c.code.value), "{number}");
        assert_eq!(class.name(), code.map(|c| c.name.as_str()), "{number}");
        assert_eq!(format!("{:?}", class.range()), range.ident.value, "{number}");
        assert_eq!(class.is_allowed_in_frame(), wire.frame.value, "{number}");
        assert_eq!(class.sender().as_str(), wire.sender.as_str(), "{number}");
        assert_eq!(class.is_synthetic(), wire.synthetic.value, "{number}");
        assert_eq!(class.can_be_clean(), wire.clean.value, "{number}");
        assert_eq!(class.is_script_sendable(), wire.script_sendable.value, "{number}");
        assert_eq!(class.script_visibility().as_str(), wire.script_visible.as_str(), "{number}");
        assert_eq!(class.action().as_str(), policy.action.as_str(), "{number}");
        assert_eq!(class.fault().as_str(), policy.fault.as_str(), "{number}");
        assert_eq!(class.severity().as_str(), policy.severity.as_str(), "{number}");
        assert_eq!(class.policy(), raw.policy(), "{number}");
        assert_eq!(Class::from(raw), class);
    }
}

#[test]
fn a_class_and_the_single_lookups_agree() {
    for raw in every_code() {
        let class = raw.classify();
        assert_eq!(class.is_allowed_in_frame(), raw.is_allowed_in_frame(), "{raw}");
        assert_eq!(class.is_script_sendable(), raw.is_script_sendable(), "{raw}");
        assert_eq!(
            (class.label(), class.known(), class.range()),
            (raw.label(), raw.known(), raw.range()),
            "{raw}"
        );
    }
}

#[test]
fn classes_are_numbered_without_gaps_and_have_distinct_labels() {
    let all: Vec<Class> = Class::all().collect();
    assert_eq!(all.len(), Class::COUNT);
    for (index, class) in all.iter().enumerate() {
        assert_eq!((class.index(), Class::from_index(index)), (index, Some(*class)));
        assert!(every_code().any(|raw| raw.classify() == *class), "{class} has no number");
    }
    assert_eq!(Class::from_index(Class::COUNT), None);
    assert_eq!(Class::from_index(usize::MAX), None);
    let labels: std::collections::BTreeSet<&str> = all.iter().map(|class| class.label()).collect();
    assert_eq!(labels.len(), Class::COUNT);
    assert_eq!((size_of::<Class>(), size_of::<Option<Class>>()), (1, 1));
}

#[test]
fn every_number_has_the_same_class_in_a_batch_at_every_place_of_a_vector() {
    let codes: Vec<u16> = (0..=u16::MAX).collect();
    let mut classes = vec![NONE; codes.len()];
    classify_into(&codes, &mut classes).expect("equal lengths");
    assert_eq!(classes, one_by_one(&codes));
    // 31 codes at a time: each number comes to stand at each place.
    for offset in 0..31 {
        let codes: Vec<u16> =
            codes.iter().map(|code| code.wrapping_mul(31).wrapping_add(offset)).collect();
        classify_into(&codes, &mut classes).expect("equal lengths");
        assert_eq!(classes, one_by_one(&codes));
        classify_be_into(&big_endian(&codes), &mut classes).expect("equal lengths");
        assert_eq!(classes, one_by_one(&codes));
        // The plain path too, where the other calls take vectors.
        classify_portable_into(&codes, &mut classes).expect("equal lengths");
        assert_eq!(classes, one_by_one(&codes));
    }
}

#[test]
fn every_length_and_alignment_gives_the_same_and_touches_nothing_else() {
    let marker = RawCode::new(1015).classify();
    for length in LENGTHS {
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
    let lengths =
        LENGTHS.chain([511, 512, 513, 3839, 3840, 3841, 4095, 4096, 4097, 65_535, 100_000]);
    for length in lengths {
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
    for number in (0..=u16::MAX)
        .step_by(997)
        .chain([999, 1000, 1006, 1015, 1016, 3000, 3003, 3008, 3999, 4000, 4999, 5000])
    {
        let codes = vec![number; 70_000];
        let mut counts = Counts::default();
        counts.add(&codes);
        assert_eq!(values(&counts), counted(&codes), "{number}");
        assert_eq!(counts[RawCode::new(number).classify()], 70_000);
        all += &counts;
    }
    assert_eq!(all.total() % 70_000, 0);
    assert!(all.clone() == all && format!("{all:?}").contains("Class(1006): 70000"));
}

#[test]
fn counts_of_all_numbers_are_the_sizes_of_the_classes() {
    let codes: Vec<u16> = (0..=u16::MAX).collect();
    let mut counts = Counts::new();
    counts.add(&codes);
    for (class, count) in counts.iter() {
        assert_eq!(
            count,
            every_code().filter(|raw| raw.classify() == class).count() as u64,
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
    let codes = mixed(10_000, 5);
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
