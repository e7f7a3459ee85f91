//! The pictures that stand for a page where somebody shares its address: one for each code and one
//! for the rest, in each language.
//!
//! What stands on them and with which typeface is known without the feature `images`, for the
//! command that makes the fonts. Whole numbers become fractions without a loss: those of fonts and
//! pictures are below 65,536.

#[cfg(feature = "images")]
mod fonts;
#[cfg(feature = "images")]
#[allow(clippy::cast_precision_loss)]
mod layout;
#[cfg(feature = "images")]
mod lines;
#[cfg(feature = "images")]
#[allow(clippy::cast_precision_loss)]
mod picture;
#[cfg(feature = "images")]
#[allow(clippy::cast_precision_loss)]
mod shape;
#[cfg(all(test, feature = "images"))]
#[allow(clippy::cast_precision_loss)]
mod tests;
mod typeface;
mod words;

use closecode_data::Locale;
#[cfg(feature = "images")]
pub(crate) use picture::images;
pub use typeface::{PictureFont, picture_fonts};

/// The size that sharing sites agree on.
pub(crate) const WIDTH: u32 = 1200;
/// See [`WIDTH`].
pub(crate) const HEIGHT: u32 = 630;

/// Where a picture lies below the site's root.
pub(crate) fn path(locale: &Locale, code: Option<u16>) -> String {
    let name = code.map_or_else(|| "index".to_owned(), |code| code.to_string());
    format!("assets/social/{}-{name}.png", *locale.language.tag)
}
