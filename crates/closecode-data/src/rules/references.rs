//! What refers to a code, range or pair refers to one that exists.

use super::Rule;
use crate::{Diagnostics, Spanned, Unchecked};

pub(super) const RULE: Rule = Rule {
    name: "references",
    summary: "related codes, pairs, implementations, problems, scenarios and words refer to \
              codes, ranges, pairs, situations and protocols that exist",
    check,
};

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    let data = &unchecked.dataset;
    let exists = |code: u16| unchecked.code_files.contains_key(&code);
    let remedy = |code: u16| {
        format!("add codes/{code}.toml with `cargo xtask new-code {code}`, or remove this")
    };
    let check = |code: &Spanned<u16>| {
        if !exists(code.value) {
            diagnostics.error(
                RULE.name,
                code.span,
                format!("there is no code {code}"),
                remedy(code.value),
            );
        }
    };
    for code in &data.codes {
        code.related.iter().for_each(check);
        for related in code.related.iter().filter(|r| r.value == *code.code) {
            diagnostics.error(
                RULE.name,
                related.span,
                format!("{related} is related to itself"),
                "remove it",
            );
        }
    }
    for protocol in data.implementations.iter().filter_map(|i| i.protocol.as_ref()) {
        if !data.protocols.iter().any(|p| p.id == **protocol) {
            diagnostics.error(
                RULE.name,
                protocol.span,
                format!("there is no protocol `{}`", **protocol),
                "write the name of its file in protocols/, without the extension",
            );
        }
    }
    data.pairs.iter().flat_map(|p| &p.codes).for_each(check);
    data.surveyed().flat_map(|(_, r)| r.stops.iter().chain(&r.conditional)).for_each(check);
    data.problems.iter().flat_map(|p| p.codes.iter().chain(&p.survey)).for_each(check);
    let herds = data.scenarios.iter().filter_map(|s| Some(&s.herd.as_ref()?.code));
    data.scenarios.iter().flat_map(|s| &s.codes).chain(herds).for_each(check);
    for locale in &data.locales {
        for entry in locale.entries() {
            let known = match entry.file {
                "codes" => entry.key.parse().is_ok_and(exists),
                // Ranges and pairs that could not be read are not unknown ones.
                "ranges" => {
                    data.ranges.is_empty()
                        || !unchecked.is_whole("ranges")
                        || data.ranges.iter().any(|r| *r.id == entry.key)
                }
                "pairs" => {
                    !unchecked.is_whole("pairs")
                        || data
                            .pairs
                            .iter()
                            .any(|p| format!("{}-{}", p.codes().0, p.codes().1) == entry.key)
                }
                "situations" => {
                    !unchecked.is_whole("situations")
                        || data.situations.iter().any(|s| *s.id == entry.key)
                }
                _ => true,
            };
            if let (false, Some(span)) = (known, entry.span) {
                diagnostics.error(
                    RULE.name,
                    span,
                    format!("these are words about `{}`, which does not exist", entry.key),
                    "remove them, or add the facts first",
                );
            }
        }
    }
}
