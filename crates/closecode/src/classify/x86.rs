//! Batches with AVX2, 32 codes at a step.
//!
//! A step looks up the range by the upper nibble of a product, and 16 numbers around registered codes by their distance
//! from the first of them, with byte shuffles whose tables are generated. Exclusive or turns the one into the other.
//!
//! # Why this is sound
//!
//! * Every function with `target_feature` is called from the public ones here alone, past `is_x86_feature_detected!`, or
//!   from another such function.
//! * Memory is touched in two places, `load` and the store in `classify_step`. Each says which bytes it touches, and its
//!   caller shows that they lie in a slice. Both allow any alignment. The slices of codes and classes do not overlap,
//!   because one is borrowed mutably.
//! * A `Class` is a byte from 0 to `Class::COUNT - 1`. A stored byte is an entry of `RANGES`, or that entry with the change
//!   that `WINDOWS` has for the number; `tables_hold_classes_only` proves below, while the crate is compiled, that all of
//!   them are classes. At most one window changes a byte, because windows do not overlap.

// From Rust 1.87 on most intrinsics are safe to call here; before, all are unsafe.
#![allow(unused_unsafe)]

use core::arch::x86_64::{
    __m256i, _mm_cvtsi32_si128, _mm_loadu_si128, _mm256_add_epi8, _mm256_add_epi64, _mm256_adds_epu8, _mm256_and_si256,
    _mm256_broadcastsi128_si256, _mm256_loadu_si256, _mm256_movemask_epi8, _mm256_mulhi_epu16, _mm256_or_si256, _mm256_packs_epi16,
    _mm256_packus_epi16, _mm256_permute4x64_epi64, _mm256_sad_epu8, _mm256_set1_epi8, _mm256_set1_epi16, _mm256_setr_epi8,
    _mm256_setzero_si256, _mm256_shuffle_epi8, _mm256_sll_epi16, _mm256_srli_epi16, _mm256_storeu_si256, _mm256_sub_epi16,
    _mm256_xor_si256,
};

use super::Class;
use crate::generated::{FACTOR, RANGES, WINDOWS};

/// Codes in a step: two vectors of 16.
const STEP: usize = 32;

/// Bytes in a step.
const STEP_BYTES: usize = 2 * STEP;

/// Writes the classes and returns true, or does nothing: there are too few codes, or the processor has no AVX2.
#[inline]
pub(super) fn classify(codes: &[u16], classes: &mut [Class]) -> bool {
    if codes.len() < STEP || codes.len() != classes.len() || !std::is_x86_feature_detected!("avx2") {
        return false;
    }
    // SAFETY: the processor has AVX2, and there are two bytes at `codes` for each class.
    unsafe { classify_steps::<false>(codes.as_ptr().cast(), classes) };
    true
}

/// The same from big-endian pairs of bytes.
#[inline]
pub(super) fn classify_be(bytes: &[u8], classes: &mut [Class]) -> bool {
    if classes.len() < STEP || bytes.len() / 2 != classes.len() || !std::is_x86_feature_detected!("avx2") {
        return false;
    }
    // SAFETY: the processor has AVX2, and there are two bytes at `bytes` for each class.
    unsafe { classify_steps::<true>(bytes.as_ptr(), classes) };
    true
}

/// Adds the classes of all codes but the last few to the counts, and returns those few; all of them without AVX2.
pub(super) fn count<'a>(codes: &'a [u16], counts: &mut [u64; Class::COUNT]) -> &'a [u16] {
    let blocks = codes.len() / (STEP * BLOCK);
    if blocks == 0 || !can_count() {
        return codes;
    }
    // SAFETY: the processor has AVX2 and `popcnt`, and so many blocks lie in `codes`.
    unsafe { count_blocks::<false>(codes.as_ptr().cast(), blocks, counts) };
    &codes[blocks * STEP * BLOCK..]
}

fn can_count() -> bool {
    std::is_x86_feature_detected!("avx2") && std::is_x86_feature_detected!("popcnt")
}

