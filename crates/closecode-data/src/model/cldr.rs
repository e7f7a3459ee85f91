//! What the Unicode CLDR says about a language: `cldr.toml`, which `cargo xtask cldr` writes.
//!
//! Reading and writing stand side by side, so that each key is named in one module. What it is
//! not: it knows no rules of languages, only their results; the package `xtask/cldr` asks ICU4X.

use std::fmt::{Display, Write as _};

use super::Form;
use crate::Spanned;
use crate::quoted::quoted;
use closecode_format::read::{Table, VALUES};

/// How many numbers the tables of plural forms are about.
pub const TABLE: usize = 100;

/// The months of a year.
pub const MONTHS: usize = 12;

/// The command that writes the file.
const COMMAND: &str = "run `cargo xtask cldr`, which writes this file";

/// What `cldr.toml` says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cldr {
    /// The tag that CLDR was asked about.
    pub requested: String,
    /// Its canonical form, in case, order and subtags: `id` for `in`.
    pub tag: String,
    /// Subtags that ask for the language: its own first, then those that mean the same, such as
    /// `in` and `ind` for `id`.
    pub languages: Vec<String>,
    /// The script that the language is written in.
    pub script: String,
    /// The regions, of letters or digits, where the language is mostly written in another script;
    /// former names too, such as `PZ`.
    pub other_script_regions: Vec<String>,
    /// Which plural form a whole number takes.
    pub plurals: Plurals,
    /// How a whole number that counts something is written.
    pub number: NumberPattern,
    /// How a year, a month of a year, and a day are written, in the Gregorian calendar.
    pub date: DatePatterns,
}

/// The plural forms of whole numbers. CLDR's rules for those below a million look at the last two
/// digits, and at whether there are others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plurals {
    /// Those of the numbers below 100, in their order.
    pub below_100: Vec<Form>,
    /// Those of larger numbers, by the last two digits.
    pub from_100: Vec<Form>,
}

/// How whole numbers are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberPattern {
    /// The ten digits.
    pub digits: String,
    /// What separates groups of digits.
    pub separator: String,
    /// How many digits the group on the right has.
    pub first_group: usize,
    /// How many digits the other groups have.
    pub next_groups: usize,
    /// The most digits that are written without a separator.
    pub ungrouped: usize,
}

/// How dates are written. `{year}`, `{month}` and `{day}` stand for their parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatePatterns {
    /// A year alone.
    pub year: String,
    /// A month of a year.
    pub year_month: DatePattern,
    /// A day.
    pub day: DatePattern,
}

/// How a date with a month is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatePattern {
    /// The whole.
    pub pattern: String,
    /// The months: names, in the case that the pattern needs, or numbers.
    pub months: Vec<String>,
}

impl Cldr {
    pub(crate) fn read(t: Table<'_>) -> Option<Self> {
        let requested = t.required("requested");
        let tag = t.required("tag");
        let languages = t.required_list("languages");
        let script = t.required("script");
        let other_script_regions = t.required_list("other-script-regions");
        let plurals = t.required_table("plurals").and_then(Plurals::read);
        let number = t.required_table("number").and_then(NumberPattern::read);
        let date = t.required_table("date").and_then(DatePatterns::read);
        t.finish();
        Some(Self {
            requested: requested?.value,
            tag: tag?.value,
            languages: values(languages?),
            script: script?.value,
            other_script_regions: values(other_script_regions?),
            plurals: plurals?,
            number: number?,
            date: date?,
        })
    }

    /// The tables of the file. `prefix` goes before their names: nothing, or `de.cldr`.
    pub fn to_toml(&self, prefix: &str) -> String {
        let mut out = String::new();
        let table = |name: &str| match (prefix, name) {
            ("", name) => format!("\n[{name}]\n"),
            (prefix, "") => format!("\n[{prefix}]\n"),
            (prefix, name) => format!("\n[{prefix}.{name}]\n"),
        };
        if !prefix.is_empty() {
            out += &table("");
        }
        line(&mut out, "requested", quoted(&self.requested));
        line(&mut out, "tag", quoted(&self.tag));
        list(&mut out, "languages", &self.languages);
        line(&mut out, "script", quoted(&self.script));
        list(&mut out, "other-script-regions", &self.other_script_regions);
        for (name, forms) in
            [("below-100", &self.plurals.below_100), ("from-100", &self.plurals.from_100)]
        {
            out += &table(&format!("plurals.{name}"));
            for form in Form::ALL.iter().filter(|form| forms.contains(form)) {
                list(&mut out, form.as_str(), &ranges(forms, *form));
            }
        }
        let number = &self.number;
        out += &table("number");
        line(&mut out, "digits", quoted(&number.digits));
        line(&mut out, "separator", quoted(&number.separator));
        line(&mut out, "first-group", number.first_group);
        line(&mut out, "next-groups", number.next_groups);
        line(&mut out, "ungrouped", number.ungrouped);
        out += &table("date");
        line(&mut out, "year", quoted(&self.date.year));
        for (name, date) in [("year-month", &self.date.year_month), ("day", &self.date.day)] {
            out += &table(&format!("date.{name}"));
            line(&mut out, "pattern", quoted(&date.pattern));
            list(&mut out, "months", &date.months);
        }
        out
    }
}

