//! How many codes of each class.
//!
//! Each number of the first window has one bit of two bytes, each other class one bit of a third,
//! and tallies count the bits. In real traffic the codes outside of the first window are of one
//! class for whole blocks, as the private ones: then their number is what is left of the total, and
//! the third byte is not even made. The smallest and the largest code outside of the window show
//! it.

use core::arch::x86_64::{
    __m256i, _mm_cvtsi128_si32, _mm_min_epu16, _mm_minpos_epu16, _mm256_castsi256_si128,
    _mm256_extracti128_si256, _mm256_max_epu16, _mm256_min_epu16, _mm256_set1_epi16,
    _mm256_setzero_si256, _mm256_shuffle_epi8, _mm256_xor_si256,
};

use closecode::{Class, RawCode};

use super::tables::{CLASSES, NEAR_BITS, RANGE_BITS, WINDOW_BITS, WINDOWS};
use super::tally::{Tally, VECTORS};
use super::{STEP, STEP_BYTES, load, lookup};

/// Steps in a block.
pub(super) const BLOCK: usize = VECTORS;

/// First number of the first window, and how many it has.
const FIRST: u16 = WINDOWS[0].0;
const WIDTH: u16 = 16;

/// # Safety
///
/// The processor has AVX2 and `popcnt`, and `codes` points to `blocks * BLOCK * STEP_BYTES` bytes
/// that may be read.
#[target_feature(enable = "avx2,popcnt")]
pub(super) unsafe fn blocks<const SWAP: bool>(
    codes: *const u8,
    blocks: usize,
    counts: &mut [u64; Class::COUNT],
) {
    // SAFETY: block `b` reads `BLOCK * STEP_BYTES` bytes at `b * BLOCK * STEP_BYTES`, which the
    // contract covers.
    unsafe {
        let mut lower = Tally::new();
        let mut upper = Tally::new();
        let mut rest = Tally::new();
        // The class of all codes that are in no tally.
        let mut main = None;
        for block in 0..blocks {
            let codes = codes.add(block * BLOCK * STEP_BYTES);
            let (least, most) = near_block::<SWAP>(codes, &mut lower, &mut upper);
            let is_main = match rest_of(least, most) {
                Rest::None => true,
                Rest::One(class) => *main.get_or_insert(class) == class,
                Rest::Many => false,
            };
            if !is_main {
                rest_block::<SWAP>(codes, &mut rest);
            }
        }
        let mut left = (blocks * BLOCK * STEP) as u64;
        let tallied = lower.counts().into_iter().chain(upper.counts()).chain(rest.counts());
        for (class, count) in CLASSES.into_iter().zip(tallied) {
            // A bit without a class is never set.
            if class < Class::COUNT {
                counts[class] += count;
                left -= count;
            }
        }
        if let Some(main) = main {
            counts[main] += left;
        }
    }
}

/// Tallies the codes of the first window, and returns of all codes the smallest distance from the
/// number behind the window, and the largest from its first number.
///
/// # Safety
///
/// The processor has AVX2, and `BLOCK * STEP_BYTES` bytes at `codes` may be read.
#[inline]
#[target_feature(enable = "avx2")]
unsafe fn near_block<const SWAP: bool>(
    codes: *const u8,
    lower: &mut Tally,
    upper: &mut Tally,
) -> (u16, u16) {
    // SAFETY: step `s` reads the `STEP_BYTES` bytes at `s * STEP_BYTES`, which the contract covers.
    unsafe {
        let zero = _mm256_setzero_si256();
        let mut bits = [[zero; BLOCK]; 2];
        let mut least = _mm256_set1_epi16(-1);
        let mut most = zero;
        for step in 0..BLOCK {
            let distances =
                lookup::distances(load::halves::<SWAP>(codes.add(step * STEP_BYTES)), FIRST);
            let index = lookup::window_index(distances);
            for (bits, table) in bits.iter_mut().zip(&NEAR_BITS) {
                bits[step] = _mm256_shuffle_epi8(load::table(table), index);
            }
            let behind = lookup::distances(distances, WIDTH);
            for half in 0..2 {
                most = _mm256_max_epu16(most, distances[half]);
                least = _mm256_min_epu16(least, behind[half]);
            }
        }
        lower.add(&bits[0]);
        upper.add(&bits[1]);
        (smallest(least), !smallest(_mm256_xor_si256(most, _mm256_set1_epi16(-1))))
    }
}

