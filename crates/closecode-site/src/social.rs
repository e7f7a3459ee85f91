//! The pictures that stand for a page where somebody shares its address: one for each code and one for the rest, in each language.

#[cfg(feature = "images")]
mod picture;

use closecode_data::Locale;
#[cfg(feature = "images")]
pub(crate) use picture::images;

/// The size that sharing sites agree on.
pub(crate) const WIDTH: u32 = 1200;
/// See [`WIDTH`].
pub(crate) const HEIGHT: u32 = 630;

/// Where a picture lies below the site's root.
pub(crate) fn path(locale: &Locale, code: Option<u16>) -> String {
    let name = code.map_or_else(|| "index".to_owned(), |code| code.to_string());
    format!("assets/social/{}-{name}.png", *locale.language.tag)
}
