//! One implementation: what it is, where it departs from the facts about codes, and what it does by
//! default about reconnecting. Counts are computed from it, never typed.

use closecode_format::read::{DeValue, InvalidValue, Read, Table, unless_denied};
use closecode_format::{keywords, record};

use super::accepts::Accepts;
use super::limit::{Limit, Retries};
use super::message::Message;
use crate::{Citation, Code, Spanned};

keywords! {
    /// What an implementation is.
    ImplementationKind: "a kind of implementation" {
        /// A library that opens connections.
        Client = "client",
        /// A library that accepts connections.
        Server = "server",
        /// A library that does both.
        Both = "both",
        /// A browser, as its scripts see it.
        Browser = "browser",
        /// A program that passes connections on.
        Proxy = "proxy",
        /// A service that ends connections and passes on their messages.
        Gateway = "gateway",
        /// A client on top of another one, that reconnects.
        Reconnecting = "reconnecting",
    }
}

keywords! {
    /// How an implementation departs from the facts.
    Behaviour: "a behaviour" {
        /// Accepts the code from a peer although it is illegal on the wire.
        Accepts = "accepts",
        /// Refuses the code from a peer although it is legal.
        Rejects = "rejects",
        /// Tells its user another number.
        ReportsAs = "reports-as",
        /// Shows the code to scripts although the specification hides it.
        ShowsScript = "shows-script",
    }
}

keywords! {
    /// The side of a connection that an implementation is on.
    Side: "client or server" {
        /// It opens the connection.
        Client = "client",
        /// It accepts the connection.
        Server = "server",
    }
}

/// What an implementation sends back when the other side ends the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reply {
    /// A Close frame with this number.
    Code(u16),
    /// A Close frame without a body.
    Empty,
    /// A Close frame with a body of one byte.
    Malformed,
    /// No Close frame: the TCP connection ends.
    None,
}

impl Read for Reply {
    const WANTED: &'static str = "a number, \"empty\", \"malformed\" or \"none\"";

    fn read(value: &DeValue<'_>) -> Result<Option<Self>, InvalidValue> {
        if value.is_integer() {
            return Ok(u16::read(value)?.map(Self::Code));
        }
        Ok(match value.as_str() {
            Some("empty") => Some(Self::Empty),
            Some("malformed") => Some(Self::Malformed),
            Some("none") => Some(Self::None),
            _ => None,
        })
    }
}

/// What an implementation tells its user when a connection ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reported {
    /// This number.
    Code(u16),
    /// An error without a number.
    Error,
    /// That it has ended, with neither a number nor an error.
    End,
}

impl Read for Reported {
    const WANTED: &'static str = "a number, \"error\" or \"end\"";

    fn read(value: &DeValue<'_>) -> Result<Option<Self>, InvalidValue> {
        if value.is_integer() {
            return Ok(u16::read(value)?.map(Self::Code));
        }
        Ok(match value.as_str() {
            Some("error") => Some(Self::Error),
            Some("end") => Some(Self::End),
            _ => None,
        })
    }
}

/// For how long an implementation waits for the other side, which says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waits {
    /// For about so many seconds.
    Seconds(u16),
    /// For longer than the lab waited.
    Longer,
}

impl Read for Waits {
    const WANTED: &'static str = "a number of seconds or \"longer\"";

    fn read(value: &DeValue<'_>) -> Result<Option<Self>, InvalidValue> {
        if value.is_integer() {
            return Ok(u16::read(value)?.map(Self::Seconds));
        }
        Ok((value.as_str() == Some("longer")).then_some(Self::Longer))
    }
}

