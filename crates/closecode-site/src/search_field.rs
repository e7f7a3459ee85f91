//! The field for a number, a name or an error message.

use askama::Template;
use closecode_data::Localizer;

use crate::html::Html;

/// The form. What is typed has no name in it, because it may hold a secret: without a script the
/// form leads to the page of all numbers and takes nothing along.
#[derive(Debug, Template)]
#[template(path = "search.html", whitespace = "minimize")]
pub(crate) struct SearchField<'a> {
    /// Of the field, unlike any other on the page.
    id: String,
    tag: &'a str,
    /// The site's root, the page of all numbers and the index of the language, as seen from here.
    root: String,
    action: String,
    home: String,
    label: Html,
    placeholder: String,
}

impl<'a> SearchField<'a> {
    /// The only field of a page.
    pub(crate) fn new(
        localizer: Localizer<'a>,
        root: String,
        home: String,
        action: String,
    ) -> Self {
        let words = localizer.tools();
        Self {
            id: "search".to_owned(),
            tag: &localizer.locale().language.tag,
            root,
            action,
            home,
            label: words.search().into(),
            placeholder: words.search().to_string(),
        }
    }

    /// One of several on a page, each in its language.
    pub(crate) fn of_language(self) -> Self {
        Self { id: format!("search-{}", self.tag), ..self }
    }

    pub(crate) fn html(&self) -> Html {
        Html::part(self)
    }
}
