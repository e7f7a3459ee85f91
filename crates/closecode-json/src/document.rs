//! The shape of `codes.json`. Its documentation becomes the descriptions in the schema.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::Protocol;
use crate::texts::{CodeTexts, PairTexts, SituationTexts};

/// The version of the format. The major part changes when a reader could break, the minor part when
/// something is added.
pub const FORMAT: &str = "2.5";

/// The licence of the data, as an SPDX expression.
pub(crate) const LICENSE: &str = "CC0-1.0";

/// Everything that closecode knows about WebSocket close codes.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Document {
    /// The address of the schema, relative to this document.
    #[serde(rename = "$schema")]
    pub schema: &'static str,
    /// The version of the format: major and minor.
    pub format: &'static str,
    /// The version of the data: `changes.json` says what changed with it.
    pub version: String,
    /// The licence of the data, as an SPDX expression.
    pub license: &'static str,
    /// The languages of the texts, English first.
    pub locales: Vec<Locale>,
    /// Registered codes, by number.
    pub codes: Vec<Code>,
    /// A total partition of 0 to 65535, in order. A number that is not among the codes takes its
    /// facts from here.
    pub ranges: Vec<Range>,
    /// What a client does when its handshake is refused with an HTTP status. The narrowest answer
    /// that holds a status decides.
    pub handshake: Vec<Answer>,
    /// Pairs of codes that people confuse.
    pub pairs: Vec<Pair>,
    /// Situations in which somebody chooses what to send, in the order of the decision tree.
    pub situations: Vec<Situation>,
    /// Libraries, browsers, runtimes and proxies, by id.
    pub implementations: Vec<Implementation>,
    /// Questions that people ask, by id.
    pub problems: Vec<Problem>,
    /// What happens when one thing goes wrong with one connection, in the order of their list.
    pub scenarios: Vec<Scenario>,
    /// Protocols and what they make of the numbers, by id.
    pub protocols: Vec<Protocol>,
    /// Every citation outside the protocols, by id.
    pub sources: BTreeMap<String, Source>,
}

/// A language.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Locale {
    /// The BCP 47 tag.
    pub tag: String,
    /// Its name for itself.
    pub name: String,
    /// Its English name.
    pub english_name: String,
    /// Which way it runs: ltr or rtl.
    #[schemars(extend("enum" = closecode_data::Direction::WORDS))]
    pub direction: &'static str,
}

/// A registered code.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Code {
    /// The number on the wire.
    #[schemars(range(min = 1000, max = 3999))]
    pub code: u16,
    /// The name in programming languages; it never changes.
    pub ident: String,
    /// The registry's name, in the registry's spelling.
    pub name: String,
    /// Whether the registry has a name for it. If not, the name is that of the mail that
    /// registered it.
    pub named: bool,
    /// The number and name as a folder name of the site.
    pub slug: String,
    /// The id of the range that it lies in.
    pub range: String,
    /// Where number and name are defined.
    pub sources: Vec<Citation>,
    /// Codes to read next.
    pub related: Vec<u16>,
    /// The separate questions of validity.
    pub wire: Wire,
    /// What a client does about reconnecting.
    pub policy: Policy,
    /// Neighbours in other protocols.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub analogy: Option<Analogy>,
    /// Its life so far, in the order of time.
    pub history: Vec<Event>,
    /// Implementations that depart from these facts.
    pub deviations: Vec<Deviation>,
    /// How the surveyed implementations treat it by default.
    pub survey: Survey,
    /// The cases that the texts tell apart, in the order of reading.
    pub cases: Vec<String>,
    /// Texts by language tag. A text that has not been translated is absent.
    pub texts: BTreeMap<String, CodeTexts>,
}

/// A range of numbers.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Range {
    /// Its key.
    pub id: String,
    /// The name in programming languages.
    pub ident: String,
    /// The first number.
    pub first: u16,
    /// The last number.
    pub last: u16,
    /// How numbers come to a meaning: none, standards-action, first-come-first-served, private-use.
    #[schemars(extend("enum" = closecode_data::Registration::WORDS))]
    pub registration: &'static str,
    /// Where the range is defined.
    pub sources: Vec<Citation>,
    /// The questions of validity, for its numbers that are not among the codes.
    pub wire: Wire,
    /// The policy, for its numbers that are not among the codes.
    pub policy: Policy,
    /// The cases that the texts tell apart, in the order of reading.
    pub cases: Vec<String>,
    /// Texts by language tag.
    pub texts: BTreeMap<String, CodeTexts>,
}

