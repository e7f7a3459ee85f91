//! Measures many codes at a time, and two limits of the machine: copying the same bytes, and
//! reading them.

#![allow(missing_docs)] // Criterion's macros make public functions.

use std::hint::black_box;

use closecode::{Class, RawCode};
use closecode_batch::{Counts, classify_be_into, classify_into, classify_portable_into};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use tungstenite::protocol::frame::coding::CloseCode as Tungstenite;

mod common;

/// Bytes of input: for the nearest cache, the next, and memory.
const SIZES: [(&str, usize); 3] = [("4KiB", 4 << 10), ("256KiB", 256 << 10), ("16MiB", 16 << 20)];

const NONE: Class = RawCode::new(0).classify();

#[inline(never)]
fn tungstenite(codes: &[u16], allowed: &mut [bool]) {
    for (code, allowed) in codes.iter().zip(allowed) {
        *allowed = Tungstenite::from(*code).is_allowed();
    }
}

#[inline(never)]
fn ours(codes: &[u16], classes: &mut [Class]) {
    assert!(classify_into(codes, classes).is_ok());
}

/// Measures codes to classes. The peer only says yes or no.
fn classify(c: &mut Criterion) {
    for (name, bytes) in SIZES {
        for (mix, codes) in
            [("realistic", common::realistic(bytes / 2)), ("uniform", common::uniform(bytes / 2))]
        {
            let mut classes = vec![NONE; codes.len()];
            let mut copy = codes.clone();
            let mut allowed = vec![false; codes.len()];
            let big_endian: Vec<u8> = codes.iter().flat_map(|code| code.to_be_bytes()).collect();
            let expected: Vec<Class> =
                codes.iter().map(|code| RawCode::new(*code).classify()).collect();
            let table: Vec<Class> =
                (0..=u16::MAX).map(|code| RawCode::new(code).classify()).collect();
            classify_into(&codes, &mut classes).expect("equal lengths");
            assert_eq!(classes, expected);
            classify_portable_into(&codes, &mut classes).expect("equal lengths");
            assert_eq!(classes, expected);
            classify_be_into(&big_endian, &mut classes).expect("equal lengths");
            assert_eq!(classes, expected);

            let mut group = c.benchmark_group(format!("batch-{name}/{mix}"));
            group.throughput(Throughput::Bytes(bytes as u64));
            group.bench_function("memcpy", |b| {
                b.iter(|| black_box(&mut copy).copy_from_slice(black_box(&codes)));
            });
            group.bench_function("closecode", |b| {
                b.iter(|| ours(black_box(&codes), black_box(&mut classes)));
            });
            group.bench_function("closecode-be", |b| {
                b.iter(|| classify_be_into(black_box(&big_endian), black_box(&mut classes)));
            });
            group.bench_function("closecode-portable", |b| {
                b.iter(|| classify_portable_into(black_box(&codes), black_box(&mut classes)));
            });
            group.bench_function("tungstenite-is-allowed", |b| {
                b.iter(|| tungstenite(black_box(&codes), black_box(&mut allowed)));
            });
            group.bench_function("table-64k", |b| {
                b.iter(|| {
                    for (code, class) in black_box(&codes).iter().zip(black_box(&mut classes)) {
                        *class = table[usize::from(*code)];
                    }
                });
            });
            group.finish();
        }
    }
}

/// Measures calls with few codes, where the choice of a path costs more than the work.
fn few(c: &mut Criterion) {
    for length in [1, 4, 8, 16, 32] {
        // Many short lists in turn, as predictors would learn a single one.
        let codes = common::realistic(length * 512);
        let mut classes = vec![NONE; length];
        let mut allowed = vec![false; length];
        let mut group = c.benchmark_group(format!("few/{length}"));
        group.bench_function("closecode", |b| {
            b.iter(|| {
                codes
                    .chunks_exact(length)
                    .for_each(|codes| ours(black_box(codes), black_box(&mut classes)));
            });
        });
        group.bench_function("tungstenite-is-allowed", |b| {
            b.iter(|| {
                codes
                    .chunks_exact(length)
                    .for_each(|codes| tungstenite(black_box(codes), black_box(&mut allowed)));
            });
        });
        group.finish();
        assert!(
            allowed
                .iter()
                .zip(&classes)
                .all(|(allowed, class)| *allowed == class.is_allowed_in_frame()
                    || class.label() == "1014")
        );
    }
}

/// Measures counting by class.
fn count(c: &mut Criterion) {
    for (name, bytes) in SIZES {
        for (mix, codes) in
            [("realistic", common::realistic(bytes / 2)), ("uniform", common::uniform(bytes / 2))]
        {
            let plain = |codes: &[u16]| {
                let mut counts = [0_u64; Class::COUNT];
                for code in codes {
                    counts[RawCode::new(*code).classify().index()] += 1;
                }
                counts
            };
            let sum = |codes: &[u16]| codes.iter().fold(0_u16, |sum, code| sum.wrapping_add(*code));
            let counted = |add: fn(&mut Counts, &[u16])| {
                let mut counts = Counts::new();
                add(&mut counts, black_box(&codes));
                counts
            };
            for add in [Counts::add, Counts::add_portable] {
                assert!(counted(add).iter().map(|(_, count)| count).eq(plain(&codes)));
            }
            let mut group = c.benchmark_group(format!("count-{name}/{mix}"));
            group.throughput(Throughput::Bytes(bytes as u64));
            group.bench_function("read", |b| b.iter(|| sum(black_box(&codes))));
            group.bench_function("plain-loop", |b| b.iter(|| plain(black_box(&codes))));
            group.bench_function("closecode", |b| b.iter(|| counted(Counts::add)));
            group
                .bench_function("closecode-portable", |b| b.iter(|| counted(Counts::add_portable)));
            group.finish();
        }
    }
}

criterion_group! { name = benches; config = common::settings(); targets = classify, few, count }
criterion_main!(benches);
