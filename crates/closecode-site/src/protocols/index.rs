//! All protocols on one page, with the map of the numbers on which they collide.

use askama::Template;
use closecode_data::{
    Dataset, Locale, LookedAt, LookedAtProduct, Protocol, ProtocolPageTexts, WithFallback, few,
};

use super::map::{self, Grid, Shared, Skyline};
use crate::filters;
use crate::html::Html;
use crate::page::Page;
use crate::paths::Path;

/// The page.
#[derive(Debug, Template)]
#[template(path = "protocols.html", whitespace = "minimize")]
pub(crate) struct Protocols<'a> {
    page: Page<'a>,
}

/// One protocol.
#[derive(Debug)]
struct Entry {
    href: Html,
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

    /// What the page says once where its protocols' texts are in another language.
    fn english_note(&self) -> Option<Html> {
        let words = self.words();
        (!self.page.is_in_base_language()).then(|| words.english().into())
    }

    /// By name, as a reader looks for them.
    fn entries(&self) -> Vec<Entry> {
        let mut protocols: Vec<&Protocol> = self.page.data.protocols.iter().collect();
        few::sort_by_key(&mut protocols, |p| p.name.to_lowercase());
        let entry = |protocol: &Protocol| Entry {
            href: self.page.href(Path::Protocol(protocol), ""),
            name: self.page.english(&protocol.name),
            summary: self.page.english(&protocol.summary),
            vendor: self.page.english(&protocol.vendor),
            status_word: self.page.localizer.text(protocol.status.value).into(),
            codes: protocol.codes.len(),
        };
        protocols.into_iter().map(entry).collect()
    }

    /// What was looked at in vain, in the language that the list is written in.
    fn looked_at(&self) -> Option<&'a LookedAt> {
        self.page.data.looked_at.as_ref().filter(|_| self.page.is_in_base_language())
    }

    /// When a product was looked at.
    fn read_on(&self, product: &LookedAtProduct) -> String {
        self.page.date(&product.date)
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
