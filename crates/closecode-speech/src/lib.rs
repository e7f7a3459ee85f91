//! How a language says numbers and dates: plural forms, separators, months. The knowledge is that
//! of CLDR, in ICU4X.
//!
//! What it is not: it knows no words of ours. It is a package of its own because ICU4X is much
//! code, which is compiled once, without optimisation, while the packages that read the data and
//! write the pages are optimised.

use std::fmt;
use std::ops::RangeInclusive;

use icu_calendar::{Date, Gregorian};
use icu_datetime::FixedCalendarDateTimeFormatter;
use icu_datetime::fieldsets::{Y, YM, YMD};
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_decimal::options::DecimalFormatterOptions;
use icu_locale::{Locale, LocaleCanonicalizer, LocaleExpander};
pub use icu_plurals::PluralCategory;
use icu_plurals::PluralRules;

/// How one language says numbers and dates.
pub struct Formats {
    plurals: PluralRules,
    decimals: DecimalFormatter,
    day: FixedCalendarDateTimeFormatter<Gregorian, YMD>,
    month: FixedCalendarDateTimeFormatter<Gregorian, YM>,
    year: FixedCalendarDateTimeFormatter<Gregorian, Y>,
}

impl fmt::Debug for Formats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Formats").field("plurals", &self.plurals).finish_non_exhaustive()
    }
}

impl Formats {
    /// The formats of a language, by its BCP 47 tag. A tag that is none has those of no language.
    ///
    /// ```
    /// use closecode_speech::Formats;
    /// assert_eq!(Formats::new("de").date("2026-11-02"), "2. November 2026");
    /// ```
    pub fn new(tag: &str) -> Self {
        const BUILT_IN: &str = "the data of every language is built in, and one that CLDR does not know is said as no language is";
        let locale = Locale::try_from_str(tag).unwrap_or(Locale::UNKNOWN);
        Self {
            plurals: PluralRules::try_new_cardinal((&locale).into()).expect(BUILT_IN),
            decimals: DecimalFormatter::try_new(
                (&locale).into(),
                DecimalFormatterOptions::default(),
            )
            .expect(BUILT_IN),
            day: FixedCalendarDateTimeFormatter::try_new((&locale).into(), YMD::long())
                .expect(BUILT_IN),
            month: FixedCalendarDateTimeFormatter::try_new((&locale).into(), YM::long())
                .expect(BUILT_IN),
            year: FixedCalendarDateTimeFormatter::try_new((&locale).into(), Y::long())
                .expect(BUILT_IN),
        }
    }

    /// The plural form that a count takes.
    ///
    /// ```
    /// use closecode_speech::{Formats, PluralCategory};
    /// assert_eq!(Formats::new("ru").plural(21), PluralCategory::One);
    /// ```
    pub fn plural(&self, count: u64) -> PluralCategory {
        self.plurals.category_for(count)
    }

    /// A number that counts something, with the language's separators.
    ///
    /// ```
    /// use closecode_speech::Formats;
    /// assert_eq!(Formats::new("de").number(65_535), "65.535");
    /// ```
    pub fn number(&self, number: u64) -> String {
        self.decimals.format(&Decimal::from(number)).to_string()
    }

    /// A year, a month of a year or a day, such as `2012-05`, in the Gregorian calendar whatever
    /// the language's own is; as it is if it is none of these.
    ///
    /// ```
    /// use closecode_speech::Formats;
    /// assert_eq!(Formats::new("ja").date("2012-05"), "2012年5月");
    /// assert_eq!(Formats::new("ja").date("soon"), "soon");
    /// ```
    pub fn date(&self, date: &str) -> String {
        self.read_date(date).unwrap_or_else(|| date.to_owned())
    }

    fn read_date(&self, date: &str) -> Option<String> {
        let mut parts = date.split('-');
        let year = parts.next()?.parse().ok()?;
        let mut part = || parts.next().map(str::parse::<u8>).transpose().ok();
        let (month, day) = (part()?, part()?);
        let read = Date::try_new_gregorian(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
        Some(match (month, day) {
            (_, Some(_)) => self.day.format(&read).to_string(),
            (Some(_), None) => self.month.format(&read).to_string(),
            (None, None) => self.year.format(&read).to_string(),
        })
    }
}

/// By which subtags a language is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Its names of two and three letters: its own first, then those that mean the same, such as
    /// `in` for `id`.
    pub languages: Vec<String>,
    /// The script that it is written in.
    pub script: String,
    /// The regions, of letters or digits, where the language is mostly written in another script;
    /// former names too, such as `PZ`.
    pub elsewhere: Vec<String>,
}

