//! Codes to classes.

use core::arch::x86_64::{
    __m256i, _mm256_movemask_epi8, _mm256_or_si256, _mm256_permute4x64_epi64, _mm256_setzero_si256,
    _mm256_shuffle_epi8, _mm256_storeu_si256, _mm256_xor_si256,
};

use closecode::Class;

use super::tables::{self, RANGES, WINDOWS};
use super::{STEP, load, lookup};

/// Steps in a round: after them, one test tells whether all codes were where nearly all codes are.
const ROUND: usize = 4;

/// How many steps look into every window once a round has had a code outside of the first: such
/// codes come in company, and classifying a round twice costs more than looking into every window
/// once.
const COMPANY: usize = 16 * ROUND;

/// From how many codes on aligned stores are worth one more step: two rounds.
const ALIGN_FROM: usize = 256;

/// # Safety
///
/// The processor has AVX2, `codes` points to two bytes for each class, and there are at least
/// `STEP` classes.
#[target_feature(enable = "avx2")]
pub(super) unsafe fn steps<const SWAP: bool>(codes: *const u8, classes: &mut [Class]) {
    let length = classes.len();
    let target = classes.as_mut_ptr().cast::<u8>();
    // SAFETY: a step at `i` reads the codes and writes the classes from `i` to `i + STEP`. Both
    // functions do steps while `i + STEP <= length`, and the last step has `i = length - STEP`,
    // which is not negative by the contract.
    unsafe {
        let mut i = 0;
        if length >= ALIGN_FROM {
            // A store across two lines of the cache takes twice the time. So the first step is
            // followed by those of which each fills a whole half of a line.
            whole_step::<SWAP>(codes, target, 0);
            i = target.addr().wrapping_neg() % STEP;
        }
        while i + ROUND * STEP <= length {
            i = near_rounds::<SWAP>(codes, target, i, length);
            i = whole_steps::<SWAP>(codes, target, i, length.min(i + COMPANY * STEP));
        }
        i = whole_steps::<SWAP>(codes, target, i, length);
        // The rest: one more step, which writes some classes a second time.
        if i < length {
            whole_step::<SWAP>(codes, target, length - STEP);
        }
    }
}

/// Does rounds until one has a code that may lie outside of the first window, and returns where
/// that round begins.
///
/// # Safety
///
/// The processor has AVX2; `length` codes at `codes` may be read, and as many classes at `target`
/// written.
#[inline(never)]
#[target_feature(enable = "avx2")]
unsafe fn near_rounds<const SWAP: bool>(
    codes: *const u8,
    target: *mut u8,
    mut i: usize,
    length: usize,
) -> usize {
    // SAFETY: a round at `i` touches what lies from `i` to `i + ROUND * STEP <= length`. What a
    // last round has stored that is not a class is overwritten by the caller, which does the same
    // steps again.
    unsafe {
        while i + ROUND * STEP <= length {
            let mut stored = _mm256_setzero_si256();
            for step in 0..ROUND {
                stored = _mm256_or_si256(stored, near_step::<SWAP>(codes, target, i + step * STEP));
            }
            // The upper bit marks such a code.
            if _mm256_movemask_epi8(stored) != 0 {
                break;
            }
            i += ROUND * STEP;
        }
        i
    }
}

/// Does steps with every window while a step fits before `end`, and returns where the next one
/// would begin.
///
/// # Safety
///
/// The processor has AVX2; `end` codes at `codes` may be read, and as many classes at `target`
/// written.
#[inline(never)]
#[target_feature(enable = "avx2")]
unsafe fn whole_steps<const SWAP: bool>(
    codes: *const u8,
    target: *mut u8,
    mut i: usize,
    end: usize,
) -> usize {
    // SAFETY: a step at `i` touches what lies from `i` to `i + STEP <= end`.
    unsafe {
        while i + STEP <= end {
            whole_step::<SWAP>(codes, target, i);
            i += STEP;
        }
        i
    }
}

/// Classifies the codes from index `i` on by their range and the first window, and returns what it
/// has stored.
///
/// # Safety
///
/// The processor has AVX2; `STEP` codes at `codes + 2 * i` may be read, and `STEP` bytes at
/// `target + i` written. Bytes with the upper bit are not classes: the caller has to write a class
/// over each.
#[inline]
#[target_feature(enable = "avx2")]
unsafe fn near_step<const SWAP: bool>(codes: *const u8, target: *mut u8, i: usize) -> __m256i {
    // SAFETY: the load and the store are those of the contract; the store takes any alignment.
    unsafe {
        let codes = load::halves::<SWAP>(codes.add(2 * i));
        let ranges =
            _mm256_shuffle_epi8(load::table(&tables::MARKED_RANGES), lookup::range_index(codes));
        let (first, changes) = &WINDOWS[0];
        let index = lookup::window_index(lookup::distances(codes, *first));
        let classes = _mm256_xor_si256(ranges, _mm256_shuffle_epi8(load::table(changes), index));
        _mm256_storeu_si256(target.add(i).cast(), in_order(classes));
        classes
    }
}

/// Packing works on each half of 128 bits alone; this puts the quarters back in order.
#[inline]
#[target_feature(enable = "avx2")]
unsafe fn in_order(packed: __m256i) -> __m256i {
    // SAFETY: registers only; the caller has AVX2.
    unsafe { _mm256_permute4x64_epi64::<0b11_01_10_00>(packed) }
}

/// Classifies the codes from index `i` on by their range and every window.
///
/// # Safety
///
/// The processor has AVX2; `STEP` codes at `codes + 2 * i` may be read, and `STEP` classes at
/// `target + i` written.
#[inline]
#[target_feature(enable = "avx2")]
unsafe fn whole_step<const SWAP: bool>(codes: *const u8, target: *mut u8, i: usize) {
    // SAFETY: the load and the store are those of the contract; the store takes any alignment and
    // writes only classes.
    unsafe {
        let codes = load::halves::<SWAP>(codes.add(2 * i));
        let mut classes = _mm256_shuffle_epi8(load::table(&RANGES), lookup::range_index(codes));
        for (first, changes) in &WINDOWS {
            let index = lookup::window_index(lookup::distances(codes, *first));
            classes = _mm256_xor_si256(classes, _mm256_shuffle_epi8(load::table(changes), index));
        }
        _mm256_storeu_si256(target.add(i).cast(), in_order(classes));
    }
}
