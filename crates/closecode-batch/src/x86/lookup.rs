//! What a byte shuffle is indexed with: the range of a number, and its distance from the first
//! number of a window.

use core::arch::x86_64::{
    __m256i, _mm256_adds_epu8, _mm256_and_si256, _mm256_mulhi_epu16, _mm256_packs_epi16,
    _mm256_packus_epi16, _mm256_set1_epi8, _mm256_set1_epi16, _mm256_srli_epi16, _mm256_sub_epi16,
};

use super::tables::FACTOR;

/// For each code the nibble by which its range is found, as a byte.
#[inline]
#[target_feature(enable = "avx2")]
#[allow(clippy::cast_possible_wrap)]
pub(super) unsafe fn range_index([low, high]: [__m256i; 2]) -> __m256i {
    // SAFETY: registers only; the caller has AVX2.
    unsafe {
        let factor = _mm256_set1_epi16(FACTOR as i16);
        // A product's upper half is below `FACTOR`, hence positive: the pack cuts it off at 255.
        let products =
            _mm256_packus_epi16(_mm256_mulhi_epu16(low, factor), _mm256_mulhi_epu16(high, factor));
        _mm256_and_si256(_mm256_srli_epi16::<4>(products), _mm256_set1_epi8(15))
    }
}

/// Each code less the first number of a window.
#[inline]
#[target_feature(enable = "avx2")]
#[allow(clippy::cast_possible_wrap)]
pub(super) unsafe fn distances([low, high]: [__m256i; 2], first: u16) -> [__m256i; 2] {
    // SAFETY: registers only; the caller has AVX2.
    unsafe {
        let first = _mm256_set1_epi16(first as i16);
        [_mm256_sub_epi16(low, first), _mm256_sub_epi16(high, first)]
    }
}

/// For each distance a byte: itself plus `0x70` in the window, above `0x7f` outside of it.
///
/// A shuffle looks up the lower nibble, and gives 0 where the byte's upper bit is set.
#[inline]
#[target_feature(enable = "avx2")]
pub(super) unsafe fn window_index([low, high]: [__m256i; 2]) -> __m256i {
    // SAFETY: registers only; the caller has AVX2.
    unsafe {
        // The pack cuts off at -128 and 127; as bytes without sign, what was negative is large, and
        // stays large.
        _mm256_adds_epu8(_mm256_packs_epi16(low, high), _mm256_set1_epi8(0x70))
    }
}
