//! How often each number occurs.

/// Counts each number, on top of what was counted before.
///
/// The table is 512 KiB, larger than the nearer caches: where classes are enough,
/// [`Counts`](crate::Counts) is many times faster.
///
/// ```
/// let mut counts: Box<[u64; 65_536]> = vec![0; 65_536].try_into().unwrap();
/// closecode_batch::count_codes(&[4004, 4004, 1000], &mut counts);
/// assert_eq!((counts[4004], counts[1000], counts[0]), (2, 1, 0));
/// ```
#[inline]
pub fn count_codes(codes: &[u16], counts: &mut [u64; 65_536]) {
    for code in codes {
        counts[usize::from(*code)] += 1;
    }
}

/// Like [`count_codes`], from bytes in network byte order. Returns the last byte if their number
/// is odd.
///
/// ```
/// let mut counts: Box<[u64; 65_536]> = vec![0; 65_536].try_into().unwrap();
/// assert_eq!(closecode_batch::count_codes_be(&[0x03, 0xe8, 0x03], &mut counts), Some(0x03));
/// assert_eq!(counts[1000], 1);
/// ```
#[inline]
pub fn count_codes_be(bytes: &[u8], counts: &mut [u64; 65_536]) -> Option<u8> {
    let mut codes = bytes.chunks_exact(2);
    for code in &mut codes {
        counts[usize::from(u16::from_be_bytes([code[0], code[1]]))] += 1;
    }
    codes.remainder().first().copied()
}