record! {
    /// One library, browser, runtime or proxy.
    Implementation {
        /// Its key: the name of the file.
        id: later String,
        /// Its name, as its owner writes it.
        name: required String,
        /// What it is.
        kind: required ImplementationKind,
        /// The programming language of those who use it.
        language: required String,
        /// The protocol that it is for, whose private codes it reports.
        protocol: optional String,
        /// The version that was read.
        version: required String,
        /// Where it was read.
        source: required Citation,
        /// What comes of the ways in which a connection ends, as its source says.
        ways: ways Vec<WayRow>,
        /// The same, measured.
        measured: tables Measured,
        /// What it calls codes, if it has constants for them.
        names: table Names,
        /// The numbers that a list or a function of its own accepts.
        accepts: table Accepts,
        /// What it prints when a connection ends.
        messages: tables Message,
        /// Its limits that end connections.
        limits: tables Limit,
        /// What it does by default about reconnecting, if it decides by the code.
        reconnecting: table Reconnecting,
        /// With which delays it connects again by default.
        retries: table Retries,
    }
}

impl Implementation {
    /// Reads the file of the implementation with this id.
    pub(crate) fn read_file(id: &str, t: Table<'_>) -> Option<Self> {
        Some(Self { id: id.to_owned(), ..Self::read(t)? })
    }
}

record! {
    /// The constants that an implementation has for codes.
    Names {
        /// Where they are defined: the file and the line.
        source: required Citation,
        /// Each with its number.
        codes: constants Vec<Constant>,
    }
}

/// A constant of an implementation.
#[derive(Clone, Debug)]
pub struct Constant {
    /// Its name, as it is written in the language of the implementation.
    pub name: Spanned<String>,
    /// Its number, be it right or wrong.
    pub code: Spanned<u16>,
}

/// A table with a constant in each line.
fn constants(t: &Table<'_>, key: &'static str) -> Option<Vec<Constant>> {
    let values = t.required_table(key)?.values();
    Some(values.into_iter().map(|(name, code)| Constant { name, code }).collect())
}

record! {
    /// What the lab saw of an implementation.
    Measured {
        /// In which role.
        role: required Side,
        /// The interface that was measured, if it has several: `WebSocket`.
        interface: optional String,
        /// The version that ran.
        version: required String,
        /// The day.
        date: required String,
        /// What came of each way in which a connection ends.
        ways: ways Vec<WayRow>,
    }
}

record! {
    /// What comes of one way in which a connection ends. What is not known is absent.
    WayRow[
        /// The lab's name of the way: `recv-1014`, `half-frame`.
        id
    ] {
        /// Whether the connection was opened.
        opened: unless_denied bool,
        /// Whether the user was told of an error besides the close.
        error: optional bool,
        /// What the user is told: a number, or an error without one.
        reports: optional Reported,
        /// How many bytes of a reason the user was told.
        reason_bytes: optional u16,
        /// Whether the user was told that the closing handshake was completed.
        clean: optional bool,
        /// The exception of the function that closes; then nothing was sent.
        throws: optional String,
        /// The Close frame that was sent, where the implementation closed first.
        sends: optional Reply,
        /// What came back, where the lab ended the connection.
        replies: optional Reply,
        /// The reason in the Close frame that came back.
        reply_reason: optional String,
        /// For how long it waits, where the other side says nothing.
        waits: optional Waits,
        /// The HTTP status with which a server refuses the opening handshake.
        refuses: optional u16,
    }
}

/// A table with a row for each way; empty if absent.
fn ways(t: &Table<'_>, key: &'static str) -> Option<Vec<WayRow>> {
    let rows = t.table(key).map(|table| table.entries()).unwrap_or_default().into_iter();
    Some(rows.filter_map(|(id, row)| WayRow::read(id, row)).collect())
}

/// One departure of an implementation from the facts about a code.
#[derive(Clone, Copy, Debug)]
pub struct Deviation<'a> {
    /// Who departs.
    pub implementation: &'a Implementation,
    /// The code in the Close frame that arrives.
    pub code: u16,
    /// How.
    pub behaviour: Behaviour,
    /// Whether the code has arrived in a Close frame that must not have it.
    pub is_forbidden: bool,
    /// The number that its user is told instead.
    pub reports_as: Option<u16>,
    /// What goes back, if it is known.
    pub replies: Option<Reply>,
    /// Whether its user is told that the close was clean, if it is known.
    pub clean: Option<bool>,
    /// What was measured, if it was not only read.
    pub measured: Option<&'a Measured>,
}