/// The separate questions that "is this code valid?" falls into.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
#[allow(clippy::struct_excessive_bools)] // They are separate questions; that is the point.
pub struct Wire {
    /// May it are in a Close frame?
    pub frame: bool,
    /// Who may send it: client, server, gateway, either, unspecified, none.
    #[schemars(extend("enum" = closecode_data::Sender::WORDS))]
    pub sender: &'static str,
    /// Is it generated locally by an implementation?
    pub synthetic: bool,
    /// Can a close with it be clean?
    pub clean: bool,
    /// May a script pass it to a browser's `close()`?
    pub script_sendable: bool,
    /// Can a script see it: yes, peer-error (only if the peer breaks the protocol), no.
    #[schemars(extend("enum" = closecode_data::Visibility::WORDS))]
    pub script_visible: &'static str,
    /// Where these facts come from.
    pub sources: Vec<Citation>,
}

/// What a client that received the code does about reconnecting.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Policy {
    /// no-need, short-delay, backoff, reauth, fix-client, never, profile.
    #[schemars(extend("enum" = closecode_data::Action::WORDS))]
    pub action: &'static str,
    /// The first ceiling of the delay, in milliseconds.
    pub initial_delay_ms: u64,
    /// The largest ceiling of the delay, in milliseconds.
    pub max_delay_ms: u64,
    /// Growth of the ceiling per attempt: `ceiling(n) = min(max, initial * factor^n)`.
    #[schemars(range(min = 1))]
    pub factor: u16,
    /// full (draw below the ceiling), equal (draw from half of the ceiling), uniform (draw between
    /// initial and max), none (the ceiling).
    #[schemars(extend("enum" = closecode_data::Jitter::WORDS))]
    pub jitter: &'static str,
    /// Attempts after which to stop; null for no limit.
    pub max_attempts: Option<u16>,
    /// Seen from the client: none, client, server, unknown.
    #[schemars(extend("enum" = closecode_data::Fault::WORDS))]
    pub fault: &'static str,
    /// info, warning, error.
    #[schemars(extend("enum" = closecode_data::PolicySeverity::WORDS))]
    pub severity: &'static str,
    /// When to wake somebody: no, rate, yes.
    #[schemars(extend("enum" = closecode_data::Alert::WORDS))]
    pub alert: &'static str,
    /// Who says so: normative, registry-mail, convention.
    #[schemars(extend("enum" = closecode_data::Authority::WORDS))]
    pub authority: &'static str,
    /// Where it is said.
    pub sources: Vec<Citation>,
    /// Sources that ask for something else.
    pub departs_from: Vec<Citation>,
    /// Who stands behind each field.
    pub basis: PolicyBasis,
}

/// Who stands behind each field of a policy: standard, registration (the mail that registered the
/// code), practice (most of the surveyed clients), ours.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct PolicyBasis {
    /// Of what to do.
    #[schemars(extend("enum" = closecode_data::Basis::WORDS))]
    pub action: &'static str,
    /// Of the first ceiling.
    #[schemars(extend("enum" = closecode_data::Basis::WORDS))]
    pub initial_delay: &'static str,
    /// Of the largest ceiling.
    #[schemars(extend("enum" = closecode_data::Basis::WORDS))]
    pub max_delay: &'static str,
    /// Of the growth.
    #[schemars(extend("enum" = closecode_data::Basis::WORDS))]
    pub factor: &'static str,
    /// Of how a delay is drawn.
    #[schemars(extend("enum" = closecode_data::Basis::WORDS))]
    pub jitter: &'static str,
    /// Of the number of attempts.
    #[schemars(extend("enum" = closecode_data::Basis::WORDS))]
    pub max_attempts: &'static str,
    /// Of who caused it.
    #[schemars(extend("enum" = closecode_data::Basis::WORDS))]
    pub fault: &'static str,
    /// Of the level to log it at.
    #[schemars(extend("enum" = closecode_data::Basis::WORDS))]
    pub severity: &'static str,
    /// Of when to wake somebody.
    #[schemars(extend("enum" = closecode_data::Basis::WORDS))]
    pub alert: &'static str,
}

