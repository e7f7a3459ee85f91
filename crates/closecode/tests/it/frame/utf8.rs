//! A reason is UTF-8, and an error says where it stops to be.

use closecode::frame::{CloseFrame, CloseFrameError, MAX_REASON};

/// A body with the code 1000.
fn body(reason: &[u8]) -> Vec<u8> {
    [&1000_u16.to_be_bytes(), reason].concat()
}

/// How many bytes of a reason are UTF-8; `None` if all are.
fn error_at(reason: &[u8]) -> Option<usize> {
    match CloseFrame::parse(&body(reason)) {
        Ok(frame) => {
            assert_eq!(frame.reason().as_bytes(), reason);
            None
        }
        Err(CloseFrameError::InvalidUtf8 { valid_up_to }) => {
            assert_eq!(CloseFrame::parse(&body(reason)).map_err(|e| e.answer().get()), Err(1007));
            Some(valid_up_to)
        }
        Err(error) => panic!("{error:?}"),
    }
}

/// The edges of the table of well-formed sequences: RFC 3629 section 4.
#[test]
fn the_edges_of_rfc_3629() {
    let well_formed: [&[u8]; 14] = [
        &[0x00],
        &[0x7f],
        &[0xc2, 0x80],
        &[0xdf, 0xbf],
        &[0xe0, 0xa0, 0x80],
        &[0xe1, 0x80, 0x80],
        &[0xec, 0xbf, 0xbf],
        &[0xed, 0x9f, 0xbf],
        &[0xee, 0x80, 0x80],
        &[0xef, 0xbf, 0xbf],
        &[0xf0, 0x90, 0x80, 0x80],
        &[0xf1, 0x80, 0x80, 0x80],
        &[0xf3, 0xbf, 0xbf, 0xbf],
        &[0xf4, 0x8f, 0xbf, 0xbf],
    ];
    for character in well_formed {
        assert_eq!(error_at(character), None, "{character:x?}");
        let long = [&[b'x'; MAX_REASON][character.len()..], character].concat();
        assert_eq!(error_at(&long), None, "{character:x?} at the end");
        // Without its last byte the character is cut short.
        if let [head @ .., _] = long.as_slice() {
            let is_ascii = character.len() == 1;
            assert_eq!(error_at(head), (!is_ascii).then_some(MAX_REASON - character.len()));
        }
    }
    let ill_formed: [(&str, &[u8]); 14] = [
        ("a byte of the middle", &[0x80]),
        ("a byte of the middle, the last", &[0xbf]),
        ("overlong, two bytes", &[0xc0, 0xaf]),
        ("overlong, two bytes, the last", &[0xc1, 0xbf]),
        ("overlong, three bytes", &[0xe0, 0x80, 0xaf]),
        ("overlong, three bytes, the last", &[0xe0, 0x9f, 0xbf]),
        ("the first surrogate", &[0xed, 0xa0, 0x80]),
        ("the last surrogate", &[0xed, 0xbf, 0xbf]),
        ("overlong, four bytes", &[0xf0, 0x80, 0x80, 0xaf]),
        ("overlong, four bytes, the last", &[0xf0, 0x8f, 0xbf, 0xbf]),
        ("above U+10FFFF", &[0xf4, 0x90, 0x80, 0x80]),
        ("a first byte of no sequence", &[0xf5, 0x80, 0x80, 0x80]),
        ("five bytes", &[0xf8, 0x88, 0x80, 0x80, 0x80]),
        ("a byte that never occurs", &[0xff]),
    ];
    for (what, bytes) in ill_formed {
        assert_eq!(error_at(bytes), Some(0), "{what}");
    }
}

/// Offsets count from the first byte of the reason, and a character that is cut or broken does not
/// count.
#[test]
fn every_wrong_byte_at_every_place() {
    for place in 0..MAX_REASON {
        let mut reason = [b'x'; MAX_REASON];
        for byte in 0x80..=u8::MAX {
            reason[place] = byte;
            assert_eq!(error_at(&reason), Some(place), "{byte:#x}");
        }
    }
    for (at, reason) in
        [(0, "é日🚧"), (2, "é日🚧"), (5, "é日🚧")].map(|(at, text)| (at, text.as_bytes()))
    {
        let mut reason = reason.to_vec();
        // The byte after the first one of each character.
        reason[at + 1] = b'x';
        assert_eq!(error_at(&reason), Some(at));
    }
}

/// What looks at several bytes at once must see those that all have the same bits.
#[test]
fn every_byte_alone_at_every_length() {
    for byte in 0..=u8::MAX {
        for length in 1..=MAX_REASON {
            let expected = (!byte.is_ascii()).then_some(0);
            assert_eq!(error_at(&[byte; MAX_REASON][..length]), expected, "{length} of {byte:#x}");
        }
    }
}

#[test]
fn a_reason_is_borrowed_and_not_copied() {
    let body = body("é日🚧".as_bytes());
    let frame = CloseFrame::parse(&body).expect("a legal body");
    assert_eq!(frame.reason().as_ptr(), body[2..].as_ptr());
}

/// What comes after the body in the same memory is not looked at.
#[test]
fn what_follows_the_body_does_not_matter() {
    let text = "a façade of 日本 🚧 signs";
    for length in (0..=text.len()).filter(|length| text.is_char_boundary(*length)) {
        let mut memory = [0xff; 64];
        memory[..2].copy_from_slice(&1000_u16.to_be_bytes());
        memory[2..2 + length].copy_from_slice(&text.as_bytes()[..length]);
        let frame = CloseFrame::parse(&memory[..2 + length]).expect("a legal body");
        assert_eq!(frame.reason(), &text[..length]);
    }
}
