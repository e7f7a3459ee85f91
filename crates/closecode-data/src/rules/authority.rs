//! Advice that claims an authority names it.

use super::{Rule, policies};
use crate::{Authority, Diagnostics, Unchecked};

pub(super) const RULE: Rule = Rule {
    name: "authority",
    summary: "advice that claims more than convention cites who asks for it",
    check,
};

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    let data = &unchecked.dataset;
    let advice = policies(data).map(|p| (&p.authority, &p.sources));
    let analogies =
        data.codes.iter().filter_map(|c| c.analogy.as_ref()).map(|a| (&a.authority, &a.sources));
    let situations =
        data.situations.iter().flat_map(|s| &s.advice).map(|a| (&a.authority, &a.sources));
    for (authority, sources) in advice.chain(analogies).chain(situations) {
        if authority.value != Authority::Convention && sources.is_empty() {
            let message = format!("the authority `{}` has no source", authority.as_str());
            diagnostics.error(
                RULE.name,
                authority.span,
                message,
                "add `sources = [...]` to this table, or call it a convention",
            );
        }
    }
}
