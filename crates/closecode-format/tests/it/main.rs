//! Everything that this crate says about a file, as an application sees it.
#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

mod app;
