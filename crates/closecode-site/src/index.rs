//! The index of one language: every code and range at a glance, and the way to everything else.

use askama::Template;
use closecode_data::{Code, Dataset, IndexTexts, Locale, WithFallback};

use crate::filters;
use crate::html::Html;
use crate::overview::{self, OverviewRow};
use crate::page::{Link, Page};
use crate::paths::Path;

/// The page.
#[derive(Debug, Template)]
#[template(path = "index.html", whitespace = "minimize")]
pub(crate) struct Index<'a> {
    page: Page<'a>,
}

impl<'a> Index<'a> {
    pub(crate) fn new(data: &'a Dataset, locale: &'a Locale) -> Self {
        let words = data.localizer(locale).index();
        let page = Page::new(
            data,
            locale,
            Path::Index,
            words.title().to_string(),
            words.description().to_string(),
        );
        Self { page }
    }

    fn words(&self) -> WithFallback<'a, IndexTexts> {
        self.page.localizer.index()
    }

    fn codes(&self) -> Vec<OverviewRow> {
        overview::codes(&self.page)
    }

    fn ranges(&self) -> Vec<OverviewRow> {
        overview::ranges(&self.page)
    }

    fn pairs(&self) -> Vec<Link> {
        let data = self.page.data;
        let link = |pair: &closecode_data::Pair| {
            let (low, high) = pair.codes();
            let a = data.code(low)?;
            let b = data.code(high)?;
            let text = |code: &Code| {
                Html::join([Html::text(&code.code.to_string()), self.page.code_title(code)], " ")
            };
            Some(Link {
                url: self.page.compare_url(a, b),
                text: Html::join([text(a), text(b)], " / "),
            })
        };
        data.pairs.iter().filter_map(link).collect()
    }
}