/// The same from big-endian pairs of bytes.
pub(super) fn count_be<'a>(bytes: &'a [u8], counts: &mut [u64; Class::COUNT]) -> &'a [u8] {
    let blocks = bytes.len() / (STEP_BYTES * BLOCK);
    if blocks == 0 || !can_count() {
        return bytes;
    }
    // SAFETY: the processor has AVX2 and `popcnt`, and so many blocks lie in `bytes`.
    unsafe { count_blocks::<true>(bytes.as_ptr(), blocks, counts) };
    &bytes[blocks * STEP_BYTES * BLOCK..]
}

/// # Safety
///
/// The processor has AVX2, `codes` points to two bytes for each class, and there are at least `STEP` classes.
#[target_feature(enable = "avx2")]
unsafe fn classify_steps<const SWAP: bool>(codes: *const u8, classes: &mut [Class]) {
    let (length, target) = (classes.len(), classes.as_mut_ptr().cast::<u8>());
    // SAFETY: a step at `i` reads `codes[2 * i..][..STEP_BYTES]` and writes `target[i..][..STEP]`. In both loops
    // `i + STEP <= length`, and the last step has `i = length - STEP`, which is not negative by the contract.
    unsafe {
        let mut i = 0;
        let rounds_end = length - length % (4 * STEP);
        while i != rounds_end {
            classify_step::<SWAP>(codes, target, i);
            classify_step::<SWAP>(codes, target, i + STEP);
            classify_step::<SWAP>(codes, target, i + 2 * STEP);
            classify_step::<SWAP>(codes, target, i + 3 * STEP);
            i += 4 * STEP;
        }
        while i + STEP <= length {
            classify_step::<SWAP>(codes, target, i);
            i += STEP;
        }
        // The rest: one more step, which writes some classes a second time.
        if i < length {
            classify_step::<SWAP>(codes, target, length - STEP);
        }
    }
}

/// Classifies the codes from index `i` on.
///
/// # Safety
///
/// The processor has AVX2; `STEP_BYTES` bytes at `codes + 2 * i` may be read, and `STEP` classes at `target + i` written.
#[inline]
#[target_feature(enable = "avx2")]
unsafe fn classify_step<const SWAP: bool>(codes: *const u8, target: *mut u8, i: usize) {
    // SAFETY: the load and the store are those of the contract; the store takes any alignment and writes only classes.
    unsafe {
        let (low, high) = load::<SWAP>(codes.add(2 * i));
        // Packing works on each half of 128 bits alone; the permutation puts the quarters back in order.
        let classes = _mm256_permute4x64_epi64::<0b11_01_10_00>(classes_of(low, high));
        _mm256_storeu_si256(target.add(i).cast(), classes);
    }
}

/// The codes of a step, in the machine's byte order.
///
/// # Safety
///
/// The processor has AVX2, and `STEP_BYTES` bytes at `codes` may be read.
#[inline]
#[target_feature(enable = "avx2")]
unsafe fn load<const SWAP: bool>(codes: *const u8) -> (__m256i, __m256i) {
    // SAFETY: the two vectors are the `STEP_BYTES` bytes of the contract; these loads take any alignment.
    unsafe {
        let low = _mm256_loadu_si256(codes.cast());
        let high = _mm256_loadu_si256(codes.add(STEP_BYTES / 2).cast());
        if !SWAP {
            return (low, high);
        }
        #[rustfmt::skip]
        let swapped = _mm256_setr_epi8(
            1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14,
            1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14,
        );
        (_mm256_shuffle_epi8(low, swapped), _mm256_shuffle_epi8(high, swapped))
    }
}

/// A table for byte shuffles, in both halves of a vector.
#[inline]
#[target_feature(enable = "avx2")]
unsafe fn table(entries: &[u8; 16]) -> __m256i {
    // SAFETY: the load reads the 16 bytes of the array.
    unsafe { _mm256_broadcastsi128_si256(_mm_loadu_si128(entries.as_ptr().cast())) }
}

/// For each code the upper nibble by which its range is found, as a byte.
#[inline]
#[target_feature(enable = "avx2")]
#[allow(clippy::cast_possible_wrap)]
unsafe fn range_nibbles(low: __m256i, high: __m256i) -> __m256i {
    // SAFETY: registers only; the caller has AVX2.
    unsafe {
        let factor = _mm256_set1_epi16(FACTOR as i16);
        // A product's upper half is below `FACTOR`, hence positive: the pack cuts it off at 255.
        let product = _mm256_packus_epi16(_mm256_mulhi_epu16(low, factor), _mm256_mulhi_epu16(high, factor));
        _mm256_and_si256(_mm256_srli_epi16::<4>(product), _mm256_set1_epi8(15))
    }
}

