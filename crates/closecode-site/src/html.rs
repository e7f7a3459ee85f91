//! The one value that askama does not escape, and the only ways to make one.

use std::fmt;

use askama::filters::{Escaper, Html as HtmlEscaper, HtmlSafe};
use closecode_data::Passage;

/// HTML that is safe to stand in a page: each constructor escapes what it is given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Html(String);

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Html {}

/// Escapes text for HTML.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    HtmlEscaper.write_escaped_str(&mut out, text).expect("writing into a string does not fail");
    out
}

impl Html {
    /// Plain text.
    pub(crate) fn text(text: &str) -> Self {
        Self(escape(text))
    }

    /// Text in another language than the page's.
    pub(crate) fn in_language(text: &str, tag: &str) -> Self {
        Self(format!("<span lang=\"{}\" dir=\"ltr\">{}</span>", escape(tag), escape(text)))
    }

    /// A link.
    pub(crate) fn link(text: &str, url: &str) -> Self {
        Self(format!("<a href=\"{}\">{}</a>", escape(url), escape(text)))
    }

    /// Pieces one after the other.
    pub(crate) fn join(pieces: impl IntoIterator<Item = Self>, between: &str) -> Self {
        let pieces: Vec<String> = pieces.into_iter().map(|p| p.0).collect();
        Self(pieces.join(&escape(between)))
    }
}

/// A passage that fell back to English says so, for screen readers, hyphenation and fonts.
impl From<Passage<'_>> for Html {
    fn from(passage: Passage<'_>) -> Self {
        match passage.lang {
            Some(tag) => Self::in_language(&passage.text, tag),
            None => Self::text(&passage.text),
        }
    }
}

/// Filters for the templates.
#[allow(unreachable_pub, clippy::inline_always, clippy::unused_self, clippy::unnecessary_wraps)] // The shape of a filter is askama's.
pub(crate) mod filters {
    use askama::{Result, Values};
    use closecode_data::Passage;

    use super::Html;

    /// A passage with its language marked where it fell back to English.
    #[askama::filter_fn]
    pub(crate) fn html(passage: Passage<'_>, _: &dyn Values) -> Result<Html> {
        Ok(passage.into())
    }
}
