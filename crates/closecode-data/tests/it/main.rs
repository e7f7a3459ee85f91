//! The tests of the data's reader and rules: one program, so that it is linked once.
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, in its helpers too")]

mod fix;
mod hostile;
mod model;
mod mutation;
mod report;
mod rules;
mod support;
