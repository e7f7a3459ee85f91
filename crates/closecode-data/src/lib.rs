//! Reads `data/`, checks every rule, and hands out a model that can be trusted.
//!
//! The flow is: [`Files`] (bytes that are text) → a typed reader that reports every wrong key and
//! value → the [rules], one module each → [`Dataset`]. A dataset with errors is never handed out,
//! so the emitters need no checks.
//!
//! What it is not: it writes nothing, and knows nothing of Rust source, JSON or HTML.

// A build script of an application reads one file, and has no use for most of the model.
#![cfg_attr(not(feature = "dataset"), allow(dead_code, unused_imports))]

#[cfg(feature = "dataset")]
mod coverage;
mod diagnostic;
mod files;
mod known;
#[cfg(feature = "dataset")]
mod labels;
mod load;
pub mod markdown;
mod model;
mod own;
mod place;
mod read;
pub mod rules;

#[cfg(feature = "dataset")]
pub use coverage::{Coverage, Gap};
pub use diagnostic::{Diagnostic, Findings, Report, Severity, Spot};
pub use files::{Files, MAX_FILE_BYTES};
#[cfg(feature = "dataset")]
pub use known::known_text;
pub use known::registered;
#[cfg(feature = "dataset")]
pub use labels::{Labels, labels_text};
pub use load::{Draft, Outcome, check_own, check_protocol};
#[cfg(feature = "dataset")]
pub use load::{check, load};
pub use model::*;
pub use own::{EndpointWords, Extended, Own, Translation, Words as OwnWords};
pub use place::{Located, Place};
pub use rules::file_name::is_id as is_protocol_id;
#[cfg(feature = "dataset")]
pub use rules::languages::canonical_tag;
