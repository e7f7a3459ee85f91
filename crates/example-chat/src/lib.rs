//! A chat over WebSocket whose server closes with codes of its own, and whose client decides by
//! their profile.
//!
//! The codes are in `closecodes.toml` and nowhere else: the build script makes [`close_codes`] of
//! them, and a code that is added there is known to both ends at the next build.

/// The example in the repository's README, as a test. It is here because this crate uses
/// `closecode` and is not published.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;

pub mod client;
pub mod server;

pub mod close_codes {
    //! The chat's own close codes, from `closecodes.toml`.
    closecode::include_codes!("closecodes");
}
