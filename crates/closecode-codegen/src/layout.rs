//! Which numbers have the same facts, and how a number finds them.
//!
//! A class is a registered code or the rest of a range. The generated tables have one entry for
//! each class, and the class of a number is one compare away where registered codes lie side by
//! side, else one load from a table that has an entry for each number of a few windows and one for
//! each cell of a grid on which the ranges begin (`docs/decisions/0003-classes-by-arithmetic.md`).

use closecode_data::{Code, Dataset, Range};

#[cfg(test)]
mod tests;

/// How many numbers a window covers.
pub(crate) const WINDOW: u16 = 16;

/// The numbers that share all facts.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Class<'a> {
    /// A registered code.
    Code(&'a Code),
    /// Every other number of a range.
    Range(&'a Range),
}

/// The classes, in the order of the tables, and where the numbers lie.
pub(crate) struct Layout<'a> {
    /// In the order of numbers, so that sums of compares count up to them; codes past the first run
    /// come last.
    pub(crate) classes: Vec<Class<'a>>,
    /// How many codes follow the first one without a gap, itself included.
    pub(crate) run: u16,
    /// First number of each window past the first run.
    pub(crate) windows: Vec<u16>,
    /// Every range begins at a multiple of this.
    pub(crate) cell: u16,
}

impl<'a> Layout<'a> {
    pub(crate) fn new(data: &'a Dataset) -> Self {
        let first = data.codes.first().map_or(0, |c| *c.code);
        let run = data
            .codes
            .iter()
            .zip(first..)
            .take_while(|(code, number)| *code.code == *number)
            .count();
        let (near, far) = data.codes.split_at(run);
        // Both hold for RFC 6455: the first range ends where the first code stands, and ranges
        // begin at thousands.
        let below = data.ranges.iter().filter(|r| *r.first < first);
        let above = data.ranges.iter().filter(|r| *r.first >= first);
        assert!(
            data.ranges.iter().any(|r| *r.first == first),
            "the first registered code begins a range"
        );
        let classes = below
            .map(Class::Range)
            .chain(near.iter().map(Class::Code))
            .chain(above.map(Class::Range));
        let classes: Vec<_> = classes.chain(far.iter().map(Class::Code)).collect();
        let mut windows: Vec<u16> = Vec::new();
        for code in far {
            if windows.last().is_none_or(|base| *code.code - base >= WINDOW) {
                windows.push(*code.code);
            }
        }
        let cell = data.ranges.iter().skip(1).map(|r| *r.first).fold(0, gcd);
        assert!(
            cell >= 512,
            "ranges begin at multiples of a number that is large enough for a small table"
        );
        let run = u16::try_from(run).expect("codes are 16 bits");
        Self { classes, run, windows, cell }
    }

    /// The index of a number's class.
    pub(crate) fn class(&self, data: &Dataset, number: u16) -> usize {
        let range = || data.range(number).first.value;
        let is_it = |class: &Class<'_>| match class {
            Class::Code(code) => *code.code == number,
            Class::Range(r) => data.code(number).is_none() && *r.first == range(),
        };
        self.classes.iter().position(is_it).expect("the ranges are total")
    }

    /// The index of the class of the other numbers of a range.
    pub(crate) fn range_class(&self, first: u16) -> usize {
        let is_it = |class: &Class<'_>| matches!(class, Class::Range(r) if *r.first == first);
        self.classes.iter().position(is_it).expect("each range is a class")
    }
}

impl Class<'_> {
    /// The numbers, for a comment: `1000`, `0 to 999`.
    pub(crate) fn numbers(self) -> String {
        match self {
            Self::Code(code) => code.code.to_string(),
            Self::Range(range) => format!("{} to {}", range.first, range.last),
        }
    }

    /// Its variant: `Code1000`, `NotUsed`.
    pub(crate) fn variant(self) -> String {
        match self {
            Self::Code(code) => format!("Code{}", code.code),
            Self::Range(range) => range.ident.value.clone(),
        }
    }
}

fn gcd(a: u16, b: u16) -> u16 {
    if b == 0 { a } else { gcd(b, a % b) }
}
