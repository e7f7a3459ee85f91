//! Runs one lookup many times, for `cargo xtask instructions` to count under callgrind.
//!
//! `probe` lists the probes; `probe NAME ROUNDS` runs one. A round asks every code of a mix once. The probe `empty` does
//! nothing in the same loop; its count is subtracted from the others.

#![allow(clippy::print_stdout, clippy::print_stderr)] // A program prints.

use std::hint::black_box;
use std::process::ExitCode;
use std::time::Duration;

use closecode::{Action, CloseCode, CodeRange, Policy, RawCode, SendableCode};

/// Codes as a server sees them: 45 % 1000, 20 % 1001, 15 % 1006, 15 % other 10xx, 5 % private, in a fixed shuffled order.
const REALISTIC: [u16; 20] =
    [1000, 1001, 1000, 1006, 1000, 1011, 1000, 1001, 4004, 1000, 1006, 1000, 1012, 1001, 1000, 1006, 1000, 1001, 1008, 1000];

/// Numbers spread over all of `u16`, both sides of each edge among them.
const SPREAD: [u16; 20] =
    [0, 999, 1000, 1015, 1016, 2999, 3000, 3003, 3015, 3016, 3999, 4000, 4999, 5000, 9999, 20_000, 30_000, 40_000, 60_000, 65_535];

type Probe = (&'static str, fn(u32));

/// Declares probes: a name, a mix, and a function of the number that is called, never inlined, so that every loop is alike.
macro_rules! probes {
    ($($name:literal, $mix:ident, |$code:ident| -> $type:ty { $body:expr })+) => {
        const PROBES: &[Probe] = &[$(($name, |rounds| {
            #[inline(never)]
            fn probe($code: u16) -> $type {
                $body
            }
            for _ in 0..rounds / 20 {
                for code in &$mix {
                    black_box(probe(black_box(*code)));
                }
            }
        })),+];
    };
}

probes! {
    "empty", REALISTIC, |code| -> u16 { code }
    "allowed/realistic", REALISTIC, |code| -> bool { RawCode::new(code).is_allowed_in_frame() }
    "allowed/spread", SPREAD, |code| -> bool { RawCode::new(code).is_allowed_in_frame() }
    "constant/known", REALISTIC, |_code| -> Option<CloseCode> { RawCode::new(1012).known() }
    "constant/policy", REALISTIC, |_code| -> Policy { RawCode::new(1012).policy() }
    "constant/policy-delay", REALISTIC, |_code| -> Duration { CloseCode::ServiceRestart.policy().max_delay() }
    "known/realistic", REALISTIC, |code| -> Option<CloseCode> { RawCode::new(code).known() }
    "known/spread", SPREAD, |code| -> Option<CloseCode> { RawCode::new(code).known() }
    "label/realistic", REALISTIC, |code| -> &'static str { RawCode::new(code).label() }
    "policy/realistic", REALISTIC, |code| -> Policy { RawCode::new(code).policy() }
    "policy/spread", SPREAD, |code| -> Policy { RawCode::new(code).policy() }
    "policy-action/realistic", REALISTIC, |code| -> Action { RawCode::new(code).policy().action() }
    "range/realistic", REALISTIC, |code| -> CodeRange { RawCode::new(code).range() }
    "range/spread", SPREAD, |code| -> CodeRange { RawCode::new(code).range() }
    "script/spread", SPREAD, |code| -> bool { RawCode::new(code).is_script_sendable() }
    "sendable/realistic", REALISTIC, |code| -> Option<SendableCode> { SendableCode::new(code) }
    "synthetic/realistic", REALISTIC, |code| -> bool { RawCode::new(code).is_synthetic() }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [name, rounds] = arguments.as_slice() else {
        for (name, _) in PROBES {
            println!("{name}");
        }
        return ExitCode::SUCCESS;
    };
    let probe = PROBES.iter().find(|(known, _)| known == name);
    let (Some((_, run)), Ok(rounds)) = (probe, rounds.parse()) else {
        eprintln!("usage: probe NAME ROUNDS; without arguments, the names");
        return ExitCode::from(2);
    };
    run(rounds);
    ExitCode::SUCCESS
}
