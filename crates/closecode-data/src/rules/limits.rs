//! The limits and timers of implementations that end connections, and how they connect again.

use super::Rule;
use crate::{
    Diagnostics, Implementation, ImplementationKind, Limit, LimitKind, Reply, Reported, Retries,
    Spanned, Unchecked,
};

pub(super) const RULE: Rule = Rule {
    name: "limits",
    summary: "a limit can be set or has a default, is described in sentences, stands once, and \
              what it sends can be sent; delays that grow have an end",
    check,
};

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    for implementation in &unchecked.dataset.implementations {
        for (place, limit) in implementation.limits.iter().enumerate() {
            check_limit(limit, diagnostics);
            let setting = |limit: &Limit| limit.setting.as_ref().map(|s| s.value.clone());
            let is_same =
                |other: &&Limit| *other.kind == *limit.kind && setting(other) == setting(limit);
            if let Some(first) = implementation.limits[..place].iter().find(is_same) {
                let message = "the same setting stands twice for one kind of limit";
                diagnostics.error_again(
                    RULE.name,
                    limit.span,
                    first.span,
                    message,
                    "keep the one that its source says",
                );
            }
        }
        if let Some(retries) = &implementation.retries {
            check_retries(implementation, retries, diagnostics);
        }
    }
}

fn check_limit(limit: &Limit, diagnostics: &Diagnostics) {
    if limit.setting.is_none() && limit.default.is_none() {
        let message = "a limit without a setting and without a value";
        let remedy = "write `setting`, `default` or both";
        diagnostics.error(RULE.name, limit.span, message, remedy);
    }
    check_sentences(&limit.about, diagnostics);
    if let Some(sends) = &limit.sends
        && matches!(sends.value, Reply::Code(1005 | 1006 | 1015))
    {
        let message = "this number stands for an end without it: no Close frame has it";
        let remedy = "write what is on the wire, or `reports` if a user is told so";
        diagnostics.error(RULE.name, sends.span, message, remedy);
    }
    if let Some(reports) = &limit.reports
        && matches!(reports.value, Reported::Code(0..=999 | 5000..))
    {
        let message = "this number is no close code";
        diagnostics.error(RULE.name, reports.span, message, "write what the user is told");
    }
    // A Ping ends nothing: it is its Pong that stays away.
    let strikes = limit.sends.as_ref().map(|sends| sends.span);
    let strikes = strikes.or_else(|| limit.reports.as_ref().map(|reports| reports.span));
    if let (LimitKind::Ping, Some(span)) = (*limit.kind, strikes) {
        let message = "how often a Ping is sent ends no connection";
        let remedy = "write it at the limit of kind `pong`";
        diagnostics.error(RULE.name, span, message, remedy);
    }
}

fn check_retries(implementation: &Implementation, retries: &Retries, diagnostics: &Diagnostics) {
    use ImplementationKind::{Gateway, Proxy, Server};
    if matches!(*implementation.kind, Gateway | Proxy | Server) {
        let message = "only a client connects again";
        diagnostics.error(RULE.name, retries.span, message, "leave `[retries]` out");
    }
    if let Some(growth) = &retries.growth
        && retries.max_delay.is_none()
        && retries.attempts.is_none()
    {
        let message = "delays that grow have an end";
        let remedy = "write `max-delay`, or `attempts` if it gives up before";
        diagnostics.error(RULE.name, growth.span, message, remedy);
    }
    if let Some(about) = &retries.about {
        check_sentences(about, diagnostics);
    }
}

fn check_sentences(about: &Spanned<String>, diagnostics: &Diagnostics) {
    if !about.ends_with('.') {
        let message = "what counts and what is seen are sentences";
        diagnostics.error(RULE.name, about.span, message, "end with a full stop");
    }
}