/// For each code its distance from the first number of a window plus `0x70`, as a byte; above `0x7f` outside the window.
///
/// A shuffle looks up the lower nibble, and gives 0 where the byte's upper bit is set.
#[inline]
#[target_feature(enable = "avx2")]
#[allow(clippy::cast_possible_wrap)]
unsafe fn window_index(low: __m256i, high: __m256i, first: u16) -> __m256i {
    // SAFETY: registers only; the caller has AVX2.
    unsafe {
        let first = _mm256_set1_epi16(first as i16);
        // The pack cuts off at -128 and 127; as bytes without sign, what was negative is large, and stays large.
        let near = _mm256_packs_epi16(_mm256_sub_epi16(low, first), _mm256_sub_epi16(high, first));
        _mm256_adds_epu8(near, _mm256_set1_epi8(0x70))
    }
}

/// The class of each code, in the order in which packs leave them.
#[inline]
#[target_feature(enable = "avx2")]
unsafe fn classes_of(low: __m256i, high: __m256i) -> __m256i {
    // SAFETY: registers only; the caller has AVX2.
    unsafe {
        let mut classes = _mm256_shuffle_epi8(table(&RANGES), range_nibbles(low, high));
        let mut w = 0;
        while w < WINDOWS.len() {
            let (first, changes) = &WINDOWS[w];
            classes = _mm256_xor_si256(classes, _mm256_shuffle_epi8(table(changes), window_index(low, high, *first)));
            w += 1;
        }
        classes
    }
}

// Counting. Each class has one bit of one of a few bytes, its plane. A step makes from each code the byte of each plane in
// which at most one bit is set, and a tree of full adders counts the bits of eight steps at a time: seven adders of five
// instructions for eight vectors, where counters would take two instructions for each class and vector.

/// Steps in a block.
const BLOCK: usize = 8;

/// Bytes with a bit for each class.
const PLANES: usize = Class::COUNT.div_ceil(8);

/// The upper nibble by which the range of a number is found.
const fn range_nibble(number: u16) -> usize {
    let product = (number as usize * FACTOR as usize) >> 16;
    (if product > 255 { 255 } else { product }) >> 4
}

/// Proves that no step can make a byte that is no class: neither outside the windows, nor inside, where exactly one applies.
const fn tables_hold_classes_only() {
    let mut nibble = 0;
    while nibble < 16 {
        assert!((RANGES[nibble] as usize) < Class::COUNT);
        nibble += 1;
    }
    let mut w = 0;
    while w < WINDOWS.len() {
        let (first, changes) = &WINDOWS[w];
        assert!(w == 0 || *first - WINDOWS[w - 1].0 >= 16, "windows are in order and do not overlap");
        let mut near = 0;
        while near < 16 {
            assert!(((RANGES[range_nibble(*first + near)] ^ changes[near as usize]) as usize) < Class::COUNT);
            near += 1;
        }
        w += 1;
    }
}

const _: () = tables_hold_classes_only();

/// The bit of each class. Those of a window stand together, so that few planes look it up.
const BITS: [usize; Class::COUNT] = {
    const NONE: usize = usize::MAX;
    let (mut bits, mut next, mut w) = ([NONE; Class::COUNT], 0, 0);
    while w < WINDOWS.len() {
        let mut near = 0;
        while near < 16 {
            if let Some(class) = registered(w, near) {
                bits[class] = next;
                next += 1;
            }
            near += 1;
        }
        w += 1;
    }
    let mut class = 0;
    while class < Class::COUNT {
        if bits[class] == NONE {
            bits[class] = next;
            next += 1;
        }
        class += 1;
    }
    bits
};

/// The class of a number of a window, if it has one of its own.
const fn registered(window: usize, near: usize) -> Option<usize> {
    let (first, changes) = &WINDOWS[window];
    #[allow(clippy::cast_possible_truncation)] // Below 16.
    let number = *first + near as u16;
    if changes[near] == 0 { None } else { Some((RANGES[range_nibble(number)] ^ changes[near]) as usize) }
}

