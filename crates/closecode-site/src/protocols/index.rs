//! All protocols on one page, with the map of the numbers on which they collide.

use askama::Template;
use closecode_data::{Dataset, Locale, Protocol, ProtocolPageTexts, WithFallback};

use super::map::{self, Grid, Shared, Skyline};
use crate::html::{Html, filters};
use crate::page::Page;
use crate::url::Path;

/// The page.
#[derive(Debug, Template)]
#[template(path = "protocols.html", whitespace = "minimize")]
pub(crate) struct Protocols<'a> {
    page: Page<'a>,
}

/// One protocol.
#[derive(Debug)]
struct Entry {
    url: String,
    name: Html,
    summary: Html,
    vendor: Html,
    status_word: Html,
    codes: usize,
}

impl<'a> Protocols<'a> {
    pub(crate) fn new(data: &'a Dataset, locale: &'a Locale) -> Self {
        let words = data.localizer(locale).protocol();
        let description = words.description(data.protocols.len()).to_string();
        Self {
            page: Page::new(data, locale, Path::Protocols, words.title().to_string(), description),
        }
    }

    fn words(&self) -> WithFallback<'a, ProtocolPageTexts> {
        self.page.localizer.protocol()
    }

    fn lead(&self) -> Html {
        let codes: usize = self.page.data.protocols.iter().map(|p| p.codes.len()).sum();
        self.words().lead(self.page.data.protocols.len(), codes).into()
    }

    fn english_note(&self) -> Option<Html> {
        super::english_note(&self.page)
    }

    /// By name, as a reader looks for them.
    fn entries(&self) -> Vec<Entry> {
        let mut protocols: Vec<&Protocol> = self.page.data.protocols.iter().collect();
        protocols.sort_by_key(|p| p.name.to_lowercase());
        let entry = |protocol: &Protocol| Entry {
            url: self.page.path.to(&Path::protocol(protocol)),
            name: self.page.english(&protocol.name),
            summary: self.page.english(&protocol.summary),
            vendor: self.page.english(&protocol.vendor),
            status_word: self.page.localizer.text(protocol.status.value).into(),
            codes: protocol.codes.len(),
        };
        protocols.into_iter().map(entry).collect()
    }

    fn skyline(&self) -> Skyline {
        map::skyline(&self.page)
    }

    fn grids(&self) -> Vec<Grid> {
        map::grids(&self.page)
    }

    fn shared(&self) -> Vec<Shared> {
        map::shared(&self.page)
    }
}
