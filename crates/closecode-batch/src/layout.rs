//! Where the classes lie among the numbers.
//!
//! Everything here is computed while the crate is compiled, from the public lists of the crate
//! `closecode`. So there is no second copy of a fact, and a list that does not have the shape which
//! the arithmetic relies on does not compile.

use closecode::{CloseCode, CodeRange, RawCode};

/// The first registered code.
pub(crate) const FIRST: u16 = CloseCode::ALL[0].get();

/// How many registered codes follow each other without a gap, from the first one on.
const RUN: u16 = {
    let mut run = 0;
    // It ends: some codes are registered beyond a gap.
    while CloseCode::ALL[run as usize].get() == FIRST + run {
        run += 1;
    }
    run
};

/// The class of a number.
#[allow(clippy::cast_possible_truncation)] // There are fewer than 256, as `class` asserts.
pub(crate) const fn class(number: u16) -> u8 {
    RawCode::new(number).classify().index() as u8
}

/// The class of the numbers of a range that are not registered.
pub(crate) const fn rest(range: CodeRange) -> u8 {
    let mut number = *range.numbers().start();
    while RawCode::new(number).known().is_some() {
        number += 1;
    }
    assert!(number <= *range.numbers().end(), "a range has numbers that are not registered");
    class(number)
}

/// The first numbers of the ranges above the first registered code.
const EDGES: [u16; CodeRange::ALL.len() - 2] = {
    let mut edges = [0; CodeRange::ALL.len() - 2];
    assert!(*CodeRange::ALL[1].numbers().start() == FIRST, "one range lies below the first code");
    let mut i = 0;
    while i < edges.len() {
        edges[i] = *CodeRange::ALL[i + 2].numbers().start();
        i += 1;
    }
    edges
};

/// The lower bits that no edge has.
const EDGE_BITS: u32 = {
    let mut all = 0;
    let mut i = 0;
    while i < EDGES.len() {
        all |= EDGES[i];
        i += 1;
    }
    assert!(all.trailing_zeros() > 0, "what is left of a number is a signed number");
    all.trailing_zeros()
};

/// What is subtracted from a number without those bits, so that the edges fit into a signed byte.
const EDGE_MIDDLE: u16 = (EDGES[0] >> EDGE_BITS) + 127;

/// The edges as `range_byte` makes them.
const EDGE_BYTES: [i8; EDGES.len()] = {
    let mut bytes = [0; EDGES.len()];
    let mut i = 0;
    while i < EDGES.len() {
        bytes[i] = range_byte(EDGES[i]);
        assert!(range_byte(EDGES[i] - 1) < bytes[i], "each edge has a byte of its own");
        i += 1;
    }
    bytes
};

/// How many codes are registered beyond the first run.
const FAR: usize = CloseCode::ALL.len() - RUN as usize;

/// The first of them.
const FAR_FIRST: u16 = CloseCode::ALL[RUN as usize].get();

/// Of each its distance from the first one, and how far its class lies above that of its range.
const FAR_CODES: [(i8, u8); FAR] = {
    let mut codes = [(0, 0); FAR];
    let mut i = 0;
    while i < FAR {
        let code = CloseCode::ALL[RUN as usize + i];
        let number = code.get();
        assert!(number - FAR_FIRST < 127, "the distance fits into a byte, and one more number");
        codes[i] = (far_byte(number), class(number) - rest(code.raw().range()));
        i += 1;
    }
    codes
};

/// One more than the distance from the first registered code, 0 below it, and the same for all
/// numbers behind the first run.
#[inline]
#[allow(clippy::cast_possible_truncation)]
pub(crate) const fn near_byte(number: u16) -> u8 {
    const STEPS: u16 = RUN + 1;
    number.saturating_add(u16::MAX - (FIRST - 1 + STEPS)).saturating_sub(u16::MAX - STEPS) as u8
}

/// Tells the ranges apart: each begins at a byte of its own.
#[inline]
#[allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap)]
pub(crate) const fn range_byte(number: u16) -> i8 {
    clamp((number >> EDGE_BITS) as i16 - EDGE_MIDDLE as i16)
}

/// The distance from the first code beyond the first run, if it is small.
#[inline]
#[allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap)]
pub(crate) const fn far_byte(number: u16) -> i8 {
    clamp(number.wrapping_sub(FAR_FIRST) as i16)
}

/// `Ord::clamp` is not `const`. In two steps, which vectors have instructions for.
#[inline]
#[allow(clippy::cast_possible_truncation)]
const fn clamp(number: i16) -> i8 {
    let number = if number < -128 { -128 } else { number };
    let number = if number > 127 { 127 } else { number };
    number as i8
}

/// The class of a number, from three bytes of the number, without a branch, a table or an unsigned
/// compare.
///
/// Classes are in the order of numbers, so each compare that is true counts one up; codes beyond
/// the first run are reached from their range.
#[inline(always)]
#[allow(clippy::inline_always)] // The loops are to be unrolled where the bytes are vectors.
#[allow(clippy::cast_possible_wrap, clippy::cast_sign_loss)]
pub(crate) const fn class_of_bytes(near: u8, range: i8, far: i8) -> u8 {
    let mut class = near;
    let mut i = 0;
    while i < EDGE_BYTES.len() {
        class += (range >= EDGE_BYTES[i]) as u8;
        i += 1;
    }
    i = 0;
    while i < FAR_CODES.len() {
        let (distance, rise) = FAR_CODES[i];
        class += -((far == distance) as i8) as u8 & rise;
        i += 1;
    }
    class
}

/// Proves the arithmetic on both sides of each place where the class changes. Between two of them
/// neither the class nor the result can change.
const _: () = {
    const fn check(number: u16) {
        let bytes = (near_byte(number), range_byte(number), far_byte(number));
        assert!(class_of_bytes(bytes.0, bytes.1, bytes.2) == class(number));
    }
    const fn around(number: u16) {
        check(number.saturating_sub(1));
        check(number);
        check(number.saturating_add(1));
    }
    let mut i = 0;
    while i < CodeRange::ALL.len() {
        around(*CodeRange::ALL[i].numbers().start());
        around(*CodeRange::ALL[i].numbers().end());
        i += 1;
    }
    i = 0;
    while i < CloseCode::ALL.len() {
        around(CloseCode::ALL[i].get());
        i += 1;
    }
};
