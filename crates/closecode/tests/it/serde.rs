//! With the feature `serde`, a code is its number, and a number that is no such code is refused.

use std::collections::BTreeMap;

use closecode::{CloseCode, RawCode, SendableCode};
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
