//! The frames that the lab reads: a second reader, written from the figure of RFC 6455 section 5.2,
//! finds the same in them, what is read can be written and read again, and the lab reads what the
//! crate writes.

#![no_main]

use std::io;

use closecode::frame::{CloseFrame, MAX_FRAME};
use libfuzzer_sys::fuzz_target;

#[allow(dead_code)] // What only the lab's ways need.
#[path = "../../../crates/closecode-lab/src/frame.rs"]
mod frame;

fuzz_target!(|bytes: &[u8]| {
    let mut rest = bytes;
    // As many frames as there are.
    loop {
        let expected = slow(rest);
        match (frame::read(&mut rest), expected) {
            (Ok(read), Ok((opcode, payload, after))) => {
                assert_eq!((read.opcode, &read.payload), (opcode, &payload));
                assert_eq!(rest, after);
                again(&read);
            }
            (Err(error), Err(kind)) => {
                assert_eq!(error.kind(), kind);
                break;
            }
            (read, expected) => panic!("{read:?}, not {expected:?}"),
        }
    }
    crate_writes(bytes);
});

/// The opcode, the payload and what follows the frame, or the kind of error.
type Slow<'a> = Result<(u8, Vec<u8>, &'a [u8]), io::ErrorKind>;

fn slow(bytes: &[u8]) -> Slow<'_> {
    const CUT: io::ErrorKind = io::ErrorKind::UnexpectedEof;
    let bit = |n: usize| bytes.get(n / 8).map(|byte| byte >> (7 - n % 8) & 1).ok_or(CUT);
    let number = |bits: std::ops::Range<usize>| {
        bits.map(bit).try_fold(0_u64, |all, bit| Ok(all << 1 | u64::from(bit?)))
    };
    let opcode = number(4..8)?;
    let is_masked = bit(8)? == 1;
    let (length, mut at) = match number(9..16)? {
        126 => (number(16..32)?, 4),
        127 => (number(16..80)?, 10),
        short => (short, 2),
    };
    if length > 65_536 {
        return Err(io::ErrorKind::InvalidData);
    }
    let mut key = [0; 4];
    if is_masked {
        key.copy_from_slice(bytes.get(at..at + 4).ok_or(CUT)?);
        at += 4;
    }
    let end = at + usize::try_from(length).unwrap();
    let masked = bytes.get(at..end).ok_or(CUT)?;
    let payload = masked.iter().zip(key.iter().cycle()).map(|(byte, key)| byte ^ key).collect();
    Ok((u8::try_from(opcode).unwrap(), payload, &bytes[end..]))
}

/// A frame that was read, written with and without a mask.
fn again(frame: &frame::Frame) {
    for bytes in [
        frame::unmasked(frame::FIN | frame.opcode, &frame.payload),
        frame::masked(frame::FIN | frame.opcode, &frame.payload),
    ] {
        let mut rest = bytes.as_slice();
        assert_eq!(frame::read(&mut rest).unwrap(), *frame);
        assert!(rest.is_empty());
    }
}

/// The crate's own frames, of which these bytes are the body.
fn crate_writes(bytes: &[u8]) {
    let Ok(close) = CloseFrame::parse(bytes) else { return };
    let mut buffer = [0; MAX_FRAME];
    let expected = frame::Frame { opcode: frame::CLOSE, payload: bytes.to_vec() };
    let mut whole = &*close.encode_frame(&mut buffer).unwrap();
    assert_eq!(frame::read(&mut whole).unwrap(), expected);
    let mut whole = &*close.encode_masked([9, 8, 7, 6], &mut buffer).unwrap();
    assert_eq!(frame::read(&mut whole).unwrap(), expected);
}
