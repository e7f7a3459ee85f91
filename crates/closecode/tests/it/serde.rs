//! With the feature `serde`, a code is its number, and a number that is no such code is refused.

use std::collections::BTreeMap;
use std::time::Duration;

use closecode::{
    Action, Cause, CloseCode, Disconnect, HandshakeStatus, Hint, Limits, LocalError, ProfileRule,
    ProfileTable, Rationale, RawCode, RetryState, SendableCode, Severity, decide,
};
use serde_json::{from_str, json, to_string};

use crate::common::every_code;

fn refusal<T: serde::de::DeserializeOwned + std::fmt::Debug>(json: &str) -> String {
    from_str::<T>(json).expect_err("this is no such code").to_string()
}

#[test]
fn every_number_goes_out_as_a_number_and_comes_back() {
    for raw in every_code() {
        let json = raw.get().to_string();
        assert_eq!(to_string(&raw).expect("a number"), json);
        assert_eq!(from_str::<RawCode>(&json).ok(), Some(raw));
        assert_eq!(from_str::<CloseCode>(&json).ok(), raw.known(), "{raw}");
        assert_eq!(from_str::<SendableCode>(&json).ok(), raw.sendable(), "{raw}");
        assert!(
            raw.known().is_none_or(|code| to_string(&code).expect("a number") == json),
            "{raw}"
        );
        assert!(
            raw.sendable().is_none_or(|code| to_string(&code).expect("a number") == json),
            "{raw}"
        );
    }
}

