//! Bodies of Close frames: every code, every length, every form, by hand.

use std::panic::{RefUnwindSafe, UnwindSafe};

use closecode::frame::{
    BufferTooSmallError, CloseBody, CloseFrame, CloseFrameError, LenientFrame, MAX_BODY, MAX_FRAME,
    MAX_REASON, Reason,
};
use closecode::{RawCode, SendableCode};

use crate::common::every_code;

const NORMAL: SendableCode = SendableCode::NORMAL_CLOSURE;

/// A body with the code 1000.
fn body(reason: &[u8]) -> Vec<u8> {
    [&[0x03, 0xe8], reason].concat()
}

/// Code, reason and whether it was cut, or the error.
fn lenient(body: &[u8]) -> Result<(u16, &str, bool), CloseFrameError> {
    let parts =
        |frame: LenientFrame<'_>| (frame.code().get(), frame.reason().len(), frame.is_reason_cut());
    // A second reading of the same bytes gives the reason the lifetime of the body.
    let frame = CloseFrame::parse_lenient(body)?;
    assert_eq!(CloseFrame::parse_lenient(body).map(parts), Ok(parts(frame)));
    Ok((frame.code().get(), frame.reason(), frame.is_reason_cut()))
}

#[test]
fn an_empty_body_is_1005_and_comes_back_empty() {
    let frame = CloseFrame::parse(b"").unwrap();
    assert_eq!((frame.code().get(), frame.sendable(), frame.reason()), (1005, None, ""));
    assert_eq!((frame, CloseFrame::default()), (CloseFrame::EMPTY, CloseFrame::EMPTY));
    assert_eq!(frame.body().as_bytes(), b"");
    assert_eq!(lenient(b""), Ok((1005, "", false)));
}

#[test]
fn no_single_byte_is_a_body() {
    for byte in 0..=u8::MAX {
        assert_eq!(CloseFrame::parse(&[byte]), Err(CloseFrameError::OneByte));
        assert_eq!(lenient(&[byte]), Err(CloseFrameError::OneByte));
    }
    assert_eq!(CloseFrameError::OneByte.answer().get(), 1002);
}

#[test]
fn of_all_bodies_of_two_bytes_those_that_may_stand_in_a_frame_pass() {
    for code in every_code() {
        let bytes = code.get().to_be_bytes();
        let legal = matches!(code.get(), 1000..=1003 | 1007..=1014 | 3000..=4999);
        match CloseFrame::parse(&bytes) {
            Ok(frame) => {
                assert!(legal, "{code}");
                assert_eq!(
                    (frame.code(), frame.sendable(), frame.reason()),
                    (code, code.sendable(), "")
                );
                assert_eq!(frame.body().as_bytes(), bytes);
            }
            Err(error) => {
                assert!(!legal, "{code}");
                assert_eq!(error, CloseFrameError::IllegalCode { code });
                assert_eq!(error.answer().get(), 1002);
            }
        }
        assert_eq!(lenient(&bytes), Ok((code.get(), "", false)));
    }
}

#[test]
fn a_body_of_up_to_125_bytes_passes() {
    for len in 0..=130 {
        let text = "x".repeat(len);
        let bytes = body(text.as_bytes());
        if len <= MAX_REASON {
            assert_eq!(
                CloseFrame::parse(&bytes),
                Ok(CloseFrame::new(NORMAL, Reason::new(&text).unwrap())),
                "{len}"
            );
        } else {
            let error = CloseFrameError::TooLong { len: len + 2 };
            assert_eq!((CloseFrame::parse(&bytes), error.answer().get()), (Err(error), 1002));
        }
        assert_eq!(lenient(&bytes), Ok((1000, text.as_str(), false)));
    }
}

#[test]
fn a_reason_that_is_not_utf8_says_where() {
    for len in 0..MAX_REASON {
        for bad in [
            &b"\xff"[..],
            b"\xc3",
            b"\xe2\x82",
            b"\xf0\x9f\x9a",
            b"\xed\xa0\x80",
            b"\xc0\xaf",
            b"\xf4\x90\x80\x80",
        ] {
            let text = "y".repeat(len);
            let bytes = body(&[text.as_bytes(), bad].concat());
            if bytes.len() > MAX_BODY {
                continue;
            }
            let error = CloseFrameError::InvalidUtf8 { valid_up_to: len };
            assert_eq!(
                (CloseFrame::parse(&bytes), error.answer().get()),
                (Err(error), 1007),
                "{len} {bad:x?}"
            );
            assert_eq!(lenient(&bytes), Ok((1000, text.as_str(), true)), "{len} {bad:x?}");
        }
    }
}

