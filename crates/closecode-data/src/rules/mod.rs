//! What must hold, one module each. Every rule has a fixture that passes and one that fails, in
//! `tests/rules/`.
//!
//! Keys, types and values are checked while reading ([`READER_RULES`]); the rest looks at the whole
//! dataset ([`ALL`]).

use crate::{Citation, Dataset, Diagnostics, Policy, Protocol, Spanned, Unchecked, Wire};

#[cfg(feature = "dataset")]
mod authority;
#[cfg(feature = "dataset")]
mod changes;
mod citations;
#[cfg(feature = "dataset")]
mod coverage;
mod dates;
mod delays;
#[cfg(feature = "dataset")]
mod deviations;
pub(crate) mod file_name;
#[cfg(feature = "dataset")]
mod glossary;
#[cfg(feature = "dataset")]
mod handshake;
mod idents;
#[cfg(feature = "dataset")]
pub(crate) mod languages;
#[cfg(feature = "dataset")]
mod lengths;
#[cfg(feature = "dataset")]
mod names;
#[cfg(feature = "dataset")]
mod numbers;
#[cfg(feature = "dataset")]
mod pairs;
#[cfg(feature = "dataset")]
mod placeholders;
mod plain_text;
#[cfg(feature = "dataset")]
mod plurals;
#[cfg(feature = "dataset")]
mod policy;
mod protocol_codes;
mod protocol_endpoints;
mod protocol_ranges;
#[cfg(feature = "dataset")]
mod ranges;
mod reconnect;
#[cfg(feature = "dataset")]
mod references;
#[cfg(feature = "dataset")]
mod same_numbers;
mod sentences;
#[cfg(feature = "dataset")]
mod situations;
#[cfg(feature = "dataset")]
mod stale;
#[cfg(feature = "dataset")]
mod survey;
mod texts;
#[cfg(feature = "dataset")]
mod typography;
#[cfg(feature = "dataset")]
mod untranslated;
mod unused_sources;
mod urls;
#[cfg(feature = "dataset")]
mod wire;

pub(crate) use file_name::is_id;

#[cfg(feature = "dataset")]
pub(crate) const REFERENCES: &str = references::RULE.name;

/// One rule.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its name, as printed with each finding.
    pub name: &'static str,
    /// What must hold, in one sentence.
    pub summary: &'static str,
    pub(crate) check: fn(&Unchecked, &Diagnostics),
}

/// Rules that the reader checks, by name and sentence.
pub const READER_RULES: &[(&str, &str)] = &[
    (
        "files",
        "data files are plain UTF-8 files of at most 1 MiB, in the places that data/README.md names",
    ),
    ("syntax", "every file is valid TOML"),
    ("keys", "no key is unknown and none is missing"),
    ("types", "every value has the type that its key wants"),
    ("format", "a protocol's file is of a format that this reader knows"),
    ("values", "keywords, numbers and durations are among those that exist"),
];

/// Rules over the whole dataset, by name.
#[cfg(feature = "dataset")]
pub const ALL: &[Rule] = &[
    authority::RULE,
    changes::RULE,
    citations::RULE,
    coverage::RULE,
    dates::RULE,
    delays::RULE,
    deviations::RULE,
    untranslated::RULE,
    same_numbers::RULE,
    file_name::RULE,
    stale::RULE,
    glossary::RULE,
    handshake::RULE,
    idents::RULE,
    languages::RULE,
    lengths::RULE,
    plain_text::RULE,
    names::RULE,
    numbers::RULE,
    pairs::RULE,
    placeholders::RULE,
    plurals::RULE,
    policy::RULE,
    protocol_codes::RULE,
    protocol_endpoints::RULE,
    protocol_ranges::RULE,
    ranges::RULE,
    reconnect::RULE,
    references::RULE,
    sentences::RULE,
    situations::RULE,
    survey::RULE,
    texts::RULE,
    typography::RULE,
    unused_sources::RULE,
    urls::RULE,
    wire::RULE,
];

/// Those of them that look at a protocol, and ask nothing of the rest of the data.
pub(crate) const PROTOCOL: &[Rule] = &[
    citations::RULE,
    dates::RULE,
    delays::RULE,
    file_name::RULE,
    idents::RULE,
    plain_text::RULE,
    protocol_codes::RULE,
    protocol_endpoints::RULE,
    protocol_ranges::RULE,
    reconnect::RULE,
    sentences::RULE,
    texts::RULE,
    unused_sources::RULE,
    urls::RULE,
];

/// The wire facts of every code and range.
fn wires(data: &Dataset) -> impl Iterator<Item = &Wire> {
    data.codes.iter().map(|c| &c.wire).chain(data.ranges.iter().map(|r| &r.wire))
}

/// The policy of every code and range, and of handshakes.
fn policies(data: &Dataset) -> impl Iterator<Item = &Policy> {
    let handshakes = data.handshake.iter().filter_map(|a| a.policy.as_ref());
    data.codes
        .iter()
        .map(|c| &c.policy)
        .chain(data.ranges.iter().map(|r| &r.policy))
        .chain(handshakes)
}

/// Every citation in the facts.
fn citations(data: &Dataset) -> Vec<&Spanned<Citation>> {
    let mut list: Vec<&Spanned<Citation>> = Vec::new();
    for code in &data.codes {
        list.extend(&code.sources);
        list.extend(code.analogy.iter().flat_map(|a| &a.sources));
        list.extend(code.history.iter().map(|e| &e.source));
        list.extend(code.deviations.iter().map(|d| &d.source));
    }
    list.extend(data.ranges.iter().flat_map(|r| &r.sources));
    list.extend(wires(data).flat_map(|w| &w.sources));
    list.extend(policies(data).flat_map(|p| p.sources.iter().chain(&p.departs_from)));
    list.extend(data.situations.iter().flat_map(|s| &s.advice).flat_map(|a| &a.sources));
    list.extend(data.clients.iter().map(|c| &c.source));
    list.extend(data.handshake.iter().flat_map(|a| &a.sources));
    list
}

/// Every text of a protocol, by its key.
fn protocol_texts(protocol: &Protocol) -> Vec<(&'static str, &Spanned<String>)> {
    let mut list = vec![
        ("name", &protocol.name),
        ("vendor", &protocol.vendor),
        ("summary", &protocol.summary),
    ];
    list.extend(protocol.subprotocol.iter().map(|s| ("subprotocol", s)));
    list.extend(protocol.caveats.iter().map(|o| ("caveats", o)));
    list.extend(protocol.sources.iter().map(|s| ("title", &s.title)));
    list.extend(
        protocol.endpoints.iter().flat_map(|e| [("name", &e.name), ("summary", &e.summary)]),
    );
    for row in protocol.rows() {
        list.extend([("name", &row.name), ("meaning", &row.meaning)]);
        let optional =
            [("rule", &row.rule), ("disputed", &row.disputed), ("retired", &row.retired)];
        list.extend(optional.into_iter().filter_map(|(key, text)| Some((key, text.as_ref()?))));
    }
    list
}

/// Reports every value that stands twice.
fn report_repeats<'a>(
    rule: &'static str,
    what: &str,
    values: impl IntoIterator<Item = &'a Spanned<String>>,
    remedy: &str,
    diagnostics: &Diagnostics,
) {
    let mut seen: Vec<&str> = Vec::new();
    for value in values {
        if seen.contains(&value.as_str()) {
            diagnostics.error(
                rule,
                value.span,
                format!("the {what} `{}` is used twice", **value),
                remedy,
            );
        }
        seen.push(value.as_str());
    }
}
