//! The index of one language: the field, the ways in, every code and range at a glance, and the way
//! to everything else. The English one is the root of the site, too.

use askama::Template;
use closecode_data::{Action, Code, Dataset, IndexTexts, Locale, WithFallback};

use crate::facts;
use crate::filters;
use crate::html::Html;
use crate::overview::{self, OverviewRow};
use crate::page::{CrossLink, Link, Page};
use crate::paths::Path;

/// The page.
#[derive(Debug, Template)]
#[template(path = "index.html", whitespace = "minimize")]
pub(crate) struct Index<'a> {
    page: Page<'a>,
}

/// Why somebody comes, and the page that answers.
#[derive(Debug)]
struct Door {
    url: String,
    title: Html,
    note: Html,
}

/// What a client does next, as the signs of the tiles say it.
#[derive(Debug)]
struct Sign {
    action: &'static str,
    word: Html,
}

impl<'a> Index<'a> {
    pub(crate) fn new(data: &'a Dataset, locale: &'a Locale) -> Self {
        Self::at(data, locale, Path::Index)
    }

    /// The English index at the root of the site.
    pub(crate) fn root(data: &'a Dataset) -> Self {
        Self::at(data, data.base(), Path::Root)
    }

    fn at(data: &'a Dataset, locale: &'a Locale, path: Path<'a>) -> Self {
        let words = data.localizer(locale).index();
        let title = words.title().to_string();
        Self { page: Page::new(data, locale, path, title, words.description().to_string()) }
    }

    fn words(&self) -> WithFallback<'a, IndexTexts> {
        self.page.localizer.index()
    }

    /// Whether the languages are offered in the page: their readers land here, too.
    fn is_root(&self) -> bool {
        matches!(self.page.path, Path::Root)
    }

    /// What people paste, each with the page that answers it. With a script it fills the field.
    fn examples(&self) -> Vec<CrossLink> {
        let data = self.page.data;
        let code = |number| data.code(number).map(Path::Code);
        let number = data.used_numbers().contains(&4004).then_some(Path::Number(4004));
        let credentials = data.situations.iter().find(|s| *s.id == "credentials");
        [
            ("1006", code(1006)),
            ("4004", number),
            ("unexpected EOF", code(1006)),
            ("token expired", credentials.map(Path::Situation)),
        ]
        .into_iter()
        .filter_map(|(text, path)| {
            Some(CrossLink { href: self.page.href(path?, ""), text: self.page.english(text) })
        })
        .collect()
    }

    fn doors(&self) -> [Door; 3] {
        let localizer = self.page.localizer;
        let door = |path,
                    title: closecode_data::LocalizedText<'_>,
                    note: closecode_data::LocalizedText<'_>| Door {
            url: self.page.path.to(path),
            title: title.into(),
            note: note.into(),
        };
        let words = self.words();
        [
            door(Path::Lookup, words.door_code(), localizer.lookup().description()),
            door(Path::Situations, words.door_server(), localizer.situation().description()),
            door(Path::Policy, words.door_client(), localizer.policies().description()),
        ]
    }

    fn libraries(&self) -> CrossLink {
        let href = self.page.href(Path::Implementations, "");
        CrossLink { href, text: self.words().libraries().into() }
    }

    fn codes(&self) -> Vec<OverviewRow> {
        overview::codes(&self.page)
    }

    fn ranges(&self) -> Vec<OverviewRow> {
        overview::ranges(&self.page)
    }

    /// What the signs of the codes mean, from calm to loud.
    fn legend(&self) -> Vec<Sign> {
        let codes = &self.page.data.codes;
        let is_used =
            |action: &&Action| codes.iter().any(|code| code.policy.action.value == **action);
        let sign = |action: &Action| Sign {
            action: action.as_str(),
            word: facts::short(self.page.localizer, *action),
        };
        Action::ALL.iter().filter(is_used).map(sign).collect()
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
