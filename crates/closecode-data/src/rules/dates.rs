//! Dates are real, and history runs forward.

use super::Rule;
use crate::{Diagnostics, Unchecked};

pub(super) const RULE: Rule = Rule {
    name: "dates",
    summary: "dates are YYYY, YYYY-MM or YYYY-MM-DD, a source was read on a day, and history is in order",
    check,
};

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    let data = &unchecked.dataset;
    let of_protocols =
        data.protocols.iter().flat_map(|p| &p.sources).filter_map(|s| s.read.as_ref());
    for read in data.sources.iter().map(|s| &s.read).chain(of_protocols) {
        if !is_day(read) {
            diagnostics.error(
                RULE.name,
                read.span,
                format!("`{}` is not a day", **read),
                "write YYYY-MM-DD",
            );
        }
    }
    for code in &data.codes {
        let mut last: Option<(&str, Vec<u32>)> = None;
        for date in code.history.iter().filter_map(|e| e.date.as_ref()) {
            let Some(now) = parts(date) else {
                diagnostics.error(
                    RULE.name,
                    date.span,
                    format!("`{}` is not a date", **date),
                    "write YYYY, YYYY-MM or YYYY-MM-DD",
                );
                continue;
            };
            // Dates of different precision compare as far as both go: 2012 is not before 2012-05.
            if let Some((text, before)) = &last
                && now.iter().zip(before).find(|(a, b)| a != b).is_some_and(|(a, b)| a < b)
            {
                diagnostics.error(
                    RULE.name,
                    date.span,
                    format!("`{}` comes after `{text}` here", **date),
                    "put the events in the order of time",
                );
            }
            // A year after one of its months says less than the month does.
            if last.as_ref().is_none_or(|(_, before)| !before.starts_with(&now)) {
                last = Some((date, now));
            }
        }
    }
}

/// Whether a text is a full and possible date.
pub(super) fn is_day(text: &str) -> bool {
    parts(text).is_some_and(|p| p.len() == 3)
}

/// Year, month and day, as far as given; none if any is impossible.
fn parts(text: &str) -> Option<Vec<u32>> {
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
    let (year, month, day) =
        (numbers[0], numbers.get(1).copied().unwrap_or(1), numbers.get(2).copied().unwrap_or(1));
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
