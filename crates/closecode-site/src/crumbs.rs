//! Where a page is: the way to it from the whole to the part, and the pages beside it.

use closecode_data::Code;

use crate::html::Html;
use crate::page::{Link, Page};
use crate::paths::Path;

/// The line above a page's title.
#[derive(Debug)]
pub(crate) struct Crumbs {
    /// The pages above, the highest first.
    pub(crate) path: Vec<Link>,
    /// The pages beside it.
    pub(crate) neighbours: Vec<Neighbour>,
}

/// The page before or after.
#[derive(Debug)]
pub(crate) struct Neighbour {
    pub(crate) relation: &'static str,
    /// What it is, for those who do not see where it stands.
    pub(crate) word: Html,
    pub(crate) url: String,
    pub(crate) text: Html,
}

/// Above a code: all codes and its range. Beside it: the codes before and after.
pub(crate) fn of_code(page: &Page<'_>, code: &Code) -> Crumbs {
    let range = page.data.range(*code.code);
    let title = page.localizer.range_texts(&range.id).title();
    let above = Link { url: page.range_url(range), text: title.into() };
    let codes = &page.data.codes;
    let place = codes.iter().position(|other| other.code == code.code);
    let words = page.localizer.number();
    let before = place.and_then(|place| place.checked_sub(1)).and_then(|place| codes.get(place));
    let after = place.and_then(|place| codes.get(place + 1));
    let neighbour = |other: &Code, relation, word: Html, number: String| Neighbour {
        relation,
        word,
        url: page.code_url(other),
        text: Html::text(&number),
    };
    let before =
        before.map(|c| neighbour(c, "prev", words.previous().into(), format!("‹ {}", c.code)));
    let after = after.map(|c| neighbour(c, "next", words.next().into(), format!("{} ›", c.code)));
    Crumbs {
        path: vec![all_codes(page), above],
        neighbours: before.into_iter().chain(after).collect(),
    }
}

/// Above a range: all codes.
pub(crate) fn of_range(page: &Page<'_>) -> Crumbs {
    Crumbs { path: vec![all_codes(page)], neighbours: Vec::new() }
}

/// Above a comparison: all of them.
pub(crate) fn of_comparison(page: &Page<'_>) -> Crumbs {
    let text = page.localizer.index().all_pairs().into();
    let above = Link { url: page.comparisons(), text };
    Crumbs { path: vec![above], neighbours: Vec::new() }
}

fn all_codes(page: &Page<'_>) -> Link {
    Link { url: page.path.to(Path::Index), text: page.localizer.page().home().into() }
}
