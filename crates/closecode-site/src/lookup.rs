//! Every number resolves: a form and a list of all codes and ranges, which a script narrows to the
//! number in the address.

use askama::Template;
use closecode_data::{Dataset, Locale, LookupTexts, WithFallback};

use crate::html::{Html, filters};
use crate::overview::{self, Line};
use crate::page::{Link, Page};
use crate::protocols;
use crate::url::Path;

/// The page.
#[derive(Debug, Template)]
#[template(path = "lookup.html", whitespace = "minimize")]
pub(crate) struct Lookup<'a> {
    page: Page<'a>,
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
    fn numbers(&self) -> Vec<(u16, Link)> {
        self.page
            .data
            .used_numbers()
            .into_iter()
            .map(|number| (number, protocols::link(&self.page, number)))
            .collect()
    }

    /// Codes before ranges, so that the first one that holds a number is the one to show.
    fn groups(&self) -> [(&'static str, Html, Vec<Line>); 2] {
        let words = self.page.localizer.index();
        [
            ("codes", words.codes().into(), overview::codes(&self.page)),
            ("ranges", words.ranges().into(), overview::ranges(&self.page)),
        ]
    }
}