impl Plurals {
    fn read(t: Table<'_>) -> Option<Self> {
        let below_100 = t.required_table("below-100");
        let from_100 = t.required_table("from-100");
        t.finish();
        Some(Self { below_100: forms(below_100?)?, from_100: forms(from_100?)? })
    }

    /// The form of a number.
    pub fn form(&self, count: u64) -> Form {
        let last = usize::try_from(count % TABLE as u64).expect("what is below 100 fits");
        if count < TABLE as u64 { self.below_100[last] } else { self.from_100[last] }
    }
}

/// The form of each number of a table, each of which has one.
fn forms(t: Table<'_>) -> Option<Vec<Form>> {
    let mut found = vec![None; TABLE];
    let mut is_right = true;
    for &form in Form::ALL {
        for range in t.list::<String>(form.as_str()) {
            let (first, last) = range.split_once('-').unwrap_or((&range, &range));
            let slots = match (first.parse::<usize>(), last.parse::<usize>()) {
                (Ok(first), Ok(last)) if first <= last => found.get_mut(first..=last),
                _ => None,
            };
            match slots {
                Some(slots) if slots.iter().all(Option::is_none) => slots.fill(Some(form)),
                _ => {
                    is_right = false;
                    let message = format!("`{}` is no range of numbers that is free here", *range);
                    t.error(VALUES, range.span, message, COMMAND);
                }
            }
        }
    }
    if let Some(number) = found.iter().position(Option::is_none).filter(|_| is_right) {
        t.error(VALUES, t.span, format!("{number} has no plural form"), COMMAND);
    }
    t.finish();
    found.into_iter().collect()
}

/// The numbers that take a form, such as `1` and `2-4`.
fn ranges(forms: &[Form], form: Form) -> Vec<String> {
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for number in (0..forms.len()).filter(|number| forms[*number] == form) {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => ranges.push((number, number)),
        }
    }
    let range = |(first, last)| {
        if first == last { format!("{first}") } else { format!("{first}-{last}") }
    };
    ranges.into_iter().map(range).collect()
}

impl NumberPattern {
    fn read(t: Table<'_>) -> Option<Self> {
        let digits = t.required::<String>("digits");
        let separator = t.required("separator");
        let first_group = t.required::<u16>("first-group");
        let next_groups = t.required::<u16>("next-groups");
        let ungrouped = t.required::<u16>("ungrouped");
        for groups in [&first_group, &next_groups].into_iter().flatten().filter(|g| g.value == 0) {
            t.error(VALUES, groups.span, "a group has at least one digit", COMMAND);
        }
        let is_right = digits.as_ref().is_none_or(|digits| digits.chars().count() == 10);
        if let Some(digits) = digits.as_ref().filter(|_| !is_right) {
            t.error(VALUES, digits.span, "there are ten digits", COMMAND);
        }
        t.finish();
        let pattern = Self {
            digits: digits?.value,
            separator: separator?.value,
            first_group: first_group?.value.into(),
            next_groups: next_groups?.value.into(),
            ungrouped: ungrouped?.value.into(),
        };
        (is_right && pattern.first_group > 0 && pattern.next_groups > 0).then_some(pattern)
    }

    /// A number, in groups.
    pub fn format(&self, number: u64) -> String {
        let digits = self.plain(number);
        let count = digits.chars().count();
        if count <= self.ungrouped {
            return digits;
        }
        let mut out = String::new();
        for (digit, before) in digits.chars().zip((0..count).rev()) {
            out.push(digit);
            let is_edge = before
                .checked_sub(self.first_group)
                .is_some_and(|rest| rest % self.next_groups == 0);
            if is_edge {
                out += &self.separator;
            }
        }
        out
    }

    /// A number without groups, such as that of a year.
    fn plain(&self, number: u64) -> String {
        let digits: Vec<char> = self.digits.chars().collect();
        let digit = |c: char| c.to_digit(10).map_or(c, |digit| digits[digit as usize]);
        number.to_string().chars().map(digit).collect()
    }
}

impl DatePatterns {
    fn read(t: Table<'_>) -> Option<Self> {
        let year = t.required("year");
        let year_month = t.required_table("year-month").and_then(DatePattern::read);
        let day = t.required_table("day").and_then(DatePattern::read);
        t.finish();
        Some(Self { year: year?.value, year_month: year_month?, day: day? })
    }

    /// A date of the data: a year, a month of a year, or a day. `None` if it is none of these.
    pub fn format(&self, number: &NumberPattern, date: &str) -> Option<String> {
        let parts: Vec<u16> =
            date.split('-').map(|part| part.parse().ok()).collect::<Option<_>>()?;
        let (pattern, month) = match parts[..] {
            [_] => (&self.year, ""),
            [_, month] => (&self.year_month.pattern, self.year_month.month(month)?),
            [year, month, day] if (1..=days(year, month)).contains(&day) => {
                (&self.day.pattern, self.day.month(month)?)
            }
            _ => return None,
        };
        let mut text = pattern.replace("{month}", month);
        for (name, part) in ["{year}", "{month}", "{day}"].iter().zip(&parts) {
            text = text.replace(name, &number.plain((*part).into()));
        }
        Some(text)
    }
}

