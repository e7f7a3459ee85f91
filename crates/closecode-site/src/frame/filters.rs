//! Filters that what is the same on every page needs.

// The shape of a filter is askama's.
#![allow(unreachable_pub, clippy::inline_always, clippy::unused_self, clippy::unnecessary_wraps)]

use askama::{Result, Values};
use closecode_data::LocalizedText;

use crate::corrections::{Repository, links};
use crate::head::{self, BaseUrl};
use crate::html::Html;
use crate::page::Page;
use crate::served::{BASE_URL, REPOSITORY};

/// Where a page and its translations are, for the head of the page. Only rendering knows where the
/// site will be served.
#[askama::filter_fn]
pub(crate) fn addresses(page: &Page<'_>, values: &dyn Values) -> Result<Html> {
    Ok(head::head(page, askama::get_value::<BaseUrl>(values, BASE_URL).ok()))
}

/// The links to correct a page.
#[askama::filter_fn]
pub(crate) fn correct(page: &Page<'_>, values: &dyn Values) -> Result<Html> {
    Ok(links(page, askama::get_value::<Repository>(values, REPOSITORY)?))
}

/// A passage with its language marked where it fell back to English.
#[askama::filter_fn]
pub(crate) fn html(passage: LocalizedText<'_>, _: &dyn Values) -> Result<Html> {
    Ok(passage.into())
}
