//! What the Unicode CLDR says about a language, asked of ICU4X and written as patterns.
//!
//! ICU4X is not asked for its patterns, but for results, from which the patterns are read off. What
//! is read off is compared with ICU4X before it is handed out ([`check`]), so that a language whose
//! numbers or dates follow no such pattern is refused, and not written wrongly.

mod asked;
mod check;
mod icu;

use anyhow::{Context as _, Result, ensure};
use closecode_data::{
    Cldr, DatePattern, DatePatterns, Form, MONTHS, NumberPattern, Plurals, TABLE,
};

pub use asked::Names;
pub use check::check;
pub use icu::Icu;

const HEAD: &str = "\
# Written by `cargo xtask cldr`, from the Unicode CLDR as ICU4X has it.
# Copyright Unicode, Inc.; the licence is xtask/cldr/LICENSE-UNICODE.
";

/// The text of `cldr.toml` for each tag.
pub fn files(tags: &[String]) -> Result<Vec<(String, String)>> {
    let names = Names::new();
    let file =
        |tag: &String| Ok((tag.clone(), format!("{HEAD}{}", cldr(tag, &names)?.to_toml(""))));
    tags.iter().map(file).collect()
}

/// What CLDR says about a language, by its BCP 47 tag.
pub fn cldr(tag: &str, names: &Names) -> Result<Cldr> {
    let icu = Icu::new(tag).with_context(|| format!("`{tag}` is not a BCP 47 language tag"))?;
    let asked = names.of(tag);
    let number = number(&icu)?;
    let cldr = Cldr {
        requested: tag.to_owned(),
        tag: icu.tag.clone(),
        languages: asked.languages,
        script: asked.script,
        other_script_regions: asked.other_script_regions,
        plurals: plurals(&icu),
        date: dates(&icu, &number).with_context(|| format!("the dates of `{tag}`"))?,
        number,
    };
    check(&cldr, &icu).with_context(|| format!("`{tag}` does not follow its patterns"))?;
    Ok(cldr)
}

fn plurals(icu: &Icu) -> Plurals {
    let forms = |first: usize| -> Vec<Form> {
        (first..first + TABLE).map(|count| icu.plural(count as u64)).collect()
    };
    Plurals { below_100: forms(0), from_100: forms(TABLE) }
}

/// Read off a number that has several groups, and off the first that has two.
fn number(icu: &Icu) -> Result<NumberPattern> {
    let digits: String = (0..10).map(|digit| icu.number(digit)).collect();
    let long = icu.number(11_111_111_111_111);
    let groups: Vec<&str> = long.split(|c| !digits.contains(c)).filter(|g| !g.is_empty()).collect();
    let separators: Vec<&str> =
        long.split(|c| digits.contains(c)).filter(|s| !s.is_empty()).collect();
    ensure!(separators.windows(2).all(|pair| pair[0] == pair[1]), "{long} has several separators");
    let separator = separators.first().copied().unwrap_or_default();
    let length = |group: Option<&&str>| group.map_or(1, |group| group.chars().count());
    let is_grouped =
        |count: &u32| icu.number(10_u64.pow(*count)).chars().any(|c| !digits.contains(c));
    let ungrouped = (0..u64::MAX.ilog10()).find(is_grouped).unwrap_or(u64::MAX.ilog10() + 1);
    Ok(NumberPattern {
        digits,
        separator: separator.to_owned(),
        first_group: length(groups.last()),
        next_groups: length(groups.iter().rev().nth(1)),
        ungrouped: usize::try_from(ungrouped)?,
    })
}

/// A year and a day whose digits stand in no month.
const YEAR: u16 = 2030;
const DAY: u8 = 28;

fn dates(icu: &Icu, number: &NumberPattern) -> Result<DatePatterns> {
    let plain = |part: u64| NumberPattern { ungrouped: usize::MAX, ..number.clone() }.format(part);
    let year = plain(YEAR.into());
    let day = plain(DAY.into());
    let months = 1..=u8::try_from(MONTHS)?;
    let year_months =
        months.clone().map(|month| icu.year_month(YEAR, month).replace(&year, "{year}"));
    let days = months
        .map(|month| icu.day(YEAR, month, DAY).replace(&year, "{year}").replace(&day, "{day}"));
    Ok(DatePatterns {
        year: icu.year(YEAR).replace(&year, "{year}"),
        year_month: pattern(&year_months.collect::<Vec<_>>())?,
        day: pattern(&days.collect::<Vec<_>>())?,
    })
}

/// What the dates of all months have in common, and what differs: the months.
fn pattern(dates: &[String]) -> Result<DatePattern> {
    let first: Vec<char> = dates[0].chars().collect();
    let common = |is_same: &dyn Fn(usize, &str) -> bool| {
        (0..first.len()).take_while(|n| dates.iter().all(|date| is_same(*n, date))).count()
    };
    let before = common(&|n, date| date.chars().nth(n) == Some(first[n]));
    let after = common(&|n, date| date.chars().nth_back(n) == Some(first[first.len() - 1 - n]));
    let head: String = first[..before].iter().collect();
    let tail: String = first[first.len() - after..].iter().collect();
    let month = |date: &String| {
        date.strip_prefix(&*head).and_then(|rest| rest.strip_suffix(&*tail)).map(str::to_owned)
    };
    let months = dates.iter().map(month).collect::<Option<Vec<_>>>();
    Ok(DatePattern {
        pattern: format!("{head}{{month}}{tail}"),
        months: months.context("the months do not stand apart")?,
    })
}
