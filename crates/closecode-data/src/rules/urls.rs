//! Addresses are https, and one kind of document has one host.

use super::Rule;
use crate::{Diagnostics, Protocol, SourceKind, Spanned, Unchecked};

pub(super) const RULE: Rule = Rule {
    name: "urls",
    summary: "addresses are https, of the one host of their kind, and stand once; a protocol's source has an address or a file at a commit",
    check,
};

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    let mut seen: Vec<&str> = Vec::new();
    for source in &unchecked.dataset.sources {
        let report = |message: String, remedy: String| {
            diagnostics.error(RULE.name, source.url.span, message, remedy)
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
    unchecked.dataset.protocols.iter().for_each(|p| check_protocol(p, diagnostics));
}

/// The host of an address, if it is an https one.
fn host<'a>(url: &'a Spanned<String>, diagnostics: &Diagnostics) -> Option<&'a str> {
    let Some(rest) = url.strip_prefix("https://") else {
        diagnostics.error(
            RULE.name,
            url.span,
            format!("`{}` is not an https address", **url),
            "cite the https address",
        );
        return None;
    };
    let host = rest.split('/').next().unwrap_or("");
    if host.is_empty() || rest.contains(char::is_whitespace) {
        diagnostics.error(
            RULE.name,
            url.span,
            format!("`{}` is not an address", **url),
            "copy it from the address bar",
        );
    }
    Some(host)
}

fn check_protocol(protocol: &Protocol, diagnostics: &Diagnostics) {
    if let Some(url) = &protocol.documentation {
        host(url, diagnostics);
    }
    let mut seen: Vec<String> = Vec::new();
    for source in &protocol.sources {
        let report = |span, message: String, remedy: &str| {
            diagnostics.error(RULE.name, span, message, remedy)
        };
        let (url, repository) = (source.url.as_ref(), source.repository.as_ref());
        url.map(|url| host(url, diagnostics));
        match (url, repository) {
            (Some(url), Some(_)) => report(
                url.span,
                "this source has an address and a repository".into(),
                "keep the one that was read",
            ),
            (None, None) => {
                report(
                    source.id.span,
                    format!("nobody can find the source `{}`", *source.id),
                    "add url, or repository, revision and path",
                );
            }
            (Some(_), None) => {
                for key in source.revision.iter().chain(&source.path) {
                    report(
                        key.span,
                        "an address has neither revision nor path".into(),
                        "add the repository, or remove this",
                    );
                }
            }
            (None, Some(repository)) => {
                if repository.split('/').count() != 2 || !repository.split('/').all(is_word) {
                    report(
                        repository.span,
                        format!("`{}` is not a repository", **repository),
                        "write owner and name, such as \"whatwg/websockets\"",
                    );
                }
                let is_commit = |r: &str| {
                    (7..=40).contains(&r.len())
                        && r.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
                };
                match (&source.revision, &source.path) {
                    (Some(revision), Some(_)) if !is_commit(revision) => {
                        report(
                            revision.span,
                            format!("`{}` is not a commit", **revision),
                            "write 7 to 40 of its hexadecimal digits: a branch moves on",
                        );
                    }
                    (Some(_), Some(path)) if path.is_empty() || path.starts_with('/') => {
                        report(
                            path.span,
                            format!("`{}` is not a path in a repository", **path),
                            "write it from the top of the repository, without a slash before it",
                        );
                    }
                    (Some(_), Some(_)) => {}
                    _ => report(
                        repository.span,
                        "this source does not say which file at which commit".into(),
                        "add revision and path",
                    ),
                }
            }
        }
        let address = source.address();
        if !address.is_empty() && seen.contains(&address) {
            report(
                source.id.span,
                "this address stands twice".into(),
                "cite the one source, with a #section where needed",
            );
        }
        seen.push(address);
    }
}

/// Whether it can be the owner or the name of a repository.
fn is_word(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
}
