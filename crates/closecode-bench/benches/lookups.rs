//! Measures one lookup at a time: 4,096 codes, each hidden from the optimiser before and its answer
//! after, so that nothing becomes vectors or moves out of the loop. `empty` is the loop alone, and
//! is subtracted in `docs/benchmarks.md`.

#![allow(missing_docs)] // Criterion's macros make public functions.

use std::hint::black_box;

use actix_http::ws::Parser;
use closecode::frame::CloseFrame;
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

        // Measures "may this stand in a Close frame?". tungstenite and fastwebsockets refuse 1014,
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
        let (edges, table) = (common::edges(), common::table());
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
        assert!(codes.iter().all(|code| RawCode::new(*code).policy() == RawCode::new(*code).classify().policy()));
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

/// Measures the body of one Close frame, in and parsed.
fn parse(c: &mut Criterion) {
    for length in [0, 8, 32, 123] {
        let mut body = 1000_u16.to_be_bytes().to_vec();
        body.extend("the server restarts; please come back. ".bytes().cycle().take(length));
        let ours = CloseFrame::parse(&body).expect("a legal body");
        let theirs = Parser::parse_close_payload(&body).expect("a legal body");
        assert_eq!(ours.reason(), theirs.description.as_deref().unwrap_or_default());
        let mut group = c.benchmark_group(format!("parse/{length}"));
        group.bench_function("closecode", |b| {
            b.iter(|| black_box(CloseFrame::parse(black_box(&body))).is_ok())
        });
        group.bench_function("actix-http", |b| {
            b.iter(|| black_box(Parser::parse_close_payload(black_box(&body))).is_some())
        });
        group.bench_function("std-from-utf8", |b| {
            b.iter(|| black_box(std::str::from_utf8(black_box(&body[2..]))).is_ok())
        });
        group.finish();
    }
}

/// Measures bodies whose reasons are not ASCII, 512 different ones in turn.
fn parse_other(c: &mut Criterion) {
    for length in [8, 32, 123] {
        let std_parse = |body: &[u8]| match body.split_first_chunk() {
            Some((code, reason))
                if body.len() <= 125 && SendableCode::new(u16::from_be_bytes(*code)).is_some() =>
            {
                black_box(std::str::from_utf8(reason)).is_ok()
            }
            _ => false,
        };
        for (kind, bodies) in
            [("mixed", common::mixed_bodies(length)), ("chinese", common::chinese_bodies(length))]
        {
            for body in &bodies {
                let ours = CloseFrame::parse(body).expect("a legal body");
                assert_eq!(std::str::from_utf8(&body[2..]), Ok(ours.reason()));
                assert_eq!(ours.reason().len(), length);
            }
            let mut group = c.benchmark_group(format!("parse-{kind}/{length}"));
            let each = |parse: &dyn Fn(&[u8]) -> bool| {
                bodies.iter().filter(|body| parse(black_box(body))).count()
            };
            group.bench_function("closecode", |b| {
                b.iter(|| each(&|body| black_box(CloseFrame::parse(body)).is_ok()))
            });
            group.bench_function("actix-http", |b| {
                b.iter(|| each(&|body| black_box(Parser::parse_close_payload(body)).is_some()))
            });
            group.bench_function("code-then-std", |b| b.iter(|| each(&std_parse)));
            group.bench_function("std-from-utf8", |b| {
                b.iter(|| each(&|body| black_box(std::str::from_utf8(&body[2..])).is_ok()))
            });
            group.finish();
        }
    }
}

criterion_group! { name = benches; config = common::settings(); targets = single, parse, parse_other }
criterion_main!(benches);