/// What a client does when its handshake is refused with one of some HTTP statuses.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Answer {
    /// The statuses, if they are named one by one; else empty.
    pub statuses: Vec<u16>,
    /// The first of them if they are a range, else null.
    pub first: Option<u16>,
    /// The last of them if they are a range, else null.
    pub last: Option<u16>,
    /// The close code whose policy this is; null if it is that of no code.
    pub like: Option<u16>,
    /// What to do about reconnecting.
    pub policy: Policy,
    /// What defines the statuses.
    pub sources: Vec<Citation>,
}

/// The nearest neighbours of a code in other protocols.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Analogy {
    /// HTTP status codes.
    pub http: Vec<u16>,
    /// gRPC status names.
    pub grpc: Vec<String>,
    /// Who says so: normative, registry-mail, convention.
    #[schemars(extend("enum" = closecode_data::Authority::WORDS))]
    pub authority: &'static str,
    /// Where it is said.
    pub sources: Vec<Citation>,
}

/// One event in the life of a code.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Event {
    /// defined, proposed, registered, renamed, erratum.
    #[schemars(extend("enum" = closecode_data::EventKind::WORDS))]
    pub event: &'static str,
    /// A year, a month or a day; null if it is not known.
    pub date: Option<String>,
    /// Where it is recorded.
    pub source: Citation,
    /// The former name, for a renaming.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
    /// verified, corroborated, unconfirmed.
    #[schemars(extend("enum" = closecode_data::Certainty::WORDS))]
    pub certainty: &'static str,
}

/// An implementation that departs from the facts.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Deviation {
    /// The key of the implementation.
    pub implementation: String,
    /// Its name.
    pub name: String,
    /// The version that was read or measured.
    pub version: String,
    /// accepts, rejects, reports-as, shows-script.
    #[schemars(extend("enum" = closecode_data::Behaviour::WORDS))]
    pub behaviour: &'static str,
    /// The number that its user sees instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reports_as: Option<u16>,
    /// What goes back: the number of the Close frame, `empty`, `malformed` (a body of one byte) or
    /// `none`; absent if it is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = r"^([0-9]+|empty|malformed|none)$"))]
    pub replies: Option<String>,
    /// Whether its user is told that the close was clean; absent if it is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clean: Option<bool>,
    /// The day on which it was measured; absent if it was read in the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub measured: Option<String>,
    /// Where it was read.
    pub source: Citation,
}

/// How the surveyed implementations treat a code by default.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Survey {
    /// How many were asked.
    pub total: usize,
    /// How many reconnect.
    pub retry: usize,
    /// How many stop.
    pub stop: usize,
    /// For how many it depends on something else.
    pub conditional: usize,
}

/// Two codes that people confuse, the lower number first.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Pair {
    /// The two codes.
    pub codes: [u16; 2],
    /// The question whose answer tells them apart.
    #[schemars(extend("enum" = closecode_data::Axis::WORDS))]
    pub axis: &'static str,
    /// Texts by language tag.
    pub texts: BTreeMap<String, PairTexts>,
}

/// Something that happens, and what each role then sends.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Situation {
    /// Its key, and the folder name of its page.
    pub id: String,
    /// What kind of thing has happened: ending, load, access, data, failure, forwarding.
    #[schemars(extend("enum" = closecode_data::Trigger::WORDS))]
    pub trigger: &'static str,
    /// What to send, by role. A role to which this does not happen is absent.
    pub advice: Vec<Advice>,
    /// Texts by language tag.
    pub texts: BTreeMap<String, SituationTexts>,
}

/// What one role sends in a situation.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Advice {
    /// Who sends: server, script (in a browser), proxy, handshake (whoever has not yet answered the
    /// opening handshake).
    #[schemars(extend("enum" = closecode_data::Role::WORDS))]
    pub role: &'static str,
    /// code, private (a code of one's own, 4000 to 4999), empty (a Close frame without a body),
    /// browser (the browser sends the code by itself), status (an HTTP status in place of 101).
    #[schemars(extend("enum" = closecode_data::Send::WORDS))]
    pub send: &'static str,
    /// The code, for code and browser.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<u16>,
    /// HTTP statuses, for status.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub status: Vec<u16>,
    /// What the other side's API reports; absent for a private code. For status it is what a
    /// browser script sees.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seen: Option<u16>,
    /// Other codes that may fit; the texts give the reasons.
    pub alternatives: Vec<u16>,
    /// Who says so: normative, registry-mail, convention.
    #[schemars(extend("enum" = closecode_data::Authority::WORDS))]
    pub authority: &'static str,
    /// Where it is said.
    pub sources: Vec<Citation>,
}

