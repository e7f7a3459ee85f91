//! What the programs of this repository share: the one writer of generated files, and what they
//! print.

mod diff;
mod stage;
pub mod ui;
pub mod write;
