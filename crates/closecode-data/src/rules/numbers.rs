//! Numbers lie where they can.

use super::Rule;
use crate::{Diagnostics, Unchecked};

pub(super) const RULE: Rule = Rule {
    name: "numbers",
    summary: "codes lie in the registry's 1000 to 3999, HTTP statuses in 100 to 599, and gRPC \
              names exist",
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

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    for code in &unchecked.dataset.codes {
        if !(1000..=3999).contains(&*code.code) {
            let message = format!("{} cannot be registered", *code.code);
            diagnostics.error(
                RULE.name,
                code.code.span,
                message,
                "the registry holds 1000 to 3999; private codes belong to a protocol",
            );
        }
        let Some(analogy) = &code.analogy else { continue };
        for status in analogy.http.iter().filter(|s| !(100..=599).contains(&s.value)) {
            diagnostics.error(
                RULE.name,
                status.span,
                format!("{status} is no HTTP status"),
                "HTTP statuses run from 100 to 599",
            );
        }
        for name in analogy.grpc.iter().filter(|n| !GRPC.contains(&n.as_str())) {
            diagnostics.error(
                RULE.name,
                name.span,
                format!("`{name}` is no gRPC status"),
                crate::suggest(name, GRPC),
            );
        }
        if analogy.http.is_empty() && analogy.grpc.is_empty() {
            diagnostics.error(
                RULE.name,
                analogy.span,
                "an analogy without a neighbour",
                "name an HTTP or gRPC status, or remove the table",
            );
        }
    }
}
