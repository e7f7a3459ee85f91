//! Reads `data/`, checks every rule, and hands out a model that can be trusted.
//!
//! The flow is: [`Files`] (bytes that are text) → a typed reader that reports every wrong key and value →
//! the [rules], one module each → [`Dataset`]. A dataset with errors is never handed out, so the emitters need no checks.
//!
//! What it is not: it writes nothing, and knows nothing of Rust source, JSON or HTML.

mod coverage;
mod diagnostic;
mod files;
mod load;
pub mod markdown;
mod model;
mod place;
mod read;
pub mod rules;

pub use coverage::{Coverage, Gap};
pub use diagnostic::{Diagnostic, Findings, Report, Severity, Spot};
pub use files::{Files, MAX_FILE_BYTES};
pub use load::{Draft, Outcome, check, check_protocol, load};
pub use model::*;
pub use place::{Located, Place};
pub use rules::languages::canonical_tag;