impl WayRow {
    /// The code in the Close frame that arrives, if the way is the arrival of one.
    pub fn received(&self) -> Option<u16> {
        self.id.strip_prefix("recv-")?.parse().ok()
    }

    /// Whether the other side says nothing in this way, so that it can be measured for how long the
    /// implementation waits.
    pub fn is_silent(&self) -> bool {
        let id = self.id.as_str();
        id.starts_with("silence")
            || ["handshake-silence", "handshake-half", "answer-none"].contains(&id)
    }

    /// Whether what came back is the answer to a Close frame without a code.
    fn is_answered(&self) -> bool {
        let replies = self.replies.as_ref().map(|replies| replies.value);
        matches!(replies, Some(Reply::Empty | Reply::Code(1000)))
    }

    /// The code that the user of the implementation closes with, if that is the way.
    pub fn sent(&self) -> Option<u16> {
        self.id.strip_prefix("send-")?.parse().ok()
    }
}

impl Deviation<'_> {
    /// Whether another says the same, from another version or interface.
    fn is_same(&self, other: &Self) -> bool {
        (self.behaviour, self.reports_as) == (other.behaviour, other.reports_as)
    }

    /// The version of which it is known.
    pub fn version(&self) -> &str {
        self.measured.map_or(&self.implementation.version, |measured| &measured.version)
    }
}

impl Implementation {
    /// Its departures from the facts about a code: as measured, and as read where that differs or
    /// nothing was measured.
    pub fn deviations<'a>(&'a self, code: &Code) -> Vec<Deviation<'a>> {
        let measured = self.measured.iter().map(|measured| (Some(measured), &measured.ways));
        let mut deviations: Vec<Deviation<'a>> = Vec::new();
        // Thousands of rows are looked at for each page, and most are about something else.
        let way = format!("recv-{}", *code.code);
        let is_about = |row: &&WayRow| {
            let id = row.id.as_str();
            id == way || id == "recv-empty" || id == "tls-failure"
        };
        for (measured, ways) in measured.chain([(None, &self.ways)]) {
            for row in ways.iter().filter(is_about) {
                let Some(deviation) = self.deviation(code, row, measured) else { continue };
                if !deviations.iter().any(|other| other.is_same(&deviation)) {
                    deviations.push(deviation);
                }
            }
        }
        deviations
    }

    /// How a row departs from the facts about a code, if it is about that code and departs.
    fn deviation<'a>(
        &'a self,
        code: &Code,
        row: &WayRow,
        measured: Option<&'a Measured>,
    ) -> Option<Deviation<'a>> {
        let reports = row.reports.as_ref()?.value;
        let number = *code.code;
        let is_refused = !*code.wire.frame && reports == Reported::Code(ABNORMAL);
        let behaviour = match (row.id.as_str(), reports) {
            ("tls-failure", Reported::Code(1015)) if number == 1015 => Behaviour::ShowsScript,
            ("recv-empty", Reported::Code(NO_CODE) | Reported::End) => return None,
            ("recv-empty", _) if number != NO_CODE => return None,
            // An error is how it tells of every end, and it answers as to any other.
            ("recv-empty", Reported::Error) if row.is_answered() => return None,
            ("recv-empty", Reported::Code(_)) => Behaviour::ReportsAs,
            ("recv-empty", Reported::Error) => Behaviour::Rejects,
            _ if row.received() != Some(number) || is_refused => return None,
            (_, Reported::Code(same)) if same == number => {
                if *code.wire.frame {
                    return None;
                }
                Behaviour::Accepts
            }
            (_, Reported::Code(_)) => Behaviour::ReportsAs,
            // An error is what is due to a code that may not arrive.
            (_, Reported::Error) if *code.wire.frame => Behaviour::Rejects,
            (_, Reported::Error | Reported::End) => return None,
        };
        let reports_as = match reports {
            Reported::Code(other) if behaviour == Behaviour::ReportsAs => Some(other),
            _ => None,
        };
        Some(Deviation {
            implementation: self,
            code: number,
            behaviour,
            is_forbidden: !*code.wire.frame && row.received() == Some(number),
            reports_as,
            replies: row.replies.as_ref().map(|replies| replies.value),
            clean: row.clean.as_ref().map(|clean| clean.value),
            measured,
        })
    }
}

