//! A frame as plain JSON: what arrives, and what follows.

use closecode_data::{self as data, Dataset, Expected, Outcome, Side};
use schemars::JsonSchema;
use serde::Serialize;

use crate::build;
use crate::document::{Citation, Way};

/// The mask of every frame that has one.
const MASK: [u8; 4] = [1, 2, 3, 4];

/// What is reported where a Close frame has no number.
const NO_CODE: u16 = 1005;

/// The opcode of a Close frame, and where an opcode is.
const CLOSE: u8 = 0x8;
const OPCODE: u8 = 0x0F;

/// What arrives at an endpoint over an open connection, and what the endpoint does.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct FrameVector {
    /// The way of the lab and the role; it never changes.
    pub id: String,
    /// The way, as `implementations` in `codes.json` has it.
    pub way: String,
    /// The role of the endpoint under test: client or server.
    #[schemars(extend("enum" = Side::WORDS))]
    pub role: &'static str,
    /// What happens.
    pub about: String,
    /// What arrives after the opening handshake, in hex: as a server sends it if the endpoint is a
    /// client, and as a client does if it is a server.
    pub bytes: String,
    /// What comes after a second without an answer, in hex: a Close frame with 1000, so that an
    /// endpoint which takes the first is seen to. Absent if the first is a Close frame, or ends the
    /// connection.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub then: Option<String>,
    /// Whether the other side ends the TCP connection then, in both directions.
    pub ends: bool,
    /// What the standard says: must (the endpoint does so), may (the frame is forbidden, and the
    /// endpoint may drop the connection), unspecified.
    #[schemars(extend("enum" = data::Level::WORDS))]
    pub level: &'static str,
    /// What may follow, the more likely first: one of these, as a whole.
    pub outcomes: Vec<FrameOutcome>,
    /// What says so.
    pub sources: Vec<Citation>,
}

/// What an endpoint may do.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct FrameOutcome {
    /// What it comes to: close (the closing handshake; or close-without-echo, because no endpoint
    /// may send the number), fail (the endpoint fails the connection), lost (the connection is
    /// lost).
    pub follows: String,
    /// What its user is told, any of these: a close code, `error`, which is one without a code, or
    /// `end`, which is neither.
    pub reports: Vec<String>,
    /// What comes back, any of these: the number in a Close frame, `empty`, which is a Close frame
    /// without one, or `none`, which is no Close frame.
    pub replies: Vec<String>,
    /// Whether the closing handshake is completed.
    pub clean: bool,
}

/// Every frame, for a client and for a server.
pub(super) fn frames(data: &Dataset) -> Vec<FrameVector> {
    let Some(frames) = &data.frames else { return Vec::new() };
    let values = |list: &[data::Spanned<Expected>]| list.iter().map(|e| e.value).collect();
    let mut rows: Vec<Row<'_>> = Vec::new();
    for number in frames.numbers.iter().map(|number| number.value) {
        let row = data.number_frame(number).expect("the rule `frames` asks for each");
        let code = number.to_be_bytes();
        let mut sources = build::citations(data, &row.sources);
        for citation in build::citations(data, &data.wire(number).sources) {
            if !sources.iter().any(|other| other.url == citation.url) {
                sources.push(citation);
            }
        }
        rows.push(Row {
            id: format!("recv-{number}"),
            role: None,
            about: format!("a Close frame with {number} arrives"),
            bytes: vec![0x80 | CLOSE, 2, code[0], code[1]],
            ends: false,
            level: row.level.as_str(),
            follows: row.follows.iter().map(|id| id.as_str()).collect(),
            code: Some(number),
            is_bare: false,
            answers: Vec::new(),
            reports: Vec::new(),
            replies: Vec::new(),
            sources,
        });
    }
    rows.extend(frames.frames.iter().map(|frame| Row {
        id: frame.id.value.clone(),
        role: frame.role.as_ref().map(|role| role.value),
        about: frame.about.value.clone(),
        bytes: data::from_hex(&frame.bytes).expect("the rule `frames` checks it"),
        ends: frame.ends.as_ref().is_some_and(|ends| ends.value),
        level: frame.level.as_str(),
        follows: frame.follows.iter().map(|id| id.as_str()).collect(),
        code: frame.code.map(|code| code.value),
        is_bare: frame.code.is_some_and(|code| code.value == NO_CODE),
        answers: frame.answers.iter().map(|code| code.value).collect(),
        reports: values(&frame.reports),
        replies: values(&frame.replies),
        sources: build::citations(data, &frame.sources),
    }));
    let then = data::from_hex(&frames.then).expect("the rule `frames` checks it");
    let roles = [Side::Client, Side::Server];
    let each = rows.iter().flat_map(|row| roles.map(|role| (row, role)));
    each.filter(|(row, role)| row.role.is_none_or(|only| only == *role))
        .map(|(row, role)| row.vector(frames, &then, role))
        .collect()
}

