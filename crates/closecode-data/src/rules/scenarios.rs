//! A scenario is a way of the lab, or says why the lab does not show it; its picture and its texts
//! go together.

use closecode_format::rules::report_repeats;

use super::Rule;
use crate::{
    BASE_LOCALE, CLIENT_WAYS, Diagnostics, Party, SERVER_WAYS, Scenario, ScenarioStep, Side,
    Spanned, Unchecked, WAYS, few, suggest,
};

pub(super) const RULE: Rule = Rule {
    name: "scenarios",
    summary: "a scenario has a place of its own, its texts in English and in no language that is \
              not there, one for each step that somebody takes; each of its steps is one thing; \
              each side has ways of the lab or a text; and it names problems and situations that \
              are there",
    check,
};

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    let data = &unchecked.dataset;
    let problems: Vec<&str> = data.problems.iter().map(|p| p.id.as_str()).collect();
    let situations: Vec<&str> = data.situations.iter().map(|s| s.id.as_str()).collect();
    let scenarios = &data.scenarios;
    for scenario in scenarios {
        check_texts(scenario, unchecked, diagnostics);
        for step in &scenario.steps {
            check_step(step, diagnostics);
            check_told(scenario, step, diagnostics);
        }
        for side in [Side::Client, Side::Server] {
            check_ways(scenario, side, diagnostics);
        }
        for id in scenario.problems.iter().filter(|id| !problems.contains(&id.as_str())) {
            if unchecked.is_whole(&format!("problems/{}", **id)) {
                let message = format!("there is no problem `{}`", **id);
                diagnostics.error(RULE.name, id.span, message, suggest(id, &problems));
            }
        }
        for id in scenario.situations.iter().filter(|id| !situations.contains(&id.as_str())) {
            if unchecked.is_whole("situations") {
                let message = format!("there is no situation `{}`", **id);
                diagnostics.error(RULE.name, id.span, message, suggest(id, &situations));
            }
        }
    }
    let mut places: few::Map<u16, ()> = few::Map::new();
    for scenario in scenarios {
        if places.insert(*scenario.order, ()).is_some() {
            let message = format!("another scenario has the place {}", *scenario.order);
            let remedy = "give each scenario a place of its own";
            diagnostics.error(RULE.name, scenario.order.span, message, remedy);
        }
    }
    let titles = scenarios.iter().flat_map(|s| &s.texts).map(|(_, texts)| &texts.title);
    let remedy = "a title in another language is translated";
    report_repeats(RULE.name, "title", titles, remedy, diagnostics);
}

fn check_texts(scenario: &Scenario, unchecked: &Unchecked, diagnostics: &Diagnostics) {
    if !scenario.texts.iter().any(|(tag, _)| tag.value == BASE_LOCALE) {
        let message = "there is no text in English";
        diagnostics.error(RULE.name, scenario.span, message, "add a [text.en] table");
    }
    let wanted = scenario.steps.iter().filter(|step| step.at.is_some()).count();
    for (tag, texts) in &scenario.texts {
        // A language that could not be read is there.
        let is_read = unchecked.is_whole(&format!("locales/{}/language", **tag));
        let has_folder = unchecked.dataset.locales.iter().any(|l| l.folder == tag.value);
        if is_read && !has_folder && tag.value != BASE_LOCALE {
            let message = format!("there is no language `{}`", **tag);
            diagnostics.error(RULE.name, tag.span, message, "name a folder of locales/");
        }
        for (key, text) in texts.all().into_iter().filter(|(_, text)| text.trim().is_empty()) {
            diagnostics.error(RULE.name, text.span, format!("`{key}` is empty"), "write it");
        }
        let found = texts.steps.len();
        if wanted != found {
            let message = format!("{wanted} steps have `at`, and there are texts for {found}");
            let remedy = "write one text for each, in their order";
            diagnostics.error(RULE.name, tag.span, message, remedy);
        }
    }
}

/// A step is one thing, and an arrow has all that is drawn.
fn check_step(step: &ScenarioStep, diagnostics: &Diagnostics) {
    let arrow = [step.from.is_some(), step.to.is_some(), step.label.is_some(), step.kind.is_some()];
    let begun = arrow.contains(&true) || step.lost.is_some();
    let things = [step.at.is_some(), step.told.is_some(), begun];
    let is_proxy = step.told.as_ref().is_some_and(|told| told.value == Party::Proxy);
    let (message, remedy) = if things.into_iter().filter(|thing| *thing).count() != 1 {
        ("a step is one of three things", "write `at`, `told`, or `from`, `to`, `label` and `kind`")
    } else if begun && arrow.contains(&false) {
        ("an arrow lacks a part", "write `from`, `to`, `label` and `kind`")
    } else if is_proxy {
        ("nobody uses a proxy's library", "say what the client or the server is told")
    } else {
        return;
    };
    diagnostics.error(RULE.name, step.span, message, remedy);
}

/// What somebody is told was measured in one of the ways of that side.
fn check_told(scenario: &Scenario, step: &ScenarioStep, diagnostics: &Diagnostics) {
    let side = match step.told.as_ref().map(|told| told.value) {
        Some(Party::Client) => Side::Client,
        Some(Party::Server) => Side::Server,
        Some(Party::Proxy) | None => return,
    };
    let ways = scenario.ways(side);
    let is_there = match &step.way {
        Some(way) => ways.iter().any(|other| other.value == way.value),
        None => !ways.is_empty(),
    };
    if !is_there {
        let message = format!("this is no way that the {} meets here", side.as_str());
        let remedy = format!("name one of `{}`", side.as_str());
        diagnostics.error(RULE.name, step.span, message, remedy);
    }
}

/// The ways of one side are known; where there is none, a text says why in every language.
fn check_ways(scenario: &Scenario, side: Side, diagnostics: &Diagnostics) {
    let own = if side == Side::Client { CLIENT_WAYS } else { SERVER_WAYS };
    let known = [WAYS, own].concat();
    let ways = scenario.ways(side);
    for way in ways.iter().filter(|way| !is_way(way, &known)) {
        let message = format!("a {} meets no way `{}`", side.as_str(), **way);
        diagnostics.error(RULE.name, way.span, message, suggest(way, &known));
    }
    let silent = scenario.texts.iter().filter(|(_, texts)| texts.of(side).is_none());
    for (tag, _) in silent.filter(|_| ways.is_empty()) {
        let message = format!("nothing is said of the {}", side.as_str());
        let remedy = format!("name ways of the lab, or write `{}` here", side.as_str());
        diagnostics.error(RULE.name, tag.span, message, remedy);
    }
}

fn is_way(way: &Spanned<String>, known: &[&str]) -> bool {
    let number = way.strip_prefix("recv-").or_else(|| way.strip_prefix("send-"));
    known.contains(&way.as_str()) || number.is_some_and(|n| n.parse::<u16>().is_ok())
}
