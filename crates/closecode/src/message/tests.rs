//! What the tables take.

use core::mem::{size_of, size_of_val};

use super::index;
use crate::generated::{BEGINNINGS, BY, IMPLEMENTATION_NAMES, IMPLEMENTATIONS, PRINTED, TEXTS};

/// The most bytes of all that is there for the feature.
const LIMIT: usize = 64 * 1024;

#[test]
fn the_tables_are_small() {
    let beginnings: usize = BEGINNINGS.iter().map(|text| text.len() + size_of::<&str>()).sum();
    let sizes = [
        size_of_val(&PRINTED),
        TEXTS.len(),
        beginnings,
        size_of_val(&BY),
        size_of_val(IMPLEMENTATIONS),
        IMPLEMENTATION_NAMES.len(),
        index::SIZE,
    ];
    let size: usize = sizes.iter().sum();
    assert!(size <= LIMIT, "{size} bytes: {sizes:?}");
    assert_eq!(size_of_val(&PRINTED[0]), size_of::<u64>(), "a row is eight bytes");
}