/// For each class the class of its range: itself, unless it is a registered code.
const RANGE_OF: [usize; Class::COUNT] = {
    let mut ranges = [0; Class::COUNT];
    let mut class = 0;
    while class < Class::COUNT {
        ranges[class] = class;
        class += 1;
    }
    let mut i = 0;
    while i < 16 * WINDOWS.len() {
        if let Some(class) = registered(i / 16, i % 16) {
            ranges[class] = class ^ WINDOWS[i / 16].1[i % 16] as usize;
        }
        i += 1;
    }
    ranges
};

/// The byte of a plane for a class.
const fn byte(class: usize, plane: usize) -> u8 {
    if BITS[class] / 8 == plane { 1 << (BITS[class] % 8) } else { 0 }
}

/// For each plane, what a range's nibble sets there.
const RANGE_PLANES: [[u8; 16]; PLANES] = {
    let mut planes = [[0; 16]; PLANES];
    let mut i = 0;
    while i < 16 * PLANES {
        planes[i / 16][i % 16] = byte(RANGES[i % 16] as usize, i / 16);
        i += 1;
    }
    planes
};

/// For each window and plane, what a number of the window sets there. The range's bit is set too, and taken off at the end.
const WINDOW_PLANES: [[[u8; 16]; PLANES]; WINDOWS.len()] = {
    let mut planes = [[[0; 16]; PLANES]; WINDOWS.len()];
    let mut w = 0;
    while w < WINDOWS.len() {
        let mut i = 0;
        while i < 16 * PLANES {
            if let Some(class) = registered(w, i % 16) {
                planes[w][i / 16][i % 16] = byte(class, i / 16);
            }
            i += 1;
        }
        w += 1;
    }
    planes
};

/// Whether a table sets nothing, so that its lookup can be left out.
const fn is_zero(table: &[u8; 16]) -> bool {
    let mut i = 0;
    while i < 16 {
        if table[i] != 0 {
            return false;
        }
        i += 1;
    }
    true
}

/// # Safety
///
/// The processor has AVX2 and `popcnt`, and `codes` points to `blocks * BLOCK * STEP_BYTES` bytes that may be read.
#[target_feature(enable = "avx2,popcnt")]
#[allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap)]
unsafe fn count_blocks<const SWAP: bool>(codes: *const u8, blocks: usize, counts: &mut [u64; Class::COUNT]) {
    // SAFETY: step `s` of block `b` reads the `STEP_BYTES` bytes at `(b * BLOCK + s) * STEP_BYTES`, which the contract covers.
    unsafe {
        let zero = _mm256_setzero_si256();
        // By plane: bits that count 1, 2 and 4, and by plane and bit modulo 4 nibbles that count 8.
        let (mut ones, mut twos, mut fours) = ([zero; PLANES], [zero; PLANES], [zero; PLANES]);
        let mut eights = [[zero; 4]; PLANES];
        let mut sums = [[zero; 8]; PLANES];
        let mut room = 15;
        for block in 0..blocks {
            let mut bits = [[zero; BLOCK]; PLANES];
            for step in 0..BLOCK {
                let (low, high) = load::<SWAP>(codes.add((block * BLOCK + step) * STEP_BYTES));
                for (bits, made) in bits.iter_mut().zip(planes_of(low, high)) {
                    bits[step] = made;
                }
            }
            for plane in 0..PLANES {
                let (steps, ones, twos) = (&bits[plane], &mut ones[plane], &mut twos[plane]);
                let first = add_bits(ones, steps[0], steps[1]);
                let second = add_bits(ones, steps[2], steps[3]);
                let four = add_bits(twos, first, second);
                let first = add_bits(ones, steps[4], steps[5]);
                let second = add_bits(ones, steps[6], steps[7]);
                let more = add_bits(twos, first, second);
                let eight = add_bits(&mut fours[plane], four, more);
                let nibbles = _mm256_set1_epi8(0x11);
                let [n0, n1, n2, n3] = &mut eights[plane];
                *n0 = _mm256_add_epi8(*n0, _mm256_and_si256(eight, nibbles));
                *n1 = _mm256_add_epi8(*n1, _mm256_and_si256(_mm256_srli_epi16::<1>(eight), nibbles));
                *n2 = _mm256_add_epi8(*n2, _mm256_and_si256(_mm256_srli_epi16::<2>(eight), nibbles));
                *n3 = _mm256_add_epi8(*n3, _mm256_and_si256(_mm256_srli_epi16::<3>(eight), nibbles));
            }
            room -= 1;
            if room == 0 {
                empty_nibbles(&mut eights, &mut sums);
                room = 15;
            }
        }
        empty_nibbles(&mut eights, &mut sums);
        let mut by_bit = [0_u64; 8 * PLANES];
        for plane in 0..PLANES {
            for bit in 0..8 {
                let lanes: [u64; 4] = core::mem::transmute(sums[plane][bit]);
                by_bit[8 * plane + bit] = 8 * lanes.iter().sum::<u64>()
                    + 4 * ones_at(fours[plane], bit)
                    + 2 * ones_at(twos[plane], bit)
                    + ones_at(ones[plane], bit);
            }
        }
        for (count, bit) in counts.iter_mut().zip(BITS) {
            *count += by_bit[bit];
        }
        // A registered code was counted with its range too.
        for (class, range) in RANGE_OF.into_iter().enumerate() {
            if class != range {
                counts[range] -= by_bit[BITS[class]];
            }
        }
    }
}

