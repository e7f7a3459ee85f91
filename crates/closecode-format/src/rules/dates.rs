//! Dates are real.

use super::{ProtocolFile, Rule};
use crate::{Diagnostics, Spanned};

pub(super) const RULE: Rule =
    Rule { name: "dates", summary: "a source was read on a day, as YYYY-MM-DD", check };

fn check(file: ProtocolFile<'_>, diagnostics: &Diagnostics) {
    for read in file.protocol.sources.iter().filter_map(|s| s.read.as_ref()) {
        check_day(read, diagnostics);
    }
}

/// Reports a date that is not a day.
pub fn check_day(read: &Spanned<String>, diagnostics: &Diagnostics) {
    if !is_day(read) {
        diagnostics.error(
            RULE.name,
            read.span,
            format!("`{}` is not a day", **read),
            "write YYYY-MM-DD",
        );
    }
}

/// Whether a text is a full and possible date.
pub fn is_day(text: &str) -> bool {
    parts(text).is_some_and(|p| p.len() == 3)
}

/// Year, month and day, as far as given; none if any is impossible.
pub fn parts(text: &str) -> Option<Vec<u32>> {
    let widths = [4, 2, 2];
    let parts: Vec<&str> = text.split('-').collect();
    if parts.len() > 3
        || parts
            .iter()
            .zip(widths)
            .any(|(p, width)| p.len() != width || !p.bytes().all(|b| b.is_ascii_digit()))
    {
        return None;
    }
    let numbers: Vec<u32> = parts.iter().filter_map(|p| p.parse().ok()).collect();
    let year = numbers[0];
    let [month, day] = [1, 2].map(|part| numbers.get(part).copied().unwrap_or(1));
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    ((2000..2100).contains(&year) && (1..=days).contains(&day)).then_some(numbers)
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn knows_the_calendar() {
        for good in ["2011", "2011-12", "2024-02-29", "2000-02-29", "2026-11-30"] {
            assert!(parts(good).is_some(), "{good}");
        }
        for bad in [
            "",
            "11",
            "2011-13",
            "2011-00",
            "2023-02-29",
            "2100-01-01",
            "2026-11-31",
            "2026-1-1",
            "2026-01-01-01",
            "20+6",
        ] {
            assert!(parts(bad).is_none(), "{bad}");
        }
    }
}