/// How many days a month of the Gregorian calendar has.
fn days(year: u16, month: u16) -> u16 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl DatePattern {
    fn read(t: Table<'_>) -> Option<Self> {
        let pattern = t.required("pattern");
        let months = t.required_list("months").map(values::<String>);
        let is_right = months.as_ref().is_none_or(|months| months.len() == MONTHS);
        if !is_right {
            t.error(VALUES, t.span, "there are twelve months", COMMAND);
        }
        t.finish();
        Some(Self { pattern: pattern?.value, months: months.filter(|_| is_right)? })
    }

    fn month(&self, month: u16) -> Option<&str> {
        self.months.get(usize::from(month).checked_sub(1)?).map(String::as_str)
    }
}

fn values<T>(list: Vec<Spanned<T>>) -> Vec<T> {
    list.into_iter().map(|item| item.value).collect()
}

fn line(out: &mut String, key: &str, value: impl Display) {
    let _ = writeln!(out, "{key} = {value}");
}

fn list(out: &mut String, key: &str, values: &[String]) {
    let values: Vec<String> = values.iter().map(|value| quoted(value)).collect();
    let _ = writeln!(out, "{key} = [{}]", values.join(", "));
}

#[cfg(test)]
pub(crate) mod tests {
    use toml::de::DeTable;

    use super::*;
    use crate::{Diagnostics, Span};

    pub(crate) fn read(text: &str) -> Result<Cldr, usize> {
        let diagnostics = Diagnostics::default();
        let (document, errors) = DeTable::parse_recoverable(text);
        assert!(errors.is_empty(), "{errors:?}");
        let cldr = Cldr::read(Table::new(document.get_ref(), Span::new(0, 0..0), &diagnostics));
        cldr.filter(|_| diagnostics.count() == 0).ok_or(diagnostics.count())
    }

    /// What the data has about a language.
    pub(crate) fn real(tag: &str) -> Cldr {
        read(&text(tag)).expect("the file of the data is right")
    }

    fn text(tag: &str) -> String {
        let path = format!("{}/../../data/locales/{tag}/cldr.toml", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_to_string(path).expect("the language is part of the data")
    }

    #[test]
    fn what_is_written_is_read_again() {
        for tag in ["ar", "hi", "ru", "zh-Hans"] {
            let cldr = real(tag);
            assert_eq!(read(&cldr.to_toml("")).map(|read| read.to_toml("")), Ok(cldr.to_toml("")));
        }
    }

    #[test]
    fn a_file_that_does_not_hold_together_is_refused() {
        let right = text("de");
        for (from, to) in [
            ("one = [\"1\"]", "one = []"),
            ("one = [\"1\"]", "one = [\"1-100\"]"),
            ("one = [\"1\"]", "one = [\"1\", \"1\"]"),
            ("one = [\"1\"]", "one = [\"few\"]"),
            ("digits = \"0123456789\"", "digits = \"01\""),
            ("next-groups = 3", "next-groups = 0"),
            ("\"Januar\",", ""),
            ("script = \"Latn\"", ""),
        ] {
            assert!(right.contains(from), "{from}");
            assert_eq!(read(&right.replacen(from, to, 1)), Err(1), "{to}");
        }
    }

    #[test]
    fn dates_and_numbers_are_written_as_in_the_language() {
        let said = |tag: &str| {
            let cldr = real(tag);
            let date = |date: &str| cldr.date.format(&cldr.number, date);
            ["2026-11-02", "2012-05", "2011"].map(|d| date(d).expect("it is a date")).join("; ")
        };
        assert_eq!(said("en"), "November 2, 2026; May 2012; 2011");
        assert_eq!(said("de"), "2. November 2026; Mai 2012; 2011");
        assert_eq!(said("ja"), "2026年11月2日; 2012年5月; 2011年");
        assert_eq!(said("pt"), "2 de novembro de 2026; maio de 2012; 2011");
        assert_eq!(said("th"), "2 พฤศจิกายน ค.ศ. 2026; พฤษภาคม ค.ศ. 2012; ค.ศ. 2011");
        let german = real("de");
        for none in ["", "May", "2026-13", "2026-00", "2026-02-30", "2026-1-x", "2026-01-01-01"] {
            assert_eq!(german.date.format(&german.number, none), None, "{none}");
        }
        assert!(german.date.format(&german.number, "2024-02-29").is_some());
        let number = |tag: &str, number| real(tag).number.format(number);
        assert_eq!(number("de", 65_535), "65.535");
        assert_eq!([number("es", 5_000), number("es", 50_000)], ["5000", "50.000"]);
        assert_eq!(number("hi", 12_345_678), "1,23,45,678");
    }
}
