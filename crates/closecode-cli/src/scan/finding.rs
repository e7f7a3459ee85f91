//! What a line says about the end of a connection.

use closecode::HandshakeStatus;
use closecode::message::{self, Certainty, Implementation, Origin};

use super::keys;
use super::time::Stamp;

/// As many implementations are named that print the same text.
const FEW: usize = 3;

/// How a connection ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Outcome {
    /// With a code.
    Code(u16),
    /// Without one, as far as the line says.
    NoCode,
    /// It never opened: the handshake was refused with this HTTP status.
    Refused(Option<u16>),
}

/// Who ended it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Who {
    /// A Close frame arrived: the other side.
    Received,
    /// The side that wrote the line sent a Close frame.
    Sent,
    /// The side that wrote the line, without a Close frame that the line speaks of.
    Local,
    /// Nobody closed: no Close frame arrived.
    Nobody,
    /// The server refused the handshake.
    Server,
    /// The line does not say.
    NotSaid,
}

impl Who {
    /// The word for programs.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Sent => "sent",
            Self::Local => "local",
            Self::Nobody => "none",
            Self::Server => "refused",
            Self::NotSaid => "not-said",
        }
    }

    /// The words for people.
    pub(crate) const fn about(self) -> &'static str {
        match self {
            Self::Received => "The other side: a Close frame was received",
            Self::Sent => "This side: a Close frame was sent",
            Self::Local => "This side, by itself",
            Self::Nobody => "Nobody: no Close frame was received",
            Self::Server => "The server: the handshake was refused",
            Self::NotSaid => "Not said",
        }
    }
}

/// One end of a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    pub(crate) outcome: Outcome,
    pub(crate) who: Who,
    /// What prints such a text, if that is known: the names of one or a few.
    pub(crate) implementation: Option<String>,
    pub(crate) is_certain: bool,
}

/// The ends in a line: several only where several codes have a key of their own.
pub(crate) fn all(line: &str) -> Vec<Finding> {
    let said = classify(line);
    let codes = keys::codes(line);
    if codes.is_empty() {
        return said.into_iter().collect();
    }
    let keyed = |code| {
        let same = said.as_ref().filter(|said| said.outcome == Outcome::Code(code));
        same.cloned().unwrap_or(Finding {
            outcome: Outcome::Code(code),
            who: Who::NotSaid,
            implementation: None,
            is_certain: true,
        })
    };
    codes.into_iter().map(keyed).collect()
}

/// Whether a line without an end is about a WebSocket connection that closes.
pub(crate) fn is_about_websocket(line: &str) -> bool {
    let lower = line.to_ascii_lowercase();
    lower.contains("websocket") || lower.contains("wss:")
}

/// When a line was written.
pub(crate) fn time(line: &str, now: Stamp) -> Option<Stamp> {
    keys::time(line, now).or_else(|| Stamp::of_line(line.as_bytes(), now))
}

/// What a text says, if there is not much doubt that it speaks of the end of a connection.
fn classify(text: &str) -> Option<Finding> {
    let said = message::classify(text)?;
    if said.certainty() < Certainty::Likely {
        return None;
    }
    let outcome = match (said.origin(), said.code()) {
        (Origin::Refused, _) => Outcome::Refused(said.status().map(HandshakeStatus::get)),
        (_, Some(code)) => Outcome::Code(code.get()),
        (_, None) => Outcome::NoCode,
    };
    let who = match said.origin() {
        Origin::Received | Origin::Invalid | Origin::ReceivedThenSent => Who::Received,
        Origin::Sent | Origin::SentThenReceived => Who::Sent,
        Origin::Local => Who::Local,
        Origin::NoFrame => Who::Nobody,
        Origin::Refused => Who::Server,
        _ => Who::NotSaid,
    };
    let names: Vec<&str> = said.implementations().map(Implementation::name).collect();
    let implementation = match names.as_slice() {
        [] => None,
        few if few.len() <= FEW => Some(few.join(" or ")),
        many => Some(format!("One of {}", many.len())),
    };
    let is_certain = said.certainty() == Certainty::Certain;
    Some(Finding { outcome, who, implementation, is_certain })
}
