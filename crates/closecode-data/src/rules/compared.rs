//! A fact that changed is compared with its sources again.

use super::Rule;
use crate::{Diagnostics, Unchecked};

pub(super) const RULE: Rule = Rule {
    name: "compared",
    summary: "compared.toml records for each fact what it was when somebody last compared it with \
              its sources, and it has not changed since",
    check,
};

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    let data = &unchecked.dataset;
    if !unchecked.is_whole("compared") || data.compared.is_empty() {
        return;
    }
    for (name, fact) in &data.facts {
        let message = match data.compared.get(name) {
            None => format!("nobody recorded that {name} was compared with its sources"),
            Some(then) if then.value != fact.hash => {
                format!("{name} has changed since it was last compared with its sources")
            }
            Some(_) => continue,
        };
        let remedy = format!("compare it, then run `cargo xtask compared {name}`");
        diagnostics.warning(RULE.name, fact.span, message, remedy);
    }
    for (name, then) in data.compared.iter().filter(|(name, _)| !data.facts.contains_key(*name)) {
        let message = format!("there is no {name} that this could be about");
        diagnostics.warning(RULE.name, then.span, message, "run `cargo xtask compared`");
    }
}
