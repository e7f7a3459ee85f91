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
        /// This side found the fault or made up the code; the text does not say what was on the wire.
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
