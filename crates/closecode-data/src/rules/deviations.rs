//! A departure says what it departs from.

use super::Rule;
use crate::{Behaviour, Code, Deviation, Diagnostics, Unchecked, Visibility};

pub(super) const RULE: Rule = Rule {
    name: "deviations",
    summary: "a deviation contradicts the facts and stands once, and `reports-as` names another \
              number",
    check,
};

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    for implementation in &unchecked.dataset.implementations {
        let deviations = &implementation.deviations;
        for (place, deviation) in deviations.iter().enumerate() {
            check_number(deviation, diagnostics);
            let is_same = |other: &&Deviation| {
                (*other.code, *other.behaviour) == (*deviation.code, *deviation.behaviour)
            };
            if deviations[..place].iter().any(|other| is_same(&other)) {
                let word = deviation.behaviour.as_str();
                let message = format!("`{word}` stands twice for {}", *deviation.code);
                diagnostics.error(RULE.name, deviation.behaviour.span, message, "say it once");
            }
            // A code without a file is another rule's business.
            let Some(code) = unchecked.dataset.code(*deviation.code) else { continue };
            if !contradicts(*deviation.behaviour, code) {
                let word = deviation.behaviour.as_str();
                let message = format!("`{word}` agrees with the facts of {}", *code.code);
                let remedy = "list only departures from the facts of the code";
                diagnostics.error(RULE.name, deviation.behaviour.span, message, remedy);
            }
        }
    }
}

fn check_number(deviation: &Deviation, diagnostics: &Diagnostics) {
    let (span, message, remedy) = match (*deviation.behaviour, deviation.reports_as) {
        (Behaviour::ReportsAs, None) => (
            deviation.behaviour.span,
            "the number it reports is missing".to_owned(),
            "add `reports-as = ...`",
        ),
        (Behaviour::ReportsAs, Some(other)) if other.value == *deviation.code => (
            other.span,
            format!("reporting {other} as {other} is no deviation"),
            "name the number that its user sees",
        ),
        (behaviour, Some(other)) if behaviour != Behaviour::ReportsAs => (
            other.span,
            format!("`reports-as` does not go with `{}`", behaviour.as_str()),
            "remove it, or use behaviour = \"reports-as\"",
        ),
        _ => return,
    };
    diagnostics.error(RULE.name, span, message, remedy);
}

fn contradicts(behaviour: Behaviour, code: &Code) -> bool {
    match behaviour {
        Behaviour::Accepts | Behaviour::Sends => !*code.wire.frame,
        Behaviour::Rejects => *code.wire.frame,
        Behaviour::ShowsScript => *code.wire.script_visible != Visibility::Yes,
        Behaviour::ReportsAs => true,
    }
}