/// How each of these tags is asked for, in their order. A tag that is none is asked for by itself.
///
/// ```
/// let [chinese] = &closecode_speech::asked(&["zh-Hans"])[..] else { unreachable!() };
/// assert_eq!(chinese.languages, ["zh", "chi", "cmn", "zho"]);
/// assert_eq!(chinese.script, "Hans");
/// assert!(chinese.elsewhere.contains(&"TW".to_owned()));
/// ```
pub fn asked(tags: &[&str]) -> Vec<Asked> {
    let (canonicalizer, expander) =
        (LocaleCanonicalizer::new_extended(), LocaleExpander::new_extended());
    let script = |tag: &str| {
        let mut locale = Locale::try_from_str(tag).ok()?;
        canonicalizer.canonicalize(&mut locale);
        expander.maximize(&mut locale.id);
        Some(locale.id.script?.to_string())
    };
    let language = |tag: &str| tag.split('-').next().unwrap_or(tag).to_owned();
    let mut asked: Vec<Asked> = tags
        .iter()
        .map(|tag| Asked {
            languages: vec![language(tag)],
            script: script(tag).unwrap_or_default(),
            elsewhere: Vec::new(),
        })
        .collect();
    for name in names() {
        let Ok(mut locale) = Locale::try_from_str(&name) else { continue };
        canonicalizer.canonicalize(&mut locale);
        let canonical = locale.to_string();
        let same = asked.iter_mut().filter(|a| a.languages[0] == canonical && name != canonical);
        same.for_each(|a| a.languages.push(name.clone()));
    }
    for a in &mut asked {
        let is_elsewhere = |region: &String| {
            script(&format!("{}-{region}", a.languages[0])).is_some_and(|s| s != a.script)
        };
        let regions = pairs('A'..='Z').chain((0..1000).map(|number| format!("{number:03}")));
        a.elsewhere = regions.filter(is_elsewhere).collect();
    }
    asked
}

/// Every name of two letters, then of three.
fn names() -> impl Iterator<Item = String> {
    let longer = |two: String| ('a'..='z').map(move |third| format!("{two}{third}"));
    pairs('a'..='z').chain(pairs('a'..='z').flat_map(longer))
}

fn pairs(letters: RangeInclusive<char>) -> impl Iterator<Item = String> {
    letters
        .clone()
        .flat_map(move |first| letters.clone().map(move |second| format!("{first}{second}")))
}

/// The canonical form of a BCP 47 tag, in case, order and subtags; `None` if it is not a tag.
///
/// ```
/// assert_eq!(closecode_speech::canonical("in"), Some("id".to_owned()));
/// assert_eq!(closecode_speech::canonical("deutsch!"), None);
/// ```
pub fn canonical(tag: &str) -> Option<String> {
    let mut locale = Locale::try_from_str(tag).ok()?;
    LocaleCanonicalizer::new_extended().canonicalize(&mut locale);
    Some(locale.to_string())
}

#[cfg(test)]
mod tests {
    use super::Formats;

    #[test]
    fn dates_are_said_in_the_language_and_in_the_common_calendar() {
        let said = |tag: &str| {
            ["2026-11-02", "2012-05", "2011"].map(|date| Formats::new(tag).date(date)).join("; ")
        };
        assert_eq!(said("en"), "November 2, 2026; May 2012; 2011");
        assert_eq!(said("de"), "2. November 2026; Mai 2012; 2011");
        assert_eq!(said("ja"), "2026年11月2日; 2012年5月; 2011年");
        assert_eq!(said("pt"), "2 de novembro de 2026; maio de 2012; 2011");
        assert_eq!(said("th"), "2 พฤศจิกายน ค.ศ. 2026; พฤษภาคม ค.ศ. 2012; ค.ศ. 2011");
        for none in ["", "May", "2026-13", "2026-02-30", "2026-1-x"] {
            assert_eq!(Formats::new("de").date(none), none);
        }
    }
}
