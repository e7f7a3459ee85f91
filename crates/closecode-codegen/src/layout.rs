//! Where each number's facts lie in the generated tables.
//!
//! A table has one slot for each number of a few windows of 16 around the registered codes, and one for each range.
//! The slot of a number is then two or three compares away, with no search, and a table has some forty entries
//! (`docs/decisions/0003-slots.md`).

use closecode_data::Dataset;

#[cfg(test)]
mod tests;

/// How many numbers a window covers.
pub(crate) const WINDOW: u16 = 16;

/// What a slot stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slot {
    /// One number of a window.
    Number(u16),
    /// Every other number of a range, by its index.
    Range(usize),
}

/// The slots of every table, in order.
pub(crate) struct Layout {
    /// First number of each window; the most frequent codes come first.
    pub(crate) windows: Vec<u16>,
    /// What each slot stands for.
    pub(crate) slots: Vec<Slot>,
}

impl Layout {
    pub(crate) fn new(data: &Dataset) -> Self {
        let mut windows: Vec<u16> = Vec::new();
        for code in &data.codes {
            if windows.last().is_none_or(|base| *code.code - base >= WINDOW) {
                windows.push(*code.code);
            }
        }
        let numbers = windows.iter().flat_map(|base| (*base..*base + WINDOW).map(Slot::Number));
        let slots = numbers.chain((0..data.ranges.len()).map(Slot::Range)).collect();
        Self { windows, slots }
    }
}

impl Slot {
    /// A number that the slot's facts hold for.
    fn sample(self, data: &Dataset) -> u16 {
        match self {
            Self::Number(number) => number,
            Self::Range(index) => *data.ranges[index].first,
        }
    }

    pub(crate) fn code(self, data: &Dataset) -> Option<&closecode_data::Code> {
        match self {
            Self::Number(number) => data.code(number),
            Self::Range(_) => None,
        }
    }

    pub(crate) fn range(self, data: &Dataset) -> &closecode_data::Range {
        data.range(self.sample(data))
    }
}
