//! A reader compares a part of an address with what a log says.

use super::urls::is_in_addresses;
use super::{ProtocolFile, Rule, report_repeats};
use crate::Diagnostics;

pub(super) const RULE: Rule = Rule {
    name: "addresses",
    summary: "a part of an address is a host or a path without a scheme, as a client would write \
              it, and stands once",
    check,
};

fn check(file: ProtocolFile<'_>, diagnostics: &Diagnostics) {
    let parts = || file.protocol.addresses.iter().map(|address| &address.part);
    for part in parts() {
        let host = part.split('/').next().unwrap_or("");
        let problem = if part.contains("://") {
            Some(("begins with a scheme", "begin with the host: the scheme tells nothing apart"))
        } else if host.chars().any(|c| c.is_ascii_uppercase()) {
            Some(("names a host in capitals", "write the host in lower case, as logs show it"))
        } else if !part.chars().all(is_in_addresses) {
            Some(("has a character that no address has", "write * for what differs"))
        } else if !part.contains(['.', '/', ':']) {
            Some(("is no part of an address", "write a host such as *.acme.example, or a path"))
        } else {
            None
        };
        if let Some((problem, remedy)) = problem {
            diagnostics.error(RULE.name, part.span, format!("`{}` {problem}", **part), remedy);
        }
    }
    report_repeats(RULE.name, "part", parts(), "say it once", diagnostics);
}
