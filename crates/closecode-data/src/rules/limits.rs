//! The limits of implementations that end connections.

use super::Rule;
use crate::{Diagnostics, Unchecked};

pub(super) const RULE: Rule = Rule {
    name: "limits",
    summary: "a limit can be set or has a default, is described in sentences, and stands once",
    check,
};

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    for implementation in &unchecked.dataset.implementations {
        for (place, limit) in implementation.limits.iter().enumerate() {
            if limit.setting.is_none() && limit.default.is_none() {
                let message = "a limit without a setting and without a value";
                let remedy = "write `setting`, `default` or both";
                diagnostics.error(RULE.name, limit.span, message, remedy);
            }
            if !limit.about.ends_with('.') {
                let message = "what counts and what is seen are sentences";
                diagnostics.error(RULE.name, limit.about.span, message, "end with a full stop");
            }
            let setting = |limit: &crate::Limit| limit.setting.as_ref().map(|s| s.value.clone());
            let is_same = |other: &&crate::Limit| {
                *other.kind == *limit.kind && setting(other) == setting(limit)
            };
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
    }
}
