//! What ICU4X says.

use std::fmt;

use closecode_data::Form;
use icu_calendar::{Date, Gregorian};
use icu_datetime::FixedCalendarDateTimeFormatter;
use icu_datetime::fieldsets::{Y, YM, YMD};
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_decimal::options::DecimalFormatterOptions;
use icu_locale::{Locale, LocaleCanonicalizer};
use icu_plurals::{PluralCategory, PluralRules};

/// The formatters of one language.
pub struct Icu {
    /// The canonical form of its tag.
    pub tag: String,
    plurals: PluralRules,
    decimals: DecimalFormatter,
    day: FixedCalendarDateTimeFormatter<Gregorian, YMD>,
    month: FixedCalendarDateTimeFormatter<Gregorian, YM>,
    year: FixedCalendarDateTimeFormatter<Gregorian, Y>,
}

impl fmt::Debug for Icu {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Icu").field("tag", &self.tag).finish_non_exhaustive()
    }
}

impl Icu {
    /// The formatters of a language, by its tag; `None` if it is not one.
    #[must_use]
    pub fn new(tag: &str) -> Option<Self> {
        const BUILT_IN: &str = "the data of every language is built in";
        let mut locale = Locale::try_from_str(tag).ok()?;
        LocaleCanonicalizer::new_extended().canonicalize(&mut locale);
        Some(Self {
            tag: locale.to_string(),
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
        })
    }

    /// The plural form that a count takes.
    #[must_use]
    pub fn plural(&self, count: u64) -> Form {
        match self.plurals.category_for(count) {
            PluralCategory::Zero => Form::Zero,
            PluralCategory::One => Form::One,
            PluralCategory::Two => Form::Two,
            PluralCategory::Few => Form::Few,
            PluralCategory::Many => Form::Many,
            PluralCategory::Other => Form::Other,
        }
    }

    /// A number that counts something, with the language's separators.
    #[must_use]
    pub fn number(&self, number: u64) -> String {
        self.decimals.format(&Decimal::from(number)).to_string()
    }

    /// A year of the Gregorian calendar, whatever the language's own is.
    #[must_use]
    pub fn year(&self, year: u16) -> String {
        self.year.format(&date(year, 1, 1)).to_string()
    }

    /// A month of a year.
    #[must_use]
    pub fn year_month(&self, year: u16, month: u8) -> String {
        self.month.format(&date(year, month, 1)).to_string()
    }

    /// A day.
    #[must_use]
    pub fn day(&self, year: u16, month: u8, day: u8) -> String {
        self.day.format(&date(year, month, day)).to_string()
    }
}

fn date(year: u16, month: u8, day: u8) -> Date<Gregorian> {
    Date::try_new_gregorian(year.into(), month, day).expect("the caller names a day that exists")
}
