//! Batches with AVX2, 32 codes at a step.
//!
//! A step looks up the range by the upper nibble of a product, and 16 numbers around registered
//! codes by their distance from the first of them, with byte shuffles. `tables.rs` computes the
//! tables.
//! Exclusive or turns the one into the other.
//!
//! Nearly all codes lie in the first of these windows. So a step looks into that one alone and
//! notes whether a code may lie in another; only then is the step done again, with all of them.
//!
//! # Why this is sound
//!
//! * Every function with `target_feature` is called from the four functions below, past
//!   `is_x86_feature_detected!`, or from another such function.
//! * Memory is touched in two files. `load.rs` reads: the codes, and arrays of the crate's own.
//!   `classify.rs` writes. Each says which bytes it touches, and its caller shows that they lie in
//!   a slice. Both allow any alignment. The slices of codes and classes do not overlap, because one
//!   is borrowed mutably.
//! * A `Class` is a byte from 0 to `Class::COUNT - 1`, as `class.rs` proves. `tables.rs` proves,
//!   while the crate is compiled, that no step can store any other byte.
//!
//! `tests/batch.rs` compares these functions with the lookup of one code at every length and
//! alignment, and `cargo xtask test memory` runs them under a memory checker, on buffers that end
//! where the slices end.

// From Rust 1.87 on most intrinsics are safe to call here; before, all are unsafe.
#![allow(unused_unsafe)]

mod classify;
mod count;
mod load;
mod lookup;
mod tables;
mod tally;

use closecode::Class;

/// Codes in a step: two vectors of 16.
const STEP: usize = 32;

/// Bytes in a step.
const STEP_BYTES: usize = 2 * STEP;

/// Writes the classes and returns true, or does nothing: there are too few codes, or the processor
/// has no AVX2.
#[inline]
pub(crate) fn classify(codes: &[u16], classes: &mut [Class]) -> bool {
    if codes.len() < STEP || codes.len() != classes.len() || !std::is_x86_feature_detected!("avx2")
    {
        return false;
    }
    // SAFETY: the processor has AVX2, and there are two bytes at `codes` for each class.
    unsafe { classify::steps::<false>(codes.as_ptr().cast(), classes) };
    true
}

/// The same from big-endian pairs of bytes.
#[inline]
pub(crate) fn classify_be(bytes: &[u8], classes: &mut [Class]) -> bool {
    if classes.len() < STEP
        || bytes.len() / 2 != classes.len()
        || !std::is_x86_feature_detected!("avx2")
    {
        return false;
    }
    // SAFETY: the processor has AVX2, and there are two bytes at `bytes` for each class.
    unsafe { classify::steps::<true>(bytes.as_ptr(), classes) };
    true
}

/// Adds the classes of all codes but the last few to the counts, and returns those few; all of them
/// without AVX2.
pub(crate) fn count<'a>(codes: &'a [u16], counts: &mut [u64; Class::COUNT]) -> &'a [u16] {
    let blocks = codes.len() / (STEP * count::BLOCK);
    if blocks == 0 || !can_count() {
        return codes;
    }
    // SAFETY: the processor has AVX2 and `popcnt`, and so many blocks lie in `codes`.
    unsafe { count::blocks::<false>(codes.as_ptr().cast(), blocks, counts) };
    &codes[blocks * STEP * count::BLOCK..]
}

/// The same from big-endian pairs of bytes.
pub(crate) fn count_be<'a>(bytes: &'a [u8], counts: &mut [u64; Class::COUNT]) -> &'a [u8] {
    let blocks = bytes.len() / (STEP_BYTES * count::BLOCK);
    if blocks == 0 || !can_count() {
        return bytes;
    }
    // SAFETY: the processor has AVX2 and `popcnt`, and so many blocks lie in `bytes`.
    unsafe { count::blocks::<true>(bytes.as_ptr(), blocks, counts) };
    &bytes[blocks * STEP_BYTES * count::BLOCK..]
}

fn can_count() -> bool {
    std::is_x86_feature_detected!("avx2") && std::is_x86_feature_detected!("popcnt")
}

#[cfg(test)]
mod tests {
    use std::vec;

    use super::*;

    /// What no other test sees: plain code gives the same answers, and takes longer.
    #[test]
    fn vectors_are_used_where_the_processor_has_them() {
        let has_avx2 = std::is_x86_feature_detected!("avx2");
        let none = closecode::RawCode::new(0).classify();
        for length in [0, STEP - 1, STEP, STEP + 1, 1000] {
            let codes = vec![1006_u16; length];
            let bytes = vec![3_u8; 2 * length];
            let mut classes = vec![none; length];
            let is_used = has_avx2 && length >= STEP;
            assert_eq!(classify(&codes, &mut classes), is_used, "{length}");
            assert_eq!(classify_be(&bytes, &mut classes), is_used, "{length}");
            let mut more = vec![none; length + 1];
            assert!(!classify(&codes, &mut more) && !classify_be(&bytes, &mut more));
        }
        let counts_with_vectors = has_avx2 && std::is_x86_feature_detected!("popcnt");
        let block = STEP * count::BLOCK;
        for length in [0, block - 1, block, block + 1, 3 * block + 7] {
            let mut counts = [0; Class::COUNT];
            let left = if counts_with_vectors { length % block } else { length };
            assert_eq!(count(&vec![1006; length], &mut counts).len(), left, "{length}");
            assert_eq!(count_be(&vec![3; 2 * length], &mut counts).len(), 2 * left, "{length}");
            assert_eq!(counts.iter().sum::<u64>(), 2 * (length - left) as u64, "{length}");
        }
    }
}
