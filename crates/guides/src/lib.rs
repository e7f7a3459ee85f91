//! The programs that the guides in `docs/` show. They are compiled here and run against each other,
//! and a test of xtask compares the guides with them, so that no guide goes stale.
//!
//! Not a default member: nothing else compiles axum, hyper and web-sys.

#![cfg(test)]
#![cfg_attr(clippy, deny(warnings))] // The step `guides` lints while it compiles the tests.
#![allow(clippy::print_stdout)] // A client says what it does.

pub mod axum_server;
pub mod browser;
pub mod fastwebsockets_client;
pub mod tokio_websockets_client;

mod tests;

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher as _, Hasher as _};
use std::time::Duration;

use closecode::{Action, Cause, Reconnector};
use tokio::time::sleep;

/// Connects again and again, until a decision says not to: the loop of `docs/reconnecting.md`.
/// `scale` divides each delay: 1 in earnest.
pub async fn run<F>(connect: F, mut reconnector: Reconnector, scale: u32) -> Vec<(Cause, Action)>
where
    F: AsyncFn() -> (Cause, Option<Duration>),
{
    let mut seen = Vec::new();
    loop {
        let (cause, lived) = connect().await;
        let decision = reconnector.ended(cause, lived, random());
        println!("{decision}");
        seen.push((cause, decision.action));
        let Some(delay) = decision.attempt_in() else { return seen };
        sleep(delay / scale).await;
    }
}

/// A random number without a crate for it: the standard library seeds each `RandomState` anew.
#[allow(clippy::cast_possible_truncation)] // any 32 bits will do
fn random() -> u32 {
    RandomState::new().build_hasher().finish() as u32
}
