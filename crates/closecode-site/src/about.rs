//! The page about the data: what it is, how sure it is, how to use and correct it, and its licence.

use askama::Template;
use closecode_data::{AboutTexts, Authority, Dataset, Locale, LocalizedText, WithFallback};

use crate::filters;
use crate::html::Html;
use crate::page::Page;
use crate::paths::Path;

/// The page.
#[derive(Debug, Template)]
#[template(path = "about.html", whitespace = "minimize")]
pub(crate) struct About<'a> {
    page: Page<'a>,
    example: &'static str,
}

/// The crate's own guide, whose examples are tested with it.
const GUIDE: &str = include_str!("../../closecode/README.md");

impl<'a> About<'a> {
    pub(crate) fn new(data: &'a Dataset, locale: &'a Locale) -> Self {
        let words = data.localizer(locale).about();
        let page = Page::new(
            data,
            locale,
            Path::About,
            words.title().to_string(),
            words.description().to_string(),
        );
        Self { page, example: example() }
    }

    fn words(&self) -> WithFallback<'a, AboutTexts> {
        self.page.localizer.about()
    }

    fn lead(&self) -> LocalizedText<'a> {
        let data = self.page.data;
        self.words().lead(data.codes.len(), data.ranges.len(), data.sources.len())
    }

    /// How many policies stand on what.
    fn authorities(&self) -> Vec<Html> {
        let words = self.words();
        let total = self.page.data.codes.len();
        let count = |authority| {
            self.page
                .data
                .codes
                .iter()
                .filter(|code| code.policy.authority.value == authority)
                .count()
        };
        vec![
            words.normative(count(Authority::Normative), total).into(),
            words.registry_mail(count(Authority::RegistryMail), total).into(),
            words.convention(count(Authority::Convention), total).into(),
        ]
    }
}

/// The first example of the crate's guide.
fn example() -> &'static str {
    let (_, rest) = GUIDE.split_once("```rust\n").expect("the guide begins with an example");
    rest.split_once("\n```").expect("the example ends").0
}
