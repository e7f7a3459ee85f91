//! The page at the address of a comparison with the higher number first: it leads to the one
//! address of the pair.

use askama::Template;
use closecode_data::{Code, Dataset, Locale, Localizer};

use crate::filters;
use crate::head::BaseUrl;
use crate::paths::Path;

/// The page. Whoever follows a link in either order arrives; search engines learn the one address.
#[derive(Debug, Template)]
#[template(path = "redirect.html", whitespace = "minimize")]
pub(crate) struct Redirect<'a> {
    localizer: Localizer<'a>,
    path: Path<'a>,
    /// From this page.
    target: String,
    /// The same for search engines, in full where the site's address is known.
    canonical: String,
    title: String,
    description: String,
}

impl<'a> Redirect<'a> {
    pub(crate) fn new(
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
            localizer,
            canonical: base.map_or_else(|| target.clone(), |base| base.page(locale, compare)),
            target,
            path,
            title: words.page_title(*high.code, *low.code).to_string(),
            description: words.page_description(*high.code, *low.code).to_string(),
        }
    }
}
