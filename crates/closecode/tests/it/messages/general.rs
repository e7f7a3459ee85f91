//! The ways in which people write a close code, and what looks like one and is none.

use closecode::message::{Certainty, Origin, classify};
use closecode::{Action, Cause, Disconnect, HandshakeStatus, LocalError, RawCode, decide};

/// The code, and how certain it is.
fn code(text: &str) -> Option<u16> {
    let finding = classify(text)?;
    let code = finding.code()?;
    for value in finding.values() {
        assert!(finding.range().contains(&value.start), "{text}");
    }
    Some(code.get())
}

#[test]
fn codes_are_found_however_they_are_written() {
    for (text, wanted) in [
        ("code 1006", 1006),
        ("code=1006", 1006),
        ("error 1006", 1006),
        ("status code 1006", 1006),
        ("wscode 1006", 1006),
        ("ws close 4003", 4003),
        ("close code 4001", 4001),
        ("closed with exit code 1009", 1009),
        ("WebSocket closed: { \"code\": 1011, \"reason\": \"\" }", 1011),
        ("{ \"wasClean\": false, \"code\": 1006 }", 1006),
        ("onClose code=1002", 1002),
        ("closeCode:1001 closeReason:null", 1001),
        ("Connection closed (1012)", 1012),
        ("closed with `4008`", 4008),
        ("1006 (abnormal closure)", 1006),
        ("Policy Violation 1008", 1008),
        ("the browser got CloseEvent code 1015", 1015),
        ("StatusAbnormalClosure", 1006),
        ("(going away)", 1001),
        ("the socket of the websocket: 1008 policy", 1008),
        ("close_reason = LWS_CLOSE_STATUS_GOINGAWAY;", 1001),
        ("the close code: Away", 1001),
        ("close_code::policy_error", 1008),
        ("socket closed with code 2999", 2999),
    ] {
        assert_eq!(code(text), Some(wanted), "{text}");
        assert!(classify(text).unwrap().implementations().len() == 0, "{text}");
        assert!(classify(text).unwrap().certainty() < Certainty::Certain, "{text}");
    }
}

#[test]
fn other_numbers_are_no_codes() {
    for text in [
        "",
        "1006.5",
        "listening on port 4004",
        "connection to 10.0.0.1:4004 closed",
        "closed after 1000 ms",
        "closed 1000 connections",
        "the socket of pid 1006 was closed",
        "Copyright 1999-2001 Close & Co",
        "error at line 1008, column 1",
        "websocket.js:1009:1004",
        "2026-11-30 10:01:00.1006 websocket closed",
        "max_size=1009 websocket",
        "close 10060 close 106",
        "\"set\" \"close\" \"1001\"",
        "conn=1005 fd=12 closed",
        "version 1.1006.3 of the websocket",
        "closed #1006",
        "the close code, away",
        "the close code :::: Away",
        "$1000 closed the deal",
        "HTTP/2 stream 1 was not closed cleanly: INTERNAL_ERROR (err 2)",
    ] {
        assert_eq!(code(text), None, "{text}");
    }
}

#[test]
fn the_text_says_who_sent_the_code() {
    let origin = |text: &str| classify(text).unwrap().origin();
    assert_eq!(origin("the client received close code 1011"), Origin::Received);
    assert_eq!(origin("sending close with code 1011"), Origin::Sent);
    assert_eq!(origin("close code 1011"), Origin::Unknown);
    assert_eq!(origin("closed with code 1006"), Origin::NoFrame);
    assert_eq!(origin("close code 1006, which is invalid"), Origin::Unknown);
}

#[test]
fn handshakes_are_refused_with_a_status() {
    for (text, status) in [
        ("websocket error: unexpected response code 302", Some(302)),
        ("websocket: bad handshake\" status=401", Some(401)),
        ("websocket: bad handshake", None),
        ("connect to ws://a: connection refused", None),
    ] {
        let finding = classify(text).unwrap();
        assert_eq!(finding.origin(), Origin::Refused, "{text}");
        assert_eq!(finding.status().map(HandshakeStatus::get), status, "{text}");
        assert_eq!(finding.code(), None, "{text}");
    }
    assert_eq!(classify("GET / HTTP/1.1 404"), None);
}

/// What is certain is a cause, and what is not says why.
#[test]
fn decisions_take_findings() {
    use closecode::message::NotACauseError as Not;
    let cause = |text: &str| Cause::try_from(classify(text).unwrap());
    let code = |code| Ok(Cause::Closed(RawCode::new(code)));
    assert_eq!(cause("websocket: close 1001 (going away)"), code(1001));
    assert_eq!(cause("websocket: close 1006 (abnormal closure): unexpected EOF"), code(1006));
    assert_eq!(cause("no close frame received or sent"), code(1006));
    let refused = |status| Ok(Cause::Handshake(HandshakeStatus::new(status)));
    assert_eq!(cause("Unexpected server response: 429"), refused(429));
    assert_eq!(cause("websocket: bad handshake"), Ok(Cause::NotOpened));
    let found = |error| Ok(Cause::Local(error));
    assert_eq!(cause("Max payload size exceeded"), found(LocalError::MessageTooBig));
    assert_eq!(
        cause("Invalid WebSocket frame: invalid status code 1006"),
        found(LocalError::ProtocolError)
    );
    assert_eq!(cause("sent 1000 (OK); no close frame received"), Err(Not::ClosedHere));
    assert_eq!(cause("code 1006"), Err(Not::Uncertain));
    let restart = "received 1012 (service restart); then sent 1012 (service restart)";
    let disconnect = Disconnect::try_from(classify(restart).unwrap()).unwrap();
    assert_eq!(decide(&disconnect, 7).action, Action::Reconnect);
}

/// Whatever the text, there is an answer, and it lies inside of the text.
#[test]
fn hostile_texts_are_read() {
    let long = 40_000;
    for scrap in [
        "a",
        "1",
        "{",
        "{code}",
        " ",
        "\n",
        "é",
        "close ",
        "1006",
        "1006 ",
        "code 1006 ",
        "sent 1 (",
        "received 1000 (",
        "websocket: close ",
        "close_code",
        "\u{0}",
        "CLOSE_",
        "code=",
        "::",
        "WebSocket connection to '",
        "frame ",
    ] {
        let text = scrap.repeat(long / scrap.len());
        if let Some(finding) = classify(&text) {
            assert!(text.get(finding.range()).is_some(), "{scrap}");
        }
        let closed = format!("{text}\nwebsocket: close 4000 {text}");
        let finding = classify(&closed).unwrap();
        assert!(closed.get(finding.range()).is_some(), "{scrap}");
    }
}
