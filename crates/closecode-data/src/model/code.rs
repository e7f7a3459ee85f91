//! One registered code: identity, wire facts, policy, analogy, history, departures.

use super::{Authority, Policy};
use crate::{Certainty, Citation, Span, Spanned};
use closecode_format::keywords;
use closecode_format::read::Table;

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
        /// Nobody: the code may not stand in a Close frame.
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

keywords! {
    /// How an implementation departs from the facts.
    Behaviour: "a behaviour" {
        /// Accepts the code from a peer although it is illegal on the wire.
        Accepts = "accepts",
        /// Refuses the code from a peer although it is legal.
        Rejects = "rejects",
        /// Tells its user another number.
        ReportsAs = "reports-as",
        /// Sends the code although it may not.
        Sends = "sends",
        /// Shows the code to scripts although the specification hides it.
        ShowsScript = "shows-script",
    }
}

/// The separate questions that "is this code valid?" falls into.
#[derive(Clone, Debug)]
pub struct Wire {
    /// Where the table stands.
    pub span: Span,
    /// May stand in a Close frame.
    pub frame: Spanned<bool>,
    /// Who may send it.
    pub sender: Spanned<Sender>,
    /// Made up locally by an implementation.
    pub synthetic: Spanned<bool>,
    /// What the peer did that it answers, if it always answers the same.
    pub answers: Option<Spanned<Offence>>,
    /// A close event with it can be clean.
    pub clean: Spanned<bool>,
    /// May be passed to a browser's `close()`.
    pub script_sendable: Spanned<bool>,
    /// Can be seen by a script.
    pub script_visible: Spanned<Visibility>,
    /// Where these facts come from.
    pub sources: Vec<Spanned<Citation>>,
}

impl Wire {
    pub(crate) fn read(t: Table<'_>) -> Option<Self> {
        let span = t.span;
        let (frame, sender, synthetic) =
            (t.required("frame"), t.required("sender"), t.required("synthetic"));
        let (clean, script_sendable, script_visible) =
            (t.required("clean"), t.required("script-sendable"), t.required("script-visible"));
        let (answers, sources) = (t.optional("answers"), t.required_list("sources"));
        t.finish();
        Some(Self {
            span,
            answers,
            frame: frame?,
            sender: sender?,
            synthetic: synthetic?,
            clean: clean?,
            script_sendable: script_sendable?,
            script_visible: script_visible?,
            sources: sources?,
        })
    }
}

/// The nearest neighbours of a code in other protocols.
#[derive(Clone, Debug)]
pub struct Analogy {
    /// Where the table stands.
    pub span: Span,
    /// HTTP status codes.
    pub http: Vec<Spanned<u16>>,
    /// gRPC status names.
    pub grpc: Vec<Spanned<String>>,
    /// Who says so.
    pub authority: Spanned<Authority>,
    /// Where it is said.
    pub sources: Vec<Spanned<Citation>>,
}

impl Analogy {
    fn read(t: Table<'_>) -> Option<Self> {
        let span = t.span;
        let (http, grpc, authority, sources) =
            (t.list("http"), t.list("grpc"), t.required("authority"), t.list("sources"));
        t.finish();
        Some(Self { span, http, grpc, authority: authority?, sources })
    }
}

/// One event in the life of a code.
#[derive(Clone, Debug)]
pub struct Event {
    /// Where the table stands.
    pub span: Span,
    /// What happened.
    pub event: Spanned<EventKind>,
    /// When: a year, a month or a day.
    pub date: Option<Spanned<String>>,
    /// Where it is recorded.
    pub source: Spanned<Citation>,
    /// The former name, for a renaming.
    pub was: Option<Spanned<String>>,
    /// How sure it is.
    pub certainty: Certainty,
}

impl Event {
    fn read(t: Table<'_>) -> Option<Self> {
        let span = t.span;
        let (event, date, source, was) =
            (t.required("event"), t.optional("date"), t.required("source"), t.optional("was"));
        let certainty = t.optional("certainty").map_or(Certainty::Verified, |c| c.value);
        t.finish();
        Some(Self { span, event: event?, date, source: source?, was, certainty })
    }
}

/// One implementation that departs from the facts.
#[derive(Clone, Debug)]
pub struct Deviation {
    /// Where the table stands.
    pub span: Span,
    /// Its name.
    pub implementation: Spanned<String>,
    /// The version that was read or measured.
    pub version: Option<Spanned<String>>,
    /// What it does.
    pub behaviour: Spanned<Behaviour>,
    /// The number its user sees instead.
    pub reports_as: Option<Spanned<u16>>,
    /// Where it was read.
    pub source: Spanned<Citation>,
}

impl Deviation {
    fn read(t: Table<'_>) -> Option<Self> {
        let span = t.span;
        let (implementation, version, behaviour) =
            (t.required("implementation"), t.optional("version"), t.required("behaviour"));
        let (reports_as, source) = (t.optional("reports-as"), t.required("source"));
        t.finish();
        Some(Self {
            span,
            implementation: implementation?,
            version,
            behaviour: behaviour?,
            reports_as,
            source: source?,
        })
    }
}

/// The facts about one registered code.
#[derive(Clone, Debug)]
pub struct Code {
    /// The file, as a place at its start.
    pub span: Span,
    /// The number.
    pub code: Spanned<u16>,
    /// The Rust name.
    pub ident: Spanned<String>,
    /// The registry's spelling.
    pub name: Spanned<String>,
    /// Where number and name are defined.
    pub sources: Vec<Spanned<Citation>>,
    /// What to read next.
    pub related: Vec<Spanned<u16>>,
    /// The wire facts.
    pub wire: Wire,
    /// What a client does about reconnecting.
    pub policy: Policy,
    /// Neighbours in other protocols.
    pub analogy: Option<Analogy>,
    /// Its life so far.
    pub history: Vec<Event>,
    /// Who departs from it.
    pub deviations: Vec<Deviation>,
}

impl Code {
    pub(crate) fn read(t: Table<'_>) -> Option<Self> {
        let span = t.span;
        let (code, ident, name) = (t.required("code"), t.required("ident"), t.required("name"));
        let (sources, related) = (t.required_list("sources"), t.list("related"));
        let wire = t.required_table("wire").and_then(Wire::read);
        let policy = t.required_table("policy").and_then(Policy::read);
        let analogy = t.table("analogy").and_then(Analogy::read);
        let history = t.tables("history").into_iter().filter_map(Event::read).collect();
        let deviations = t.tables("deviation").into_iter().filter_map(Deviation::read).collect();
        t.finish();
        Some(Self {
            span,
            code: code?,
            ident: ident?,
            name: name?,
            sources: sources?,
            related,
            wire: wire?,
            policy: policy?,
            analogy,
            history,
            deviations,
        })
    }

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
