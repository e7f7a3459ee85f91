//! The shape of a protocol in `codes.json`, and how it is filled.

use std::collections::BTreeMap;

use closecode_data as data;
use closecode_data::Spanned;
use schemars::JsonSchema;
use serde::Serialize;

use crate::Citation;

/// A protocol, or the connection of one product: what it makes of the numbers.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Protocol {
    /// Its key.
    pub id: String,
    /// Its name, as the vendor writes it.
    pub name: String,
    /// The company or project that owns it.
    pub vendor: String,
    /// official (the owner defines the codes), community (only others wrote them down), retired (it
    /// is gone).
    #[schemars(extend("enum" = data::ProtocolStatus::WORDS))]
    pub status: &'static str,
    /// The address that a user of the protocol would read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub documentation: Option<String>,
    /// The value of `Sec-WebSocket-Protocol`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subprotocol: Option<String>,
    /// By which parts of the connection's address it is known; an asterisk stands for what differs.
    pub addresses: Vec<ProtocolAddress>,
    /// What it is, in English.
    pub summary: String,
    /// What would surprise a reader, in English sentences.
    pub caveats: Vec<String>,
    /// Its endpoints, if it has several that give numbers different meanings.
    pub endpoints: Vec<ProtocolEndpoint>,
    /// Its codes, by endpoint and number.
    pub codes: Vec<ProtocolCode>,
    /// Its documented ranges. A code inside a range goes before the range, and a narrower range
    /// before a wider one.
    pub ranges: Vec<ProtocolRange>,
    /// What its codes and ranges cite, by id. These ids are the protocol's own.
    pub sources: BTreeMap<String, ProtocolSource>,
}

/// A part of the address that a client connects to.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ProtocolAddress {
    /// A host, a host with a port or a path, or a path.
    pub part: String,
    /// Where that is said.
    pub source: Citation,
}

/// One of several kinds of connection of a protocol.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ProtocolEndpoint {
    /// Its key.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is, in English.
    pub summary: String,
}

/// How long to wait before an attempt, where the source names a delay.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ProtocolDelay {
    /// The first ceiling of the delay, in milliseconds.
    pub initial_ms: u64,
    /// The largest ceiling of the delay, in milliseconds.
    pub max_ms: u64,
    /// Growth of the ceiling per attempt.
    #[schemars(range(min = 1))]
    pub factor: u16,
    /// full (draw below the ceiling), equal (draw from half of the ceiling), uniform (draw between
    /// initial and max), none (the ceiling).
    #[schemars(extend("enum" = data::Jitter::WORDS))]
    pub jitter: &'static str,
    /// The ceilings one by one, in milliseconds, the last of which is repeated; absent where they
    /// grow by the factor.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub steps_ms: Vec<u64>,
}

/// A document that a protocol's rows come from.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ProtocolSource {
    /// What it is.
    pub title: String,
    /// Its address, at the commit that was read where it lies in a repository.
    pub url: String,
    /// specification, vendor-doc, source-code (the owner's), community (somebody else's).
    #[schemars(extend("enum" = data::ProtocolSourceKind::WORDS))]
    pub kind: &'static str,
    /// The day it was read; absent if it could not be read again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read: Option<String>,
}

