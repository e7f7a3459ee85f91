//! The numbers that an implementation's own function accepts.

use closecode_format::read::{DeValue, InvalidValue, Read};
use closecode_format::{keywords, record};

use crate::{Citation, Dataset, Spanned};

keywords! {
    /// How a list became known.
    Known: "how it is known" {
        /// The function was called with each of the 65,536 numbers.
        Called = "called",
        /// It was read in the source.
        Read = "read",
    }
}

record! {
    /// The numbers that an implementation takes for good ones, by a list or a function of its own.
    Accepts {
        /// The function or the constant, as its source has it.
        function: required String,
        /// How it is known.
        how: required Known,
        /// Numbers that a peer may send to it.
        received: list Numbers,
        /// Numbers that its user may send; empty if there is no list for it.
        sendable: list Numbers,
        /// Why a measured row says something else, in sentences; absent if none does.
        differs: optional String,
        /// The file and the line.
        source: required Citation,
    }
}

/// A number, or all from one to another: `1000`, `1007-1014`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbers {
    /// The first one.
    pub first: u16,
    /// The last one.
    pub last: u16,
}

impl Read for Numbers {
    const WANTED: &'static str = "a number or two with a hyphen, such as \"1007-1014\"";

    fn read(value: &DeValue<'_>) -> Result<Option<Self>, InvalidValue> {
        let number = |text: &str| {
            let is_plain = text.bytes().all(|byte| byte.is_ascii_digit());
            is_plain.then(|| text.parse::<u16>().ok()).flatten()
        };
        Ok(value.as_str().and_then(|text| {
            let (first, last) = text.split_once('-').unwrap_or((text, text));
            Some(Self { first: number(first)?, last: number(last)? })
        }))
    }
}

impl std::fmt::Display for Numbers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.first == self.last {
            write!(f, "{}", self.first)
        } else {
            write!(f, "{}-{}", self.first, self.last)
        }
    }
}

/// Whether a number is among these.
fn has(list: &[Spanned<Numbers>], number: u16) -> bool {
    list.iter().any(|numbers| (numbers.value.first..=numbers.value.last).contains(&number))
}

/// The numbers for which something holds, as ranges.
fn ranges(holds: impl Fn(u16) -> bool) -> Vec<Numbers> {
    let mut ranges: Vec<Numbers> = Vec::new();
    for number in (0..=u16::MAX).filter(|&number| holds(number)) {
        match ranges.last_mut() {
            Some(range) if range.last.checked_add(1) == Some(number) => range.last = number,
            _ => ranges.push(Numbers { first: number, last: number }),
        }
    }
    ranges
}

impl Accepts {
    /// Whether a peer may send this number.
    pub fn is_received(&self, number: u16) -> bool {
        has(&self.received, number)
    }

    /// Whether its user may send this number, if there is a list for it.
    pub fn is_sendable(&self, number: u16) -> Option<bool> {
        (!self.sendable.is_empty()).then(|| has(&self.sendable, number))
    }

    /// The numbers that it takes from a peer though they are not allowed in a Close frame.
    pub fn beyond(&self, data: &Dataset) -> Vec<Numbers> {
        let allowed = data.allowed_in_frame();
        ranges(|number| self.is_received(number) && !allowed[usize::from(number)])
    }

    /// The numbers that it does not take from a peer though they are allowed in a Close frame.
    pub fn short(&self, data: &Dataset) -> Vec<Numbers> {
        let allowed = data.allowed_in_frame();
        ranges(|number| !self.is_received(number) && allowed[usize::from(number)])
    }
}

impl Dataset {
    /// Whether the facts say that a number may be in a Close frame.
    pub fn is_allowed_in_frame(&self, number: u16) -> bool {
        let of_range = || self.ranges.iter().find(|r| (*r.first..=*r.last).contains(&number));
        match self.code(number) {
            Some(code) => *code.wire.frame,
            None => of_range().is_some_and(|range| *range.wire.frame),
        }
    }

    /// The same for every number, in the order of the numbers.
    pub fn allowed_in_frame(&self) -> Vec<bool> {
        let mut allowed = vec![false; usize::from(u16::MAX) + 1];
        for range in &self.ranges {
            let numbers = usize::from(*range.first)..=usize::from(*range.last);
            allowed[numbers].fill(*range.wire.frame);
        }
        for code in &self.codes {
            allowed[usize::from(*code.code)] = *code.wire.frame;
        }
        allowed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_as_long_as_they_can_be() {
        let shown = |ranges: Vec<Numbers>| {
            ranges.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(shown(ranges(|n| n < 3 || n == 9 || n >= 65534)), "0-2 9 65534-65535");
        assert_eq!(shown(ranges(|_| false)), "");
        assert_eq!(shown(ranges(|_| true)), "0-65535");
    }
}
