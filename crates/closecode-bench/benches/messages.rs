//! Measures what it takes to classify one message: `closecode::message`, beside the same patterns
//! in one `RegexSet`, which says which of them match and neither where nor what is in the holes.

#![allow(missing_docs)] // Criterion's macros make public functions.

use std::fmt::Write as _;
use std::hint::black_box;
use std::path::Path;

use closecode::message::classify;
use closecode_data::{Dataset, Hole, Piece, Printed};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use regex::bytes::{RegexSet, RegexSetBuilder};

mod common;

/// Lines of some 120 bytes: a message of a library, a code in a way of writing that nobody in
/// particular has, a near miss, and a line that has nothing to do with it.
const LINES: [(&str, &str); 4] = [
    (
        "printed",
        "2026-11-30T12:00:01.123456Z ERROR feed::reader: connection lost: websocket: close 1006 \
         (abnormal closure): unexpected EOF",
    ),
    (
        "general",
        "2026-11-30 12:00:01,123 WARNING [feed-3] The WebSocket was closed by the server with \
         status code 1012, will reconnect soon",
    ),
    (
        "near",
        "2026-11-30 12:00:01,123 INFO [pool-2] closed 14 idle connections to 10.0.0.4:5432 after \
         1000 ms, status ok, error rate 0.00",
    ),
    (
        "other",
        "10.1.2.3 - - [30/Nov/2026:12:00:01 +0000] \"GET /assets/app.4f2a.js HTTP/1.1\" 200 48213 \
         \"https://example.com/\" \"Mozilla/5.0\"",
    ),
];

/// The patterns of the data as one set of regular expressions.
fn set(printed: &[Printed<'_>]) -> RegexSet {
    let expression = |printed: &Printed<'_>| {
        let mut text = String::new();
        for piece in &printed.messages[0].1.text.pieces {
            let _ = match piece {
                Piece::Literal(literal) => {
                    write!(text, "{}", regex::escape(literal).replace(' ', "[ \t]+"))
                }
                Piece::Hole(Hole::Any) => write!(text, "[^\r\n]*?"),
                Piece::Hole(Hole::Status) => write!(text, "[1-5][0-9]{{2}}"),
                Piece::Hole(Hole::Number) => write!(text, "-?[0-9]+"),
                Piece::Hole(_) => write!(text, "[0-9]{{1,5}}"),
            };
        }
        text
    };
    let expressions: Vec<String> = printed.iter().map(expression).collect();
    RegexSetBuilder::new(expressions)
        .unicode(false)
        .case_insensitive(true)
        .size_limit(1 << 28)
        .dfa_size_limit(1 << 28)
        .build()
        .expect("a pattern is a regular expression")
}

fn data() -> Dataset {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    closecode_data::load(&folder).into_dataset().expect("the data has no errors")
}

fn messages(c: &mut Criterion) {
    let data = data();
    let printed = data.printed();
    let set = set(&printed);
    let wanted = [Some(1006), Some(1012), None, None];
    for ((name, line), wanted) in LINES.into_iter().zip(wanted) {
        assert!((110..=130).contains(&line.len()), "{name}: {} bytes", line.len());
        let found = classify(line);
        assert_eq!(found.and_then(|f| f.code()).map(closecode::RawCode::get), wanted, "{name}");
        assert_eq!(set.is_match(line.as_bytes()), name == "printed", "{name}");
        let mut group = c.benchmark_group(format!("message/{name}"));
        group.throughput(Throughput::Bytes(line.len() as u64));
        group.bench_function("closecode", |bencher| {
            bencher.iter(|| black_box(classify(black_box(line))));
        });
        group.bench_function("RegexSet", |bencher| {
            bencher.iter(|| black_box(set.matches(black_box(line.as_bytes()))));
        });
        group.finish();
    }
}

criterion_group! {
    name = benches;
    config = common::settings();
    targets = messages
}
criterion_main!(benches);
