//! A departure says what it departs from.

use super::Rule;
use crate::{Behaviour, Diagnostics, Unchecked, Visibility};

pub(super) const RULE: Rule = Rule {
    name: "deviations",
    summary: "a deviation contradicts the facts, and `reports-as` names another number",
    check,
};

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    for code in &unchecked.dataset.codes {
        for d in &code.deviations {
            let report = |span, message: String, remedy: &str| {
                diagnostics.error(RULE.name, span, message, remedy)
            };
            match (d.behaviour.value, d.reports_as) {
                (Behaviour::ReportsAs, None) => {
                    report(
                        d.behaviour.span,
                        "the number it reports is missing".into(),
                        "add `reports-as = ...`",
                    );
                }
                (Behaviour::ReportsAs, Some(other)) if other.value == *code.code => {
                    report(
                        other.span,
                        format!("reporting {other} as {other} is no deviation"),
                        "name the number that its user sees",
                    );
                }
                (behaviour, Some(other)) if behaviour != Behaviour::ReportsAs => {
                    report(
                        other.span,
                        format!("`reports-as` does not go with `{}`", behaviour.as_str()),
                        "remove it, or use behaviour = \"reports-as\"",
                    );
                }
                _ => {}
            }
            let contradicts = match d.behaviour.value {
                Behaviour::Accepts | Behaviour::Sends => !*code.wire.frame,
                Behaviour::Rejects => *code.wire.frame,
                Behaviour::ShowsScript => *code.wire.script_visible != Visibility::Yes,
                Behaviour::ReportsAs => true,
            };
            if !contradicts {
                report(
                    d.behaviour.span,
                    format!("`{}` agrees with the facts of {}", d.behaviour.as_str(), *code.code),
                    "list only departures from the facts above",
                );
            }
        }
    }
}
