//! Addresses are https, and one kind of document has one host.

use super::Rule;
use crate::{Draft, Findings, SourceKind};

pub(super) const RULE: Rule = Rule { name: "urls", summary: "addresses are https, of the one host of their kind, and stand once", check };

fn check(draft: &Draft, findings: &Findings) {
    let mut seen: Vec<&str> = Vec::new();
    for source in &draft.dataset.sources {
        let report = |message: String, remedy: String| findings.error(RULE.name, source.url.place, message, remedy);
        let Some(rest) = source.url.strip_prefix("https://") else {
            report(format!("`{}` is not an https address", *source.url), "cite the https address".into());
            continue;
        };
        let host = rest.split('/').next().unwrap_or("");
        if host.is_empty() || rest.contains(char::is_whitespace) {
            report(format!("`{}` is not an address", *source.url), "copy it from the address bar".into());
        }
        if let Some(wanted) = source.kind.host().filter(|wanted| *wanted != host) {
            report(
                format!("a source of kind `{}` is cited from {wanted}", source.kind.as_str()),
                format!("find the document on {wanted}, or correct its kind"),
            );
        }
        // Source code is cited by version: two versions of one project share an address.
        if *source.kind != SourceKind::SourceCode && seen.contains(&source.url.as_str()) {
            report("this address stands twice".into(), "cite the one source, with a #section where needed".into());
        }
        seen.push(&source.url);
    }
}
