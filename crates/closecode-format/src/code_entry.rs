//! What a protocol says about a code or a range: who sends it, what it means, what a client does
//! about reconnecting.

use std::time::Duration;

use crate::read::Table;
use crate::{Certainty, Citation, Span, Spanned, keywords};

keywords! {
    /// Who sends a code of a protocol.
    ProtocolSender: "a sender" {
        /// The endpoint that opened the connection.
        Client = "client",
        /// The endpoint that accepted it.
        Server = "server",
        /// Either endpoint.
        Either = "either",
        /// Nobody: the client's own library makes it up, and it is never on the wire.
        ClientLocal = "client-local",
        /// The number travels inside a message, not in a Close frame.
        Message = "message",
    }
}

keywords! {
    /// What the source asks a client to do.
    Reconnect: "an answer to reconnect" {
        /// Nothing, unless the application still wants the connection.
        NoNeed = "no-need",
        /// Reconnect at once.
        Immediate = "immediate",
        /// Reconnect after a short delay.
        ShortDelay = "short-delay",
        /// Reconnect with growing delays.
        Backoff = "backoff",
        /// Reconnect and resume the session.
        Resume = "resume",
        /// Renew the credential, then try.
        Reauth = "reauth",
        /// Change something first.
        FixClient = "fix-client",
        /// Do not reconnect.
        Never = "never",
        /// The source is silent.
        Unspecified = "unspecified",
    }
}

keywords! {
    /// What becomes of the session after a reconnect.
    Session: "an answer to session" {
        /// It goes on.
        Resume = "resume",
        /// It is lost.
        New = "new",
    }
}

keywords! {
    /// How a delay is drawn.
    Jitter: "a jitter" {
        /// Uniformly between zero and the ceiling.
        Full = "full",
        /// Uniformly between the initial and the largest delay.
        Uniform = "uniform",
        /// The ceiling itself.
        None = "none",
    }
}

/// How long to wait, where the source says so; what it leaves open is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backoff {
    /// The first ceiling.
    pub initial: Duration,
    /// The largest ceiling.
    pub max: Duration,
    /// Growth of the ceiling per attempt.
    pub factor: u16,
    /// How a delay is drawn.
    pub jitter: Jitter,
}

/// What is said about a code or a range.
#[derive(Clone, Debug)]
pub struct CodeEntry {
    /// Where the table stands.
    pub span: Span,
    /// The endpoint that it belongs to, if the protocol has several.
    pub endpoint: Option<Spanned<String>>,
    /// Its name.
    pub name: Spanned<String>,
    /// Whether the name is the source's own, and not ours.
    pub is_named: bool,
    /// Who sends it.
    pub sender: Spanned<ProtocolSender>,
    /// What happened, in our own words.
    pub meaning: Spanned<String>,
    /// What the source asks a client to do.
    pub reconnect: Spanned<Reconnect>,
    /// What the source says about reconnecting, in our own words.
    pub rule: Option<Spanned<String>>,
    /// The source of the rule, if it is another than the first.
    pub rule_source: Option<Spanned<Citation>>,
    /// The first delay, if the source names one.
    pub delay: Option<Spanned<Duration>>,
    /// The largest delay.
    pub max_delay: Option<Spanned<Duration>>,
    /// Growth of the delay.
    pub factor: Option<Spanned<u16>>,
    /// How a delay is drawn.
    pub jitter: Option<Spanned<Jitter>>,
    /// Attempts after which to stop.
    pub max_attempts: Option<Spanned<u16>>,
    /// What becomes of the session after a reconnect.
    pub session: Option<Spanned<Session>>,
    /// Where it is said; the first defines the code.
    pub sources: Vec<Spanned<Citation>>,
    /// How sure it is.
    pub certainty: Spanned<Certainty>,
    /// How the sources contradict each other or themselves.
    pub disputed: Option<Spanned<String>>,
    /// Since when it is no longer used, or how that is known.
    pub retired: Option<Spanned<String>>,
}

