//! The page of one range.

use askama::Template;
use closecode_data::{CodePageTexts, CodeTexts, Dataset, Locale, Range, WithFallback};

use crate::crumbs::{self, Crumbs};
use crate::delays;
use crate::facts::{self, Fact};
use crate::filters;
use crate::html::Html;
use crate::page::{CrossLink, Link, Page};
use crate::paths::Path;
use crate::verdict;

/// The page.
#[derive(Debug, Template)]
#[template(path = "range.html", whitespace = "minimize")]
pub(crate) struct RangePage<'a> {
    page: Page<'a>,
    range: &'a Range,
}

impl<'a> RangePage<'a> {
    pub(crate) fn new(data: &'a Dataset, locale: &'a Locale, range: &'a Range) -> Self {
        let localizer = data.localizer(locale);
        let words = localizer.range_texts(&range.id);
        let title =
            localizer.range().page_title(*range.first, *range.last, words.title()).to_string();
        let page = Page::new(data, locale, Path::Range(range), title, words.summary().to_string());
        Self { page, range }
    }

    fn labels(&self) -> WithFallback<'a, CodePageTexts> {
        self.page.localizer.code()
    }

    fn words(&self) -> WithFallback<'a, CodeTexts> {
        self.page.localizer.range_texts(&self.range.id)
    }

    fn more(&self, case: &str) -> Vec<CrossLink> {
        crate::problems::of_case(&self.page, *self.range.first, case)
    }

    fn numbers(&self) -> String {
        format!("{}–{}", self.range.first, self.range.last)
    }

    fn note(&self) -> Html {
        self.page.localizer.range().note().into()
    }

    fn action(&self) -> &'static str {
        self.range.policy.action.as_str()
    }

    fn crumbs(&self) -> Crumbs {
        crumbs::of_range(&self.page)
    }

    fn verdict(&self) -> Html {
        verdict::part(&self.page, &self.range.policy, None)
    }

    fn wire_facts(&self) -> Vec<Fact> {
        let localizer = self.page.localizer;
        let registration = Fact {
            question: localizer.range().registration().into(),
            answer: localizer.text(self.range.registration.value).into(),
        };
        let data = self.page.data;
        let is_of_range = |code: u16| self.range.contains(code) && data.code(code).is_none();
        let called_clean = data.called_clean(is_of_range);
        let wire = facts::wire(localizer, &self.range.wire, &called_clean);
        std::iter::once(registration).chain(wire).collect()
    }

    fn policy_facts(&self) -> Vec<Fact> {
        facts::policy(self.page.localizer, &self.range.policy, None)
    }

    fn delays(&self) -> Html {
        delays::part(self.page.localizer, &self.range.policy)
    }

    fn codes(&self) -> Vec<Link> {
        let codes = self.page.data.codes.iter().filter(|c| self.range.contains(*c.code));
        codes
            .map(|code| Link { url: self.page.code_url(code), text: facts::name(&self.page, code) })
            .collect()
    }

    fn codes_heading(&self) -> Html {
        self.page.localizer.index().codes().into()
    }

    fn sources(&self) -> Vec<Html> {
        let range = self.range;
        facts::sources(
            self.page.data,
            range.sources.iter().chain(&range.wire.sources).chain(&range.policy.sources),
        )
    }
}
