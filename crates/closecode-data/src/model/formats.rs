//! What a language does with numbers, dates and the names of things: plural forms, separators,
//! months, and the direction of code.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::{Cldr, Form, LocalizedText};
use crate::Spanned;
use closecode_format::few::{self, Map};

/// The numbers among which each plural form has its first: all below 100, which have forms of their
/// own, and larger ones, whose forms repeat.
const COUNTS: std::ops::RangeInclusive<u64> = 0..=299;

/// How many numbers show a form to a translator.
const EXAMPLES: usize = 3;

/// First strong isolate and its end: what stands between them has a direction of its own.
const FIRST_STRONG_ISOLATE: char = '\u{2068}';
const LEFT_TO_RIGHT_ISOLATE: char = '\u{2066}';
const POP_ISOLATE: char = '\u{2069}';

/// How a language says numbers and dates.
#[derive(Debug)]
pub struct LocaleFormats {
    cldr: Cldr,
    /// The forms that whole numbers take, each with the smallest numbers that take it.
    forms: Map<Form, Vec<u64>>,
    is_rtl: bool,
}

impl LocaleFormats {
    /// The formats of a language, by what CLDR says about it.
    pub fn new(cldr: Cldr, is_rtl: bool) -> Self {
        let mut forms: Map<Form, Vec<u64>> = Map::new();
        for count in COUNTS {
            let examples = forms.entry(cldr.plurals.form(count)).or_default();
            if examples.len() < EXAMPLES {
                examples.push(count);
            }
        }
        Self { cldr, forms, is_rtl }
    }

    /// What CLDR says about the language.
    pub fn cldr(&self) -> &Cldr {
        &self.cldr
    }

    /// The plural form that a count takes.
    pub fn form(&self, count: u64) -> Form {
        self.cldr.plurals.form(count)
    }

    /// The forms that whole numbers take, in the order of declaration. Those that only fractions or
    /// millions take are of no use here.
    pub(crate) fn forms(&self) -> BTreeSet<Form> {
        few::set(self.forms.keys().copied())
    }

    /// The smallest numbers that take a form, at most three of them.
    pub(crate) fn examples(&self, form: Form) -> &[u64] {
        self.forms.get(&form).map_or(&[], Vec::as_slice)
    }

    /// A number that counts something, with the language's separators.
    pub fn number(&self, number: u64) -> String {
        self.cldr.number.format(number)
    }

    /// A date of the data, which is a year, a month of a year, or a day; as it is if it is none of
    /// these.
    pub fn date(&self, date: &str) -> String {
        self.cldr.date.format(&self.cldr.number, date).unwrap_or_else(|| date.to_owned())
    }

    /// A name that is in a sentence. Where the sentence runs from right to left, it is kept
    /// together.
    fn name(&self, name: &str) -> String {
        if self.is_rtl && name.contains(|c: char| c.is_ascii_alphabetic()) && !name.starts_with('{')
        {
            format!("{FIRST_STRONG_ISOLATE}{name}{POP_ISOLATE}")
        } else {
            name.to_owned()
        }
    }

    /// A text in which code keeps its direction: without the marks, the brackets of `close()` would
    /// jump to its other side in a sentence that runs from right to left. They are around the
    /// backticks of code, so that nobody copies them with a command.
    pub fn isolated<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if !self.is_rtl {
            return Cow::Borrowed(text);
        }
        let mut isolated = String::with_capacity(text.len());
        for (i, part) in text.split('`').enumerate() {
            if i % 2 == 0 {
                let words: Vec<Cow<'_, str>> = part.split(' ').map(isolated_word).collect();
                isolated.push_str(&words.join(" "));
            } else if part.chars().all(char::is_alphanumeric) {
                isolated.extend(["`", part, "`"]);
            } else {
                isolated.push_str(&format!("{LEFT_TO_RIGHT_ISOLATE}`{part}`{POP_ISOLATE}"));
            }
        }
        if isolated == text { Cow::Borrowed(text) } else { Cow::Owned(isolated) }
    }
}

/// What is in a word besides its letters, where the word is code.
const CODE: [char; 4] = ['(', '/', '.', '_'];

fn isolated_word(word: &str) -> Cow<'_, str> {
    let is_code = |c: char| c.is_ascii_alphanumeric() || CODE.contains(&c) || c == ')' || c == '-';
    let Some(start) = word.find(|c: char| c.is_ascii_alphanumeric()) else {
        return Cow::Borrowed(word);
    };
    let rest = &word[start..];
    let end = start + rest.find(|c: char| !is_code(c)).unwrap_or(rest.len());
    // A full stop or bracket after the code belongs to the sentence.
    let mut code = word[start..end].trim_end_matches(['.', '-']);
    while let Some(shorter) =
        code.strip_suffix(')').filter(|_| code.matches(')').count() > code.matches('(').count())
    {
        code = shorter;
    }
    // Letters, digits and hyphens keep their order by themselves, and a version goes with the name
    // before it: UTF-8, ws 8.18.0.
    if !code.contains(CODE) || !code.contains(|c: char| c.is_ascii_alphabetic()) {
        return Cow::Borrowed(word);
    }
    let before = &word[..start];
    let after = &word[start + code.len()..];
    Cow::Owned(format!("{before}{LEFT_TO_RIGHT_ISOLATE}{code}{POP_ISOLATE}{after}"))
}

