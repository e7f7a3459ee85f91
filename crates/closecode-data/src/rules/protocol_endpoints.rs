//! A protocol has endpoints, or it has none.

use super::file_name::is_id;
use super::{Rule, report_repeats};
use crate::read::suggest;
use crate::{Draft, Findings, Protocol};

pub(super) const RULE: Rule = Rule {
    name: "protocol-endpoints",
    summary: "the rows of a protocol name an endpoint if it has some, endpoints have unique ids of plain words, and each has a row",
    check,
};

fn check(draft: &Draft, findings: &Findings) {
    for protocol in &draft.dataset.protocols {
        check_ids(protocol, findings);
        // An endpoint or a row that could not be read is not a missing one.
        if draft.is_protocol_whole(protocol) {
            check_rows(protocol, findings);
        }
    }
}

fn check_ids(protocol: &Protocol, findings: &Findings) {
    let ids = || protocol.endpoints.iter().map(|e| &e.id);
    report_repeats(RULE.name, "id", ids(), "ids name Rust modules; choose another", findings);
    for id in ids().filter(|id| !is_id(id)) {
        let remedy = "write words of a to z and digits with hyphens, beginning with a letter: it names a Rust module";
        findings.error(RULE.name, id.place, format!("`{id}` is not an id"), remedy);
    }
}

fn check_rows(protocol: &Protocol, findings: &Findings) {
    let known: Vec<&str> = protocol.endpoints.iter().map(|e| e.id.as_str()).collect();
    for row in protocol.rows() {
        match &row.endpoint {
            Some(endpoint) if known.is_empty() => {
                let message = format!("this protocol has no endpoint `{}`", **endpoint);
                findings.error(
                    RULE.name,
                    endpoint.place,
                    message,
                    "add [[endpoint]] tables, or remove this",
                );
            }
            Some(endpoint) if !known.contains(&endpoint.as_str()) => {
                findings.error(
                    RULE.name,
                    endpoint.place,
                    format!("there is no endpoint `{}`", **endpoint),
                    suggest(endpoint, &known),
                );
            }
            None if !known.is_empty() => {
                let remedy = format!("add `endpoint = ...`: {}", known.join(", "));
                findings.error(
                    RULE.name,
                    row.place,
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
        findings.error(
            RULE.name,
            endpoint.id.place,
            format!("the endpoint `{}` has no row", *endpoint.id),
            "add its codes, or remove it",
        );
    }
}
