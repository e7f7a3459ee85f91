//! What a number that a library reports may stand for.
//!
//! Some libraries hide what came over the wire: tungstenite reports a received 1014 as 1002. The
//! table has, for each implementation and number, the ways of an end with which it was seen to
//! report the number. A number that stands for itself alone has no row.

use crate::generated::REPORTED;
#[cfg(any(feature = "tungstenite-0_29", feature = "tungstenite-0_30"))]
use crate::generated::WAYS;

/// An implementation, with its numbers in ascending order.
pub(crate) struct Row {
    pub(crate) id: &'static str,
    pub(crate) sets: &'static [Set],
}

/// A number, and the places of the ways that it may stand for.
#[derive(Clone, Copy)]
pub(crate) struct Set {
    pub(crate) code: u16,
    pub(crate) ways: u128,
}

/// The rows: names of the ways, and for each implementation what each number may stand for.
macro_rules! reported {
    (
        ways { $($way:ident $name:literal,)+ }
        $($id:literal { $($code:literal [$($of:ident),+ $(,)?])+ })+
    ) => {
        /// The ways: those of a Close frame with a code and nothing else come last.
        pub(crate) static WAYS: &[&str] = &[$($name),+];

        /// In the order of their ids.
        pub(crate) const REPORTED: &[$crate::reported::Row] = &[$($crate::reported::Row {
            id: $id,
            sets: &[$($crate::reported::Set {
                code: $code,
                ways: $(1 << Way::$of as u32)|+,
            }),+],
        }),+];

        /// The place of each in the list.
        #[allow(non_camel_case_types)]
        enum Way { $($way),+ }

        // A set of them is an integer.
        const _: () = assert!(WAYS.len() <= 128);
    };
}
pub(crate) use reported;

/// What each number of an implementation may stand for, apart from itself alone.
pub(crate) const fn sets(id: &str) -> &'static [Set] {
    let mut i = 0;
    while i < REPORTED.len() {
        if is_same(REPORTED[i].id, id) {
            return REPORTED[i].sets;
        }
        i += 1;
    }
    &[]
}

/// The ways that a number may stand for, if not itself alone.
pub(crate) const fn ways(sets: &[Set], code: u16) -> Option<u128> {
    let mut i = 0;
    while i < sets.len() {
        if sets[i].code == code {
            return Some(sets[i].ways);
        }
        i += 1;
    }
    None
}

/// Whether Close frames with different codes end up as this number.
#[cfg(any(feature = "tungstenite-0_29", feature = "tungstenite-0_30"))]
pub(crate) const fn is_ambiguous(sets: &[Set], code: u16) -> bool {
    match ways(sets, code) {
        Some(ways) => (ways & codes()).count_ones() > 1,
        None => false,
    }
}

/// The ways of a Close frame with a code and nothing else.
#[cfg(any(feature = "tungstenite-0_29", feature = "tungstenite-0_30"))]
const fn codes() -> u128 {
    let mut codes = 0;
    let mut i = 0;
    while i < WAYS.len() {
        if code(WAYS[i]).is_some() {
            codes |= 1 << i;
        }
        i += 1;
    }
    codes
}

/// The code in the name of such a way: `recv-1014`.
pub(crate) const fn code(way: &str) -> Option<u16> {
    let Some((b"recv-", digits)) = way.as_bytes().split_first_chunk::<5>() else { return None };
    let mut code = 0_u16;
    let mut i = 0;
    while i < digits.len() {
        if !digits[i].is_ascii_digit() {
            return None;
        }
        code = code * 10 + (digits[i] - b'0') as u16;
        i += 1;
    }
    if digits.is_empty() { None } else { Some(code) }
}

const fn is_same(a: &str, b: &str) -> bool {
    let [a, b] = [a.as_bytes(), b.as_bytes()];
    if a.len() != b.len() {
        return false;
    }
    let mut i = 0;
    while i < a.len() {
        if a[i] != b[i] {
            return false;
        }
        i += 1;
    }
    true
}
