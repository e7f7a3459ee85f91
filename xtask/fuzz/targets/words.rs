//! Everything that is read with `FromStr`: what was read is written, and read again, as the same;
//! numbers are those that `u16` reads; case and blanks do not matter where the documentation says
//! so.

#![no_main]

use std::fmt::{Debug, Display};
use std::str::FromStr;

use closecode::protocols::{discord_gateway, graphql_transport_ws};
use closecode::{
    Action, Alert, Authority, Cause, CloseCode, Fault, Jitter, LocalError, Locale, RawCode,
    RetryState, Severity,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    codes(text);
    protocol::<discord_gateway::CloseCode>(text, discord_gateway::CloseCode::get);
    protocol::<graphql_transport_ws::CloseCode>(text, graphql_transport_ws::CloseCode::get);
    exact::<Action>(text);
    exact::<Alert>(text);
    exact::<Authority>(text);
    exact::<Fault>(text);
    exact::<Jitter>(text);
    exact::<LocalError>(text);
    exact::<Severity>(text);
    if let Ok(cause) = text.parse::<Cause>() {
        assert!(!text.contains('+'), "no sign is written before a number: {cause}");
    }
    again::<RetryState>(text);
    locale(text);
});

/// Reads it, writes it and reads that.
fn again<T: FromStr + Display + Debug + PartialEq>(text: &str) -> Option<T> {
    let read = text.parse::<T>().ok()?;
    let written = read.to_string();
    assert!(written.parse::<T>().is_ok_and(|again| again == read), "{text:?} becomes {written:?}");
    Some(read)
}

/// Words are read as they are written, and nothing else is.
fn exact<T: FromStr + Display + Debug + PartialEq>(text: &str) {
    if let Some(word) = again::<T>(text) {
        assert_eq!(word.to_string(), text);
    }
}

fn codes(text: &str) {
    let raw = again::<RawCode>(text);
    assert_eq!(again::<CloseCode>(text), raw.and_then(RawCode::known));
    let trimmed = text.trim_matches(|c: char| c.is_ascii_whitespace());
    if trimmed.bytes().all(|byte| byte.is_ascii_digit()) {
        assert_eq!(raw.map(RawCode::get), trimmed.parse().ok());
    }
    if let Some(raw) = raw {
        for other in [text.to_ascii_uppercase(), text.to_ascii_lowercase(), format!("\t{text} \n")]
        {
            assert_eq!(other.parse(), Ok(raw), "{other:?}");
        }
        // The number counts, and the name must agree with it.
        let digits: String = trimmed.chars().take_while(char::is_ascii_digit).collect();
        assert!(digits.is_empty() || digits.parse() == Ok(raw.get()));
        if let (true, Some(name)) = (digits.is_empty(), raw.name()) {
            assert_eq!(format!("{} {trimmed}", raw.get()).parse(), Ok(raw));
            assert_eq!(format!("{} ({name})", raw.get()).parse(), Ok(raw));
        }
    }
}

fn protocol<T: FromStr + Display + Debug + PartialEq + Copy>(text: &str, get: fn(T) -> u16) {
    let code = again::<T>(text);
    let trimmed = text.trim_matches(|c: char| c.is_ascii_whitespace());
    if let (Some(code), Ok(number)) = (code, trimmed.parse::<u16>()) {
        assert_eq!(get(code), number);
    }
    if let Some(code) = code {
        assert!(text.to_ascii_uppercase().parse::<T>().is_ok_and(|other| other == code));
    }
}

fn locale(text: &str) {
    let found = again::<Locale>(text);
    assert_eq!(found, Locale::from_tag(text));
    assert_eq!(found, Locale::from_tag(&text.to_ascii_uppercase()));
    assert_eq!(found, Locale::from_tag(&text.replace('_', "-")));
    assert_eq!(found, Locale::from_tag(&format!("{text}.UTF-8")));
    assert_eq!(found, Locale::negotiate(["tlh", text]));
    if found.is_some() {
        // What is added to a tag asks for the same language.
        assert!(text.contains(['.', '@']) || Locale::from_tag(&format!("{text}-x-own")) == found);
    }
}