fn sources(t: &Table<'_>, is_app: bool) -> Option<Vec<Spanned<Citation>>> {
    if is_app { Some(t.list("sources")) } else { t.required_list("sources") }
}

fn certainty(t: &Table<'_>, is_app: bool) -> Option<Spanned<Certainty>> {
    let sure = Spanned { value: Certainty::Verified, span: t.span };
    if is_app { Some(t.optional("certainty").unwrap_or(sure)) } else { t.required("certainty") }
}

/// The largest delay of the crate's default backoff, where a source lets delays grow and names no end.
const USUAL_MAX: Duration = Duration::from_secs(30);

impl CodeEntry {
    /// Reads what codes and ranges have in common, and reports every other key.
    ///
    /// An application's own file is the source of what it says, and sure of it.
    pub(crate) fn read(t: Table<'_>, is_app: bool) -> Option<Self> {
        let span = t.span;
        let (endpoint, name, named) =
            (t.optional("endpoint"), t.required("name"), t.optional("named"));
        let (sender, meaning, reconnect) =
            (t.required("sender"), t.required("meaning"), t.required("reconnect"));
        let (rule, rule_source) = (t.optional("rule"), t.optional("rule-source"));
        let (delay, max_delay, factor, jitter) = (
            t.optional("delay"),
            t.optional("max-delay"),
            t.optional("factor"),
            t.optional("jitter"),
        );
        let (max_attempts, session, sources) =
            (t.optional("max-attempts"), t.optional("session"), sources(&t, is_app));
        let (certainty, disputed, retired) =
            (certainty(&t, is_app), t.optional("disputed"), t.optional("retired"));
        t.finish();
        Some(Self {
            span,
            endpoint,
            name: name?,
            is_named: named.is_none_or(|n| n.value),
            sender: sender?,
            meaning: meaning?,
            reconnect: reconnect?,
            rule,
            rule_source,
            delay,
            max_delay,
            factor,
            jitter,
            max_attempts,
            session,
            sources: sources?,
            certainty: certainty?,
            disputed,
            retired,
        })
    }

    /// The id of its endpoint.
    pub fn endpoint_id(&self) -> Option<&str> {
        self.endpoint.as_ref().map(|e| e.as_str())
    }

    /// Whether somebody could check it. What nobody could is shown, and never generated into the
    /// crate.
    pub fn is_confirmed(&self) -> bool {
        self.certainty.value != Certainty::Unconfirmed
    }

    /// Whether the number stands in a Close frame or a close event, so that a rule about it can be
    /// asked for by number. What travels inside a message is a number of another kind.
    pub fn is_close(&self) -> bool {
        self.sender.value != ProtocolSender::Message
    }

    /// What becomes of the session, where that is known: `resume` says so itself.
    pub fn session(&self) -> Option<Session> {
        match self.reconnect.value {
            Reconnect::Resume => Some(Session::Resume),
            _ => self.session.map(|s| s.value),
        }
    }

    /// How long to wait, if the source names a delay. Without a factor, delays grow by 2 where the
    /// largest is above the first; without a largest, they grow to 30 s.
    pub fn backoff(&self) -> Option<Backoff> {
        let initial = self.delay?.value;
        let jitter = self.jitter.map_or(Jitter::None, |j| j.value);
        let grows = self.factor.is_some_and(|f| f.value > 1);
        let max = self
            .max_delay
            .map_or(if grows { initial.max(USUAL_MAX) } else { initial }, |m| m.value);
        let usual = if jitter == Jitter::Uniform || max == initial { 1 } else { 2 };
        Some(Backoff { initial, max, factor: self.factor.map_or(usual, |f| f.value), jitter })
    }

    /// Every source, that of the rule last.
    pub fn citations(&self) -> impl Iterator<Item = &Spanned<Citation>> {
        self.sources.iter().chain(&self.rule_source)
    }

    /// Its sentences, by key.
    pub(crate) fn sentences(&self) -> impl Iterator<Item = &Spanned<String>> {
        [Some(&self.meaning), self.rule.as_ref(), self.disputed.as_ref(), self.retired.as_ref()]
            .into_iter()
            .flatten()
    }
}
