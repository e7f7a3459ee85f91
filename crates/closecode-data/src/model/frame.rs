//! What an endpoint does with what arrives after the opening handshake and ends the connection.

use closecode_format::read::{DeValue, InvalidValue, Read};
use closecode_format::{keywords, record};

use super::Side;
use crate::{Citation, Dataset};

keywords! {
    /// What the standard says of an outcome.
    Level: "a level" {
        /// The endpoint does so.
        Must = "must",
        /// The frame is forbidden, and the endpoint may drop the connection.
        May = "may",
        /// Nothing.
        Unspecified = "unspecified",
    }
}

/// Something that is reported or replied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// This number.
    Code(u16),
    /// The number that arrived.
    Same,
    /// A number that says why the connection is failed.
    Fitting,
    /// A Close frame without a body.
    Empty,
    /// No Close frame.
    None,
    /// An error without a number.
    Error,
    /// That the connection has ended, with neither a number nor an error.
    End,
}

impl Expected {
    /// Each word.
    const WORDS: [(&'static str, Self); 6] = [
        ("same", Self::Same),
        ("fitting", Self::Fitting),
        ("empty", Self::Empty),
        ("none", Self::None),
        ("error", Self::Error),
        ("end", Self::End),
    ];

    /// Whether it can be reported to a user.
    pub(crate) fn is_report(self) -> bool {
        matches!(self, Self::Code(_) | Self::Same | Self::Error | Self::End)
    }

    /// Whether it can be replied.
    pub(crate) fn is_reply(self) -> bool {
        matches!(self, Self::Code(_) | Self::Same | Self::Fitting | Self::Empty | Self::None)
    }
}

impl Read for Expected {
    const WANTED: &'static str =
        "a number, \"same\", \"fitting\", \"empty\", \"none\", \"error\" or \"end\"";

    fn read(value: &DeValue<'_>) -> Result<Option<Self>, InvalidValue> {
        if value.is_integer() {
            return Ok(u16::read(value)?.map(Self::Code));
        }
        let word = Self::WORDS.iter().find(|(word, _)| value.as_str() == Some(word));
        Ok(word.map(|(_, expected)| *expected))
    }
}

record! {
    /// The whole file.
    Frames {
        /// The numbers of Close frames that have nothing else in them.
        numbers: required_list u16,
        /// The bytes that come after a frame that is no Close frame.
        then: required String,
        /// What can follow.
        outcomes: tables Outcome = "outcome",
        /// What follows one of the numbers.
        by_number: tables NumberFrame = "number",
        /// What follows any other frame.
        frames: tables Frame = "frame",
    }
}

record! {
    /// One thing that an endpoint can do.
    Outcome {
        /// Its key.
        id: required String,
        /// What its user is told: one of these.
        reports: required_list Expected,
        /// What it sends back: one of these, the usual one first.
        replies: required_list Expected,
        /// Whether the closing handshake is completed.
        clean: required bool,
        /// What says so.
        sources: required_list Citation,
    }
}

record! {
    /// What follows a Close frame with a number and nothing else.
    NumberFrame {
        /// Of which numbers: see [`NumberFrame::IDS`].
        id: required String,
        /// What the standard says.
        level: required Level,
        /// The outcomes, the more likely one first.
        follows: required_list String,
        /// What says so.
        sources: required_list Citation,
    }
}

impl NumberFrame {
    /// A number that is allowed in a Close frame, one that is reported where none arrived, and any
    /// other.
    pub const IDS: [&'static str; 3] = ["allowed", "synthetic", "other"];
}

record! {
    /// One way in which a connection ends, and what follows.
    Frame {
        /// The lab's name of the way.
        id: required String,
        /// The role of the endpoint that meets it, if it is for one of them only.
        role: optional Side,
        /// What happens.
        about: required String,
        /// What arrives, in hex, as a server sends it.
        bytes: required String,
        /// Whether the TCP connection ends after these bytes.
        ends: optional bool,
        /// What the standard says.
        level: required Level,
        /// The outcomes, the more likely one first.
        follows: required_list String,
        /// The number that has arrived, for those who take it.
        code: optional u16,
        /// The numbers that say why the connection is failed; 1002 if absent.
        answers: list u16,
        /// What its user is told, in place of what the one outcome says.
        reports: list Expected,
        /// What it sends back, in place of what the one outcome says.
        replies: list Expected,
        /// What says so.
        sources: required_list Citation,
    }
}

impl Dataset {
    /// The row for a Close frame with this number and nothing else.
    pub fn number_frame(&self, number: u16) -> Option<&NumberFrame> {
        let wire = self.wire(number);
        let [allowed, synthetic, other] = NumberFrame::IDS;
        let id = match (*wire.frame, *wire.synthetic) {
            (true, _) => allowed,
            (false, true) => synthetic,
            (false, false) => other,
        };
        self.frames.as_ref()?.by_number.iter().find(|row| row.id.value == id)
    }
}

impl Frames {
    /// The outcome with this id.
    pub fn outcome(&self, id: &str) -> Option<&Outcome> {
        self.outcomes.iter().find(|outcome| outcome.id.value == id)
    }
}

/// The bytes that lower-case hex says.
pub fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let pair = |pair: &[u8]| match *pair {
        [high, low] => Some(digit(high)? << 4 | digit(low)?),
        _ => None,
    };
    text.as_bytes().chunks(2).map(pair).collect()
}
