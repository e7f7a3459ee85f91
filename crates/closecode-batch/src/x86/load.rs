//! From memory into vectors.

use core::arch::x86_64::{
    __m256i, _mm_loadu_si128, _mm256_broadcastsi128_si256, _mm256_loadu_si256, _mm256_setr_epi8,
    _mm256_shuffle_epi8,
};

use super::STEP_BYTES;

/// The codes of a step, in the machine's byte order: the first 16 and the last 16.
///
/// # Safety
///
/// The processor has AVX2, and `STEP_BYTES` bytes at `codes` may be read.
#[inline]
#[target_feature(enable = "avx2")]
pub(super) unsafe fn halves<const SWAP: bool>(codes: *const u8) -> [__m256i; 2] {
    // SAFETY: the two vectors are the `STEP_BYTES` bytes of the contract; these loads take any
    // alignment.
    unsafe {
        let low = _mm256_loadu_si256(codes.cast());
        let high = _mm256_loadu_si256(codes.add(STEP_BYTES / 2).cast());
        [in_byte_order::<SWAP>(low), in_byte_order::<SWAP>(high)]
    }
}

#[inline]
#[target_feature(enable = "avx2")]
unsafe fn in_byte_order<const SWAP: bool>(codes: __m256i) -> __m256i {
    if !SWAP {
        return codes;
    }
    // SAFETY: registers only; the caller has AVX2.
    unsafe {
        #[rustfmt::skip]
        let swapped = _mm256_setr_epi8(
            1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14,
            1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14,
        );
        _mm256_shuffle_epi8(codes, swapped)
    }
}

/// A table for byte shuffles, in both halves of a vector.
#[inline]
#[target_feature(enable = "avx2")]
pub(super) unsafe fn table(entries: &[u8; 16]) -> __m256i {
    // SAFETY: the load reads the 16 bytes of the array.
    unsafe { _mm256_broadcastsi128_si256(_mm_loadu_si128(entries.as_ptr().cast())) }
}