/// For each plane the bits of a step's codes.
#[inline]
#[target_feature(enable = "avx2")]
unsafe fn planes_of(low: __m256i, high: __m256i) -> [__m256i; PLANES] {
    // SAFETY: registers only; the caller has AVX2.
    unsafe {
        let nibbles = range_nibbles(low, high);
        let mut planes = [_mm256_setzero_si256(); PLANES];
        for (plane, entries) in planes.iter_mut().zip(&RANGE_PLANES) {
            if !is_zero(entries) {
                *plane = _mm256_shuffle_epi8(table(entries), nibbles);
            }
        }
        let mut w = 0;
        while w < WINDOWS.len() {
            let index = window_index(low, high, WINDOWS[w].0);
            for (plane, entries) in planes.iter_mut().zip(&WINDOW_PLANES[w]) {
                if !is_zero(entries) {
                    *plane = _mm256_or_si256(*plane, _mm256_shuffle_epi8(table(entries), index));
                }
            }
            w += 1;
        }
        planes
    }
}

/// In how many bytes a bit is set.
#[inline]
#[target_feature(enable = "avx2,popcnt")]
#[allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap)] // Below 8.
unsafe fn ones_at(vector: __m256i, bit: usize) -> u64 {
    // SAFETY: registers only; the caller has AVX2.
    unsafe {
        // Moves the bit to the front of each byte, where a mask takes it.
        let places = _mm_cvtsi32_si128(7 - (bit & 7) as i32);
        u64::from(_mm256_movemask_epi8(_mm256_sll_epi16(vector, places)).count_ones())
    }
}

/// A full adder for each bit: keeps the sum and returns the carry.
#[inline]
#[target_feature(enable = "avx2")]
unsafe fn add_bits(sum: &mut __m256i, a: __m256i, b: __m256i) -> __m256i {
    // SAFETY: registers only; the caller has AVX2.
    unsafe {
        let odd = _mm256_xor_si256(a, b);
        let carry = _mm256_or_si256(_mm256_and_si256(a, b), _mm256_and_si256(odd, *sum));
        *sum = _mm256_xor_si256(odd, *sum);
        carry
    }
}

/// Adds nibbles to the sums of their bits, before one overflows.
#[inline]
#[target_feature(enable = "avx2")]
unsafe fn empty_nibbles(nibbles: &mut [[__m256i; 4]; PLANES], sums: &mut [[__m256i; 8]; PLANES]) {
    // SAFETY: registers only; the caller has AVX2.
    unsafe {
        let (zero, low) = (_mm256_setzero_si256(), _mm256_set1_epi8(15));
        for (nibbles, sums) in nibbles.iter_mut().zip(sums) {
            for (bit, nibble) in nibbles.iter_mut().enumerate() {
                let lower = _mm256_sad_epu8(_mm256_and_si256(*nibble, low), zero);
                let upper = _mm256_sad_epu8(_mm256_and_si256(_mm256_srli_epi16::<4>(*nibble), low), zero);
                sums[bit] = _mm256_add_epi64(sums[bit], lower);
                sums[bit + 4] = _mm256_add_epi64(sums[bit + 4], upper);
                *nibble = zero;
            }
        }
    }
}
