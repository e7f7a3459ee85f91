//! Reads `data/`, checks every rule, and hands out a model that can be trusted.
//!
//! The flow is: [`Files`] (bytes that are text) → a typed reader that reports every wrong key and
//! value → the [rules], one module each → [`Dataset`]. A dataset with errors is never handed out,
//! so the emitters need no checks. The reader, the diagnostics and all that is about one protocol
//! are those of `closecode-format`, which is part of this crate's interface.
//!
//! What it is not: it writes nothing, and knows nothing of Rust source, JSON or HTML.
//!
//! Without the feature `dataset`, the folder and its rules are left out: what remains is the words
//! of each language ([`Labels`], [`Localizer`]), for documentation of an application's own codes.

// Then nothing reads what the model says.
#![cfg_attr(not(feature = "dataset"), allow(dead_code))]

#[cfg(feature = "dataset")]
mod fix;
#[cfg(feature = "dataset")]
mod folder;
#[cfg(feature = "dataset")]
pub mod herd;
mod json_lines;
mod labels;
#[cfg(feature = "dataset")]
mod load;
mod model;
#[cfg(feature = "dataset")]
pub mod parallel;
mod quoted;
#[cfg(feature = "dataset")]
pub mod rules;
#[cfg(feature = "dataset")]
mod translation_status;

pub use closecode_format::read::suggest;
pub use closecode_format::rules::urls::is_in_addresses;
pub use closecode_format::{
    Address, App, Backoff, Certainty, Citation, CodeEntry, Diagnostic, Diagnostics, Endpoint,
    EndpointCodes, EndpointTexts, EntryTexts, Extended, Files, Jitter, Location, MAX_FILE_BYTES,
    Protocol, ProtocolCode, ProtocolRange, ProtocolSender, ProtocolSource, ProtocolSourceKind,
    ProtocolStatus, Reconnect, Report, Reserved, ReservedNumbers, Session, Severity, Span, Spanned,
    Translation, Unreadable, characters, check_app, check_protocol, few, is_protocol_id, markdown,
    read_text,
};
#[cfg(feature = "dataset")]
pub use fix::Fix;
pub use json_lines::render_json;
pub use labels::{Labels, labels_text};
#[cfg(feature = "dataset")]
pub use load::{Checked, Unchecked, check, load};
pub use model::*;
#[cfg(feature = "dataset")]
pub use rules::languages::is_tag;
#[cfg(feature = "dataset")]
pub use translation_status::{Gap, TranslationStatus};
