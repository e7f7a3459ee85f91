//! Reads `data/`, checks every rule, and hands out a model that can be trusted.
//!
//! The flow is: [`Files`] (bytes that are text) → a typed reader that reports every wrong key and
//! value → the [rules], one module each → [`Dataset`]. A dataset with errors is never handed out,
//! so the emitters need no checks.
//!
//! What it is not: it writes nothing, and knows nothing of Rust source, JSON or HTML.

// A build script of an application reads one file, and has no use for most of the model.
#![cfg_attr(not(feature = "dataset"), allow(dead_code, unused_imports))]

mod app;
mod diagnostic;
mod files;
#[cfg(feature = "dataset")]
mod labels;
mod load;
pub mod markdown;
mod model;
mod read;
mod reserved;
pub mod rules;
mod span;
#[cfg(feature = "dataset")]
mod translation_status;

pub use app::{App, EndpointTexts, EntryTexts, Extended, Translation};
pub use diagnostic::{Diagnostic, Diagnostics, Location, Report, Severity};
pub use files::{Files, MAX_FILE_BYTES};
#[cfg(feature = "dataset")]
pub use labels::{Labels, labels_text};
pub use load::{Checked, Unchecked, check_app, check_protocol};
#[cfg(feature = "dataset")]
pub use load::{check, load};
pub use model::*;
pub use reserved::registered;
#[cfg(feature = "dataset")]
pub use reserved::reserved_text;
pub use rules::file_name::is_id as is_protocol_id;
#[cfg(feature = "dataset")]
pub use rules::languages::canonical_tag;
pub use span::{Span, Spanned};
#[cfg(feature = "dataset")]
pub use translation_status::{Gap, TranslationStatus};
