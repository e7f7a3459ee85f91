//! Every number resolves: a form and a list of all codes and ranges, which a script narrows to the
//! number in the address.

use askama::Template;
use closecode_data::{Dataset, Locale, LookupTexts, WithFallback};

use crate::filters;
use crate::html::Html;
use crate::overview::{self, OverviewRow};
use crate::page::{CrossLink, Page};
use crate::paths::Path;
use crate::protocols;

/// The page.
#[derive(Debug, Template)]
#[template(path = "lookup.html", whitespace = "minimize")]
pub(crate) struct Lookup<'a> {
    page: Page<'a>,
}

/// Codes or ranges below their heading.
#[derive(Debug)]
struct Group {
    id: &'static str,
    heading: Html,
    lines: Vec<OverviewRow>,
}

/// A number that protocols use, with the link to its page.
#[derive(Debug)]
struct UsedNumber {
    number: u16,
    link: CrossLink,
}

impl<'a> Lookup<'a> {
    pub(crate) fn new(data: &'a Dataset, locale: &'a Locale) -> Self {
        let words = data.localizer(locale).lookup();
        let page = Page::new(
            data,
            locale,
            Path::Lookup,
            words.title().to_string(),
            words.description().to_string(),
        );
        Self { page }
    }

    fn words(&self) -> WithFallback<'a, LookupTexts> {
        self.page.localizer.lookup()
    }

    /// The numbers that protocols use, each with the link that a script shows for it.
    fn numbers(&self) -> Vec<UsedNumber> {
        self.page
            .data
            .used_numbers()
            .into_iter()
            .map(|number| UsedNumber { number, link: protocols::link(&self.page, number) })
            .collect()
    }

    /// Codes before ranges, so that the first one that holds a number is the one to show.
    fn groups(&self) -> [Group; 2] {
        let words = self.page.localizer.index();
        let page = &self.page;
        [
            Group { id: "codes", heading: words.codes().into(), lines: overview::codes(page) },
            Group { id: "ranges", heading: words.ranges().into(), lines: overview::ranges(page) },
        ]
    }
}
