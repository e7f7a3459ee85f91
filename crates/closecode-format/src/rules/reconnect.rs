//! What a protocol's row asks a client to do agrees with itself.

use super::{ProtocolFile, Rule};
use crate::{CodeEntry, Diagnostics, Reconnect, Session};

pub(super) const RULE: Rule = Rule {
    name: "reconnect",
    summary: "a protocol's row says who asks for its answer to reconnect, and delays, attempts and \
              session fit it",
    check,
};

fn check(file: ProtocolFile<'_>, diagnostics: &Diagnostics) {
    file.protocol.rows().for_each(|row| check_row(row, file.is_app, diagnostics));
}

fn check_row(row: &CodeEntry, is_app: bool, diagnostics: &Diagnostics) {
    let report =
        |span, message: String, remedy: &str| diagnostics.error(RULE.name, span, message, remedy);
    let reconnect = row.reconnect.value;
    let span = row.reconnect.span;
    let word = reconnect.as_str();
    // An application that writes the answer down has said so itself.
    if reconnect != Reconnect::Unspecified && row.rule.is_none() && !is_app {
        let remedy = "add `rule = \"...\"`: what the source says about reconnecting; if it says \
                      nothing, write unspecified";
        report(span, format!("`{word}` without the source's rule"), remedy);
    }
    if let (Some(source), None) = (&row.rule_source, &row.rule) {
        report(
            source.span,
            "the source of a rule, and no rule".into(),
            "add `rule = \"...\"`, or remove this",
        );
    }
    let makes_none = matches!(reconnect, Reconnect::Never | Reconnect::FixClient);
    let has_no_delay = matches!(reconnect, Reconnect::Never | Reconnect::Unspecified);
    if let Some(delay) = row.delay.filter(|_| has_no_delay) {
        report(
            delay.span,
            format!("`{word}` with a delay"),
            "remove the delay, or choose an answer that reconnects after it, such as backoff",
        );
    }
    if let Some(attempts) = row.max_attempts {
        if reconnect == Reconnect::Unspecified || (reconnect == Reconnect::Never && *attempts > 0) {
            report(
                attempts.span,
                format!("`{word}` with attempts"),
                "remove max-attempts, or choose an answer that makes attempts, such as backoff",
            );
        } else if *attempts == 0 && !makes_none {
            report(
                attempts.span,
                format!("no attempts, but `{word}` makes some"),
                "use never or fix-client, or allow an attempt",
            );
        }
    }
    if let Some(session) = row.session {
        match (reconnect, session.value) {
            (Reconnect::Resume, Session::New) => {
                report(
                    session.span,
                    "a session is not both resumed and new".into(),
                    "correct reconnect or session",
                );
            }
            (Reconnect::Never, _) => report(
                session.span,
                "`never` with a session".into(),
                "remove it: nobody comes back",
            ),
            _ => {}
        }
    }
}
