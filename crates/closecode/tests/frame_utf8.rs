//! The frame module's own check of UTF-8, held against core's: exhaustive on short sequences at
//! every place that counts.

use closecode::frame::{CloseFrame, CloseFrameError};

/// Whether the parser and core agree on the reason that follows the code in these bytes.
fn agrees(body: &[u8]) -> bool {
    let reason = &body[2..];
    match (CloseFrame::parse(body), core::str::from_utf8(reason)) {
        (Ok(frame), Ok(text)) => {
            frame.reason() == text && frame.reason().as_ptr() == reason.as_ptr()
        }
        (Err(CloseFrameError::InvalidUtf8 { valid_up_to }), Err(error)) => {
            valid_up_to == error.valid_up_to()
        }
        _ => false,
    }
}

/// A body of code 1000 whose reason is all `x`.
fn filled(len: usize) -> [u8; 125] {
    let mut body = [b'x'; 125];
    [body[0], body[1]] = 1000_u16.to_be_bytes();
    body[2 + len..].fill(0xff); // What lies past the reason must not be looked at.
    body
}

/// Lengths on both sides of each size of a load.
const LENGTHS: [usize; 8] = [2, 3, 4, 8, 9, 16, 17, 33];

#[test]
fn every_byte_at_every_place_of_every_length() {
    for len in 1..=123 {
        let mut body = filled(len);
        for at in 0..len {
            for byte in 0..=u8::MAX {
                body[2 + at] = byte;
                assert!(agrees(&body[..2 + len]), "{byte:#x} at {at} of {len}");
            }
            body[2 + at] = b'x';
        }
    }
}

#[test]
fn every_pair_of_bytes_at_every_place_of_lengths_around_a_load() {
    for len in LENGTHS {
        let mut body = filled(len);
        for at in 0..len - 1 {
            // ASCII in the first place is the test above; 0x7f stands for it.
            for first in 0x7f..=u8::MAX {
                for second in 0..=u8::MAX {
                    [body[2 + at], body[3 + at]] = [first, second];
                    assert!(agrees(&body[..2 + len]), "{first:#x} {second:#x} at {at} of {len}");
                }
            }
            [body[2 + at], body[3 + at]] = *b"xx";
        }
    }
}

#[test]
fn every_sequence_of_three_bytes() {
    // With ASCII in the first place they are pairs, once that is seen to be so.
    for (len, at, least) in [(3, 0, 0), (34, 31, 0x80)] {
        let mut body = filled(len);
        for first in least..=u8::MAX {
            for second in 0..=u8::MAX {
                for third in 0..=u8::MAX {
                    body[2 + at..5 + at].copy_from_slice(&[first, second, third]);
                    assert!(
                        agrees(&body[..2 + len]),
                        "{first:#x} {second:#x} {third:#x} at {at} of {len}"
                    );
                }
            }
        }
    }
}

/// Four bytes: all that begin like a character of four, the last two at their edges.
#[test]
fn every_beginning_of_a_character_of_four_bytes() {
    const EDGES: [u8; 12] = [0, b'x', 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc2, 0xff];
    for len in [4, 5, 31, 32, 33, 123] {
        let mut body = filled(len);
        for first in 0xe0..=u8::MAX {
            for second in 0..=u8::MAX {
                for third in EDGES {
                    for fourth in EDGES {
                        body[len - 2..len + 2].copy_from_slice(&[first, second, third, fourth]);
                        assert!(
                            agrees(&body[..2 + len]),
                            "{first:#x} {second:#x} {third:#x} {fourth:#x} at the end of {len}"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn every_character_at_the_end_and_cut_short() {
    let mut body = filled(123);
    for character in '\0'..=char::MAX {
        let width = character.len_utf8();
        let place = &mut body[125 - width..];
        character.encode_utf8(place);
        for cut in 0..width {
            assert!(agrees(&body[..125 - cut]), "{character:?} without {cut} bytes");
        }
        body[121..].fill(b'x');
    }
}

#[test]
fn the_check_does_not_depend_on_alignment() {
    let text =
        "a façade of 日本 🚧 signs, and so on until the reason is as long as one may be".as_bytes();
    let mut memory = [0; 256];
    for offset in 0..64 {
        for len in 0..=text.len() {
            let body = &mut memory[offset..offset + 2 + len];
            body[..2].copy_from_slice(&1000_u16.to_be_bytes());
            body[2..].copy_from_slice(&text[..len]);
            assert!(agrees(body), "{len} bytes at {offset}");
        }
    }
}
