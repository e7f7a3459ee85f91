//! A text that a library prints when a connection ends, and what it says about the end.

use closecode_format::{keywords, record};

use super::pattern::Pattern;
use crate::Citation;

keywords! {
    /// What a text says about the end of a connection. Where it has both codes: which came first.
    Meaning: "a meaning" {
        /// A Close frame arrived.
        Received = "received",
        /// A Close frame arrived, with a code that this side does not accept.
        Invalid = "invalid",
        /// This side sent a Close frame.
        Sent = "sent",
        /// This side found the fault or generated the code. What was on the wire is not said.
        Local = "local",
        /// The connection ended, and no Close frame arrived.
        None = "none",
        /// The opening handshake was refused, or failed.
        Refused = "refused",
    }
}

record! {
    /// One text that an implementation prints.
    Message {
        /// The text, with holes for what differs.
        text: required Pattern,
        /// One whole text, as it was printed.
        example: required String,
        /// What it says about the end.
        means: required Meaning,
        /// The code that it means, where the text has no place for one.
        code: optional u16,
        /// Implementations that mean something else by the same text.
        unlike: list String,
        /// The file and the line that print it.
        source: required Citation,
    }
}

/// What an end without a Close frame is considered to be, RFC 6455 section 7.1.5.
const ABNORMAL: u16 = 1006;

impl Message {
    /// The code that it means where the text has none: 1006 where no frame arrived and nothing
    /// else is said.
    pub fn implied_code(&self) -> Option<u16> {
        let code = self.code.as_ref().map(|code| code.value);
        code.or((*self.means == Meaning::None && !self.text.has_code()).then_some(ABNORMAL))
    }

    /// The text for a code, if it tells of it: the example where the text means this code alone,
    /// and the text with the number in its place where it prints what arrived.
    pub(crate) fn telling(&self, code: u16, is_sent: bool) -> Option<String> {
        if self.implied_code() == Some(code) {
            return Some(self.example.value.clone());
        }
        // Hundreds of texts are looked at for each page, and few are received with their code.
        if !is_sent || *self.means != Meaning::Received || !self.text.has_code() {
            return None;
        }
        let text = self.text.canonical().replace("{code}", &code.to_string());
        (!text.contains(['{', '}', '=']) && !text.contains("Some(")).then_some(text)
    }

    /// Whether two say the same about the end, given that their texts are the same.
    pub fn agrees(&self, other: &Self) -> bool {
        *self.means == *other.means && self.implied_code() == other.implied_code()
    }
}
