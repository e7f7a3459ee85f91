//! Addresses are https, and a document can be found.

use super::{ProtocolFile, Rule};
use crate::{Diagnostics, Spanned};

pub(super) const RULE: Rule = Rule {
    name: "urls",
    summary: "addresses are https and stand once, and a source has one or is a file at a commit",
    check,
};

/// The host of an address, if it is an https one.
pub fn host<'a>(url: &'a Spanned<String>, diagnostics: &Diagnostics) -> Option<&'a str> {
    let Some(rest) = url.strip_prefix("https://") else {
        diagnostics.error(
            RULE.name,
            url.span,
            format!("`{}` is not an https address", **url),
            "cite the https address",
        );
        return None;
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or("");
    let is_host = |host: &str| {
        host.starts_with(|c: char| c.is_ascii_alphanumeric())
            && host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.:".contains(&b))
    };
    let problem = if host.is_empty() || rest.contains(char::is_whitespace) {
        Some(("is not an address", "copy it from the address bar"))
    } else if !is_host(host) {
        Some(("names no plain host", "write the host's name in ASCII, without a user before it"))
    } else if !rest.chars().all(is_in_addresses) {
        let remedy = "percent-encode what is not ASCII, and each of < > \" { } | \\ ^ `";
        Some(("has a character that no address has", remedy))
    } else {
        None
    };
    if let Some((problem, remedy)) = problem {
        diagnostics.error(RULE.name, url.span, format!("`{}` {problem}", **url), remedy);
    }
    Some(host)
}

/// Whether a character may be in an address as it is.
///
/// ```
/// use closecode_format::rules::urls::is_in_addresses;
/// assert!("a/b?c=d&e#(f)".chars().all(is_in_addresses));
/// assert!(!"<>\"é \\`".chars().any(is_in_addresses));
/// ```
pub fn is_in_addresses(c: char) -> bool {
    c.is_ascii_graphic() && !"<>\"{}|\\^`".contains(c)
}

fn check(file: ProtocolFile<'_>, diagnostics: &Diagnostics) {
    let protocol = file.protocol;
    if let Some(url) = &protocol.documentation {
        host(url, diagnostics);
    }
    let mut seen: Vec<String> = Vec::new();
    for source in &protocol.sources {
        let report = |span, message: String, remedy: &str| {
            diagnostics.error(RULE.name, span, message, remedy);
        };
        if let Some(url) = &source.url {
            host(url, diagnostics);
        }
        match (&source.url, &source.repository) {
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
                    (Some(_), Some(path)) if !path.split('/').all(is_name) => {
                        report(
                            path.span,
                            format!("`{}` is not a path in a repository", **path),
                            "write it from the top of the repository, without a slash before it, \
                             and without . and ..",
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

/// Whether it can be the name of a file or a folder.
fn is_name(name: &str) -> bool {
    !matches!(name, "" | "." | "..")
}

/// Whether it can be the owner or the name of a repository.
fn is_word(word: &str) -> bool {
    is_name(word) && word.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
}