#[test]
fn codes_stand_in_collections_and_as_keys() {
    let list = [RawCode::new(1000), RawCode::new(4004)];
    assert_eq!(serde_json::to_value(list).expect("numbers"), json!([1000, 4004]));
    assert_eq!(from_str::<Option<SendableCode>>("null").expect("null is no code"), None);
    let counts = BTreeMap::from([(CloseCode::AbnormalClosure, 7), (CloseCode::NormalClosure, 3)]);
    let json = to_string(&counts).expect("a key may be a number");
    assert_eq!(json, r#"{"1000":3,"1006":7}"#);
    assert_eq!(from_str::<BTreeMap<CloseCode, i32>>(&json).expect("what was written"), counts);
    assert!(from_str::<BTreeMap<CloseCode, i32>>(r#"{"4004":1}"#).is_err());
}

#[test]
fn a_number_without_a_name_is_no_registered_code() {
    for number in [0, 999, 1016, 4004, 65535] {
        let message =
            format!("invalid value: integer `{number}`, expected a registered close code");
        assert_eq!(refusal::<CloseCode>(&number.to_string()), message);
    }
}

#[test]
fn a_number_that_may_not_be_sent_is_refused() {
    for number in [0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65535] {
        let message = format!(
            "invalid value: integer `{number}`, \
                 expected a code that is allowed in a Close frame"
        );
        assert_eq!(refusal::<SendableCode>(&number.to_string()), message);
    }
}

#[test]
fn what_is_no_number_of_two_bytes_is_refused_by_every_type() {
    let cases = [
        ("65536", "invalid value: integer `65536`, expected u16"),
        ("-1", "invalid value: integer `-1`, expected u16"),
        ("1000.0", "invalid type: floating point `1000.0`, expected u16"),
        ("\"1000\"", "invalid type: string \"1000\", expected u16"),
        ("\"NormalClosure\"", "invalid type: string \"NormalClosure\", expected u16"),
        ("null", "invalid type: null, expected u16"),
        ("true", "invalid type: boolean `true`, expected u16"),
        ("[1000]", "invalid type: sequence, expected u16"),
        ("{}", "invalid type: map, expected u16"),
        ("", "EOF while parsing a value"),
    ];
    for (json, start) in cases {
        for message in
            [refusal::<RawCode>(json), refusal::<CloseCode>(json), refusal::<SendableCode>(json)]
        {
            assert!(message.starts_with(start), "{json}: {message}");
        }
    }
}

/// The words of every kind, and nothing else.
#[test]
fn a_word_goes_out_as_itself_and_comes_back() {
    for action in [Action::Stop, Action::FixFirst, Action::PauseUntilOnline] {
        let json = to_string(&action).expect("a word");
        assert_eq!(json, format!("\"{action}\""));
        assert_eq!(from_str::<Action>(&json).ok(), Some(action));
    }
    assert_eq!(to_string(&Rationale::LookIntoIt).expect("a word"), "\"look-into-it\"");
    assert!(refusal::<Severity>("\"fatal\"").starts_with("expected one of: info, warning, error"));
    assert!(refusal::<Severity>("3").contains("expected a text"));
}

#[test]
fn a_cause_is_one_word_and_comes_back() {
    let causes = [
        (Cause::Closed(RawCode::new(4004)), "close-4004"),
        (Cause::Handshake(HandshakeStatus::new(0)), "http-0"),
        (Cause::Dns, "dns"),
        (Cause::Tcp, "tcp"),
        (Cause::Tls, "tls"),
        (Cause::NotOpened, "not-opened"),
        (LocalError::MessageTooBig.into(), "local-message-too-big"),
    ];
    for (cause, word) in causes {
        assert_eq!(to_string(&cause).expect("a word"), format!("\"{word}\""));
        assert_eq!(from_str::<Cause>(&format!("\"{word}\"")).ok(), Some(cause));
    }
    let bad = ["close-65536", "close-", "close", "http--1", "local-dns", "DNS", "1006", ""];
    // `u16::from_str` reads a sign.
    for bad in bad.into_iter().chain(["close-+1006", "http-+503"]) {
        assert_eq!(
            bad.parse::<Cause>().unwrap_err().to_string(),
            "not a cause as closecode writes it"
        );
    }
}

/// What a log gets: one flat record, with the fields that there are.
#[test]
fn a_decision_is_a_flat_record() {
    const TABLE: ProfileTable =
        ProfileTable::new(&[(4004..=4004, ProfileRule::new(Action::Stop).named("Kicked"))])
            .named("Our chat");
    let record = |disconnect: Disconnect| {
        serde_json::to_value(decide(&disconnect, u32::MAX)).expect("a record")
    };
    assert_eq!(
        record(Disconnect::from(RawCode::new(4004)).profile_table(&TABLE)),
        json!({
            "action": "stop", "delay_ms": null, "rationale": "profile", "cause": "close-4004",
            "cause_label": "private_use", "severity": "warning", "attempts": 0, "code": 4004,
            "code_name": "Kicked",
            "product": "Our chat",
        })
    );
    assert_eq!(
        record(Disconnect::from(HandshakeStatus::new(503))),
        json!({
            "action": "reconnect", "delay_ms": 5000, "rationale": "policy", "cause": "http-503",
            "cause_label": "http_503", "severity": "warning", "attempts": 1, "status": 503,
        })
    );
    assert_eq!(
        record(Disconnect::new(Cause::Dns).online(false)),
        json!({
            "action": "pause-until-online", "delay_ms": null, "rationale": "offline",
            "cause": "dns", "cause_label": "dns", "severity": "warning", "attempts": 1,
        })
    );
    let long = Disconnect::new(Cause::Dns)
        .hint(Hint::new().retry_after(Duration::MAX))
        .limits(Limits::new().max_delay(Duration::MAX));
    assert_eq!(record(long)["delay_ms"], u64::MAX);
}

#[test]
fn a_retry_state_survives_a_file() {
    let lost = Disconnect::new(Cause::Dns);
    let state = decide(&lost, 7).retry_state;
    let json = to_string(&state).expect("a text");
    assert_eq!(json, format!("\"{state}\""));
    assert_eq!(from_str::<RetryState>(&json).ok(), Some(state));
    assert!(refusal::<RetryState>("\"1 2 3\"").starts_with("not a retry state"));
}
