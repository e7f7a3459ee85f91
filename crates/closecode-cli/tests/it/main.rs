//! The tests of the program: one program, so that it is linked once.
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, in its helpers too")]

mod build_script;
mod cli;
mod compiler;
mod explain;
mod guide;
mod lab;
mod scan;
