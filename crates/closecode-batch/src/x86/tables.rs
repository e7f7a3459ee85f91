//! The tables of byte shuffles, and the proof that they contain nothing but classes.

use closecode::{Class, CloseCode, CodeRange, RawCode};

use crate::layout;

/// Numbers in a window: as many as a shuffle looks up.
const WINDOW: u16 = 16;

/// What a number is multiplied by, so that no two ranges share an upper nibble of the product: the
/// smallest number for which each range begins with a new nibble.
pub(super) const FACTOR: u16 = {
    const fn separates(factor: u16) -> bool {
        let mut i = 1;
        while i < CodeRange::ALL.len() {
            let first = *CodeRange::ALL[i].numbers().start();
            if nibble(first, factor) == nibble(first - 1, factor) {
                return false;
            }
            i += 1;
        }
        true
    }
    let mut factor = 1;
    while !separates(factor) {
        factor += 1;
    }
    factor
};

/// The upper nibble of a product, which is a byte.
const fn nibble(number: u16, factor: u16) -> usize {
    let product = (number as usize * factor as usize) >> 16;
    assert!(product <= 255, "the factor is small");
    product >> 4
}

/// The nibble of a number, as `lookup::range_index` makes it.
const fn range_nibble(number: u16) -> usize {
    nibble(number, FACTOR)
}

/// The class of a number's range, by its nibble.
#[allow(clippy::cast_possible_truncation)] // A product's upper half is 16 bits.
pub(super) const RANGES: [u8; 16] = {
    let mut ranges = [0; 16];
    let mut i = 0;
    while i < ranges.len() {
        // The first number with this nibble is in the same range as all others.
        let number = (i << 20).div_ceil(FACTOR as usize);
        assert!(number <= u16::MAX as usize && range_nibble(number as u16) == i);
        ranges[i] = layout::rest(RawCode::new(number as u16).range());
        i += 1;
    }
    ranges
};

/// How many windows it takes to cover the registered codes.
const WINDOW_COUNT: usize = {
    let mut count = 0;
    let mut next = 0;
    while next < CloseCode::ALL.len() {
        next = behind_window(next);
        count += 1;
    }
    count
};

/// The first registered code that is not in the window which begins at a registered code, each by
/// its place in the list.
const fn behind_window(first: usize) -> usize {
    let mut next = first;
    while next < CloseCode::ALL.len()
        && CloseCode::ALL[next].get() - CloseCode::ALL[first].get() < WINDOW
    {
        next += 1;
    }
    next
}

/// For each window of 16 numbers around registered codes its first number, and what turns the class
/// of the range into that of the number, by exclusive or.
pub(super) const WINDOWS: [(u16, [u8; 16]); WINDOW_COUNT] = {
    let mut windows = [(0, [0; 16]); WINDOW_COUNT];
    let mut w = 0;
    let mut next = 0;
    while w < WINDOW_COUNT {
        windows[w].0 = CloseCode::ALL[next].get();
        let mut near = 0;
        while near < WINDOW {
            let number = windows[w].0 + near;
            windows[w].1[near as usize] = range_class(number) ^ layout::class(number);
            near += 1;
        }
        next = behind_window(next);
        w += 1;
    }
    windows
};

/// The class of a number's range.
const fn range_class(number: u16) -> u8 {
    RANGES[range_nibble(number)]
}

/// The number at a place of a window.
const fn number(window: usize, near: usize) -> u16 {
    #[allow(clippy::cast_possible_truncation)] // Below 16.
    let near = near as u16;
    WINDOWS[window].0 + near
}

/// Proves that no step can make a byte that is no class: neither outside the windows, nor inside,
/// where exactly one applies.
const _: () = {
    let mut nibble = 0;
    while nibble < 16 {
        assert!((RANGES[nibble] as usize) < Class::COUNT && RANGES[nibble] < 0x80);
        nibble += 1;
    }
    let mut w = 0;
    while w < WINDOWS.len() {
        assert!(
            w == 0 || WINDOWS[w].0 - WINDOWS[w - 1].0 >= 16,
            "windows are in order and do not overlap"
        );
        let mut near = 0;
        while near < 16 {
            assert!(((range_class(number(w, near)) ^ WINDOWS[w].1[near]) as usize) < Class::COUNT);
            near += 1;
        }
        w += 1;
    }
};

/// `RANGES`, with the upper bit where a window but the first begins or ends: there a class may be
/// wrong.
pub(super) const MARKED_RANGES: [u8; 16] = {
    let mut ranges = RANGES;
    let mut w = 1;
    while w < WINDOWS.len() {
        let mut near = 0;
        while near < 16 {
            ranges[range_nibble(number(w, near))] |= 0x80;
            near += 1;
        }
        w += 1;
    }
    ranges
};

/// The class of a number of a window, if it has one of its own.
const fn registered(window: usize, near: usize) -> Option<usize> {
    let change = WINDOWS[window].1[near];
    if change == 0 { None } else { Some((range_class(number(window, near)) ^ change) as usize) }
}

/// For each bit its class: a byte of them for each half of the first window, number by number, and
/// one for the other classes. `Class::COUNT` means none.
pub(super) const CLASSES: [usize; 24] = {
    let mut classes = [Class::COUNT; 24];
    let mut class = 0;
    let mut next = 16;
    while class < Class::COUNT {
        let mut near = 0;
        let mut found = false;
        while near < 16 {
            if matches!(registered(0, near), Some(its) if its == class) {
                classes[near] = class;
                found = true;
            }
            near += 1;
        }
        if !found {
            classes[next] = class;
            next += 1;
        }
        class += 1;
    }
    classes
};

/// The byte in which the bit of a class outside of the first window is set.
const fn rest_byte(class: usize) -> u8 {
    let mut bit = 0;
    while CLASSES[16 + bit] != class {
        bit += 1;
    }
    1 << bit
}

/// By the place in the first window: a bit for each of its first eight numbers, and for each of its
/// last eight.
pub(super) const NEAR_BITS: [[u8; 16]; 2] = {
    let mut bits = [[0; 16]; 2];
    let mut near = 0;
    while near < 16 {
        // A number without a class of its own would have to be counted with its range.
        assert!(registered(0, near).is_some(), "the first window is full");
        bits[near / 8][near] = 1 << (near % 8);
        near += 1;
    }
    bits
};

/// By the nibble of a range its bit.
pub(super) const RANGE_BITS: [u8; 16] = {
    let mut bits = [0; 16];
    let mut nibble = 0;
    while nibble < 16 {
        bits[nibble] = rest_byte(RANGES[nibble] as usize);
        nibble += 1;
    }
    bits
};

/// For each window what turns the bit of the range into that of the number, by exclusive or; into
/// none in the first window.
pub(super) const WINDOW_BITS: [[u8; 16]; WINDOWS.len()] = {
    let mut bits = [[0; 16]; WINDOWS.len()];
    let mut i = 0;
    while i < 16 * WINDOWS.len() {
        let w = i / 16;
        let near = i % 16;
        if let Some(class) = registered(w, near) {
            let range = rest_byte(range_class(number(w, near)) as usize);
            bits[w][near] = if w == 0 { range } else { range ^ rest_byte(class) };
        }
        i += 1;
    }
    bits
};
