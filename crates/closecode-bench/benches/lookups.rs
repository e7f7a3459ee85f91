//! Measures one lookup at a time: 4,096 codes, each hidden from the optimiser before and its answer
//! after, so that nothing becomes vectors or moves out of the loop. `empty` is the loop alone, and
//! is subtracted in `docs/benchmarks.md`.

#![allow(missing_docs)] // Criterion's macros make public functions.

use std::hint::black_box;

use closecode::{RawCode, SendableCode};
use criterion::{
    BenchmarkGroup, Criterion, criterion_group, criterion_main, measurement::WallTime,
};
use fastwebsockets::CloseCode as Fast;
use tokio_websockets::CloseCode as Tokio;
use tungstenite::protocol::frame::coding::CloseCode as Tungstenite;

mod common;

/// Large enough that branch predictors do not learn the sequence by heart, small enough for the
/// nearest cache.
const CODES: usize = 8192;

fn each<T>(
    group: &mut BenchmarkGroup<'_, WallTime>,
    name: &str,
    codes: &[u16],
    ask: impl Fn(u16) -> T,
) {
    group.bench_function(name, |bencher| {
        bencher.iter(|| {
            for code in codes {
                black_box(ask(black_box(*code)));
            }
        });
    });
}

/// How many of the codes have a property.
fn count(codes: &[u16], has: impl Fn(u16) -> bool) -> usize {
    codes.iter().filter(|code| has(**code)).count()
}

fn single(c: &mut Criterion) {
    for (mix, codes) in [
        ("realistic", common::realistic(CODES)),
        ("uniform", common::uniform(CODES)),
        ("sequential", common::sequential(65_536)),
    ] {
        let codes = codes.as_slice();

        // Measures the loop.
        let mut group = c.benchmark_group(format!("empty/{mix}"));
        each(&mut group, "empty", codes, |code| code);
        group.finish();

        // Measures "allowed in a Close frame?". tungstenite and fastwebsockets refuse 1014,
        // so they count fewer.
        let ours = |code| RawCode::new(code).is_allowed_in_frame();
        let tokio = |code| Tokio::try_from(code).is_ok_and(|code| !code.is_reserved());
        let bad_gateway = count(codes, |code| code == 1014);
        assert_eq!(count(codes, ours), count(codes, tokio));
        assert_eq!(
            count(codes, ours),
            count(codes, |code| Tungstenite::from(code).is_allowed()) + bad_gateway
        );
        assert_eq!(
            count(codes, ours),
            count(codes, |code| Fast::from(code).is_allowed()) + bad_gateway
        );
        let mut group = c.benchmark_group(format!("sendable/{mix}"));
        each(&mut group, "closecode", codes, ours);
        each(&mut group, "closecode-checked", codes, SendableCode::new);
        each(&mut group, "tungstenite", codes, |code| Tungstenite::from(code).is_allowed());
        each(&mut group, "fastwebsockets", codes, |code| Fast::from(code).is_allowed());
        each(&mut group, "tokio-websockets", codes, tokio);
        group.finish();

        // Measures "which class is it?". tungstenite's enum has no 1004, 1014, 3000, 3003 and 3008.
        let edges = common::edges();
        let table = common::table();
        for code in 0..=u16::MAX {
            let class = RawCode::new(code).classify().index();
            assert_eq!(usize::from(common::class_by_match(code)), class);
            assert_eq!(usize::from(common::class_by_search(&edges, code)), class);
            assert_eq!(usize::from(table[usize::from(code)]), class);
            let theirs = usize::from(common::class_by_tungstenite(Tungstenite::from(code)));
            assert!(
                theirs == class
                    || [1004, 1014, 3000, 3003, 3008].contains(&code)
                    || (code < 1000 && theirs == 20)
            );
        }
        let mut group = c.benchmark_group(format!("class/{mix}"));
        each(&mut group, "closecode", codes, |code| RawCode::new(code).classify());
        each(&mut group, "tungstenite-match", codes, |code| {
            common::class_by_tungstenite(Tungstenite::from(code))
        });
        each(&mut group, "match", codes, common::class_by_match);
        each(&mut group, "binary-search", codes, |code| common::class_by_search(&edges, code));
        each(&mut group, "table-64k", codes, |code| table[usize::from(code)]);
        group.finish();

        // Measures "what to do?": a word with the whole policy.
        let by_class = |code: &u16| RawCode::new(*code).classify().policy();
        assert!(codes.iter().all(|code| RawCode::new(*code).policy() == by_class(code)));
        let mut group = c.benchmark_group(format!("policy/{mix}"));
        each(&mut group, "closecode", codes, |code| RawCode::new(code).policy());
        each(&mut group, "tungstenite-match", codes, |code| {
            common::policy_by_tungstenite(Tungstenite::from(code))
        });
        group.finish();

        // Measures a code that is kept, then asked whether it may be sent, and for its number.
        let sum = |codes: &[u16], number: &dyn Fn(u16) -> u16| {
            codes.iter().map(|code| u64::from(number(*code))).sum::<u64>()
        };
        assert_eq!(
            sum(codes, &|code| RawCode::new(code).get()),
            sum(codes, &|code| Tungstenite::from(code).into())
        );
        let mut group = c.benchmark_group(format!("stored/{mix}"));
        each(&mut group, "closecode", codes, |code| {
            let kept = black_box(RawCode::new(code));
            (kept.is_allowed_in_frame(), kept.get())
        });
        each(&mut group, "tungstenite", codes, |code| {
            let kept = black_box(Tungstenite::from(code));
            (kept.is_allowed(), u16::from(kept))
        });
        group.finish();
    }
}

criterion_group! { name = benches; config = common::settings(); targets = single }
criterion_main!(benches);
