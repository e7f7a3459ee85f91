//! The two pages that belong to no language: the choice of one, and the page for a wrong address.

use askama::Template;
use closecode_data::{Dataset, Locale};

use crate::head::BaseUrl;
use crate::html::Html;
use crate::paths::Path;
use crate::search_field::SearchField;

/// The site's root: every language under its own name.
#[derive(Debug, Template)]
#[template(path = "root.html", whitespace = "minimize")]
pub(crate) struct Root<'a> {
    locales: Vec<Choice<'a>>,
    head: Html,
}

/// The page for an address that does not exist. A server sends it from any depth, so its links
/// start at the root.
#[derive(Debug, Template)]
#[template(path = "404.html", whitespace = "minimize")]
pub(crate) struct NotFound<'a> {
    locales: Vec<Choice<'a>>,
    root: String,
}

/// One language.
#[derive(Debug)]
struct Choice<'a> {
    locale: &'a Locale,
    title: Html,
    not_found: Html,
    did_you_mean: Html,
    look_up: String,
    targets: Vec<Target>,
    /// Of the page for a wrong address.
    search_field: Html,
}

/// A page that somebody who mistyped an address may have meant.
#[derive(Debug)]
struct Target {
    first: u16,
    last: u16,
    file: String,
    title: Html,
}

fn choices<'a>(data: &'a Dataset, root: &str) -> Vec<Choice<'a>> {
    data.locales.iter().map(|locale| choice(data, locale, root)).collect()
}

fn choice<'a>(data: &'a Dataset, locale: &'a Locale, root: &str) -> Choice<'a> {
    let localizer = data.localizer(locale);
    let target = |first: u16,
                  last: u16,
                  number: String,
                  title: closecode_data::LocalizedText<'_>,
                  path: Path<'_>| {
        Target {
            first,
            last,
            file: path.file(locale),
            title: Html::join([Html::text(&number), title.into()], " "),
        }
    };
    let codes = data.codes.iter().map(|code| {
        let number = *code.code;
        target(
            number,
            number,
            number.to_string(),
            localizer.code_texts(number).title(),
            Path::Code(code),
        )
    });
    let ranges = data.ranges.iter().map(|range| {
        let numbers = format!("{}–{}", range.first, range.last);
        target(
            *range.first,
            *range.last,
            numbers,
            localizer.range_texts(&range.id).title(),
            Path::Range(range),
        )
    });
    Choice {
        locale,
        title: localizer.index().title().into(),
        not_found: localizer.lookup().not_found().into(),
        did_you_mean: localizer.lookup().did_you_mean().into(),
        look_up: localizer.tools().look_up("{code}").to_string(),
        targets: codes.chain(ranges).collect(),
        search_field: {
            let below = |path: Path<'_>| format!("{root}{}", path.file(locale));
            let root = root.to_owned();
            SearchField::new(localizer, root, below(Path::Index), below(Path::Lookup))
                .of_language()
                .html()
        },
    }
}

impl<'a> Root<'a> {
    pub(crate) fn new(data: &'a Dataset, base: Option<&BaseUrl>) -> Self {
        let link = |tag: &str, url: &str| {
            Html::void("link", &[("rel", "alternate"), ("hreflang", tag), ("href", url)])
        };
        let mut head: Vec<Html> = match base {
            None => {
                data.locales.iter().map(|l| link(&l.language.tag, &Path::Index.file(l))).collect()
            }
            Some(base) => data
                .locales
                .iter()
                .map(|l| link(&l.language.tag, &base.page(l, Path::Index)))
                .collect(),
        };
        if let Some(base) = base {
            head.insert(0, Html::void("link", &[("rel", "canonical"), ("href", base.as_str())]));
            head.push(link("x-default", base.as_str()));
        }
        Self { locales: choices(data, ""), head: Html::lines(&head) }
    }
}

impl<'a> NotFound<'a> {
    pub(crate) fn new(data: &'a Dataset, base: Option<&BaseUrl>) -> Self {
        let root = base.map_or("/", BaseUrl::path).to_owned();
        Self { locales: choices(data, &root), root }
    }
}
