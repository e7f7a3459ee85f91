//! Numbers lie where they can.

use super::Rule;
use crate::{Draft, Findings};

pub(super) const RULE: Rule = Rule {
    name: "numbers",
    summary: "codes lie in the registry's 1000 to 3999, HTTP statuses in 100 to 599, and gRPC names exist",
    check,
};

const GRPC: &[&str] = &[
    "OK",
    "CANCELLED",
    "UNKNOWN",
    "INVALID_ARGUMENT",
    "DEADLINE_EXCEEDED",
    "NOT_FOUND",
    "ALREADY_EXISTS",
    "PERMISSION_DENIED",
    "RESOURCE_EXHAUSTED",
    "FAILED_PRECONDITION",
    "ABORTED",
    "OUT_OF_RANGE",
    "UNIMPLEMENTED",
    "INTERNAL",
    "UNAVAILABLE",
    "DATA_LOSS",
    "UNAUTHENTICATED",
];

fn check(draft: &Draft, findings: &Findings) {
    for code in &draft.dataset.codes {
        if !(1000..=3999).contains(&*code.code) {
            let message = format!("{} cannot be registered", *code.code);
            findings.error(
                RULE.name,
                code.code.place,
                message,
                "the registry holds 1000 to 3999; private codes belong to a protocol",
            );
        }
        let Some(analogy) = &code.analogy else { continue };
        for status in analogy.http.iter().filter(|s| !(100..=599).contains(&s.value)) {
            findings.error(
                RULE.name,
                status.place,
                format!("{status} is no HTTP status"),
                "HTTP statuses run from 100 to 599",
            );
        }
        for name in analogy.grpc.iter().filter(|n| !GRPC.contains(&n.as_str())) {
            findings.error(
                RULE.name,
                name.place,
                format!("`{name}` is no gRPC status"),
                crate::read::suggest(name, GRPC),
            );
        }
        if analogy.http.is_empty() && analogy.grpc.is_empty() {
            findings.error(
                RULE.name,
                analogy.place,
                "an analogy without a neighbour",
                "name an HTTP or gRPC status, or remove the table",
            );
        }
    }
}
