//! Runs one piece of work many times, for `cargo xtask instructions` to count under callgrind.
//!
//! `probe` lists the probes with the number of codes that one round handles; `probe NAME ROUNDS`
//! runs one. The work of each is in a function named `measured_work` that is never inlined:
//! callgrind counts inside of it alone, so that neither the loop nor the call is in the count. The
//! return is, once a call, and `cargo xtask instructions` takes it off.

#![allow(clippy::print_stdout, clippy::print_stderr)] // A program prints.

use std::hint::black_box;
use std::process::ExitCode;
use std::time::Duration;

use closecode::frame::{CloseBody, CloseFrame, CloseFrameError, MAX_BODY, Reason};
use closecode::{Action, Class, CloseCode, CodeRange, Policy, RawCode, SendableCode};
use closecode_batch::{Counts, classify_be_into, classify_into, classify_portable_into};

/// Codes as a server sees them: 45 % 1000, 20 % 1001, 15 % 1006, 15 % other 10xx, 5 % private, in a
/// fixed shuffled order.
const REALISTIC: [u16; 20] = [
    1000, 1001, 1000, 1006, 1000, 1011, 1000, 1001, 4004, 1000, 1006, 1000, 1012, 1001, 1000, 1006,
    1000, 1001, 1008, 1000,
];

/// The numbers from 1000 to 1015.
const NEAR: [u16; 20] = [
    1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 1015,
    1000, 1001, 1006, 1011,
];

/// Numbers far from every registered code, both sides of each edge among them: whatever is longest
/// for any number shows here.
const FAR: [u16; 20] = [
    0, 999, 1016, 1017, 2000, 2999, 3016, 3500, 3998, 3999, 4000, 4001, 4998, 4999, 5000, 9999,
    20_000, 40_000, 60_000, 65_535,
];

/// How many codes a batch has: 4 KiB of them.
const BATCH: usize = 2048;

struct Probe {
    name: &'static str,
    /// How many codes a call handles.
    codes: usize,
    run: fn(u32),
}

/// Declares probes of one code: a name, a mix, and a function of the number.
macro_rules! probes {
    ($($name:literal, $mix:ident, |$code:ident| -> $type:ty { $body:expr })+) => {
        const PROBES: &[Probe] = &[$(Probe { name: $name, codes: 1, run: |rounds| {
            #[inline(never)]
            fn measured_work($code: u16) -> $type {
                $body
            }
            for _ in 0..rounds / 20 {
                for code in &$mix {
                    black_box(measured_work(black_box(*code)));
                }
            }
        } }),+];
    };
}

probes! {
    "allowed/10xx", NEAR, |code| -> bool { RawCode::new(code).is_allowed_in_frame() }
    "allowed/any", FAR, |code| -> bool { RawCode::new(code).is_allowed_in_frame() }
    "class/10xx", NEAR, |code| -> Class { RawCode::new(code).classify() }
    "class/any", FAR, |code| -> Class { RawCode::new(code).classify() }
    "class/realistic", REALISTIC, |code| -> Class { RawCode::new(code).classify() }
    "constant/class", NEAR, |_code| -> Class { RawCode::new(1012).classify() }
    "constant/known", NEAR, |_code| -> Option<CloseCode> { RawCode::new(1012).known() }
    "constant/policy", NEAR, |_code| -> Policy { RawCode::new(1012).policy() }
    "constant/policy-delay", NEAR, |_code| -> Duration {
        CloseCode::ServiceRestart.policy().max_delay()
    }
    "known/10xx", NEAR, |code| -> Option<CloseCode> { RawCode::new(code).known() }
    "known/any", FAR, |code| -> Option<CloseCode> { RawCode::new(code).known() }
    "label/10xx", NEAR, |code| -> &'static str { RawCode::new(code).label() }
    "policy/10xx", NEAR, |code| -> Policy { RawCode::new(code).policy() }
    "policy/any", FAR, |code| -> Policy { RawCode::new(code).policy() }
    "policy/realistic", REALISTIC, |code| -> Policy { RawCode::new(code).policy() }
    "policy-action/10xx", NEAR, |code| -> Action { RawCode::new(code).policy().action() }
    "range/10xx", NEAR, |code| -> CodeRange { RawCode::new(code).range() }
    "range/any", FAR, |code| -> CodeRange { RawCode::new(code).range() }
    "script/any", FAR, |code| -> bool { RawCode::new(code).is_script_sendable() }
    "sendable/10xx", NEAR, |code| -> Option<SendableCode> { SendableCode::new(code) }
    "sendable/any", FAR, |code| -> Option<SendableCode> { SendableCode::new(code) }
    "synthetic/10xx", NEAR, |code| -> bool { RawCode::new(code).is_synthetic() }
}

