//! The pictures that stand for a page where somebody shares its address: one for each code, and
//! one for all other pages. They are the same in every language, because numbers and registered
//! names are; `docs/decisions/0013-pictures.md` says why. This module says what stands on them;
//! the package `xtask/pictures` draws them.

use closecode_data::Dataset;

use crate::style;

/// The size that sharing sites agree on.
pub(crate) const WIDTH: u32 = 1200;
/// See [`WIDTH`].
pub(crate) const HEIGHT: u32 = 630;

/// What stands on one picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Where it lies below the site's root.
    pub path: String,
    /// The number, if it is about one.
    pub number: Option<u16>,
    /// The name in the registry, or what the site is about.
    pub name: String,
    /// The ground, as `#fbfaf7`.
    pub paper: &'static str,
    /// The name.
    pub ink: &'static str,
    /// The mark of the project.
    pub quiet: &'static str,
    /// What a client does next: the bar and the number.
    pub tone: &'static str,
}

/// Every picture.
pub(crate) fn pictures(data: &Dataset) -> Vec<Picture> {
    let title = data.localizer(data.base()).index().title().to_string();
    let index = picture(None, title, style::colour("link"));
    let codes = data.codes.iter().map(|code| {
        let tone = style::tone(*code.policy.action);
        picture(Some(*code.code), code.name.value.clone(), tone)
    });
    std::iter::once(index).chain(codes).collect()
}

fn picture(number: Option<u16>, name: String, tone: &'static str) -> Picture {
    Picture {
        path: path(number),
        number,
        name,
        paper: style::colour("paper"),
        ink: style::colour("ink"),
        quiet: style::colour("quiet"),
        tone,
    }
}

/// Where a picture lies below the site's root.
pub(crate) fn path(number: Option<u16>) -> String {
    match number {
        Some(number) => format!("assets/social/{number}.png"),
        None => "assets/social/index.png".to_owned(),
    }
}
