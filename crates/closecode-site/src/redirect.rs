//! A page that only leads to another: a comparison with the higher number first, or a short
//! address.

use askama::Template;
use closecode_data::{Code, Dataset, Locale};

use crate::head::BaseUrl;
use crate::paths::Path;

/// The page. Whoever follows the link arrives; search engines learn the one address.
#[derive(Debug, Template)]
#[template(path = "redirect.html", whitespace = "minimize")]
pub(crate) struct Redirect<'a> {
    pub(crate) locale: &'a Locale,
    /// The way to the site's root.
    pub(crate) root: String,
    /// From this page.
    pub(crate) target: String,
    /// The same for search engines, in full where the site's address is known.
    pub(crate) canonical: String,
    pub(crate) title: String,
    pub(crate) description: String,
    /// What the link says.
    pub(crate) text: String,
}

impl<'a> Redirect<'a> {
    /// The comparison with the higher number first.
    pub(crate) fn reversed(
        data: &'a Dataset,
        locale: &'a Locale,
        low: &'a Code,
        high: &'a Code,
        base: Option<&BaseUrl>,
    ) -> Self {
        let localizer = data.localizer(locale);
        let path = Path::Reversed { low, high };
        let words = localizer.compare();
        let compare = Path::compare(low, high);
        let target = path.to(compare);
        Self {
            locale,
            root: path.root(),
            canonical: base.map_or_else(|| target.clone(), |base| base.page(locale, compare)),
            target,
            title: words.page_title(*high.code, *low.code).to_string(),
            description: words.page_description(*high.code, *low.code).to_string(),
            text: localizer.lookup().moved().to_string(),
        }
    }
}
