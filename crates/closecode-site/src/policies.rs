//! The table of all policies: what a client does after each code and in each range.

use askama::Template;
use closecode_data::{
    Citation, Code, Dataset, Locale, LocalizedText, PoliciesTexts, Policy, Range, Spanned,
    WithFallback, few,
};

use crate::facts;
use crate::filters;
use crate::glyph;
use crate::html::Html;
use crate::page::Page;
use crate::paths::Path;
use crate::verdict;

/// The page.
#[derive(Debug, Template)]
#[template(path = "policies.html", whitespace = "minimize")]
pub(crate) struct Policies<'a> {
    page: Page<'a>,
}

/// One cell: what it says, and the number by which a script sorts its column.
#[derive(Debug)]
struct Cell {
    html: Html,
    key: u128,
}

/// The policy of one code or range.
#[derive(Debug)]
struct Row {
    url: String,
    number: String,
    key: u16,
    title: Html,
    action: &'static str,
    cells: Vec<Cell>,
    /// Where it is written, or that it is common practice.
    authority: Vec<Html>,
    authority_key: u128,
}

impl<'a> Policies<'a> {
    pub(crate) fn new(data: &'a Dataset, locale: &'a Locale) -> Self {
        let words = data.localizer(locale).policies();
        let page = Page::new(
            data,
            locale,
            Path::Policy,
            words.title().to_string(),
            words.description().to_string(),
        );
        Self { page }
    }

    fn words(&self) -> WithFallback<'a, PoliciesTexts> {
        self.page.localizer.policies()
    }

    /// Codes and ranges in the order of their first number, which is how they come when nothing is
    /// sorted.
    fn rows(&self) -> Vec<Row> {
        let data = self.page.data;
        let mut rows: Vec<Row> = data
            .codes
            .iter()
            .map(|code| self.code(code))
            .chain(data.ranges.iter().map(|range| self.range(range)))
            .collect();
        few::sort_by_key(&mut rows, |row| row.key);
        rows
    }

    fn code(&self, code: &Code) -> Row {
        Row {
            url: self.page.code_url(code),
            number: code.code.to_string(),
            key: *code.code,
            title: self.page.code_title(code),
            ..self.row(&code.policy)
        }
    }

    fn range(&self, range: &Range) -> Row {
        Row {
            url: self.page.range_url(range),
            number: format!("{}–{}", range.first, range.last),
            key: *range.first,
            title: self.page.localizer.range_texts(&range.id).title().into(),
            ..self.row(&range.policy)
        }
    }

    fn row(&self, policy: &Policy) -> Row {
        let localizer = self.page.localizer;
        let cell = |html: LocalizedText<'_>, key: u128| Cell { html: html.into(), key };
        let word = facts::short(localizer, *policy.action);
        let action = Html::join([glyph::glyph(policy.action.as_str()), word], "");
        // A limit sorts before none.
        let attempts = policy
            .max_attempts
            .as_ref()
            .map_or(u128::from(u16::MAX) + 1, |limit| u128::from(limit.value));
        // The first ceiling, then the last: where no attempt follows, both are zero.
        let delay = policy.initial_delay.as_millis() * 1_000_000_000 + policy.max_delay.as_millis();
        Row {
            url: String::new(),
            number: String::new(),
            key: 0,
            title: Html::default(),
            action: policy.action.as_str(),
            cells: vec![
                Cell { html: action, key: policy.action.value as u128 },
                cell(localizer.delay(policy), delay),
                cell(localizer.attempts(policy), attempts),
                cell(localizer.text(policy.fault.value), policy.fault.value as u128),
                cell(localizer.text(policy.severity.value), policy.severity.value as u128),
                cell(localizer.text(policy.alert.value), policy.alert.value as u128),
            ],
            authority: self.authority(policy),
            authority_key: policy.authority.value as u128,
        }
    }

    /// The word for common practice, or what it is written in; and what says something else.
    fn authority(&self, policy: &Policy) -> Vec<Html> {
        let departs = self.cited(&policy.departs_from);
        let departs = departs.iter().map(|source| self.departs(source).quiet());
        verdict::standing(&self.page, policy).into_iter().chain(departs).collect()
    }

    fn departs(&self, source: &Html) -> Html {
        Html::filled(&self.words().departs("{source}"), &[("source", source)])
    }

    fn cited(&self, citations: &[Spanned<Citation>]) -> Vec<Html> {
        facts::sources(self.page.data, citations)
    }
}
