//! Whether bytes are ASCII, without a loop over bytes.
//!
//! A reason begins two bytes into a body, so it is rarely aligned, and `[u8]::is_ascii` walks such
//! slices byte by byte where they are short. Here two loads, one from each end, cover every length
//! from 4 to 32 bytes; they overlap as they must.

/// The bits that no ASCII byte has.
const HIGH: u64 = 0x8080_8080_8080_8080;
const HIGH_32: u32 = 0x8080_8080;

/// Whether every byte is below 0x80.
#[inline]
pub(super) const fn is_ascii(bytes: &[u8]) -> bool {
    // First, because it is what most Close frames carry.
    if bytes.is_empty() {
        return true;
    }
    if let Some(last) = bytes.last_chunk() {
        let mut seen = fold32(last);
        let mut rest = bytes;
        while let Some((chunk, tail)) = rest.split_first_chunk() {
            // What is left now lies within the last chunk.
            if tail.is_empty() {
                break;
            }
            seen |= fold32(chunk);
            rest = tail;
        }
        return seen & HIGH == 0;
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        return (fold16(first) | fold16(last)) & HIGH == 0;
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        return (u64::from_ne_bytes(*first) | u64::from_ne_bytes(*last)) & HIGH == 0;
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        return (u32::from_ne_bytes(*first) | u32::from_ne_bytes(*last)) & HIGH_32 == 0;
    }
    match bytes {
        [] => true,
        [a] => *a < 0x80,
        [a, b] => (*a | *b) < 0x80,
        [a, b, .., c] => (*a | *b | *c) < 0x80,
    }
}

/// The union of two words.
#[inline]
#[allow(clippy::cast_possible_truncation)] // Each half once.
const fn fold16(chunk: &[u8; 16]) -> u64 {
    let both = u128::from_ne_bytes(*chunk);
    both as u64 | (both >> 64) as u64
}

/// The union of four words.
#[inline]
const fn fold32(chunk: &[u8; 32]) -> u64 {
    match (chunk.first_chunk(), chunk.last_chunk()) {
        (Some(first), Some(last)) => fold16(first) | fold16(last),
        _ => HIGH,
    }
}
