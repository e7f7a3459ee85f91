//! A pair is two codes, the lower first, once.

use super::Rule;
use crate::{Diagnostics, Unchecked};

pub(super) const RULE: Rule = Rule {
    name: "pairs",
    summary: "a pair holds two codes, the lower first, and stands once, in order",
    check,
};

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    let mut last = (0, 0);
    for pair in &unchecked.dataset.pairs {
        match pair.codes.as_slice() {
            [low, high] if low.value < high.value => {
                let now = (low.value, high.value);
                if now == last {
                    diagnostics.error(
                        RULE.name,
                        low.span,
                        format!("the pair {}-{} stands twice", now.0, now.1),
                        "remove one of them",
                    );
                } else if now < last {
                    diagnostics.error(
                        RULE.name,
                        low.span,
                        format!("the pair {}-{} is out of order", now.0, now.1),
                        "sort the pairs by their codes",
                    );
                }
                last = last.max(now);
            }
            [first, ..] => {
                diagnostics.error(
                    RULE.name,
                    first.span,
                    "a pair is two different codes, the lower first",
                    "write codes = [1005, 1006]",
                );
            }
            [] => diagnostics.error(
                RULE.name,
                pair.span,
                "this pair has no codes",
                "write codes = [1005, 1006]",
            ),
        }
    }
}
