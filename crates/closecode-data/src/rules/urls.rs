//! Addresses are https, and one kind of document has one host.

use closecode_format::rules::urls::host;

use super::Rule;
use crate::{Diagnostics, SourceKind, Unchecked};

pub(super) const RULE: Rule = Rule {
    name: "urls",
    summary: "addresses are https, of the one host of their kind, and stand once",
    check,
};

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    let mut seen: Vec<&str> = Vec::new();
    for source in &unchecked.dataset.sources {
        let report = |message: String, remedy: String| {
            diagnostics.error(RULE.name, source.url.span, message, remedy);
        };
        let Some(host) = host(&source.url, diagnostics) else { continue };
        if let Some(wanted) = source.kind.host().filter(|wanted| *wanted != host) {
            report(
                format!("a source of kind `{}` is cited from {wanted}", source.kind.as_str()),
                format!("find the document on {wanted}, or correct its kind"),
            );
        }
        // Source code is cited by version: two versions of one project share an address.
        if *source.kind != SourceKind::SourceCode && seen.contains(&source.url.as_str()) {
            report(
                "this address stands twice".into(),
                "cite the one source, with a #section where needed".into(),
            );
        }
        seen.push(&source.url);
    }
}
