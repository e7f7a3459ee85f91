//! What a line says about the end of a connection.

use closecode::HandshakeStatus;
use closecode::message::{self, Certainty, Implementation, Origin};

use super::json_line::{Scalar, scalars};
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
    let said = classify(line).or_else(|| unquoted(line));
    let codes = keys::codes(line);
    if codes.is_empty() {
        return said.into_iter().collect();
    }
    let keyed = |code| {
        let same = said.as_ref().filter(|said| said.outcome == Outcome::Code(code));
        Finding {
            outcome: Outcome::Code(code),
            who: same.map_or(Who::NotSaid, |said| said.who),
            implementation: same.and_then(|said| said.implementation.clone()),
            is_certain: true,
        }
    };
    codes.into_iter().map(keyed).collect()
}

/// Whether a line in which no end was found is about a WebSocket connection that ends.
pub(crate) fn is_about_websocket(line: &str) -> bool {
    const ENDS: [&str; 6] = ["clos", "disconnect", "terminat", "abort", "lost", "reset"];
    let lower = line.to_ascii_lowercase();
    lower.contains("websocket") && ENDS.iter().any(|word| lower.contains(word))
}

/// When a line was written.
pub(crate) fn time(line: &str, now: Stamp) -> Option<Stamp> {
    keys::time(line, now).or_else(|| Stamp::of_line(line.as_bytes(), now))
}

/// What one of the texts of a line of JSON says, which are written otherwise within their quotation
/// marks.
fn unquoted(line: &str) -> Option<Finding> {
    let mut found = None;
    if line.contains('\\') {
        scalars(line, |_, value| {
            if let (None, Scalar::Text(text)) = (&found, value) {
                found = classify(text);
            }
        });
    }
    found
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

#[cfg(test)]
mod tests {
    use super::{Finding, Outcome, Who, all, is_about_websocket};

    fn said(line: &str) -> Vec<(Outcome, Who, Option<String>, bool)> {
        let parts =
            |found: Finding| (found.outcome, found.who, found.implementation, found.is_certain);
        all(line).into_iter().map(parts).collect()
    }

    #[test]
    fn a_line_says_how_a_connection_ended_and_who_closed() {
        let gorilla = Some("gorilla/websocket".to_owned());
        let websockets = Some("websockets".to_owned());
        for (line, outcome, who, by) in [
            ("websocket: close 1001 (going away)", Outcome::Code(1001), Who::Received, &gorilla),
            (
                "websocket: close 1006 (abnormal closure): unexpected EOF",
                Outcome::Code(1006),
                Who::Nobody,
                &gorilla,
            ),
            (
                "sent 1011 (internal error) keepalive ping timeout; no close frame received",
                Outcome::Code(1011),
                Who::Sent,
                &websockets,
            ),
            ("websocket: close sent", Outcome::NoCode, Who::Sent, &gorilla),
        ] {
            assert_eq!(said(line), [(outcome, who, by.clone(), true)], "{line}");
        }
        let refused = &said("Error: Unexpected server response: 503")[0];
        assert_eq!((refused.0, refused.1), (Outcome::Refused(Some(503)), Who::Server));
        assert!(said("listening on port 4004, pid 1006").is_empty());
    }

    #[test]
    fn a_key_outranks_the_text_unless_both_say_the_same() {
        let line = r#"{"websocket.close.code":1001,"msg":"websocket: close 1001 (going away)"}"#;
        let [(outcome, who, by, _)] = &said(line)[..] else { panic!() };
        assert_eq!((*outcome, *who), (Outcome::Code(1001), Who::Received));
        assert_eq!(by.as_deref(), Some("gorilla/websocket"));
        let line = r#"{"websocket.close.code":4001,"msg":"websocket: close 1001 (going away)"}"#;
        assert_eq!(said(line), [(Outcome::Code(4001), Who::NotSaid, None, true)]);
    }

    #[test]
    fn a_message_within_json_is_found_as_it_was_before() {
        let line = r#"{"log":"read: \"websocket:\u0020close 1001 (going away)\"\n"}"#;
        assert_eq!(said(line)[0].0, Outcome::Code(1001));
    }

    #[test]
    fn other_words_about_an_end_are_worth_a_count() {
        assert!(is_about_websocket("WebSocket lost"));
        assert!(!is_about_websocket("websocket opened") && !is_about_websocket("file closed"));
    }
}