/// Declares probes of a batch: a name, and a function of the codes, their bytes and a place for
/// their classes.
macro_rules! batches {
    ($($name:literal, |$codes:ident, $bytes:ident, $classes:ident| { $body:expr })+) => {
        const BATCHES: &[Probe] = &[$(Probe { name: $name, codes: BATCH, run: |rounds| {
            #[inline(never)]
            #[allow(unused_variables)]
            fn measured_work($codes: &[u16], $bytes: &[u8], $classes: &mut [Class]) {
                let _ = black_box($body);
            }
            let codes: Vec<u16> = REALISTIC.into_iter().cycle().take(BATCH).collect();
            let bytes: Vec<u8> = codes.iter().flat_map(|code| code.to_be_bytes()).collect();
            let mut classes = vec![RawCode::new(0).classify(); BATCH];
            for _ in 0..rounds / 100 {
                measured_work(black_box(&codes), black_box(&bytes), black_box(&mut classes));
            }
        } }),+];
    };
}

#[inline(always)]
#[allow(clippy::inline_always)] // Counted as a part of the probe that calls it.
fn counted(codes: &[u16], add: fn(&mut Counts, &[u16])) -> Counts {
    let mut counts = Counts::new();
    add(&mut counts, codes);
    counts
}

batches! {
    "batch/classify", |codes, bytes, classes| { classify_into(codes, classes) }
    "batch/classify-be", |codes, bytes, classes| { classify_be_into(bytes, classes) }
    "batch/classify-portable", |codes, bytes, classes| { classify_portable_into(codes, classes) }
    "batch/count", |codes, bytes, classes| { counted(codes, Counts::add) }
    "batch/count-portable", |codes, bytes, classes| { counted(codes, Counts::add_portable) }
}

/// Declares probes of parsing a Close frame's body: a name, the bytes of the reason, and the
/// reason.
macro_rules! parses {
    ($($name:literal, $len:literal, $reason:literal)+) => {
        const PARSES: &[Probe] = &[$(Probe { name: $name, codes: 1, run: |rounds| {
            #[inline(never)]
            fn measured_work(body: &[u8]) -> Result<CloseFrame<'_>, CloseFrameError> {
                CloseFrame::parse(body)
            }
            const REASON: Reason<'_> = Reason::new($reason).unwrap();
            const BODY: CloseBody = CloseFrame::new(SendableCode::of::<1000>(), REASON).body();
            const { assert!($reason.len() == $len) };
            let mut memory = Aligned([0; MAX_BODY]);
            let body = &mut memory.0[..BODY.as_bytes().len()];
            body.copy_from_slice(BODY.as_bytes());
            for _ in 0..rounds {
                let _ = black_box(&measured_work(black_box(body)));
            }
        } }),+];
    };
}

/// Where a body lies decides how core checks it, so it always lies in the same way.
#[repr(align(64))]
struct Aligned([u8; MAX_BODY]);

parses! {
    "parse/ascii-0", 0, ""
    "parse/ascii-8", 8, "shutdown"
    "parse/ascii-32", 32, "the server restarts for upgrades"
    "parse/ascii-123", 123, "idle for ten minutes: this server keeps no connection that nobody \
        uses; connect again as soon as there is something to say."
    "parse/other-8", 8, "é日本"
    "parse/other-32", 32, "更新のため再起動🚧«è"
    "parse/other-123", 123,
        "サーバーは更新のため再起動します🚧«Le»は後で接続してください、よろしくお願い…жд!"
}

fn all() -> impl Iterator<Item = &'static Probe> {
    PROBES.iter().chain(BATCHES).chain(PARSES)
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [name, rounds] = arguments.as_slice() else {
        for probe in all() {
            println!("{} {}", probe.name, probe.codes);
        }
        return ExitCode::SUCCESS;
    };
    let (Some(probe), Ok(rounds)) = (all().find(|probe| probe.name == name), rounds.parse()) else {
        eprintln!("usage: probe NAME ROUNDS; without arguments, the names");
        return ExitCode::from(2);
    };
    (probe.run)(rounds);
    ExitCode::SUCCESS
}
