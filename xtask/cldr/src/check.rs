//! Compares what was read off with what ICU4X says.

use anyhow::{Result, ensure};
use closecode_data::{Cldr, Form};

use crate::Icu;

/// Whole numbers up to here are compared one by one. Some languages have a form of their own for
/// millions, which nothing of ours counts.
const COUNTS: u64 = 20_000;

/// Larger numbers, of every length.
fn large() -> impl Iterator<Item = u64> {
    (4..20)
        .flat_map(|length| [10_u64.pow(length) - 1, 10_u64.pow(length), 7 * 10_u64.pow(length - 1)])
}

/// The years that are compared month by month, and the one day by day.
const YEARS: std::ops::RangeInclusive<u16> = 1990..=2110;
const LEAP_YEAR: u16 = 2028;

/// Fails at the first number or date that the patterns write in another way than ICU4X.
pub fn check(cldr: &Cldr, icu: &Icu) -> Result<()> {
    for count in 0..COUNTS {
        let ours: Form = cldr.plurals.form(count);
        let theirs: Form = icu.plural(count);
        ensure!(ours == theirs, "{count} takes the form {}", theirs.as_str());
    }
    for number in (0..COUNTS).chain(large()) {
        same(Some(&cldr.number.format(number)), &icu.number(number))?;
    }
    let date = |date: &str| cldr.date.format(&cldr.number, date);
    for year in YEARS {
        same(date(&year.to_string()).as_deref(), &icu.year(year))?;
        for month in 1..=12 {
            same(date(&format!("{year}-{month:02}")).as_deref(), &icu.year_month(year, month))?;
            same(date(&format!("{year}-{month:02}-01")).as_deref(), &icu.day(year, month, 1))?;
        }
    }
    let lengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    for (month, length) in (1..).zip(lengths) {
        for day in 1..=length {
            let ours = date(&format!("{LEAP_YEAR}-{month:02}-{day:02}"));
            same(ours.as_deref(), &icu.day(LEAP_YEAR, month, day))?;
        }
    }
    Ok(())
}

fn same(ours: Option<&str>, theirs: &str) -> Result<()> {
    ensure!(ours == Some(theirs), "{theirs:?} would be written as {ours:?}");
    Ok(())
}