/// The smallest of 16 numbers.
#[inline]
#[target_feature(enable = "avx2")]
// The number is in the lower 16 bits.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
unsafe fn smallest(numbers: __m256i) -> u16 {
    // SAFETY: registers only; the caller has AVX2.
    unsafe {
        let eight =
            _mm_min_epu16(_mm256_castsi256_si128(numbers), _mm256_extracti128_si256::<1>(numbers));
        _mm_cvtsi128_si32(_mm_minpos_epu16(eight)) as u16
    }
}

/// Which classes the codes outside of the first window have.
enum Rest {
    None,
    One(usize),
    Many,
}

/// From what `near_block` returns. Distances wrap around: from the number behind the window its own
/// numbers are the farthest, so that they do not hide the smallest of the others, and from its
/// first number those before it are.
#[inline]
const fn rest_of(least: u16, most: u16) -> Rest {
    if most < WIDTH {
        return Rest::None;
    }
    let Some(end) = most.checked_add(FIRST) else { return Rest::Many };
    let start = least + WIDTH + FIRST;
    let mut w = 1;
    while w < WINDOWS.len() {
        if start < WINDOWS[w].0 + WIDTH && end >= WINDOWS[w].0 {
            return Rest::Many;
        }
        w += 1;
    }
    let class = index(start);
    if class == index(end) { Rest::One(class) } else { Rest::Many }
}

/// The index of a number's class.
#[inline]
const fn index(number: u16) -> usize {
    RawCode::new(number).classify().index()
}

/// Tallies the codes outside of the first window. A call, so that the loop keeps nothing for it in
/// registers.
///
/// # Safety
///
/// The processor has AVX2, and `BLOCK * STEP_BYTES` bytes at `codes` may be read.
#[inline(never)]
#[target_feature(enable = "avx2")]
unsafe fn rest_block<const SWAP: bool>(codes: *const u8, rest: &mut Tally) {
    // SAFETY: step `s` reads the `STEP_BYTES` bytes at `s * STEP_BYTES`, which the contract covers.
    unsafe {
        let mut bits = [_mm256_setzero_si256(); BLOCK];
        for (step, bits) in bits.iter_mut().enumerate() {
            let codes = load::halves::<SWAP>(codes.add(step * STEP_BYTES));
            *bits = _mm256_shuffle_epi8(load::table(&RANGE_BITS), lookup::range_index(codes));
            for ((first, _), changes) in WINDOWS.iter().zip(&WINDOW_BITS) {
                let index = lookup::window_index(lookup::distances(codes, *first));
                *bits = _mm256_xor_si256(*bits, _mm256_shuffle_epi8(load::table(changes), index));
            }
        }
        rest.add(&bits);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counting codes one by one is always right; that it is not done where all are of one class,
    /// no result shows.
    #[test]
    fn codes_of_one_class_are_told_by_the_smallest_and_the_largest() {
        let behind = FIRST + WIDTH;
        let is_in_window = |number: u16| {
            WINDOWS.iter().any(|window| (window.0..window.0 + WIDTH).contains(&number))
        };
        let edges = [behind, 2999, 3000, 3015, 3016, 3500, 3999, 4000, 4500, 4999, 5000, 60_000];
        for start in edges {
            for end in edges.into_iter().filter(|end| *end >= start) {
                let is_one = !(start..=end).any(is_in_window) && index(start) == index(end);
                match rest_of(start - behind, end - FIRST) {
                    Rest::One(class) => assert!(is_one && class == index(start), "{start} {end}"),
                    Rest::Many => assert!(!is_one, "{start} {end}"),
                    Rest::None => panic!("{start} {end}"),
                }
            }
        }
        // All of them in the first window: from behind it, its own numbers are the farthest.
        assert!(matches!(rest_of(u16::MAX, WIDTH - 1), Rest::None));
        // One lies before it, so that its distance has wrapped.
        assert!(matches!(rest_of(0, u16::MAX), Rest::Many));
    }
}
