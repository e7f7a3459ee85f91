//! A protocol has endpoints, or it has none.

use super::file_name::is_id;
use super::{ProtocolFile, Rule, report_repeats};
use crate::read::suggest;
use crate::{Diagnostics, Protocol};

pub(super) const RULE: Rule = Rule {
    name: "protocol-endpoints",
    summary: "the rows of a protocol name an endpoint if it has some, endpoints have unique ids of \
              plain words, and each has a row",
    check,
};

fn check(file: ProtocolFile<'_>, diagnostics: &Diagnostics) {
    check_ids(file.protocol, diagnostics);
    // An endpoint or a row that could not be read is not a missing one.
    if file.is_whole {
        check_rows(file.protocol, diagnostics);
    }
}

fn check_ids(protocol: &Protocol, diagnostics: &Diagnostics) {
    let ids = || protocol.endpoints.iter().map(|e| &e.id);
    report_repeats(RULE.name, "id", ids(), "ids name Rust modules; choose another", diagnostics);
    for id in ids().filter(|id| !is_id(id)) {
        let remedy = "write words of a to z and digits with hyphens, beginning with a letter: it \
                      names a Rust module";
        diagnostics.error(RULE.name, id.span, format!("`{id}` is not an id"), remedy);
    }
}

fn check_rows(protocol: &Protocol, diagnostics: &Diagnostics) {
    let known: Vec<&str> = protocol.endpoints.iter().map(|e| e.id.as_str()).collect();
    for row in protocol.rows() {
        match &row.endpoint {
            Some(endpoint) if known.is_empty() => {
                let message = format!("this protocol has no endpoint `{}`", **endpoint);
                diagnostics.error(
                    RULE.name,
                    endpoint.span,
                    message,
                    "add [[endpoint]] tables, or remove this",
                );
            }
            Some(endpoint) if !known.contains(&endpoint.as_str()) => {
                diagnostics.error(
                    RULE.name,
                    endpoint.span,
                    format!("there is no endpoint `{}`", **endpoint),
                    suggest(endpoint, &known),
                );
            }
            None if !known.is_empty() => {
                let remedy = format!("add `endpoint = ...`: {}", known.join(", "));
                diagnostics.error(
                    RULE.name,
                    row.span,
                    "this row does not say which endpoint it belongs to",
                    remedy,
                );
            }
            _ => {}
        }
    }
    for endpoint in protocol
        .endpoints
        .iter()
        .filter(|e| !protocol.rows().any(|r| r.endpoint_id() == Some(e.id.as_str())))
    {
        diagnostics.error(
            RULE.name,
            endpoint.id.span,
            format!("the endpoint `{}` has no row", *endpoint.id),
            "add its codes, or remove it",
        );
    }
}
