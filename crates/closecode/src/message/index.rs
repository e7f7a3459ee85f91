//! Which texts could be in a line: by a few bytes that each of them has, and others seldom.
//!
//! One pass over the line compares each five bytes, folded, with a set of bits. That is made of the
//! rows when the crate is compiled, so that no number in the generated file has to be believed.

use super::matching::{Match, fold, match_at};
use crate::generated::{BEGINNINGS, PRINTED, ROWS, TEXTS};

/// How many bytes a text is found by.
const GRAM: usize = 5;
/// Those of the integer that has the last bytes in it.
const MASK: u64 = (1 << (8 * GRAM)) - 1;

/// The bits, 2^14 of them: one in some fifteen is set, so that few bytes of other texts are looked
/// at twice.
const BITS: u32 = 14;
/// The lists, 2^9 of them: two rows in most.
const LISTS: u32 = 9;

static SET: [u64; 1 << (BITS - 6)] = set();
static STARTS: [u16; (1 << LISTS) + 1] = starts();
static ORDER: [u16; ROWS] = order();

/// What these take.
#[cfg(test)]
pub(super) const SIZE: usize = {
    use core::mem::size_of;
    size_of::<[u64; 1 << (BITS - 6)]>() + size_of::<[u16; (1 << LISTS) + 1]>() + 2 * ROWS
};

/// A row and where it was found.
pub(super) struct Found {
    pub(super) row: usize,
    pub(super) place: Match,
}

/// The first row of the table that is in the text, and the first place where it is.
pub(super) fn find(text: &[u8]) -> Option<Found> {
    let mut best: Option<Found> = None;
    let mut gram = 0;
    for (place, byte) in text.iter().enumerate() {
        let byte = fold(*byte);
        if byte == b' ' && gram & 0xff == u64::from(b' ') {
            continue;
        }
        gram = (gram << 8 | u64::from(byte)) & MASK;
        let hash = hash(gram);
        if SET[(hash >> (64 - BITS) >> 6) as usize] >> (hash >> (64 - BITS) & 63) & 1 == 0 {
            continue;
        }
        let list = (hash >> (64 - LISTS)) as usize;
        for row in &ORDER[STARTS[list] as usize..STARTS[list + 1] as usize] {
            let row = *row as usize;
            // Rows are in the order in which they count, and the first place of each does.
            if best.as_ref().is_some_and(|best| best.row <= row) {
                break;
            }
            if let Some(place) = row_at(row, text, place + 1) {
                best = Some(Found { row, place });
            }
        }
    }
    best
}

/// Multiplied by an odd number without a pattern, the upper bits depend on all bytes.
const fn hash(gram: u64) -> u64 {
    gram.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The two parts of a row's text.
pub(super) const fn parts(row: usize) -> [&'static [u8]; 2] {
    let next = if row + 1 < ROWS { Some(PRINTED[row + 1]) } else { None };
    PRINTED[row].parts(BEGINNINGS, TEXTS, next)
}

/// The longest text.
const LONGEST: usize = {
    let mut longest = 0;
    let mut row = 0;
    while row < ROWS {
        let [beginning, rest] = parts(row);
        if beginning.len() + rest.len() > longest {
            longest = beginning.len() + rest.len();
        }
        row += 1;
    }
    longest
};

/// The match of a row whose bytes, by which it is found, end at this place of the text.
fn row_at(row: usize, text: &[u8], end: usize) -> Option<Match> {
    let [beginning, rest] = parts(row);
    let anchor = PRINTED[row].anchor.into();
    if beginning.is_empty() {
        return match_at(rest, anchor, text, end);
    }
    let mut whole = [0; LONGEST];
    whole[..beginning.len()].copy_from_slice(beginning);
    let length = beginning.len() + rest.len();
    whole[beginning.len()..length].copy_from_slice(rest);
    match_at(&whole[..length], anchor, text, end)
}

/// The hash of the bytes by which a row is found.
const fn row_hash(row: usize) -> u64 {
    let [beginning, rest] = parts(row);
    let mut gram = 0;
    let mut count = 0;
    let mut place = PRINTED[row].anchor as usize;
    while count < GRAM {
        place -= 1;
        let is_in_beginning = place < beginning.len();
        let byte = if is_in_beginning { beginning[place] } else { rest[place - beginning.len()] };
        gram |= (fold(byte) as u64) << (8 * count);
        count += 1;
        // A brace is written twice.
        if matches!(byte, b'{' | b'}') {
            place -= 1;
        }
    }
    hash(gram)
}

const fn set() -> [u64; 1 << (BITS - 6)] {
    let mut set = [0; 1 << (BITS - 6)];
    let mut row = 0;
    while row < ROWS {
        let bit = row_hash(row) >> (64 - BITS);
        set[(bit >> 6) as usize] |= 1 << (bit & 63);
        row += 1;
    }
    set
}

/// Where each list begins in the order of rows.
const fn starts() -> [u16; (1 << LISTS) + 1] {
    let mut starts = [0; (1 << LISTS) + 1];
    let mut row = 0;
    while row < ROWS {
        starts[(row_hash(row) >> (64 - LISTS)) as usize + 1] += 1;
        row += 1;
    }
    let mut list = 0;
    while list < 1 << LISTS {
        starts[list + 1] += starts[list];
        list += 1;
    }
    starts
}

/// The rows by their lists, and in each list in their own order.
#[allow(clippy::cast_possible_truncation)] // Their number is compared below.
const fn order() -> [u16; ROWS] {
    let mut next = starts();
    let mut order = [0; ROWS];
    let mut row = 0;
    while row < ROWS {
        let list = (row_hash(row) >> (64 - LISTS)) as usize;
        order[next[list] as usize] = row as u16;
        next[list] += 1;
        row += 1;
    }
    order
}

const _: () = assert!(ROWS <= u16::MAX as usize);
