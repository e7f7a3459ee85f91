//! What is the same on every page. These are templates of their own, because a template that is
//! extended is compiled again with each that extends it.

pub(crate) mod filters;

use askama::Template;

use crate::page::Page;

/// The head of a page and what is above its content.
#[derive(Debug, Template)]
#[template(path = "top.html", whitespace = "minimize")]
pub(crate) struct Top<'a> {
    pub(crate) page: &'a Page<'a>,
}

/// What is below its content.
#[derive(Debug, Template)]
#[template(path = "bottom.html", whitespace = "minimize")]
pub(crate) struct Bottom<'a> {
    pub(crate) page: &'a Page<'a>,
}