/// The ways in which a connection ends, by the names that the lab gives them, besides `recv-` and
/// `send-` with a number. A test of the lab holds this list and the two others.
pub const WAYS: &[&str] = &[
    "recv-empty",
    "recv-one-byte",
    "recv-digits",
    "recv-reason-not-utf8",
    "recv-reason-123",
    "recv-reason-124",
    "recv-fragment",
    "recv-then-text",
    "recv-twice",
    "text-not-utf8",
    "text-surrogate",
    "text-cut",
    "rsv1",
    "rsv2",
    "opcode-3",
    "opcode-11",
    "continuation-first",
    "text-in-text",
    "ping-126",
    "ping-fragment",
    "length-64",
    "over-8k",
    "over-32k",
    "over-64k",
    "over-1m",
    "over-4m",
    "over-10m",
    "over-16m",
    "over-32m",
    "over-64m",
    "over-100m",
    "end-fin",
    "end-rst",
    "half-frame",
    "half-frame-rst",
    "silence",
    "silence-mid-frame",
    "silence-close",
    "hang-up",
    "handshake-silence",
    "handshake-half",
    "handshake-slow",
    "send-empty",
    "send-reason-123",
    "send-reason-124",
    "answer-1001",
    "answer-empty",
    "answer-none",
    "answer-fin",
    "answer-rst",
    "tls-failure",
];

/// The ways that only a client can meet.
pub const CLIENT_WAYS: &[&str] = &[
    "masked",
    "http-200",
    "http-301",
    "http-400",
    "http-401",
    "http-403",
    "http-404",
    "http-426",
    "http-429",
    "http-500",
    "http-502",
    "http-503",
    "accept-wrong",
    "accept-missing",
    "extension-unasked",
    "protocol-unasked",
];

/// The ways that only a server can meet.
pub const SERVER_WAYS: &[&str] = &[
    "unmasked",
    "request-no-key",
    "request-short-key",
    "request-no-version",
    "request-version-12",
];

/// What stands for a Close frame without a code.
const NO_CODE: u16 = 1005;
/// What stands for an end without a Close frame.
const ABNORMAL: u16 = 1006;

record! {
    /// What an implementation does by default about reconnecting.
    Reconnecting {
        /// Codes on which it does not reconnect.
        stops: list u16,
        /// Codes on which it depends on something else.
        conditional: list u16,
    }
}

/// How the surveyed implementations treat one code.
#[derive(Debug)]
pub struct Survey<'a> {
    /// Those that reconnect.
    pub retry: Vec<&'a Implementation>,
    /// Those that stop.
    pub stop: Vec<&'a Implementation>,
    /// Those where it depends.
    pub conditional: Vec<&'a Implementation>,
}

impl<'a> Survey<'a> {
    pub(crate) fn of(
        surveyed: impl Iterator<Item = (&'a Implementation, &'a Reconnecting)>,
        code: u16,
    ) -> Self {
        let has = |list: &[Spanned<u16>]| list.iter().any(|c| c.value == code);
        let mut survey = Self { retry: Vec::new(), stop: Vec::new(), conditional: Vec::new() };
        for (implementation, reconnecting) in surveyed {
            let group = if has(&reconnecting.stops) {
                &mut survey.stop
            } else if has(&reconnecting.conditional) {
                &mut survey.conditional
            } else {
                &mut survey.retry
            };
            group.push(implementation);
        }
        survey
    }

    /// How many implementations were asked.
    pub fn total(&self) -> usize {
        self.retry.len() + self.stop.len() + self.conditional.len()
    }
}