#[test]
fn of_several_faults_the_first_is_told() {
    let parse = |code: u16, reason: &[u8]| {
        CloseFrame::parse(&[&code.to_be_bytes(), reason].concat()).unwrap_err()
    };
    assert_eq!(parse(1006, b"\xff"), CloseFrameError::IllegalCode { code: RawCode::new(1006) });
    assert_eq!(parse(1006, &[0xff; 124]), CloseFrameError::TooLong { len: 126 });
    assert_eq!(lenient(&[0xff; 200]), Ok((65535, "", true)));
}

#[test]
fn a_text_is_cut_before_the_character_that_does_not_fit() {
    // The number of bytes before a character of 1, 2, 3 and 4 bytes.
    for (character, width) in [('a', 1), ('é', 2), ('日', 3), ('🚧', 4)] {
        assert_eq!(character.len_utf8(), width);
        for before in 110..=130 {
            let text = "-".repeat(before)
                + &character.to_string()
                + "tail that is lost if there is no room for it";
            let reason = Reason::truncate(&text).as_str();
            let expected = match before {
                124.. => MAX_REASON,
                _ if before + width > MAX_REASON => before,
                _ => MAX_REASON,
            };
            assert_eq!(reason.len(), expected, "{character} after {before}");
            assert!(text.starts_with(reason));
        }
    }
    // As the type says: a flag is two characters, and they are parted.
    let text = "-".repeat(119) + "🇮🇩";
    assert_eq!(Reason::truncate(&text).as_str(), "-".repeat(119) + "🇮");
}

#[test]
fn what_fits_is_not_cut() {
    for len in 0..=MAX_REASON {
        let text = "x".repeat(len);
        assert_eq!(Some(Reason::truncate(&text)), Reason::new(&text));
    }
    assert_eq!(Reason::new(&"x".repeat(MAX_REASON + 1)), None);
    assert_eq!(Reason::new(&"é".repeat(62)), None);
    assert_eq!((Reason::default(), Reason::EMPTY.as_ref()), (Reason::EMPTY, ""));
    assert_eq!(format!("[{:>4}]", Reason::truncate("bye")), "[ bye]");
}

/// One way to write a frame: how many bytes were written, or how many are needed.
type Encode<'a> = &'a dyn Fn(&mut [u8]) -> Result<usize, usize>;

/// The header and the mask by the letter of RFC 6455 sections 5.2 and 5.3.
fn by_hand(key: Option<[u8; 4]>, body: &[u8]) -> Vec<u8> {
    let mut frame = vec![0b1000_1000, u8::try_from(body.len()).expect("a short body")];
    let Some(key) = key else {
        frame.extend(body);
        return frame;
    };
    frame[1] |= 0b1000_0000;
    frame.extend(key);
    frame.extend(body.iter().enumerate().map(|(i, byte)| byte ^ key[i % 4]));
    frame
}

