//! The decisions among the vectors are those of the crate `closecode`.
//!
//! `UPDATE_EXPECT=1 cargo test -p closecode-json decisions` writes them again, and `cargo xtask`
//! then puts them into `dist/closecode-vectors.json`. The inputs are in `cases.rs`.

mod ask;
mod cases;

use std::collections::BTreeSet;
use std::fs;

use closecode_json::vectors::{DecisionVector, lines};

use crate::common::path;

const FILE: &str = "src/vectors/decisions.json";

/// Each input of `cases.rs` with what the crate says.
fn decided() -> Vec<DecisionVector> {
    cases::cases()
}

#[test]
fn the_committed_decisions_are_those_of_the_crate() {
    let text = lines(&decided(), "") + "\n";
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(path(FILE), &text).expect("it can be written");
    }
    let committed = fs::read_to_string(path(FILE)).expect("it is committed");
    let differs = committed.lines().zip(text.lines()).find(|(old, new)| old != new);
    assert!(
        committed == text,
        "{FILE} is stale: run `UPDATE_EXPECT=1 cargo test -p closecode-json decisions`, read the \
         difference, and run `cargo xtask`\n{differs:#?}"
    );
}

#[test]
fn an_id_stands_once() {
    let vectors = decided();
    let mut ids = BTreeSet::new();
    for vector in &vectors {
        assert!(ids.insert(vector.id.as_str()), "{} stands twice", vector.id);
    }
    let is_word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-.".contains(c);
    assert!(ids.iter().all(|id| id.chars().all(is_word)));
}
