//! The two pages that belong to no language: the choice of one, and the page for a wrong address.

use askama::Template;
use closecode_data::{Dataset, Locale};

use crate::html::Html;

/// The site's root: every language under its own name.
#[derive(Debug, Template)]
#[template(path = "root.html")]
pub(crate) struct Root<'a> {
    locales: Vec<Choice<'a>>,
}

/// The page for an address that does not exist. A server sends it from any depth, so its links start at the root.
#[derive(Debug, Template)]
#[template(path = "404.html")]
pub(crate) struct NotFound<'a> {
    locales: Vec<Choice<'a>>,
}

#[derive(Debug)]
struct Choice<'a> {
    locale: &'a Locale,
    title: Html,
}

fn choices(data: &Dataset) -> Vec<Choice<'_>> {
    data.locales.iter().map(|locale| Choice { locale, title: data.voice(locale).index().title().into() }).collect()
}

impl<'a> Root<'a> {
    pub(crate) fn new(data: &'a Dataset) -> Self {
        Self { locales: choices(data) }
    }
}

impl<'a> NotFound<'a> {
    pub(crate) fn new(data: &'a Dataset) -> Self {
        Self { locales: choices(data) }
    }
}
