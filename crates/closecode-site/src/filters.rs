//! Filters for the templates of pages.

// The shape of a filter is askama's.
#![allow(unreachable_pub, clippy::inline_always, clippy::unused_self, clippy::unnecessary_wraps)]

use askama::{Result, Values};

pub(crate) use crate::frame::filters::html;
use crate::frame::{Bottom, Top};
use crate::html::Html;
use crate::page::Page;

/// The head of a page, and what all pages begin with.
#[askama::filter_fn]
pub(crate) fn top(page: &Page<'_>, values: &dyn Values) -> Result<Html> {
    Html::rendered(&Top { page }, values)
}

/// What all pages end with.
#[askama::filter_fn]
pub(crate) fn bottom(page: &Page<'_>, values: &dyn Values) -> Result<Html> {
    Html::rendered(&Bottom { page }, values)
}
