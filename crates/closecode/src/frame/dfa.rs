//! UTF-8 as an automaton: one load and one shift for a byte, no branch.
//!
//! Every byte has a row, which holds the next state for each state, packed into 32 bits. A state
//! *is* the place of its field in a row, so the next state is the row, shifted right by the state.
//! Nine fields of five bits do not fit side by side; the places below are such that fields overlap
//! only where they agree, in every row. A search found them, and the compiler proves them for every
//! byte and state. To shift instead of to index is Per Vognsen's idea.

/// The mask of a field. Above it a state is the rest of a row and means nothing.
const FIELD: u32 = 31;

/// Not UTF-8, whatever follows.
const ERROR: u32 = 0;
/// Between two characters.
const ACCEPT: u32 = 6;
/// Within a character: one, two, three more bytes from 80 to BF.
const ONE_MORE: u32 = 16;
const TWO_MORE: u32 = 1;
const THREE_MORE: u32 = 18;
/// After a first byte that forbids some second bytes.
const AFTER_E0: u32 = 19;
const AFTER_ED: u32 = 25;
const AFTER_F0: u32 = 11;
const AFTER_F4: u32 = 24;

const STATES: [u32; 9] =
    [ERROR, ACCEPT, ONE_MORE, TWO_MORE, THREE_MORE, AFTER_E0, AFTER_ED, AFTER_F0, AFTER_F4];

/// The table of well-formed byte sequences, RFC 3629 section 4 and table 3-7 of the Unicode
/// standard.
#[inline]
#[allow(clippy::match_same_arms)] // In the order of that table.
const fn step(state: u32, byte: u8) -> u32 {
    match (state, byte) {
        (ACCEPT, 0x00..=0x7F) | (ONE_MORE, 0x80..=0xBF) => ACCEPT,
        (ACCEPT, 0xC2..=0xDF) => ONE_MORE,
        (ACCEPT, 0xE0) => AFTER_E0,
        (ACCEPT, 0xED) => AFTER_ED,
        (ACCEPT, 0xE1..=0xEF) => TWO_MORE,
        (ACCEPT, 0xF0) => AFTER_F0,
        (ACCEPT, 0xF1..=0xF3) => THREE_MORE,
        (ACCEPT, 0xF4) => AFTER_F4,
        (AFTER_E0, 0xA0..=0xBF) | (AFTER_ED, 0x80..=0x9F) | (TWO_MORE, 0x80..=0xBF) => ONE_MORE,
        (AFTER_F0, 0x90..=0xBF) | (AFTER_F4, 0x80..=0x8F) | (THREE_MORE, 0x80..=0xBF) => TWO_MORE,
        _ => ERROR,
    }
}

/// The rows: one kibibyte, of which a reason in one script touches a few lines.
#[allow(clippy::cast_possible_truncation)] // The index of a row is a byte.
static ROWS: [u32; 256] = {
    let mut rows = [0; 256];
    let mut byte = 0;
    while byte < rows.len() {
        let mut i = 0;
        while i < STATES.len() {
            rows[byte] |= step(STATES[i], byte as u8) << STATES[i];
            i += 1;
        }
        // Where fields overlap and do not agree, one of them has been spoilt.
        i = 0;
        while i < STATES.len() {
            assert!(rows[byte] >> STATES[i] & FIELD == step(STATES[i], byte as u8));
            i += 1;
        }
        byte += 1;
    }
    rows
};

/// Whether all of it is UTF-8.
#[inline]
pub(super) const fn is_utf8(bytes: &[u8]) -> bool {
    let mut state = ACCEPT;
    let mut rest = bytes;
    while let Some((byte, tail)) = rest.split_first() {
        // Shifts by the lowest five bits of the state, which is what the processor does by itself.
        state = ROWS[*byte as usize].wrapping_shr(state);
        rest = tail;
    }
    state & FIELD == ACCEPT
}
