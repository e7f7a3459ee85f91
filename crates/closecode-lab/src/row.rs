//! A row: what a program told of a connection, and what the lab saw of it.

use std::borrow::Cow;

use serde_json::{Map, Value};

use crate::play::{Outcome, Reply, Waited};
use crate::way::Way;

/// What a program told, with what the lab saw.
pub(crate) fn joined(mut told: Map<String, Value>, outcome: &Outcome) -> Value {
    let mut reason = None;
    let replies = match &outcome.reply {
        None => Value::Null,
        Some(Reply::None) => "none".into(),
        Some(Reply::Empty) => "empty".into(),
        Some(Reply::Malformed) => "malformed".into(),
        Some(Reply::Code(code, bytes)) => {
            reason = Some(String::from_utf8_lossy(bytes));
            (*code).into()
        }
    };
    if let Some(reason) = reason {
        told.insert("reply_reason".to_owned(), reason.into());
    }
    told.insert("replies".to_owned(), replies);
    let waits = outcome.waited.map(|waited| match waited {
        Waited::Seconds(seconds) => seconds.into(),
        Waited::Longer => "longer".into(),
    });
    told.insert("waits".to_owned(), waits.unwrap_or_default());
    told.insert("refuses".to_owned(), outcome.refused.into());
    Value::Object(told)
}

/// What a program is asked for: the part of an address after the host. A program that closes first
/// finds the number and the length of its reason after a question mark.
pub(crate) fn path(way: &Way) -> Cow<'_, str> {
    let Some(closes) = way.closes else { return way.id.as_str().into() };
    let code = closes.code.map(|code| code.to_string()).unwrap_or_default();
    format!("{}?close={code}&reason={}", way.id, closes.reason_bytes).into()
}
