//! The partition of 0..=65535, with what holds for a number that has no file of its own.

use super::{Policy, Wire};
use crate::Citation;
use closecode_format::{keywords, record};

keywords! {
    /// How numbers of a range come to a meaning.
    Registration: "a registration policy" {
        /// They do not: the numbers are not used, or lie outside the registry.
        None = "none",
        /// Standards Action, Specification Required or IESG Review.
        StandardsAction = "standards-action",
        /// First come, first served.
        FirstComeFirstServed = "first-come-first-served",
        /// By agreement between the two ends; never registered.
        PrivateUse = "private-use",
    }
}

record! {
    /// One range of numbers.
    Range {
        /// Its key in the words and in page addresses.
        id: required String,
        /// The Rust name.
        ident: required String,
        /// The first number.
        first: required u16,
        /// The last number.
        last: required u16,
        /// How its numbers come to a meaning.
        registration: required Registration,
        /// Where the range is defined.
        sources: required_list Citation,
        /// The cases that its texts tell apart, in the order of reading.
        cases: required_list String,
        /// The wire facts of its other numbers.
        wire: required_table Wire,
        /// The policy of its other numbers.
        policy: required_table Policy,
    }
}

impl Range {
    /// Whether a number lies in it.
    pub fn contains(&self, code: u16) -> bool {
        (*self.first..=*self.last).contains(&code)
    }
}
