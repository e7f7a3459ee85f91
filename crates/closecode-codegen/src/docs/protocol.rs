//! The rustdoc of the modules of a protocol and its endpoints. What is said of a code follows from
//! its row, in the macro that reads it.

#[cfg(feature = "crate")]
use std::fmt::Write as _;

#[cfg(feature = "crate")]
use closecode_data::{LocalizedText, Localizer};
use closecode_format::markdown::escape;
#[cfg(feature = "crate")]
use closecode_format::markdown::link;
use closecode_format::{Endpoint, Protocol};

/// What the module of an application's codes begins with.
pub(crate) fn summary(protocol: &Protocol) -> String {
    format!("{}. {}", escape(&protocol.name), escape(&protocol.summary))
}

/// Documentation of an endpoint's module.
pub(crate) fn endpoint(endpoint: &Endpoint) -> String {
    format!("{}. {}", escape(&endpoint.name), escape(&endpoint.summary))
}

/// Documentation of a protocol's module.
#[cfg(feature = "crate")]
pub(crate) fn module(protocol: &Protocol, localizer: Localizer<'_>) -> String {
    let texts = localizer.protocol();
    let mut out = summary(protocol);
    let md = |label: LocalizedText<'_>| escape(&label.text);
    let _ = write!(out, "\n\n* {}: {}", md(texts.column_vendor()), escape(&protocol.vendor));
    let status = md(localizer.text(protocol.status.value));
    let _ = write!(out, "\n* {}: {status}", md(texts.column_status()));
    if let Some(subprotocol) = &protocol.subprotocol {
        let _ = write!(out, "\n* {}: `{}`", md(texts.subprotocol()), **subprotocol);
    }
    if let Some(url) = &protocol.documentation {
        let _ = write!(out, "\n* {}", link(&texts.documentation().text, url));
    }
    if !protocol.caveats.is_empty() {
        let _ = write!(out, "\n\n{}:\n", md(texts.caveats()));
    }
    for caveat in &protocol.caveats {
        let _ = write!(out, "\n* {}", escape(caveat));
    }
    out
}
