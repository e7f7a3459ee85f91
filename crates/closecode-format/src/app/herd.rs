//! A server that restarts closes every connection with the same code in the same moment.

use super::App;
use crate::{Diagnostics, Jitter, ProtocolSender};

const RULE: &str = "herd";

pub(super) fn check(own: &App, diagnostics: &Diagnostics) {
    for (first, _, row) in own.numbered() {
        let Some(jitter) = row.jitter.filter(|jitter| jitter.value == Jitter::None) else {
            continue;
        };
        let is_sent_to_all =
            matches!(row.sender.value, ProtocolSender::Server | ProtocolSender::Either);
        let waits = row.backoff().is_some_and(|backoff| !backoff.max.is_zero());
        if is_sent_to_all && waits {
            diagnostics.warning(
                RULE,
                jitter.span,
                format!(
                    "clients that the server closes with {} together come back in the same moment",
                    *first
                ),
                "remove jitter = \"none\": each client then waits a random time below the delay",
            );
        }
    }
}
