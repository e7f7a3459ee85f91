//! The codes and ranges at a glance: what the index and the lookup show of each.

use closecode_data::{Code, Policy, Range, Wire};

use crate::facts;
use crate::html::Html;
use crate::page::Page;

/// One code or range.
#[derive(Debug)]
pub(crate) struct OverviewRow {
    pub(crate) first: u16,
    pub(crate) last: u16,
    pub(crate) url: String,
    pub(crate) number: String,
    pub(crate) title: Html,
    pub(crate) registry_name: Option<Html>,
    pub(crate) summary: Html,
    pub(crate) sender: Html,
    pub(crate) frame: bool,
    pub(crate) frame_word: Html,
    pub(crate) fault: &'static str,
    pub(crate) fault_word: Html,
    pub(crate) action: &'static str,
    pub(crate) action_word: Html,
}

/// Every registered code.
pub(crate) fn codes(page: &Page<'_>) -> Vec<OverviewRow> {
    let line = |code: &Code| OverviewRow {
        first: *code.code,
        last: *code.code,
        url: page.code_url(code),
        number: code.code.to_string(),
        title: page.code_title(code),
        registry_name: page.registry_name(code),
        summary: page.localizer.code_texts(*code.code).summary().into(),
        ..line(page, &code.wire, &code.policy)
    };
    page.data.codes.iter().map(line).collect()
}

/// Every range.
pub(crate) fn ranges(page: &Page<'_>) -> Vec<OverviewRow> {
    let line = |range: &Range| {
        let words = page.localizer.range_texts(&range.id);
        OverviewRow {
            first: *range.first,
            last: *range.last,
            url: page.range_url(range),
            number: format!("{}–{}", range.first, range.last),
            title: words.title().into(),
            summary: words.summary().into(),
            ..line(page, &range.wire, &range.policy)
        }
    };
    page.data.ranges.iter().map(line).collect()
}

fn line(page: &Page<'_>, wire: &Wire, policy: &Policy) -> OverviewRow {
    let localizer = page.localizer;
    let frame_word =
        if *wire.frame { localizer.value().frame_yes() } else { localizer.value().frame_no() };
    OverviewRow {
        first: 0,
        last: 0,
        url: String::new(),
        number: String::new(),
        title: Html::default(),
        registry_name: None,
        summary: Html::default(),
        sender: localizer.text(wire.sender.value).into(),
        frame: *wire.frame,
        frame_word: frame_word.into(),
        fault: policy.fault.as_str(),
        fault_word: localizer.text(policy.fault.value).into(),
        action: policy.action.as_str(),
        action_word: facts::short(localizer, policy.action.value),
    }
}