/// A code and a range say the same things about different numbers. A flattened struct would have no
/// closed schema.
macro_rules! row {
    ($(#[$meta:meta])* $name:ident of $from:ident {
        $($(#[$doc:meta])* $field:ident: $type:ty = $value:expr),+
    }) => {
        $(#[$meta])*
        #[derive(Debug, Serialize, JsonSchema)]
        #[schemars(deny_unknown_fields)]
        pub struct $name {
            $($(#[$doc])* pub $field: $type,)+
            /// The endpoint that it belongs to, if the protocol has several.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub endpoint: Option<String>,
            /// Its name.
            pub name: String,
            /// Whether that name is the source's own.
            pub named: bool,
            /// client, server, either, client-local (made up by the client's library), message (not
            /// in a Close frame).
            #[schemars(extend("enum" = data::ProtocolSender::WORDS))]
            pub sender: &'static str,
            /// What happened, in English.
            pub meaning: String,
            /// What the source asks a client to do: no-need, immediate, short-delay, backoff,
            /// resume, reauth, fix-client, never, unspecified (it says nothing).
            #[schemars(extend("enum" = data::Reconnect::WORDS))]
            pub reconnect: &'static str,
            /// What the source says about reconnecting, in English; absent if it says nothing.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub rule: Option<String>,
            /// How long to wait; null if the source names no delay.
            pub delay: Option<ProtocolDelay>,
            /// Attempts after which to stop; null if the source names no limit.
            pub max_attempts: Option<u16>,
            /// What becomes of the session after a reconnect: resume, new; absent if the source
            /// does not say.
            #[serde(skip_serializing_if = "Option::is_none")]
            #[schemars(extend("enum" = data::Session::WORDS))]
            pub session: Option<&'static str>,
            /// Where it is said; the first defines the number.
            pub sources: Vec<Citation>,
            /// Where the rule is said, if elsewhere.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub rule_source: Option<Citation>,
            /// verified, corroborated, unconfirmed (nobody could check it).
            #[schemars(extend("enum" = data::Certainty::WORDS))]
            pub certainty: &'static str,
            /// How the sources contradict each other or themselves.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub disputed: Option<String>,
            /// Since when it is no longer used, or how that is known.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub retired: Option<String>,
        }

        impl $name {
            fn of(protocol: &data::Protocol, from: &data::$from) -> Self {
                let row = &from.row;
                Self {
                    $($field: $value(from),)+
                    endpoint: text(row.endpoint.as_ref()),
                    name: row.name.value.clone(),
                    named: row.is_named,
                    sender: row.sender.as_str(),
                    meaning: row.meaning.value.clone(),
                    reconnect: row.reconnect.as_str(),
                    rule: text(row.rule.as_ref()),
                    delay: row.backoff().as_ref().map(ProtocolDelay::of),
                    max_attempts: row.max_attempts.map(|a| a.value),
                    session: row.session().map(data::Session::as_str),
                    sources: row.sources.iter().map(|c| citation(protocol, c)).collect(),
                    rule_source: row.rule_source.as_ref().map(|c| citation(protocol, c)),
                    certainty: row.certainty.as_str(),
                    disputed: text(row.disputed.as_ref()),
                    retired: text(row.retired.as_ref()),
                }
            }
        }
    };
}

row! {
    /// What one number means in a protocol.
    ProtocolCode of ProtocolCode {
        /// The number.
        code: u16 = |from: &data::ProtocolCode| *from.code,
        /// The name in programming languages; it never changes.
        ident: String = |from: &data::ProtocolCode| from.ident.value.clone()
    }
}

row! {
    /// What a documented range of numbers means in a protocol.
    ProtocolRange of ProtocolRange {
        /// The first number.
        first: u16 = |from: &data::ProtocolRange| *from.first,
        /// The last number.
        last: u16 = |from: &data::ProtocolRange| *from.last
    }
}

impl ProtocolDelay {
    fn of(backoff: &data::Backoff) -> Self {
        // The reader refuses delays above a day.
        let millis =
            |delay: std::time::Duration| u64::try_from(delay.as_millis()).unwrap_or(u64::MAX);
        Self {
            initial_ms: millis(backoff.initial),
            max_ms: millis(backoff.max),
            factor: backoff.factor,
            jitter: backoff.jitter.as_str(),
            steps_ms: backoff.steps.iter().copied().map(millis).collect(),
        }
    }
}

pub(crate) fn protocol(protocol: &data::Protocol) -> Protocol {
    let endpoint = |e: &data::Endpoint| ProtocolEndpoint {
        id: e.id.value.clone(),
        name: e.name.value.clone(),
        summary: e.summary.value.clone(),
    };
    let address = |a: &data::Address| ProtocolAddress {
        part: a.part.value.clone(),
        source: citation(protocol, &a.source),
    };
    Protocol {
        id: protocol.id.clone(),
        name: protocol.name.value.clone(),
        vendor: protocol.vendor.value.clone(),
        status: protocol.status.as_str(),
        documentation: text(protocol.documentation.as_ref()),
        subprotocol: text(protocol.subprotocol.as_ref()),
        addresses: protocol.addresses.iter().map(address).collect(),
        summary: protocol.summary.value.clone(),
        caveats: protocol.caveats.iter().map(|o| o.value.clone()).collect(),
        endpoints: protocol.endpoints.iter().map(endpoint).collect(),
        codes: protocol.codes.iter().map(|c| ProtocolCode::of(protocol, c)).collect(),
        ranges: protocol.ranges.iter().map(|r| ProtocolRange::of(protocol, r)).collect(),
        sources: protocol.sources.iter().map(|s| (s.id.value.clone(), source(s))).collect(),
    }
}

fn source(source: &data::ProtocolSource) -> ProtocolSource {
    ProtocolSource {
        title: source.title.value.clone(),
        url: source.address(),
        kind: source.kind.as_str(),
        read: text(source.read.as_ref()),
    }
}

fn citation(protocol: &data::Protocol, citation: &data::Citation) -> Citation {
    let source = protocol.source(&citation.id).expect("the rule `citations` checks ids");
    Citation {
        source: citation.id.clone(),
        section: citation.section.clone(),
        url: source.address(),
    }
}

fn text(text: Option<&Spanned<String>>) -> Option<String> {
    text.map(|t| t.value.clone())
}
