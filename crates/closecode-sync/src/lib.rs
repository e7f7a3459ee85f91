//! What the programs of this repository share: the one writer of generated files, and what they
//! print.

pub mod sync;
pub mod ui;
