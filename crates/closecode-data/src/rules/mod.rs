//! What must hold, one module each. Every rule has a fixture that passes and one that fails, in
//! `tests/rules/`.
//!
//! Those on one protocol are in `closecode-format`, and so are those that the reader checks: keys,
//! types and values. The rest looks at the whole dataset ([`ALL`]). Where a rule is about both,
//! both halves have one name.

use closecode_format::rules::{self as protocol_rules, ProtocolFile};

use crate::parallel::{self, Job};
use crate::{Citation, Dataset, Diagnostic, Diagnostics, Policy, Spanned, Unchecked, Wire};

mod accepts;
mod answers;
mod authority;
mod authority_words;
mod cases;
mod changes;
mod citations;
mod compared;
mod constants;
mod coverage;
mod dates;
mod delays;
mod file_name;
mod frames;
mod glossary;
mod handshake;
mod idents;
pub(crate) mod languages;
mod lengths;
mod limits;
mod looked_at;
mod messages;
mod names;
mod numbers;
mod pairs;
mod placeholders;
pub mod plain_english;
mod plain_text;
mod plurals;
mod policy;
mod problems;
mod ranges;
mod references;
mod same_numbers;
mod scenarios;
mod search;
mod situations;
mod stale;
mod survey;
mod texts;
pub(crate) mod typography;
mod untranslated;
mod unused_sources;
mod urls;
mod ways;
mod wire;

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

/// What must hold while the folder is read, by name and sentence.
pub const FILES: (&str, &str) = (
    "files",
    "data files are plain UTF-8 files of at most 1 MiB, 32 MiB together, in the places that \
     data/README.md names",
);

/// Rules over the whole dataset, by name.
pub const ALL: &[Rule] = &[
    accepts::RULE,
    answers::RULE,
    authority::RULE,
    authority_words::RULE,
    cases::RULE,
    changes::RULE,
    citations::RULE,
    compared::RULE,
    constants::RULE,
    coverage::RULE,
    dates::RULE,
    delays::RULE,
    untranslated::RULE,
    same_numbers::RULE,
    file_name::RULE,
    stale::RULE,
    frames::RULE,
    glossary::RULE,
    handshake::RULE,
    idents::RULE,
    languages::RULE,
    lengths::RULE,
    limits::RULE,
    looked_at::RULE,
    messages::RULE,
    plain_english::RULE,
    plain_text::RULE,
    names::RULE,
    numbers::RULE,
    pairs::RULE,
    placeholders::RULE,
    plurals::RULE,
    policy::RULE,
    problems::RULE,
    ranges::RULE,
    references::RULE,
    scenarios::RULE,
    search::RULE,
    situations::RULE,
    survey::RULE,
    texts::RULE,
    typography::RULE,
    unused_sources::RULE,
    urls::RULE,
    ways::RULE,
    wire::RULE,
];

/// Checks every rule: those of `closecode-format` on each protocol, then those on the whole.
pub(crate) fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    for protocol in &unchecked.dataset.protocols {
        let is_whole = unchecked.is_protocol_whole(protocol);
        protocol_rules::check(ProtocolFile { protocol, is_whole, is_app: false }, diagnostics);
    }
    // Each tells apart what it has found, which is then in their order.
    let job = |(place, rule): (usize, &'static Rule)| -> Job<'_, Vec<Diagnostic>, usize> {
        let check = move || {
            let own = Diagnostics::default();
            (rule.check)(unchecked, &own);
            own.into_vec()
        };
        (place, Box::new(check))
    };
    let jobs: Vec<_> = ALL.iter().enumerate().map(job).collect();
    for found in parallel::run(&jobs).into_values() {
        diagnostics.extend(found);
    }
}

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
    }
    list.extend(data.ranges.iter().flat_map(|r| &r.sources));
    list.extend(wires(data).flat_map(|w| &w.sources));
    list.extend(policies(data).flat_map(|p| p.sources.iter().chain(&p.departs_from)));
    list.extend(data.situations.iter().flat_map(|s| &s.advice).flat_map(|a| &a.sources));
    list.extend(data.implementations.iter().map(|i| &i.source));
    list.extend(data.implementations.iter().filter_map(|i| Some(&i.names.as_ref()?.source)));
    let messages = data.implementations.iter().flat_map(|i| &i.messages);
    list.extend(messages.map(|message| &message.source));
    let limits = data.implementations.iter().flat_map(|i| &i.limits);
    list.extend(limits.map(|limit| &limit.source));
    let retries = data.implementations.iter().filter_map(|i| i.retries.as_ref());
    list.extend(retries.map(|retries| &retries.source));
    list.extend(data.problems.iter().flat_map(|p| &p.sources));
    list.extend(data.scenarios.iter().flat_map(|s| &s.sources));
    list.extend(data.handshake.iter().flat_map(|a| &a.sources));
    if let Some(frames) = &data.frames {
        list.extend(frames.outcomes.iter().flat_map(|outcome| &outcome.sources));
        list.extend(frames.by_number.iter().flat_map(|row| &row.sources));
        list.extend(frames.frames.iter().flat_map(|frame| &frame.sources));
    }
    list
}
