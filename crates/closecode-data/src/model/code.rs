//! One registered code: identity, wire facts, policy, analogy, history.

use super::{Authority, Policy};
use crate::{Certainty, Citation};
use closecode_format::read::{Table, unless_denied};
use closecode_format::{keywords, record};

keywords! {
    /// Which role the defining text allows to send a code.
    Sender: "a sender" {
        /// The endpoint that opened the connection.
        Client = "client",
        /// The endpoint that accepted it.
        Server = "server",
        /// A server that acts as a gateway or proxy.
        Gateway = "gateway",
        /// Either endpoint.
        Either = "either",
        /// The code may be sent, and the standard leaves open by whom.
        Unspecified = "unspecified",
        /// Nobody: the code must not be in a Close frame.
        None = "none",
    }
}

keywords! {
    /// Whether a script in a browser can meet a code in a close event.
    Visibility: "an answer to script-visible" {
        /// Yes.
        Yes = "yes",
        /// Only if the peer breaks the protocol and the browser lets it through.
        PeerError = "peer-error",
        /// No.
        No = "no",
    }
}

keywords! {
    /// What the peer sent, or left out, that a code answers.
    Offence: "an offence" {
        /// A frame that breaks the protocol.
        Frame = "frame",
        /// A message of a type that is not accepted.
        Type = "type",
        /// A text that is not UTF-8, or another payload that does not fit the type of its message.
        Payload = "payload",
        /// A message that breaks a policy.
        Policy = "policy",
        /// A message that is too big.
        Size = "size",
        /// A response to the opening handshake without an extension that is needed.
        Extension = "extension",
    }
}

impl Offence {
    /// Whether who meets it fails the connection: it sends its Close frame and reads nothing more,
    /// not even the answer, so that it has no status code to report (RFC 6455, sections 7.1.5 and
    /// 7.1.7). Otherwise the application closes.
    pub fn fails_connection(self) -> bool {
        match self {
            Self::Frame | Self::Payload | Self::Size | Self::Extension => true,
            Self::Type | Self::Policy => false,
        }
    }
}

keywords! {
    /// What happened to a code at a point of its history.
    EventKind: "an event" {
        /// A standard defined it.
        Defined = "defined",
        /// Somebody asked for it.
        Proposed = "proposed",
        /// It entered the registry.
        Registered = "registered",
        /// Its registered name changed.
        Renamed = "renamed",
        /// An erratum changed its meaning.
        Erratum = "erratum",
    }
}

record! {
    /// The separate questions that "is this code valid?" falls into.
    Wire {
        /// May are in a Close frame.
        frame: required bool,
        /// Who may send it.
        sender: required Sender,
        /// Generated locally by an implementation.
        synthetic: required bool,
        /// What the peer did that it answers, if it always answers the same.
        answers: optional Offence,
        /// A close event with it can be clean.
        clean: required bool,
        /// May be passed to a browser's `close()`.
        script_sendable: required bool,
        /// Can be seen by a script.
        script_visible: required Visibility,
        /// Where these facts come from.
        sources: required_list Citation,
    }
}

record! {
    /// The nearest neighbours of a code in other protocols.
    Analogy {
        /// HTTP status codes.
        http: list u16,
        /// gRPC status names.
        grpc: list String,
        /// Who says so.
        authority: required Authority,
        /// Where it is said.
        sources: list Citation,
    }
}

record! {
    /// One event in the life of a code.
    Event {
        /// What happened.
        event: required EventKind,
        /// When: a year, a month or a day.
        date: optional String,
        /// Where it is recorded.
        source: required Citation,
        /// The former name, for a renaming.
        was: optional String,
        /// How sure it is.
        certainty: verified_unless_said Certainty,
    }
}

fn verified_unless_said(t: &Table<'_>, key: &'static str) -> Option<Certainty> {
    Some(t.optional(key).map_or(Certainty::Verified, |certainty| certainty.value))
}

record! {
    /// The facts about one registered code.
    Code {
        /// The number.
        code: required u16,
        /// The Rust name.
        ident: required String,
        /// The registry's spelling.
        name: required String,
        /// Whether the registry has a name for it. If not, the name is that of the mail that
        /// registered it.
        is_named: unless_denied bool = "named",
        /// Where number and name are defined.
        sources: required_list Citation,
        /// What to read next.
        related: list u16,
        /// The cases that its texts tell apart, in the order of reading.
        cases: required_list String,
        /// The wire facts.
        wire: required_table Wire,
        /// What a client does about reconnecting.
        policy: required_table Policy,
        /// Neighbours in other protocols.
        analogy: table Analogy,
        /// Its life so far.
        history: tables Event,
    }
}

impl Code {
    /// The folder name of its page: the number and the registry's name, such as
    /// `1006-abnormal-closure`.
    pub fn slug(&self) -> String {
        slug(*self.code, &self.name)
    }
}

/// What stands for a code in an address: its number and its name.
pub fn slug(code: u16, name: &str) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty());
    let words: Vec<_> = words.map(str::to_ascii_lowercase).collect();
    format!("{code}-{}", words.join("-"))
}
