//! Libraries, browsers, runtimes and proxies: what each does with the end of a connection.
//!
//! These pages are in English only. What they say is computed from `data/implementations/`: each
//! cell was measured by closecode-lab or read in the source, and says which.

mod accepts;
mod by_code;
mod differences;
mod limits;
mod matrix;
mod page;
mod reference;
mod seen;
mod ways;

pub(crate) use by_code::ByCode;
use closecode_data::{Implementation, ImplementationKind};
pub(crate) use limits::Limits;
pub(crate) use matrix::{Events, Matrix};
pub(crate) use page::ImplementationPage;
pub(crate) use reference::reference;

use crate::html::Html;
use crate::page::Page;
use crate::paths::Path;

/// What an implementation is, in words.
pub(crate) fn kind(implementation: &Implementation) -> &'static str {
    match *implementation.kind {
        ImplementationKind::Client => "client library",
        ImplementationKind::Server => "server library",
        ImplementationKind::Both => "library for clients and servers",
        ImplementationKind::Browser => "browser",
        ImplementationKind::Proxy => "proxy",
        ImplementationKind::Gateway => "gateway",
        ImplementationKind::Reconnecting => "reconnecting client",
    }
}

/// The language of its users, where it has one, and what it is.
fn language_and_kind(implementation: &Implementation) -> String {
    match implementation.language.as_str() {
        "any" => kind(implementation).to_owned(),
        language => format!("{language}, {}", kind(implementation)),
    }
}

/// The link to the page of an implementation.
pub(crate) fn link(page: &Page<'_>, implementation: &Implementation) -> Html {
    let href = page.href(Path::Implementation(implementation), "");
    Html::linked(&Html::text(&implementation.name), &href)
}
