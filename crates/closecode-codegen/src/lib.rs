//! Turns close codes into Rust source: those of the dataset into `crates/closecode/src/generated/`,
//! and those of an application, from one file, into a module of its own.
//!
//! An application calls [`build`] from its build script, with this crate as a build-dependency:
//!
//! ```no_run
//! // build.rs
//! fn main() -> std::process::ExitCode {
//!     closecode_codegen::build("closecodes.toml")
//! }
//! ```
//!
//! and puts the result into a module, with the crate `closecode` as a dependency:
//!
//! ```text
//! pub mod close_codes {
//!     closecode::include_codes!("closecodes");
//! }
//! ```
//!
//! `docs/your-own-codes.md` in the repository starts from scratch.
//!
//! The flow for the dataset is: `layout` decides which numbers share facts and how a number finds
//! them; each module writes one file, as text, with the help of `source`. Everything but [`build`]
//! is a pure function.

// What only the crate `closecode` needs is not in a build script.
#![cfg_attr(not(feature = "crate"), allow(dead_code))]

mod app;
#[cfg(feature = "build")]
mod build;
mod docs;
mod endpoint;
#[cfg(feature = "build")]
mod reserved;
mod source;

#[cfg(feature = "crate")]
mod class;
#[cfg(feature = "crate")]
mod code;
#[cfg(feature = "crate")]
mod generate;
#[cfg(feature = "crate")]
mod handshake;
#[cfg(feature = "crate")]
mod layout;
#[cfg(feature = "crate")]
mod locale;
#[cfg(feature = "crate")]
mod manifest;
#[cfg(feature = "crate")]
mod names;
#[cfg(feature = "crate")]
mod printed;
#[cfg(feature = "crate")]
mod protocols;
#[cfg(feature = "crate")]
mod reported;
#[cfg(feature = "crate")]
mod tables;
#[cfg(feature = "crate")]
mod text;

pub use app::file as app_file;
pub use app::source as app_source;
#[cfg(feature = "build")]
pub use build::build;
#[cfg(feature = "crate")]
pub use generate::{generate, reserved_text};
#[cfg(feature = "crate")]
pub use manifest::manifest;
#[cfg(feature = "build")]
pub use reserved::reserved;
