//! The classifier of messages: what it finds is in the text, where it says, and does not depend on
//! the case of letters or on lines before; a text of the table, alone on a line, is found.

#![no_main]

use std::sync::LazyLock;

use closecode::message::{Finding, Origin, classify, texts};
use closecode::{CloseCode, RawCode};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let found = classify(text);
    if let Some(found) = &found {
        inside(text, found);
        sides(found);
    }
    assert_eq!(classify(&text.to_ascii_uppercase()), found, "the case of letters tells nothing");
    // A message is looked for in each line.
    if found.is_some_and(|found| found.implementations().next().is_some()) {
        let below = format!("\n{text}");
        let found = found.unwrap();
        let below = classify(&below).unwrap();
        assert_eq!(below.range(), found.range().start + 1..found.range().end + 1);
        assert_eq!(
            (below.code(), below.status(), below.origin(), below.certainty()),
            (found.code(), found.status(), found.origin(), found.certainty())
        );
    }
    // The slow way: each text, looked for one after the other.
    if found.is_none() {
        let lower = text.to_ascii_lowercase();
        for whole in WHOLE.iter() {
            assert!(!lower.contains(whole), "{whole:?} is in it");
        }
    }
});

/// The texts that have no holes, in lower case.
static WHOLE: LazyLock<Vec<String>> = LazyLock::new(|| {
    let whole = texts().map(|parts| parts.concat().to_ascii_lowercase());
    let whole: Vec<String> = whole.filter(|text| !text.contains('{')).collect();
    assert!(whole.len() > 50, "{}", whole.len());
    whole
});

/// Every place is in the text, between characters, and a number stands where one is said to be.
fn inside(text: &str, found: &Finding) {
    let range = found.range();
    assert!(text.get(range.clone()).is_some_and(|part| !part.is_empty()), "{range:?}");
    let mut numbers = Vec::new();
    for value in found.values() {
        let value = text.get(value).unwrap();
        match value.parse::<u16>() {
            Ok(number) => numbers.push(number),
            Err(_) => assert!(value.parse::<RawCode>().is_ok() || !value.is_empty(), "{value:?}"),
        }
    }
    for number in numbers {
        let codes = [found.code(), found.received(), found.sent()];
        let is_code = codes.into_iter().flatten().any(|code| code == number);
        let is_status = found.status().is_some_and(|status| status.get() == number);
        assert!(is_code || is_status, "{number} is neither a code nor a status: {found:?}");
    }
}

/// Who closed agrees with which codes there are.
fn sides(found: &Finding) {
    let has = (found.received().is_some(), found.sent().is_some());
    match found.origin() {
        Origin::ReceivedThenSent | Origin::SentThenReceived => assert_eq!(has, (true, true)),
        Origin::Received | Origin::Invalid => assert!(!has.1),
        Origin::Sent => assert!(!has.0),
        Origin::NoFrame => {
            assert_eq!(has, (false, false));
            assert!(found.code().is_none_or(|code| {
                !code.is_allowed_in_frame() || found.implementations().next().is_some()
            }));
        }
        _ => assert_eq!(has, (false, false)),
    }
    if found.implementations().next().is_none() && found.origin() == Origin::NoFrame {
        assert!(found.code().is_none_or(|code| code != CloseCode::NormalClosure));
    }
}
