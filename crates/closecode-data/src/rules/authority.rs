//! Advice that claims an authority names it.

use super::{Rule, policies};
use crate::{Authority, Citation, Diagnostics, Policy, SourceKind, Spanned, Unchecked};

pub(super) const RULE: Rule = Rule {
    name: "authority",
    summary: "advice that claims more than convention cites who asks for it: a standard, or a \
              registering mail",
    check,
};

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    let data = &unchecked.dataset;
    let advice = policies(data).map(|p| (&p.authority, &p.sources));
    let analogies =
        data.codes.iter().filter_map(|c| c.analogy.as_ref()).map(|a| (&a.authority, &a.sources));
    let situations =
        data.situations.iter().flat_map(|s| &s.advice).map(|a| (&a.authority, &a.sources));
    for policy in policies(data) {
        check_basis(unchecked, policy, diagnostics);
        check_kind(unchecked, &policy.authority, &policy.sources, diagnostics);
    }
    for advice in data.situations.iter().flat_map(|s| &s.advice) {
        check_kind(unchecked, &advice.authority, &advice.sources, diagnostics);
    }
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

/// What is said of single fields of a policy.
fn check_basis(unchecked: &Unchecked, policy: &Policy, diagnostics: &Diagnostics) {
    let Some(basis) = &policy.basis else { return };
    let fields = [
        &basis.initial_delay,
        &basis.max_delay,
        &basis.factor,
        &basis.jitter,
        &basis.max_attempts,
        &basis.fault,
    ];
    for authority in fields.into_iter().flatten() {
        if authority.value == Authority::Convention {
            let message = "what nobody else says is ours, and need not be written";
            diagnostics.error(RULE.name, authority.span, message, "remove this key");
        }
        check_kind(unchecked, authority, &policy.sources, diagnostics);
    }
}

/// A standard is cited for what is a standard's, and a registration for what is a registration's.
fn check_kind(
    unchecked: &Unchecked,
    authority: &Spanned<Authority>,
    sources: &[Spanned<Citation>],
    diagnostics: &Diagnostics,
) {
    let kinds = match authority.value {
        Authority::Normative => [SourceKind::Rfc, SourceKind::LivingStandard],
        Authority::RegistryMail => [SourceKind::Mail, SourceKind::Registry],
        Authority::Convention => return,
    };
    // One that could not be read may be the one; the rule `citations` speaks of it.
    let is_one = |citation: &Spanned<Citation>| {
        unchecked.dataset.source(&citation.id).is_none_or(|s| kinds.contains(&s.kind.value))
    };
    // That there is no source at all is said above.
    if !sources.is_empty() && !sources.iter().any(is_one) {
        let word = authority.as_str();
        let message = format!("no source can be the one for `{word}`");
        diagnostics.error(RULE.name, authority.span, message, "cite it in `sources`");
    }
}
