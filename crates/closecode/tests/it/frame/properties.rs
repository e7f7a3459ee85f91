//! Laws of the frame module, on bodies and texts that nobody thought of.

use closecode::SendableCode;
use closecode::frame::{CloseFrame, CloseFrameError, MAX_FRAME, MAX_REASON, Reason};
use proptest::collection::vec;
use proptest::prelude::*;

/// A code that is allowed in a frame.
fn codes() -> impl Strategy<Value = SendableCode> {
    prop_oneof![1000..=1003_u16, 1007..=1014_u16, 3000..=4999_u16]
        .prop_map(|code| SendableCode::new(code).expect("a legal code"))
}

/// Texts of all scripts: about as often ASCII as not, some longer than a reason.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ -~]{0,140}",
        vec(any::<char>(), 0..140).prop_map(String::from_iter),
        ("[ -~]{0,123}", "\\PC{0,10}").prop_map(|(ascii, other)| ascii + &other),
    ]
}

/// Bytes that are nearly a text: some are replaced, the end is lost.
fn damaged() -> impl Strategy<Value = Vec<u8>> {
    (texts(), vec((any::<prop::sample::Index>(), any::<u8>()), 0..4), any::<prop::sample::Index>())
        .prop_map(|(text, changes, end)| {
            let mut bytes = text.into_bytes();
            for (at, byte) in changes {
                if !bytes.is_empty() {
                    let at = at.index(bytes.len());
                    bytes[at] = byte;
                }
            }
            bytes.truncate(end.index(MAX_REASON + 1));
            bytes
        })
}

/// A body with a legal code, and what the RFC and core say about it.
fn judged(code: SendableCode, reason: &[u8]) -> Result<(SendableCode, &str), CloseFrameError> {
    let text = core::str::from_utf8(reason)
        .map_err(|error| CloseFrameError::InvalidUtf8 { valid_up_to: error.valid_up_to() })?;
    Ok((code, text))
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 2000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn what_is_encoded_is_parsed_again(code in codes(), text in texts(), key in any::<[u8; 4]>()) {
        let frame = CloseFrame::new(code, Reason::truncate(&text));
        let body = frame.body();
        prop_assert_eq!(CloseFrame::parse(body.as_bytes()), Ok(frame));
        let mut memory = [0; MAX_FRAME];
        prop_assert_eq!(CloseFrame::parse(frame.encode_body(&mut memory).unwrap()), Ok(frame));
        let mut memory = [0; MAX_FRAME];
        let encoded = frame.encode_frame(&mut memory).unwrap();
        prop_assert_eq!(CloseFrame::parse(&encoded[2..]), Ok(frame));
        let mut memory = [0; MAX_FRAME];
        let masked = &mut frame.encode_masked(key, &mut memory).unwrap()[6..];
        masked.iter_mut().zip(key.iter().cycle()).for_each(|(byte, key)| *byte ^= key);
        prop_assert_eq!(CloseFrame::parse(masked), Ok(frame));
    }

    #[test]
    fn what_is_parsed_is_encoded_again(
        body in vec(any::<u8>(), 0..130),
        code in codes(),
        reason in damaged(),
    ) {
        for body in [body, [&code.to_be_bytes()[..], &reason].concat()] {
            if let Ok(frame) = CloseFrame::parse(&body) {
                let encoded = frame.body();
                prop_assert_eq!(encoded.as_bytes(), &body);
            }
        }
    }

    #[test]
    fn a_truncated_text_is_the_longest_prefix_that_fits(text in texts()) {
        let reason = Reason::truncate(&text).as_str();
        let mut ends = (0..=text.len().min(MAX_REASON)).rev();
        let longest = ends.find(|end| text.is_char_boundary(*end)).unwrap();
        prop_assert_eq!(reason, &text[..longest]);
        prop_assert_eq!(Reason::truncate(reason).as_str(), reason);
        prop_assert_eq!(Reason::new(&text).is_some(), reason == text);
    }

    #[test]
    fn a_reason_is_valid_if_it_is_utf8(
        code in codes(),
        random in vec(any::<u8>(), 0..=MAX_REASON),
        near in damaged(),
    ) {
        for reason in [random, near] {
            let body = [&code.to_be_bytes()[..], &reason].concat();
            let parsed = CloseFrame::parse(&body);
            let parsed = parsed.map(|frame| (frame.sendable().unwrap(), frame.reason()));
            prop_assert_eq!(parsed, judged(code, &reason));
        }
    }

    #[test]
    fn lenient_gives_the_code_and_the_longest_valid_prefix(
        body in vec(any::<u8>(), 2..200),
        near in damaged(),
    ) {
        for body in [[&body[..2], &near].concat(), body] {
            let frame = CloseFrame::parse_lenient(&body).unwrap();
            let text = core::str::from_utf8(&body[2..]);
            let valid = text.map_or_else(|error| error.valid_up_to(), str::len);
            prop_assert_eq!(frame.code().get(), u16::from_be_bytes([body[0], body[1]]));
            prop_assert_eq!(frame.reason().as_bytes(), &body[2..2 + valid]);
            prop_assert_eq!(frame.is_reason_cut(), valid < body.len() - 2);
        }
    }

    #[test]
    fn lenient_and_strict_agree_on_what_is_legal(code in codes(), reason in texts()) {
        let body = [&code.to_be_bytes()[..], reason.as_bytes()].concat();
        let lenient = CloseFrame::parse_lenient(&body).unwrap();
        if let Ok(frame) = CloseFrame::parse(&body) {
            prop_assert_eq!(lenient.code(), frame.code());
            prop_assert_eq!(lenient.reason(), frame.reason());
            prop_assert!(!lenient.is_reason_cut());
        }
    }
}
