//! The page for a wrong address. A script fills in the pages that were probably meant, with the
//! index that the search field uses, and speaks the language of the address or of the reader.

use askama::Template;
use closecode_data::{BASE_LOCALE, Dataset, LocalizedText};

use crate::filters;
use crate::head::BaseUrl;
use crate::html::Html;
use crate::page::Page;
use crate::paths::Path;
use crate::search_field::SearchField;

/// The page. A server sends it from any depth, so its links start at the root of its host.
#[derive(Debug, Template)]
#[template(path = "404.html", whitespace = "minimize")]
pub(crate) struct NotFound<'a> {
    page: Page<'a>,
    choices: Vec<Choice<'a>>,
}

/// What the page says in one language. English is shown until a script knows better.
#[derive(Debug)]
struct Choice<'a> {
    tag: &'a str,
    direction: &'static str,
    folder: &'a str,
    is_shown: bool,
    not_found: Html,
    did_you_mean: Html,
    search_field: Html,
    links: Vec<Entrance<'a>>,
}

/// Where a lost reader goes on.
#[derive(Debug)]
struct Entrance<'a> {
    /// Its address as attributes.
    href: Html,
    label: LocalizedText<'a>,
}

impl<'a> NotFound<'a> {
    pub(crate) fn new(data: &'a Dataset, base: Option<&'a BaseUrl>) -> Self {
        let root = base.map_or("/", BaseUrl::path);
        let locale = data.base();
        let sentence = data.localizer(locale).lookup().not_found().to_string();
        let title = format!("404: {}", data.localizer(locale).page().site_name());
        let choice = |locale: &'a closecode_data::Locale| {
            let localizer = data.localizer(locale);
            let own = locale.language.tag.as_str();
            let below = |path: Path<'_>| format!("{root}{}", path.file(locale));
            let home = below(Path::Index);
            let lookup = below(Path::Lookup);
            let field = SearchField::new(localizer, root.to_owned(), home, lookup);
            let link = |entry: crate::page::NavEntry<'a>| {
                let language = (!entry.path.is_in(&locale.folder)).then_some(BASE_LOCALE);
                let locale = if language.is_some() { data.base() } else { locale };
                let url = format!("{root}{}", entry.path.file(locale));
                let hreflang = language.filter(|tag| *tag != own);
                Entrance { href: Html::href(&url, hreflang), label: entry.label }
            };
            Choice {
                tag: &locale.language.tag,
                direction: locale.language.direction.as_str(),
                folder: &locale.folder,
                is_shown: locale.folder == data.base().folder,
                not_found: localizer.lookup().not_found().into(),
                did_you_mean: localizer.lookup().did_you_mean().into(),
                search_field: field.of_language().html(),
                links: crate::page::nav(data, &localizer).into_iter().map(link).collect(),
            }
        };
        Self {
            page: Page::new(data, locale, Path::Missing(root), title, sentence),
            choices: data.locales.iter().map(choice).collect(),
        }
    }
}
