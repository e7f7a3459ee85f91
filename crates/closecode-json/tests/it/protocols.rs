//! Every row about a protocol reaches the document, whole.

use closecode_data::{CodeEntry, Protocol};
use serde_json::{Value, json};

use crate::common::{dataset, generated, list, mini, number, text};

/// What a row says, read from the data key by key.
fn assert_row(json: &Value, row: &CodeEntry, protocol: &Protocol) {
    let said = |text: Option<&closecode_data::Spanned<String>>| {
        text.map_or(Value::Null, |t| json!(t.value))
    };
    let what = format!("{} {}", protocol.id, *row.name);
    assert_eq!(json["name"], row.name.value, "{what}");
    assert_eq!(
        (&json["named"], text(json, "sender")),
        (&json!(row.is_named), row.sender.as_str()),
        "{what}"
    );
    assert_eq!(
        (text(json, "meaning"), text(json, "reconnect")),
        (row.meaning.as_str(), row.reconnect.as_str()),
        "{what}"
    );
    assert_eq!(json["endpoint"], said(row.endpoint.as_ref()), "{what}");
    assert_eq!(
        (&json["rule"], &json["disputed"]),
        (&said(row.rule.as_ref()), &said(row.disputed.as_ref())),
        "{what}"
    );
    assert_eq!(
        (&json["retired"], text(json, "certainty")),
        (&said(row.retired.as_ref()), row.certainty.as_str()),
        "{what}"
    );
    assert_eq!(
        json["max_attempts"],
        row.max_attempts.map_or(Value::Null, |a| json!(a.value)),
        "{what}"
    );
    let first = row.delays.first().copied().or(row.delay);
    assert_eq!(json["delay"].is_object(), first.is_some(), "{what}");
    let steps = row
        .delays
        .iter()
        .map(|step| json!(u64::try_from(step.as_millis()).expect("it is below a day")));
    let shown = json["delay"]["steps_ms"].as_array().cloned().unwrap_or_default();
    assert_eq!(shown, steps.collect::<Vec<_>>(), "{what}");
    if let Some(delay) = first {
        assert_eq!(
            json["delay"]["initial_ms"].as_u64().map(u128::from),
            Some(delay.as_millis()),
            "{what}"
        );
    }
    assert_eq!(json["session"], row.session().map_or(Value::Null, |s| json!(s.as_str())), "{what}");
    let cited: Vec<&str> = list(json, "sources").iter().map(|c| text(c, "source")).collect();
    assert_eq!(cited, row.sources.iter().map(|c| c.id.as_str()).collect::<Vec<_>>(), "{what}");
    let rule_source = row.rule_source.as_ref().map_or(Value::Null, |c| json!(c.id));
    assert_eq!(json["rule_source"]["source"], rule_source, "{what}");
}

#[test]
fn every_row_reaches_the_document() {
    let document = generated("codes.json");
    let data = dataset();
    let protocols = list(&document, "protocols");
    let ids: Vec<&str> = protocols.iter().map(|p| text(p, "id")).collect();
    assert_eq!(ids, data.protocols.iter().map(|p| p.id.as_str()).collect::<Vec<_>>());
    assert!(ids.is_sorted() && !ids.is_empty());
    for (json, protocol) in protocols.iter().zip(&data.protocols) {
        assert_eq!(
            (list(json, "codes").len(), list(json, "ranges").len()),
            (protocol.codes.len(), protocol.ranges.len())
        );
        for (json, code) in list(json, "codes").iter().zip(&protocol.codes) {
            assert_eq!(
                (number(json, "code"), text(json, "ident")),
                (*code.code, code.ident.as_str())
            );
            assert_row(json, &code.row, protocol);
        }
        for (json, range) in list(json, "ranges").iter().zip(&protocol.ranges) {
            assert_eq!((number(json, "first"), number(json, "last")), (*range.first, *range.last));
            assert_row(json, &range.row, protocol);
        }
        assert_eq!(
            json["sources"].as_object().map(serde_json::Map::len),
            Some(protocol.sources.len())
        );
    }
}

/// One row by hand, so that a field cannot land under another's key unseen.
#[test]
fn a_row_of_the_miniature_stands_as_its_file_says() {
    let protocols = serde_json::to_value(closecode_json::build(&mini()).protocols)
        .expect("a tree always serializes");
    let docs = json!({
        "source": "docs",
        "section": "rooms",
        "url": "https://github.com/example/room-docs/blob/0123abc/docs/close%20codes.md",
    });
    let rule_source = json!({
        "source": "client",
        "url": "https://example.com/room-client/connection.ts",
    });
    let expected = json!({
        "code": 4009,
        "ident": "SessionTimedOut",
        "endpoint": "rooms",
        "name": "Session timed out",
        "named": true,
        "sender": "server",
        "meaning": "Nothing came from the client for 30 s.",
        "reconnect": "resume",
        "rule": "The client resumes after 250 ms and waits for up to 10 s.",
        "delay": { "initial_ms": 250, "max_ms": 10_000, "factor": 3, "jitter": "full" },
        "max_attempts": null,
        "session": "resume",
        "sources": [docs],
        "rule_source": rule_source,
        "certainty": "verified",
        "retired": "Struck through in the documentation.",
    });
    assert_eq!(protocols[0]["codes"][2], expected);
    assert_eq!(
        (&protocols[0]["documentation"], &protocols[0]["subprotocol"]),
        (&json!("https://example.com/room-chat"), &json!("room.v1"))
    );
    assert_eq!(
        protocols[1]["ranges"][2]["delay"],
        json!({ "initial_ms": 1000, "max_ms": 5000, "factor": 1, "jitter": "uniform" })
    );
}
