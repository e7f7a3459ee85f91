//! From bytes to text: with `classify::x86`, one of the two modules of the crate that have `unsafe`
//! code.
//!
//! `core::str::from_utf8` is slow on what a Close frame carries: short, unaligned, most often
//! ASCII. So the bytes are checked here, and what is checked is handed out as a `&str` without a
//! second check, which safe code cannot do.
//!
//! # Why it is sound
//!
//! `from_utf8_unchecked` asks for one thing: that the bytes are UTF-8. Each call stands directly
//! behind a check of the same slice, and nothing can change the bytes afterwards, as the text keeps
//! the caller's shared borrow. The checks are safe code that depends on nothing but the bytes:
//!
//! * `ascii::is_ascii` looks at every byte and finds all below 0x80, and each such byte is a
//!   character of its own.
//! * `dfa::is_utf8` runs every byte through the automaton of well-formed sequences, RFC 3629
//!   section 4, and ends between two characters. The compiler proves each row of its table against
//!   the transitions as they are written there.
//!
//! `tests/frame_utf8.rs` compares the two with core: every byte at every place of every length,
//! every pair around each size of a load, every sequence of three bytes, every character whole and
//! cut; `tests/frame_properties.rs` does so for random bytes and for damaged texts.

use super::{ascii, dfa};

/// The bytes as text, if all of them are ASCII.
#[inline]
pub(super) const fn checked_ascii(bytes: &[u8]) -> Option<&str> {
    if ascii::is_ascii(bytes) {
        // SAFETY: ASCII is UTF-8.
        Some(unsafe { core::str::from_utf8_unchecked(bytes) })
    } else {
        None
    }
}

/// The bytes as text, if all of them are UTF-8. Slower than `checked_ascii` where that has an
/// answer.
#[inline]
pub(super) const fn checked(bytes: &[u8]) -> Option<&str> {
    if dfa::is_utf8(bytes) {
        // SAFETY: the automaton accepts nothing but UTF-8.
        Some(unsafe { core::str::from_utf8_unchecked(bytes) })
    } else {
        None
    }
}

/// As much of the bytes, from the first one on, as is UTF-8.
#[inline]
pub(super) const fn valid_prefix(bytes: &[u8]) -> &str {
    if let Some(text) = checked_ascii(bytes) {
        return text;
    }
    match checked(bytes) {
        Some(text) => text,
        None => before_error(bytes),
    }
}

/// The same for bytes that are not all UTF-8. Core knows where the error begins, and is fast enough
/// for what is rare.
#[cold]
pub(super) const fn before_error(bytes: &[u8]) -> &str {
    let valid = match core::str::from_utf8(bytes) {
        Ok(text) => return text,
        Err(error) => error.valid_up_to(),
    };
    match bytes.split_at_checked(valid) {
        Some((head, _)) => match core::str::from_utf8(head) {
            Ok(text) => text,
            Err(_) => "",
        },
        None => "",
    }
}
