//! What only rendering knows: where the site will be served, and where its data is corrected.

use std::any::Any;

use crate::corrections::Repository;
use crate::head::BaseUrl;

/// The name under which the templates' filters find the [`BaseUrl`].
pub(crate) const BASE_URL: &str = "base-url";

/// The name under which they find the [`Repository`].
pub(crate) const REPOSITORY: &str = "repository";

/// What the templates' filters are given beside the page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Served<'a> {
    pub(crate) base: Option<&'a BaseUrl>,
    pub(crate) repository: &'a Repository,
}

impl askama::Values for Served<'_> {
    fn get_value<'a>(&'a self, key: &str) -> Option<&'a dyn Any> {
        match key {
            BASE_URL => self.base.map(|base| base as &dyn Any),
            REPOSITORY => Some(self.repository),
            _ => None,
        }
    }
}
