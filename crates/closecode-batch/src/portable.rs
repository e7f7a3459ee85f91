//! Batches in plain code, for every target.

use closecode::{Class, RawCode};

use crate::class;
use crate::layout::{class_of_bytes, far_byte, near_byte, range_byte};

/// How many codes are classified at once: what the widest common vectors contain.
const STEP: usize = 16;

/// Classes for codes; the slices are equally long, or the shorter one decides.
#[inline]
pub(crate) fn classify(codes: &[u16], classes: &mut [Class]) {
    let mut sources = codes.chunks_exact(STEP);
    let mut targets = classes.chunks_exact_mut(STEP);
    for (source, target) in (&mut sources).zip(&mut targets) {
        step(source, target);
    }
    // A rest goes one by one: the branches of one lookup beat a vector for a few codes.
    for (code, class) in sources.remainder().iter().zip(targets.into_remainder()) {
        *class = RawCode::new(*code).classify();
    }
}

/// Classes for big-endian pairs of bytes.
#[inline]
pub(crate) fn classify_be(bytes: &[u8], classes: &mut [Class]) {
    let mut sources = bytes.chunks_exact(2 * STEP);
    let mut targets = classes.chunks_exact_mut(STEP);
    for (source, target) in (&mut sources).zip(&mut targets) {
        let mut codes = [0; STEP];
        for (code, pair) in codes.iter_mut().zip(source.chunks_exact(2)) {
            *code = u16::from_be_bytes([pair[0], pair[1]]);
        }
        step(&codes, target);
    }
    for (pair, class) in sources.remainder().chunks_exact(2).zip(targets.into_remainder()) {
        *class = RawCode::new(u16::from_be_bytes([pair[0], pair[1]])).classify();
    }
}

/// The classes of one step.
///
/// Numbers become bytes first, in loops of their own that the compiler makes whole vectors of, so
/// that compares and sums take a vector for 16 codes and not two. From one loop, or from `map`, it
/// makes 16 single lookups.
#[inline(always)]
#[allow(clippy::inline_always)] // A call for 16 codes would load every constant again.
fn step(codes: &[u16], classes: &mut [Class]) {
    let mut near = [0; STEP];
    let mut range = [0; STEP];
    let mut far = [0; STEP];
    for (byte, code) in near.iter_mut().zip(codes) {
        *byte = near_byte(*code);
    }
    for (byte, code) in range.iter_mut().zip(codes) {
        *byte = range_byte(*code);
    }
    for (byte, code) in far.iter_mut().zip(codes) {
        *byte = far_byte(*code);
    }
    for (((class, near), range), far) in classes.iter_mut().zip(near).zip(range).zip(far) {
        *class = class::at(class_of_bytes(near, range, far));
    }
}
