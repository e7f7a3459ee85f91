//! The body of a Close frame: the parser says what a second one says, written from RFC 6455 byte by
//! byte, and what it accepts is written as it was read.

#![no_main]

use closecode::RawCode;
use closecode::frame::{CloseFrame, CloseFrameError, MAX_BODY, MAX_FRAME, Reason};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let parsed = CloseFrame::parse(bytes);
    assert_eq!(
        parsed.map(|frame| (frame.sendable().map(|code| code.get()), frame.reason())),
        slow(bytes)
    );
    let lenient = CloseFrame::parse_lenient(bytes);
    match parsed {
        Ok(frame) => {
            let lenient = lenient.unwrap();
            assert_eq!((lenient.code(), lenient.reason()), (frame.code(), frame.reason()));
            assert!(!lenient.is_reason_cut());
            written(frame, bytes);
        }
        Err(error) => {
            assert!(matches!(error.answer().get(), 1002 | 1007));
            assert!(!error.to_string().is_empty());
            if error == CloseFrameError::OneByte {
                assert_eq!(lenient, Err(error));
            } else {
                meant(bytes);
            }
        }
    }
    if let Ok(text) = core::str::from_utf8(bytes) {
        let reason = Reason::truncate(text).as_str();
        // The next character would not have fitted.
        assert!(text.starts_with(reason) && reason.len() <= 123);
        let next = text[reason.len()..].chars().next().map_or(124, char::len_utf8);
        assert!(reason.len() + next > 123);
        assert_eq!(Reason::new(text).is_some(), reason == text);
    }
});

type Said<'a> = Result<(Option<u16>, &'a str), CloseFrameError>;

fn slow(bytes: &[u8]) -> Said<'_> {
    match bytes {
        [] => Ok((None, "")),
        _ if bytes.len() > 125 => Err(CloseFrameError::TooLong { len: bytes.len() }),
        [_] => Err(CloseFrameError::OneByte),
        [high, low, reason @ ..] => {
            let code = u16::from(*high) * 256 + u16::from(*low);
            if !matches!(code, 1000..=1003 | 1007..=1014 | 3000..=4999) {
                return Err(CloseFrameError::IllegalCode { code: RawCode::new(code) });
            }
            let valid_up_to = utf8(reason);
            if valid_up_to < reason.len() {
                return Err(CloseFrameError::InvalidUtf8 { valid_up_to });
            }
            Ok((Some(code), core::str::from_utf8(reason).unwrap()))
        }
    }
}

/// How many bytes are UTF-8, by the table of RFC 3629.
fn utf8(bytes: &[u8]) -> usize {
    let mut at = 0;
    while at < bytes.len() {
        let (length, second) = match bytes[at] {
            0..=0x7F => (1, 0..=0),
            0xC2..=0xDF => (2, 0x80..=0xBF),
            0xE0 => (3, 0xA0..=0xBF),
            0xED => (3, 0x80..=0x9F),
            0xE1..=0xEF => (3, 0x80..=0xBF),
            0xF0 => (4, 0x90..=0xBF),
            0xF1..=0xF3 => (4, 0x80..=0xBF),
            0xF4 => (4, 0x80..=0x8F),
            _ => return at,
        };
        let Some(character) = bytes.get(at..at + length) else { return at };
        if length > 1 && !second.contains(&character[1]) {
            return at;
        }
        if character.iter().skip(2).any(|byte| !(0x80..=0xBF).contains(byte)) {
            return at;
        }
        at += length;
    }
    at
}

/// What was read is written again as it was, in each of the ways, and into a buffer that just fits.
fn written(frame: CloseFrame<'_>, bytes: &[u8]) {
    assert_eq!(frame.body().as_bytes(), bytes);
    let mut buffer = [0xAA; MAX_FRAME];
    assert_eq!(frame.encode_body(&mut buffer[..bytes.len()]).unwrap(), bytes);
    assert_eq!(
        buffer[bytes.len()..],
        [0xAA; MAX_FRAME][bytes.len()..],
        "nothing behind it is written"
    );
    let whole = frame.encode_frame(&mut buffer).unwrap();
    assert_eq!((whole[0], usize::from(whole[1]), &whole[2..]), (0x88, bytes.len(), bytes));
    let key = [0x37, 0xFA, 0x21, bytes.len().to_le_bytes()[0]];
    let whole = frame.encode_masked(key, &mut buffer).unwrap();
    assert_eq!(whole[..2], [0x88, 0x80 | bytes.len().to_le_bytes()[0]]);
    assert_eq!(whole[2..6], key);
    let unmasked = whole[6..].iter().zip(key.iter().cycle()).map(|(byte, key)| byte ^ key);
    assert!(unmasked.eq(bytes.iter().copied()));
    if let Some(less) = bytes.len().checked_sub(1) {
        let error = frame.encode_body(&mut buffer[..less]).unwrap_err();
        assert_eq!(error.needed(), bytes.len());
    }
}

/// A body that breaks the rules: its number, as much of its reason as is UTF-8, and what a relay
/// makes of both is legal.
fn meant(bytes: &[u8]) {
    let frame = CloseFrame::parse_lenient(bytes).unwrap();
    assert_eq!(frame.code().get().to_be_bytes(), bytes[..2]);
    assert_eq!(frame.reason().as_bytes(), &bytes[2..2 + utf8(&bytes[2..])]);
    assert_eq!(frame.is_reason_cut(), utf8(&bytes[2..]) < bytes.len() - 2);
    if let Some(code) = frame.code().for_relay().code() {
        let body = CloseFrame::new(code, Reason::truncate(frame.reason())).body();
        assert!(body.as_bytes().len() <= MAX_BODY);
        assert!(CloseFrame::parse(body.as_bytes()).is_ok());
    }
}