#[test]
fn each_form_is_written_as_the_standard_draws_it_and_only_if_it_fits() {
    let key = [0x37, 0xfa, 0x21, 0x3d];
    let text = "z".repeat(MAX_REASON);
    let reasons = (0..=MAX_REASON).map(|len| Reason::new(&text[..len]).unwrap());
    let frames = reasons
        .map(|reason| CloseFrame::new(SendableCode::of::<4999>(), reason))
        .chain([CloseFrame::EMPTY]);
    for frame in frames {
        let body = frame.body();
        let code = frame.sendable().map(SendableCode::to_be_bytes);
        assert_eq!(
            body.as_bytes(),
            [code.as_ref().map_or(&[][..], |code| code), frame.reason().as_bytes()].concat()
        );
        let written = |result: Result<&mut [u8], BufferTooSmallError>| {
            result.map(|out| out.len()).map_err(BufferTooSmallError::needed)
        };
        let forms: [(Vec<u8>, Encode<'_>); 3] = [
            (body.as_bytes().to_vec(), &|out| written(frame.encode_body(out))),
            (by_hand(None, body.as_ref()), &|out| written(frame.encode_frame(out))),
            (by_hand(Some(key), body.as_ref()), &|out| written(frame.encode_masked(key, out))),
        ];
        for (expected, encode) in forms {
            let needed = expected.len();
            let mut exact = vec![0; needed];
            assert_eq!((encode(&mut exact), &exact), (Ok(needed), &expected));
            let mut large = [0xaa; MAX_FRAME + 1];
            assert_eq!((encode(&mut large), &large[..needed]), (Ok(needed), expected.as_slice()));
            assert!(
                large[needed..].iter().all(|byte| *byte == 0xaa),
                "bytes past the frame are left alone"
            );
            if let Some(short) = needed.checked_sub(1) {
                let mut small = vec![0xaa; short];
                assert_eq!(encode(&mut small), Err(needed));
                assert!(small.iter().all(|byte| *byte == 0xaa), "nothing is written");
            }
        }
    }
}

#[test]
fn a_constant_can_hold_every_step() {
    const REASON: Reason<'_> = Reason::truncate(
        "サーバーは更新のため再起動します。サーバーは更新のため再起動します。サーバーは更新のため再起動します。",
    );
    const BODY: CloseBody = CloseFrame::new(NORMAL, REASON).body();
    const BYTES: &[u8] = BODY.as_bytes();
    const FRAME: Result<CloseFrame<'_>, CloseFrameError> = CloseFrame::parse(BYTES);
    const LENIENT: Result<LenientFrame<'_>, CloseFrameError> =
        CloseFrame::parse_lenient(b"\x03\xe8caf\xe9");
    const ANSWER: Result<CloseFrame<'_>, CloseFrameError> = CloseFrame::parse(b"\x03\xe8caf\xe9");
    assert_eq!(FRAME, Ok(CloseFrame::new(NORMAL, REASON)));
    assert_eq!((REASON.as_str().len(), BYTES.len()), (123, 125));
    assert_eq!((LENIENT.unwrap().reason(), ANSWER.unwrap_err().answer().get()), ("caf", 1007));
    assert_eq!(
        format!("{:?}", CloseFrame::new(NORMAL, Reason::EMPTY).body()),
        "CloseBody([3, 232])"
    );
}

#[test]
fn errors_say_what_is_wrong() {
    let parse = |body: &[u8]| CloseFrame::parse(body).unwrap_err().to_string();
    assert_eq!(parse(&[0]), "the body of a Close frame is one byte, too short for a code");
    assert_eq!(parse(&[0; 126]), "the body of a Close frame is 126 bytes, more than 125");
    assert_eq!(parse(&[3, 0xed]), "1005 is not allowed in a Close frame");
    assert_eq!(parse(&body(b"ab\xff")), "the reason of a Close frame is not UTF-8 after 2 bytes");
    assert_eq!(
        CloseFrame::EMPTY.encode_frame(&mut []).unwrap_err().to_string(),
        "the buffer is too small: 2 bytes are needed"
    );
}

#[cfg(feature = "std")]
#[test]
fn errors_travel_as_io_errors() {
    use std::io::{Error, ErrorKind};
    let error = Error::from(CloseFrame::parse(&[0]).unwrap_err());
    assert_eq!(
        error.get_ref().and_then(|inner| inner.downcast_ref()),
        Some(&CloseFrameError::OneByte)
    );
    let small = CloseFrame::EMPTY.encode_frame(&mut []).unwrap_err();
    assert_eq!(
        (error.kind(), Error::from(small).kind()),
        (ErrorKind::InvalidData, ErrorKind::InvalidInput)
    );
}

#[test]
fn values_are_small_and_go_anywhere() {
    fn assert<T: Copy + Send + Sync + Unpin + UnwindSafe + RefUnwindSafe + 'static>() {}
    assert::<(CloseFrame<'_>, LenientFrame<'_>, Reason<'_>, CloseBody)>();
    assert::<(CloseFrameError, BufferTooSmallError)>();
    assert_eq!(size_of::<CloseFrame<'_>>(), size_of::<&str>() + size_of::<usize>());
    assert_eq!(size_of::<Result<CloseFrame<'_>, CloseFrameError>>(), size_of::<CloseFrame<'_>>());
    assert_eq!((size_of::<CloseBody>(), size_of::<Reason<'_>>()), (126, size_of::<&str>()));
}
