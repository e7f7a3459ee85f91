//! Reads one file of close codes, a protocol's or an application's own, and checks it: what the
//! build script of an application needs, and nothing more.
//!
//! The flow is: a text → TOML with spans → the typed [reader](read), which reports every wrong key
//! and value → the [rules] → [`Protocol`] or [`App`]. What is wrong is collected in [`Diagnostics`]
//! and shown by a [`Report`], all of it at once, with file, line, rule and remedy.
//!
//! What it is not: it knows nothing of the folder `data/`, its languages and its facts about the
//! registered codes. `closecode-data` reads those with the reader and the diagnostics of this
//! crate.

mod app;
pub mod characters;
mod check;
mod citation;
mod code_entry;
mod diagnostic;
pub mod few;
mod files;
pub mod markdown;
mod protocol;
mod protocol_source;
pub mod read;
mod reserved;
pub mod rules;
mod span;

pub use app::{App, EndpointTexts, EntryTexts, Extended, Translation};
pub use check::{check_app, check_protocol};
pub use citation::{Certainty, Citation};
pub use code_entry::{Backoff, CodeEntry, Jitter, ProtocolSender, Reconnect, Session};
pub use diagnostic::{Diagnostic, Diagnostics, FileRange, Location, Position, Report, Severity};
pub use files::{Files, MAX_FILE_BYTES, Unreadable, read_text};
pub use protocol::{
    Address, Endpoint, EndpointCodes, Protocol, ProtocolCode, ProtocolRange, ProtocolStatus,
};
pub use protocol_source::{ProtocolSource, ProtocolSourceKind};
pub use reserved::{Reserved, ReservedCode, ReservedEndpoint, ReservedNumbers, ReservedProtocol};
pub use rules::file_name::is_id as is_protocol_id;
pub use span::{Span, Spanned};
