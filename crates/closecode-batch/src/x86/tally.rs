//! Counts how often each bit of a byte is set, in the bytes of many vectors.
//!
//! A tree of full adders counts the bits of eight vectors at a time: seven adders of five
//! instructions, where counters would take two instructions for each bit and vector.

use core::arch::x86_64::{
    __m256i, _mm_cvtsi32_si128, _mm256_add_epi8, _mm256_add_epi64, _mm256_and_si256,
    _mm256_movemask_epi8, _mm256_or_si256, _mm256_sad_epu8, _mm256_set1_epi8, _mm256_setzero_si256,
    _mm256_sll_epi16, _mm256_srli_epi16, _mm256_xor_si256,
};

/// How many vectors are added at a time.
pub(super) const VECTORS: usize = 8;

/// How often a nibble can be increased before it has to be emptied.
const ROOM: u32 = 15;

/// How often each bit was set.
pub(super) struct Tally {
    /// Bits that count 1, 2 and 4.
    ones: __m256i,
    twos: __m256i,
    fours: __m256i,
    /// For each bit modulo 4, nibbles that count 8.
    eights: [__m256i; 4],
    /// For each bit, what nibbles have been emptied into.
    sums: [__m256i; 8],
    room: u32,
}

impl Tally {
    /// # Safety
    ///
    /// The processor has AVX2.
    #[inline]
    #[target_feature(enable = "avx2")]
    pub(super) unsafe fn new() -> Self {
        // SAFETY: registers only; the caller has AVX2.
        unsafe {
            let zero = _mm256_setzero_si256();
            Self {
                ones: zero,
                twos: zero,
                fours: zero,
                eights: [zero; 4],
                sums: [zero; 8],
                room: ROOM,
            }
        }
    }

    /// # Safety
    ///
    /// The processor has AVX2.
    #[inline]
    #[target_feature(enable = "avx2")]
    pub(super) unsafe fn add(&mut self, bits: &[__m256i; VECTORS]) {
        // SAFETY: registers only; the caller has AVX2.
        unsafe {
            let first = add_bits(&mut self.ones, bits[0], bits[1]);
            let second = add_bits(&mut self.ones, bits[2], bits[3]);
            let four = add_bits(&mut self.twos, first, second);
            let first = add_bits(&mut self.ones, bits[4], bits[5]);
            let second = add_bits(&mut self.ones, bits[6], bits[7]);
            let more = add_bits(&mut self.twos, first, second);
            let eight = add_bits(&mut self.fours, four, more);
            let nibbles = _mm256_set1_epi8(0x11);
            let [n0, n1, n2, n3] = &mut self.eights;
            *n0 = _mm256_add_epi8(*n0, _mm256_and_si256(eight, nibbles));
            *n1 = _mm256_add_epi8(*n1, _mm256_and_si256(_mm256_srli_epi16::<1>(eight), nibbles));
            *n2 = _mm256_add_epi8(*n2, _mm256_and_si256(_mm256_srli_epi16::<2>(eight), nibbles));
            *n3 = _mm256_add_epi8(*n3, _mm256_and_si256(_mm256_srli_epi16::<3>(eight), nibbles));
            self.room -= 1;
            if self.room == 0 {
                self.empty_nibbles();
            }
        }
    }

    /// # Safety
    ///
    /// The processor has AVX2 and `popcnt`.
    #[target_feature(enable = "avx2,popcnt")]
    pub(super) unsafe fn counts(mut self) -> [u64; 8] {
        // SAFETY: the caller has AVX2 and `popcnt`; a vector is four numbers of 64 bits, each of
        // which may have any value.
        unsafe {
            self.empty_nibbles();
            let mut counts = [0; 8];
            for (bit, count) in counts.iter_mut().enumerate() {
                let lanes: [u64; 4] = core::mem::transmute(self.sums[bit]);
                *count = 8 * lanes.iter().sum::<u64>()
                    + 4 * ones_at(self.fours, bit)
                    + 2 * ones_at(self.twos, bit)
                    + ones_at(self.ones, bit);
            }
            counts
        }
    }

    /// Adds nibbles to the sums of their bits, before one overflows.
    #[inline]
    #[target_feature(enable = "avx2")]
    unsafe fn empty_nibbles(&mut self) {
        // SAFETY: registers only; the caller has AVX2.
        unsafe {
            let zero = _mm256_setzero_si256();
            let low = _mm256_set1_epi8(15);
            for (bit, nibble) in self.eights.iter_mut().enumerate() {
                let lower = _mm256_sad_epu8(_mm256_and_si256(*nibble, low), zero);
                let upper =
                    _mm256_sad_epu8(_mm256_and_si256(_mm256_srli_epi16::<4>(*nibble), low), zero);
                self.sums[bit] = _mm256_add_epi64(self.sums[bit], lower);
                self.sums[bit + 4] = _mm256_add_epi64(self.sums[bit + 4], upper);
                *nibble = zero;
            }
            self.room = ROOM;
        }
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

/// In how many bytes a bit is set.
#[inline]
#[target_feature(enable = "avx2,popcnt")]
#[allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap)] // Below 8.
unsafe fn ones_at(vector: __m256i, bit: usize) -> u64 {
    // SAFETY: registers only; the caller has AVX2.
    unsafe {
        // Moves the bit to the front of each byte, where a mask takes it.
        let places = _mm_cvtsi32_si128(7 - bit as i32);
        u64::from(_mm256_movemask_epi8(_mm256_sll_epi16(vector, places)).count_ones())
    }
}