/// A row of the data, whether it is of a number or a frame of its own.
struct Row<'a> {
    id: String,
    role: Option<Side>,
    about: String,
    bytes: Vec<u8>,
    ends: bool,
    level: &'static str,
    follows: Vec<&'a str>,
    code: Option<u16>,
    /// Whether the frame has no number: 1005 stands for none.
    is_bare: bool,
    answers: Vec<u16>,
    reports: Vec<Expected>,
    replies: Vec<Expected>,
    sources: Vec<Citation>,
}

impl Row<'_> {
    fn vector(&self, frames: &data::Frames, then: &[u8], role: Side) -> FrameVector {
        let outcomes = self.follows.iter().filter_map(|id| frames.outcome(id));
        // A frame that is for one role is written as it is.
        let bytes = |bytes: &[u8]| match role {
            Side::Server if self.role.is_none() => masked(bytes),
            _ => bytes.to_vec(),
        };
        let is_close = self.bytes.first().is_some_and(|first| first & OPCODE == CLOSE);
        let then = match role {
            Side::Client => then.to_vec(),
            Side::Server => masked(then),
        };
        FrameVector {
            id: format!("{}-{}", self.id, role.as_str()),
            way: self.id.clone(),
            role: role.as_str(),
            about: self.about.clone(),
            bytes: hex(&bytes(&self.bytes)),
            then: (!is_close && !self.ends).then(|| hex(&then)),
            ends: self.ends,
            level: self.level,
            outcomes: outcomes.map(|outcome| self.outcome(outcome)).collect(),
            sources: self.sources.clone(),
        }
    }

    fn outcome(&self, of: &Outcome) -> FrameOutcome {
        let words = |own: &[Expected], list: &[data::Spanned<Expected>], is_reply| {
            let list: Vec<Expected> = if own.is_empty() {
                list.iter().map(|expected| expected.value).collect()
            } else {
                own.to_vec()
            };
            let mut words = Vec::new();
            for word in list.into_iter().flat_map(|expected| self.words(expected, is_reply)) {
                if !words.contains(&word) {
                    words.push(word);
                }
            }
            words
        };
        FrameOutcome {
            follows: of.id.value.clone(),
            reports: words(&self.reports, &of.reports, false),
            replies: words(&self.replies, &of.replies, true),
            clean: of.clean.value,
        }
    }

    /// What is expected, in the words of JSON.
    fn words(&self, expected: Expected, is_reply: bool) -> Vec<String> {
        let word = |word: &str| vec![word.to_owned()];
        match expected {
            Expected::Code(code) => vec![code.to_string()],
            // Without a number, the answer has none, and a library may say so or that it was 1005.
            Expected::Same if self.is_bare && is_reply => word("empty"),
            Expected::Same if self.is_bare => vec![NO_CODE.to_string(), "end".to_owned()],
            Expected::Same => self.code.iter().map(u16::to_string).collect(),
            Expected::Fitting if self.answers.is_empty() => word("1002"),
            Expected::Fitting => self.answers.iter().map(u16::to_string).collect(),
            Expected::Empty => word("empty"),
            Expected::None => word("none"),
            Expected::Error => word("error"),
            Expected::End => word("end"),
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Frames of a server as a client sends them: each with a mask. The last may be cut; one that is
/// cut before its payload is cut before its mask.
fn masked(frames: &[u8]) -> Vec<u8> {
    let mut masked = Vec::new();
    let mut rest = frames;
    while let [first, second, ..] = *rest {
        let digits: usize = match second {
            126 => 2,
            127 => 8,
            _ => 0,
        };
        let long = rest[2..2 + digits].iter().fold(0_u64, |all, byte| all << 8 | u64::from(*byte));
        let length = if digits == 0 { u64::from(second) } else { long };
        let payload = &rest[2 + digits..];
        let here = usize::try_from(length).map_or(payload.len(), |all| all.min(payload.len()));
        masked.extend([first, second | 0x80]);
        masked.extend(&rest[2..2 + digits]);
        if length == 0 || here > 0 {
            masked.extend(MASK);
        }
        masked.extend(payload[..here].iter().zip(MASK.iter().cycle()).map(|(b, m)| b ^ m));
        rest = &payload[here..];
    }
    masked
}

/// What a library was seen to do, or is said to do, in the words of a vector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// What its user was told.
    pub reports: String,
    /// What came back, if that is known.
    pub replies: Option<String>,
    /// Whether its user was told that the close was clean, if it tells.
    pub clean: Option<bool>,
}

impl Seen {
    /// What a row of `data/implementations/` says; `None` if it does not say what is reported.
    pub fn of(row: &data::WayRow) -> Option<Self> {
        let Way { reports, replies, clean, .. } = build::way(row);
        Some(Self { reports: reports?, replies, clean })
    }
}

impl FrameVector {
    /// The line with which a runner tells of a library that does something else; `None` if what was
    /// seen is among what may be.
    pub fn difference(&self, seen: &Seen) -> Option<String> {
        let Seen { reports, replies, clean } = seen;
        let is_expected = self.outcomes.iter().any(|outcome| {
            outcome.reports.contains(reports)
                && replies.as_ref().is_none_or(|reply| outcome.replies.contains(reply))
                && clean.is_none_or(|clean| clean == outcome.clean)
        });
        let clean = match clean {
            Some(true) => ", clean",
            Some(false) => ", not clean",
            None => "",
        };
        let replies = replies.as_deref().unwrap_or("?");
        (!is_expected).then(|| format!("{}: reports {reports}, replies {replies}{clean}", self.id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mask_is_added_to_each_frame_and_to_what_is_cut() {
        let cases: [(&[u8], &[u8]); 5] = [
            (&[0x88, 0], &[0x88, 0x80, 1, 2, 3, 4]),
            (&[0x88, 2, 3, 0xE8], &[0x88, 0x82, 1, 2, 3, 4, 2, 0xEA]),
            // Two frames.
            (
                &[0x88, 1, 3, 0x81, 1, b'x'],
                &[0x88, 0x81, 1, 2, 3, 4, 2, 0x81, 0x81, 1, 2, 3, 4, b'x' ^ 1],
            ),
            // Cut within the payload, and before it.
            (&[0x81, 10, b'0'], &[0x81, 0x8A, 1, 2, 3, 4, b'0' ^ 1]),
            (
                &[0x81, 127, 255, 255, 255, 255, 255, 255, 255, 255],
                &[0x81, 255, 255, 255, 255, 255, 255, 255, 255, 255],
            ),
        ];
        for (frames, expected) in cases {
            assert_eq!(masked(frames), expected, "{frames:?}");
        }
        let long = [&[0x89, 126, 0, 126], &[0; 126][..]].concat();
        let expected = [&[0x89, 254, 0, 126, 1, 2, 3, 4], &[1, 2, 3, 4].repeat(32)[..126]].concat();
        assert_eq!(masked(&long), expected);
    }
}
