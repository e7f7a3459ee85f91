//! What must hold of one protocol's file, and of an application's, one module each.
//!
//! Keys, types and values are checked while reading ([`READER`]); the rest looks at what was read
//! ([`ALL`]). The fixtures of all of them are in `closecode-data/tests/rules/`, beside those of the
//! rules on the rest of the data, of which some share a name with one here.

use crate::{Diagnostics, Protocol, Spanned};

mod addresses;
mod certainty;
mod citations;
pub mod dates;
pub mod delays;
pub mod file_name;
pub mod idents;
pub mod plain_text;
mod protocol_codes;
mod protocol_endpoints;
mod protocol_ranges;
mod reconnect;
mod rule_words;
mod sentences;
mod texts;
pub mod unused_sources;
pub mod urls;

/// What a rule looks at.
#[derive(Clone, Copy, Debug)]
pub struct ProtocolFile<'a> {
    /// What was read.
    pub protocol: &'a Protocol,
    /// Whether it was read without a finding, so that what it lacks is really missing.
    pub is_whole: bool,
    /// Whether it is an application's own file: then it is the source itself.
    pub is_app: bool,
}

/// One rule.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its name, as printed with each finding.
    pub name: &'static str,
    /// What must hold, in one sentence.
    pub summary: &'static str,
    check: fn(ProtocolFile<'_>, &Diagnostics),
}

/// Rules that the reader checks, by name and sentence.
pub const READER: &[(&str, &str)] = &[
    ("syntax", "every file is valid TOML"),
    (
        "characters",
        "what is written can be seen: no text, key or file name has marks of direction, joiners \
         outside of words that need them, tags, private characters or their like",
    ),
    ("sizes", "a text has at most 4000 characters, and a list or the rows of one kind 2000"),
    ("keys", "no key is unknown and none is missing"),
    ("types", "every value has the type that its key wants"),
    ("format", "a protocol's file is of a format that this reader knows"),
    ("values", "keywords, numbers and durations are among those that exist"),
];

/// Rules over one file, by name.
pub const ALL: &[Rule] = &[
    addresses::RULE,
    certainty::RULE,
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
    rule_words::RULE,
    sentences::RULE,
    texts::RULE,
    unused_sources::RULE,
    urls::RULE,
];

/// Checks every rule.
pub fn check(file: ProtocolFile<'_>, diagnostics: &Diagnostics) {
    for rule in ALL {
        (rule.check)(file, diagnostics);
    }
}

/// Every text of a protocol, by its key.
fn texts_of(protocol: &Protocol) -> Vec<(&'static str, &Spanned<String>)> {
    let mut list = vec![
        ("name", &protocol.name),
        ("vendor", &protocol.vendor),
        ("summary", &protocol.summary),
    ];
    list.extend(protocol.subprotocol.iter().map(|s| ("subprotocol", s)));
    list.extend(protocol.addresses.iter().map(|a| ("part", &a.part)));
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

/// Reports every value that is used twice, with its first place.
pub fn report_repeats<'a>(
    rule: &'static str,
    what: &str,
    values: impl IntoIterator<Item = &'a Spanned<String>>,
    remedy: &str,
    diagnostics: &Diagnostics,
) {
    let mut seen: Vec<&Spanned<String>> = Vec::new();
    for value in values {
        match seen.iter().find(|first| first.value == value.value) {
            Some(first) => {
                let message = format!("the {what} `{}` is used twice", **value);
                diagnostics.error_again(rule, value.span, first.span, message, remedy);
            }
            None => seen.push(value),
        }
    }
}