/// A library, a browser, a runtime or a proxy.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Implementation {
    /// Its key.
    pub id: String,
    /// Its name.
    pub name: String,
    /// client, server, both, browser, proxy, gateway, reconnecting (a client on top of another
    /// one).
    #[schemars(extend("enum" = closecode_data::ImplementationKind::WORDS))]
    pub kind: &'static str,
    /// The programming language of those who use it.
    pub language: String,
    /// The version that was read or measured.
    pub version: String,
    /// Where it was read.
    pub source: Citation,
    /// Where it departs from the facts about a code.
    pub deviations: Vec<ImplementationDeviation>,
    /// What comes of the ways in which a connection ends, as read in the source.
    pub ways: Vec<Way>,
    /// The same, measured.
    pub measured: Vec<Measured>,
    /// What it calls codes; absent if no constants are known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub names: Option<Names>,
    /// The numbers that a list or a function of its own accepts; absent if none is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accepts: Option<Accepts>,
    /// What it prints when a connection ends.
    pub messages: Vec<Message>,
    /// Its limits that end connections.
    pub limits: Vec<Limit>,
    /// What it does by default about reconnecting; absent if it was not surveyed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reconnecting: Option<Reconnecting>,
    /// With which delays it connects again by default; absent if it is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retries: Option<Retries>,
}

/// How a client connects again by default, in English.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Retries {
    /// The first delay.
    pub delay: String,
    /// How the delays grow; absent if they do not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub growth: Option<String>,
    /// The longest delay, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_delay: Option<String>,
    /// What is drawn at random; absent if nothing is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jitter: Option<String>,
    /// After how many attempts it gives up; absent if it never does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attempts: Option<String>,
    /// What else a user needs to know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// What says so.
    pub source: Citation,
}

/// One text that an implementation prints.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Message {
    /// The text with placeholders: `{code}`, `{received}` and `{sent}` are close codes, `{status}`
    /// is an HTTP status, `{number}` another number and `{*}` anything. Braces are doubled.
    pub text: String,
    /// One whole text, as it was printed.
    pub example: String,
    /// What it says: a Close frame arrived (`received`), arrived with a code that is not accepted
    /// (`invalid`), was sent (`sent`); the fault was found on this side (`local`); no Close frame
    /// arrived (`none`); the opening handshake failed (`refused`).
    #[schemars(extend("enum" = closecode_data::Meaning::WORDS))]
    pub means: &'static str,
    /// The code that it means without naming it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<u16>,
    /// Where it is printed: the file and the line.
    pub source: Citation,
}

/// A limit of an implementation that ends connections.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Limit {
    /// What it is about: nothing is sent (`idle`), the age of the connection (`lifetime`), a new
    /// configuration (`reload`), the size of a message (`message`), how often it sends a Ping
    /// (`ping`), how long it waits for a Pong (`pong`), for the answer to its Close frame (`close`)
    /// and for the opening of a connection (`open`).
    #[schemars(extend("enum" = closecode_data::LimitKind::WORDS))]
    pub kind: &'static str,
    /// What sets it; absent if it cannot be set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub setting: Option<String>,
    /// The default, as the source says; absent if it is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// Up to what it can be set, if there is an end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<String>,
    /// The Close frame that goes out when it strikes: a number, `empty`, `malformed` or `none`;
    /// absent if it is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sends: Option<String>,
    /// What its user is told when it strikes: a number, `error` or `end`; absent if it is not
    /// known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reports: Option<String>,
    /// What counts, and what each side sees, in English.
    pub about: String,
    /// What says so.
    pub source: Citation,
}

/// The constants that an implementation has for codes.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Names {
    /// Where they are defined: the file and the line.
    pub source: Citation,
    /// The constants, in the order of their numbers.
    pub codes: Vec<Constant>,
}

/// The numbers that an implementation takes for good ones.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Accepts {
    /// The function or the constant, as its source has it.
    pub function: String,
    /// The function was called with all 65,536 numbers (`called`), or its source was read (`read`).
    #[schemars(extend("enum" = closecode_data::Known::WORDS))]
    pub how: &'static str,
    /// The first and the last number of each range that it takes from a peer.
    pub received: Vec<(u16, u16)>,
    /// The same of those that its user may send; empty if there is no list for it.
    pub sendable: Vec<(u16, u16)>,
    /// Why what was measured differs, in English; absent if it does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub differs: Option<String>,
    /// Where it is: the file and the line.
    pub source: Citation,
}

