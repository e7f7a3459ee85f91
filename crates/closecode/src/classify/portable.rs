//! Batches in plain code, for every target.

use super::Class;
use crate::RawCode;
use crate::generated::{Kind, lane};

/// How many codes are classified at once: what the widest common vectors hold.
const STEP: usize = 16;

/// Classes for codes; the slices are equally long, or the shorter one decides.
#[inline]
pub(super) fn classify(codes: &[u16], classes: &mut [Class]) {
    let mut sources = codes.chunks_exact(STEP);
    let mut targets = classes.chunks_exact_mut(STEP);
    for (source, target) in (&mut sources).zip(&mut targets) {
        for (code, class) in source.iter().zip(target) {
            *class = in_lane(*code);
        }
    }
    // A rest goes one by one: the branches of one lookup beat a vector for a few codes.
    for (code, class) in sources.remainder().iter().zip(targets.into_remainder()) {
        *class = RawCode::new(*code).classify();
    }
}

/// Classes for big-endian pairs of bytes.
#[inline]
pub(super) fn classify_be(bytes: &[u8], classes: &mut [Class]) {
    let mut sources = bytes.chunks_exact(2 * STEP);
    let mut targets = classes.chunks_exact_mut(STEP);
    for (source, target) in (&mut sources).zip(&mut targets) {
        for (pair, class) in source.chunks_exact(2).zip(target) {
            *class = in_lane(u16::from_be_bytes([pair[0], pair[1]]));
        }
    }
    for (pair, class) in sources.remainder().chunks_exact(2).zip(targets.into_remainder()) {
        *class = RawCode::new(u16::from_be_bytes([pair[0], pair[1]])).classify();
    }
}

/// The class of one code, in a form that becomes a lane of a vector.
#[inline]
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // The clamp is what makes the compiler pack lanes with saturation.
fn in_lane(code: u16) -> Class {
    Class(Kind::at(lane(code).clamp(0, 255) as u8))
}
