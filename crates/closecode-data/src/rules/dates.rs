//! Dates are real, and history runs forward.

use closecode_format::rules::dates::{check_day, parts};

use super::Rule;
use crate::{Diagnostics, Unchecked};

pub(super) const RULE: Rule = Rule {
    name: "dates",
    summary: "dates are YYYY, YYYY-MM or YYYY-MM-DD, a source was read on a day, and history is in \
              order",
    check,
};

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    let data = &unchecked.dataset;
    data.sources.iter().for_each(|source| check_day(&source.read, diagnostics));
    let measured = data.implementations.iter().flat_map(|i| &i.measured);
    measured.for_each(|measured| check_day(&measured.date, diagnostics));
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
