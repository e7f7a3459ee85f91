//! What a protocol says about a code or a range: who sends it, what it means, what a client does
//! about reconnecting.

use std::time::Duration;

use crate::read::{Table, unless_denied};
use crate::{Certainty, Citation, Spanned, keywords, record};

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
        /// Uniformly between half of the ceiling and the ceiling.
        Equal = "equal",
        /// Uniformly between the initial and the largest delay.
        Uniform = "uniform",
        /// The ceiling itself.
        None = "none",
    }
}

/// How long to wait, where the source says so; what it leaves open is filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backoff {
    /// The first ceiling.
    pub initial: Duration,
    /// The largest ceiling.
    pub max: Duration,
    /// Growth of the ceiling per attempt.
    pub factor: u16,
    /// How a delay is drawn.
    pub jitter: Jitter,
    /// The ceilings one by one, the last of which is repeated; empty where they grow by the factor.
    pub steps: Vec<Duration>,
}

record! {
    /// What is said about a code or a range.
    CodeEntry {
        /// The endpoint that it belongs to, if the protocol has several.
        endpoint: optional String,
        /// Its name.
        name: required String,
        /// Whether the name is the source's own, and not ours.
        is_named: unless_denied bool = "named",
        /// Who sends it.
        sender: required ProtocolSender,
        /// What happened, in our own words.
        meaning: required String,
        /// What the source asks a client to do.
        reconnect: required Reconnect,
        /// What the source says about reconnecting, in our own words.
        rule: optional String,
        /// The source of the rule, if it is another than the first.
        rule_source: optional Citation,
        /// The first delay, if the source names one.
        delay: optional Duration,
        /// The delays one by one, where they grow otherwise than by a factor; the last is repeated.
        delays: list Duration,
        /// The largest delay.
        max_delay: optional Duration,
        /// Growth of the delay.
        factor: optional u16,
        /// How a delay is drawn.
        jitter: optional Jitter,
        /// Whether what it says about delays could be read: what is lacking then only looks so.
        are_delays_read: delays_read bool,
        /// Attempts after which to stop.
        max_attempts: optional u16,
        /// What becomes of the session after a reconnect.
        session: optional Session,
        /// Where it is said; the first defines the code.
        sources: cited Vec<Spanned<Citation>>,
        /// How sure it is.
        certainty: sure Spanned<Certainty>,
        /// How the sources contradict each other or themselves.
        disputed: optional String,
        /// Since when it is no longer used, or how that is known.
        retired: optional String,
    }
}

/// An application's own file is the source of what it says, and sure of it.
fn cited(t: &Table<'_>, key: &'static str) -> Option<Vec<Spanned<Citation>>> {
    if t.is_app() { Some(t.list(key)) } else { t.required_list(key) }
}

fn sure(t: &Table<'_>, key: &'static str) -> Option<Spanned<Certainty>> {
    let sure = Spanned { value: Certainty::Verified, span: t.span };
    if t.is_app() { Some(t.optional(key).unwrap_or(sure)) } else { t.required(key) }
}

fn delays_read(t: &Table<'_>, _: &'static str) -> Option<bool> {
    let are_read = ["delay", "max-delay"].iter().all(|key| t.is_readable::<Duration>(key))
        && t.is_list_readable::<Duration>("delays")
        && t.is_readable::<u16>("factor")
        && t.is_readable::<Jitter>("jitter");
    Some(are_read)
}

/// The largest delay of the crate's default backoff, where a source lets delays grow and names no
/// end.
pub(crate) const USUAL_MAX: Duration = Duration::from_secs(60);

impl CodeEntry {
    /// The id of its endpoint.
    pub fn endpoint_id(&self) -> Option<&str> {
        self.endpoint.as_ref().map(|e| e.as_str())
    }

    /// Whether somebody could check it. What nobody could is shown, and never generated into the
    /// crate.
    pub fn is_confirmed(&self) -> bool {
        self.certainty.value != Certainty::Unconfirmed
    }

    /// Whether the number is in a Close frame or a close event, so that a rule about it can be
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
    /// largest is above the first; without a largest, they grow to a minute.
    pub fn backoff(&self) -> Option<Backoff> {
        let jitter = self.jitter.map_or(Jitter::None, |j| j.value);
        let steps: Vec<Duration> = self.delays.iter().map(|step| step.value).collect();
        if let [initial, ..] = steps[..] {
            let max = steps.iter().copied().max().unwrap_or(initial);
            return Some(Backoff { initial, max, factor: 1, jitter, steps });
        }
        let initial = self.delay?.value;
        let grows = self.factor.is_some_and(|f| f.value > 1);
        let max = self
            .max_delay
            .map_or(if grows { initial.max(USUAL_MAX) } else { initial }, |m| m.value);
        let usual = if jitter == Jitter::Uniform || max == initial { 1 } else { 2 };
        let factor = self.factor.map_or(usual, |f| f.value);
        Some(Backoff { initial, max, factor, jitter, steps })
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