/// A constant of an implementation.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Constant {
    /// Its name, as it is written in the language of the implementation.
    pub name: String,
    /// Its number, be it right or wrong.
    pub code: u16,
}

/// How an implementation departs from the facts about a code.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ImplementationDeviation {
    /// The code.
    pub code: u16,
    /// accepts, rejects, reports-as, shows-script.
    #[schemars(extend("enum" = closecode_data::Behaviour::WORDS))]
    pub behaviour: &'static str,
    /// The number that its user sees instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reports_as: Option<u16>,
    /// What goes back: the number of the Close frame, `empty`, `malformed` (a body of one byte) or
    /// `none`; absent if it is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = r"^([0-9]+|empty|malformed|none)$"))]
    pub replies: Option<String>,
    /// Whether its user is told that the close was clean; absent if it is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clean: Option<bool>,
    /// The day on which it was measured; absent if it was read in the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub measured: Option<String>,
}

/// What the lab saw of an implementation.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Measured {
    /// Its role: `client` if it opened the connections, `server` if it accepted them.
    pub role: &'static str,
    /// The interface that was measured, if it has several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interface: Option<String>,
    /// The version that ran.
    pub version: String,
    /// The day.
    pub date: String,
    /// What came of each way in which a connection ends.
    pub ways: Vec<Way>,
}

/// What comes of one way in which a connection ends. What is not known is absent.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Way {
    /// The name of the way: `recv-1014` is the arrival of a Close frame with 1014.
    pub way: String,
    /// Whether the connection was opened.
    pub opened: bool,
    /// Whether the user is told of an error besides the close.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<bool>,
    /// What the user is told: a number; `error`, which has no number; or `end`, which is neither.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = r"^([0-9]+|error|end)$"))]
    pub reports: Option<String>,
    /// How many bytes of a reason the user is told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason_bytes: Option<u16>,
    /// Whether the user is told that the close was clean.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clean: Option<bool>,
    /// The exception of the function that closes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub throws: Option<String>,
    /// What was sent, where the implementation closed first.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = r"^([0-9]+|empty|malformed|none)$"))]
    pub sends: Option<String>,
    /// What came back, where the other side ended the connection.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = r"^([0-9]+|empty|malformed|none)$"))]
    pub replies: Option<String>,
    /// The reason in the Close frame that came back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_reason: Option<String>,
    /// For how many seconds it waits while the other side is silent, or `longer`: more than a
    /// minute.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = r"^([0-9]+|longer)$"))]
    pub waits: Option<String>,
    /// The HTTP status with which a server refuses the opening handshake.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refuses: Option<u16>,
}

/// What an implementation does by default about reconnecting.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Reconnecting {
    /// Codes on which it does not reconnect.
    pub stops: Vec<u16>,
    /// Codes on which it depends on something else.
    pub conditional: Vec<u16>,
}

/// A question that people ask.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Problem {
    /// Its key, and the folder name of its page.
    pub id: String,
    /// symptom (something goes wrong), decision (one of several ways is to be chosen).
    #[schemars(extend("enum" = closecode_data::ProblemKind::WORDS))]
    pub kind: &'static str,
    /// The codes that it is about.
    pub codes: Vec<u16>,
    /// Where the answer comes from.
    pub sources: Vec<Citation>,
    /// What people see and search for, as it is printed.
    pub messages: Vec<String>,
    /// What finds the cause, in order; a text says what each is for.
    pub steps: Vec<ProblemStep>,
    /// What ends it; a text explains each.
    pub fixes: Vec<ProblemFix>,
    /// The ways to choose from; a text describes each.
    pub options: Vec<ProblemOption>,
    /// Who stands behind the advice of a decision.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = closecode_data::Authority::WORDS))]
    pub authority: Option<&'static str>,
    /// The codes of which it is counted how clients treat them.
    pub survey: Vec<u16>,
    /// Texts by language tag, English at least.
    pub texts: BTreeMap<String, ProblemTexts>,
}

/// One step towards the cause.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ProblemStep {
    /// What to run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<String>,
    /// What it prints, shortened, in the case that is looked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output: Option<String>,
}