/// What can be filled into a text.
///
/// The type says what it is: a `u16` is a number that names something, such as a status code, and
/// stands as it is; every other whole number counts something; a string is a name; a
/// [`LocalizedText`] has been said already.
pub trait Value {
    /// The words for it.
    fn say(&self, formats: &LocaleFormats) -> String;

    /// The number that chooses a plural form, if it is one.
    fn count(&self) -> Option<u64> {
        None
    }
}

impl<T: Value + ?Sized> Value for &T {
    fn say(&self, formats: &LocaleFormats) -> String {
        (**self).say(formats)
    }

    fn count(&self) -> Option<u64> {
        (**self).count()
    }
}

impl Value for u16 {
    fn say(&self, _: &LocaleFormats) -> String {
        self.to_string()
    }
}

macro_rules! counts {
    ($($type:ty),+) => {
        $(impl Value for $type {
            fn say(&self, formats: &LocaleFormats) -> String {
                self.count().map_or_else(|| self.to_string(), |count| formats.number(count))
            }

            fn count(&self) -> Option<u64> {
                u64::try_from(*self).ok()
            }
        })+
    };
}

counts!(u32, u64, u128, usize);

impl Value for str {
    fn say(&self, formats: &LocaleFormats) -> String {
        formats.name(self)
    }
}

impl Value for String {
    fn say(&self, formats: &LocaleFormats) -> String {
        formats.name(self)
    }
}

impl Value for Spanned<String> {
    fn say(&self, formats: &LocaleFormats) -> String {
        formats.name(self)
    }
}

impl Value for LocalizedText<'_> {
    fn say(&self, _: &LocaleFormats) -> String {
        self.text.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::cldr::tests::real;

    fn formats(tag: &str) -> LocaleFormats {
        LocaleFormats::new(real(tag), tag == "ar")
    }

    #[test]
    fn counts_take_the_forms_of_the_language() {
        let forms = |tag: &str| {
            formats(tag).forms().into_iter().map(Form::as_str).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(forms("en"), "one other");
        assert_eq!(forms("ja"), "other");
        assert_eq!(forms("ru"), "one few many");
        assert_eq!(forms("ar"), "zero one two few many other");
        assert_eq!(forms("fr"), "one other", "the form for millions is of no use");
        assert_eq!(formats("ru").examples(Form::One), [1, 21, 31]);
        assert_eq!(formats("fr").examples(Form::One), [0, 1]);
    }

    #[test]
    fn numbers_are_said_by_what_they_are() {
        let german = formats("de");
        assert_eq!(
            (5000_u16.say(&german), 5000_usize.say(&german)),
            ("5000".to_owned(), "5.000".to_owned())
        );
        assert_eq!((5000_u16.count(), 5000_u32.count(), "5".count()), (None, Some(5000), None));
    }

    #[test]
    fn code_keeps_its_direction_where_the_text_runs_from_right_to_left() {
        let arabic = formats("ar");
        let shown = |text: &str| {
            arabic.isolated(text).replace(LEFT_TO_RIGHT_ISOLATE, "[").replace(POP_ISOLATE, "]")
        };
        assert_eq!(shown("استدعاء close() يرسل."), "استدعاء [close()] يرسل.");
        assert_eq!(shown("(close(1000))، ثم"), "([close(1000)])، ثم");
        assert_eq!(shown("الملف data/codes/1006.toml."), "الملف [data/codes/1006.toml].");
        assert_eq!(shown("من 4000-4999"), "من 4000-4999");
        assert_eq!(shown("وclose() هنا"), "و[close()] هنا");
        assert_eq!(shown("في tungstenite 0.30.0 و UTF-8"), "في tungstenite 0.30.0 و UTF-8");
        assert_eq!(shown("الرمز 1006 في Chromium (مثلا)."), "الرمز 1006 في Chromium (مثلا).");
        assert_eq!(
            shown("أرسل `server.close(code=1012)` أو `reason`."),
            "أرسل [`server.close(code=1012)`] أو `reason`."
        );
        assert_eq!(shown("`websocat -v wss://…`"), "[`websocat -v wss://…`]");
        assert_eq!(formats("de").isolated("close() sendet"), "close() sendet");
        assert_eq!("ws (npm)".say(&arabic), "\u{2068}ws (npm)\u{2069}");
    }
}
