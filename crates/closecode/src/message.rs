//! From a line of text to the close code that it is about.
//!
//! Most people have no number. They have `websocket: close 1006 (abnormal closure): unexpected
//! EOF`, or a log of a million lines, some of which tell how a connection ended.
//! [`classify`] reads one such text. It knows what libraries, browsers and runtimes print, from the
//! data, and behind that the ways in which people write a close code: `code=1006`,
//! `CloseStatus[code=1009, ...]`, `StatusAbnormalClosure`.
//!
//! ```
//! use closecode::message::{Certainty, Origin, classify};
//!
//! let line = "2026/11/30 12:00:01 read: websocket: close 1006 (abnormal closure): unexpected EOF";
//! let finding = classify(line).unwrap();
//! assert_eq!(finding.code().unwrap(), 1006);
//! assert_eq!(finding.origin(), Origin::NoFrame);
//! assert_eq!(finding.certainty(), Certainty::Certain);
//! assert_eq!(
//!     &line[finding.range()],
//!     "websocket: close 1006 (abnormal closure): unexpected EOF",
//! );
//! let names: Vec<_> = finding.implementations().map(|i| i.name()).collect();
//! assert_eq!(names, ["gorilla/websocket"]);
//!
//! // A number is a close code only where the text says so.
//! assert_eq!(classify("listening on port 4004, pid 1006"), None);
//! ```
//!
//! What a library reports as a number may stand for something else:
//! [`Implementation::reported`] says for what.
//!
//! It allocates nothing, and a text of any length takes time in proportion to its length.

mod cause;
mod finding;
mod general;
mod implementation;
mod index;
mod matching;
mod origin;
mod other;
mod printed;
mod reported;
mod words;

pub use cause::NotACauseError;
pub use finding::Finding;
pub use implementation::{Implementation, Implementations};
pub(crate) use implementation::{Names, implementations};
pub use origin::{Certainty, Origin};
pub(crate) use printed::{Means, Printed, Row, beginnings, count_sets, pack, printed, sets};
pub use reported::{Happened, Reported};

/// What a text says about the end of a WebSocket connection, if it says anything.
///
/// Where several messages of libraries are in the text, that with more words of its own counts. A
/// message is looked for in each line, and does not go beyond it.
///
/// ```
/// use closecode::message::{Origin, classify};
///
/// let finding = classify(
///     "websockets.exceptions.ConnectionClosedError: received 1012 (service restart); \
///      then sent 1012 (service restart)",
/// )
/// .unwrap();
/// assert_eq!(finding.origin(), Origin::ReceivedThenSent);
/// assert_eq!(finding.received().unwrap().name(), Some("Service Restart"));
///
/// let refused = classify("Error: Unexpected server response: 503").unwrap();
/// assert_eq!(refused.origin(), Origin::Refused);
/// assert_eq!(refused.status().unwrap().get(), 503);
///
/// assert_eq!(classify("Retry in 1000 ms"), None);
/// ```
#[must_use]
pub fn classify(text: &str) -> Option<Finding> {
    let text = text.as_bytes();
    match index::find(text) {
        Some(found) => Some(Finding::printed(text, &found)),
        None => general::find(text),
    }
}

/// The texts that [`classify`] knows, as patterns, each in two parts: what is between braces is a
/// hole, and two braces are one. Programs that read much look for their words first; for others,
/// this is no interface.
///
/// ```
/// let mut texts = closecode::message::texts().map(|parts| parts.concat());
/// assert!(texts.any(|text| text == "websocket: close {code}"));
/// ```
#[doc(hidden)]
pub fn texts() -> impl Iterator<Item = [&'static str; 2]> {
    let text = |part| core::str::from_utf8(part).unwrap_or_default();
    (0..crate::generated::ROWS).map(move |row| index::parts(row).map(text))
}

/// The constants by which [`classify`] knows a code that is written without its number, or with its
/// name behind it. As [`texts`], for programs that read much.
///
/// ```
/// assert!(closecode::message::constants().any(|name| name == "StatusAbnormalClosure"));
/// ```
#[doc(hidden)]
pub fn constants() -> impl Iterator<Item = &'static str> {
    crate::generated::NAMES.iter().flat_map(|(_, names)| names.split(' '))
}

#[cfg(test)]
mod tests;