/// What ends a symptom in one place.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ProblemFix {
    /// The implementation that is changed: a key of `implementations`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub implementation: Option<String>,
    /// Its configuration or the code that uses it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub config: Option<String>,
}

/// One way to decide.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ProblemOption {
    /// The code that is then sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<u16>,
    /// The HTTP status that is then sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// The implementations that do so.
    pub who: Vec<String>,
}

/// The texts of a question in one language. In all but the title, code stands between backticks.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ProblemTexts {
    /// The question, as people ask it.
    pub title: String,
    /// The answer in a sentence or two.
    pub summary: String,
    /// What the code says, and what it cannot say.
    pub tells: Vec<String>,
    /// What each step is for.
    pub steps: Vec<String>,
    /// What each fix does.
    pub fixes: Vec<String>,
    /// What each option is, and what speaks for it and against it.
    pub options: Vec<String>,
    /// What to do, and why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub advice: Option<String>,
    /// What keeps it from happening again.
    pub prevention: Vec<String>,
}

/// One thing that goes wrong with one connection, and what follows.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Scenario {
    /// Its key, and the folder name of its page.
    pub id: String,
    /// The codes that somebody sees or sends, the first above all.
    pub codes: Vec<u16>,
    /// The HTTP status with which the handshake is refused, if it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// The ways of `measured` in which clients meet it: see `implementations`.
    pub client: Vec<String>,
    /// The ways in which servers meet it.
    pub server: Vec<String>,
    /// What happens, in order.
    pub steps: Vec<ScenarioStep>,
    /// What follows where all connections end together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub herd: Option<Herd>,
    /// The questions that lead on from here: ids of `problems`.
    pub problems: Vec<String>,
    /// The situations that it is, or follows from: ids of `situations`.
    pub situations: Vec<String>,
    /// Where this is said.
    pub sources: Vec<Citation>,
    /// Texts by language tag, English at least.
    pub texts: BTreeMap<String, ScenarioTexts>,
}

/// A step of a scenario: something that goes from one to another, something that one does (`at`; a
/// text says what), or that one is told of the end (`told`).
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ScenarioStep {
    /// Who does something.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = closecode_data::Party::WORDS))]
    pub at: Option<&'static str>,
    /// Who is told.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = closecode_data::Party::WORDS))]
    pub told: Option<&'static str>,
    /// In which way, if it is not the first of that side.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub way: Option<String>,
    /// Who sends.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = closecode_data::Party::WORDS))]
    pub from: Option<&'static str>,
    /// Who receives.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = closecode_data::Party::WORDS))]
    pub to: Option<&'static str>,
    /// What is sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// close (a Close frame), frame (a message or a control frame), http (the opening handshake),
    /// tcp (a segment that ends the TCP connection).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = closecode_data::Travels::WORDS))]
    pub kind: Option<&'static str>,
    /// Whether it gets lost on the way.
    pub lost: bool,
}

/// All clients of a server lose their connections.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Herd {
    /// The code that they see.
    pub code: u16,
    /// For how long the server closes connections, in milliseconds; absent where it cannot spread
    /// them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drain_ms: Option<u64>,
}

/// The texts of a scenario in one language.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ScenarioTexts {
    /// What goes wrong, after "What happens when".
    pub title: String,
    /// What follows, in a sentence or two.
    pub summary: String,
    /// What each who acts does: one for each step with `at`, in their order.
    pub steps: Vec<String>,
    /// What the measurements do not show of the client's side.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client: Option<String>,
    /// What they do not show of the server's side.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server: Option<String>,
    /// What a good client does next.
    pub next: Vec<String>,
}

/// A reference to a source, and to a section in it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Citation {
    /// The source's key in `sources`: of the document, or of the protocol that it is in.
    pub source: String,
    /// The section, as the document numbers it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// The address, with the section's anchor where the document has one.
    pub url: String,
}

/// A document that facts come from.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Source {
    /// Its title.
    pub title: String,
    /// Its address.
    pub url: String,
    /// rfc, erratum, registry, mail, living-standard, source-code, vendor-doc, test-suite, issue.
    #[schemars(extend("enum" = closecode_data::SourceKind::WORDS))]
    pub kind: &'static str,
    /// The day it was read.
    pub read: String,
    /// The version that was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The revision that was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revision: Option<String>,
}
