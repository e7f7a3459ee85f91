//! One language speaking, with English behind it where a text is missing.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::{self, Display};
use std::marker::PhantomData;

use super::texts::{CaseText, CaseTexts, CodeTexts, PairTexts, SituationTexts, TextGroup};
use super::{BASE_LOCALE, Form, Locale, LocaleFormats, Value};
use crate::{Span, Spanned};

/// A text and, where it is not in the page's language, the language that it is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalizedText<'a> {
    /// The text.
    pub text: Cow<'a, str>,
    /// The tag to put on the passage, if it fell back to English.
    pub lang: Option<&'static str>,
    /// Whether the English text has changed since this one was translated from it.
    pub is_stale: bool,
}

impl Display for LocalizedText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// An entry in a language, and the same entry in English. `W` says which group of texts it is, and
/// so which methods there are.
#[derive(Debug)]
pub struct WithFallback<'a, W> {
    pair: Pair<'a>,
    group: PhantomData<W>,
}

/// The same, whatever the group is.
#[derive(Debug)]
struct Pair<'a> {
    own: Option<&'a TextGroup>,
    base: &'a TextGroup,
    is_base: bool,
    formats: &'a LocaleFormats,
    base_formats: &'a LocaleFormats,
    stale: &'a BTreeSet<Span>,
}

impl<'a> Pair<'a> {
    /// The text in the language itself if it is there, else in English, in the form that the count
    /// takes there. English texts are always there, and in all forms: rules see to it.
    fn pick(
        &self,
        text: &dyn Fn(&'a TextGroup, Form) -> Option<&'a Spanned<String>>,
        count: Option<u64>,
    ) -> LocalizedText<'a> {
        // What a script will fill in is not known here, and takes the form for the rest.
        let form = |formats: &LocaleFormats| count.map_or(Form::Other, |count| formats.form(count));
        let own = self.own.and_then(|own| text(own, form(self.formats)));
        if let Some(own) = own {
            let is_stale = self.stale.contains(&own.span);
            return LocalizedText { text: self.formats.isolated(own), lang: None, is_stale };
        }
        let base = text(self.base, form(self.base_formats)).map_or("", |text| text.as_str());
        self.in_english(base)
    }

    fn text(&self, index: usize, count: Option<u64>) -> LocalizedText<'a> {
        self.pick(&|group, form| group.text(index, form), count)
    }

    /// A case in the language itself if it is there, else in English, so that no remedy is in
    /// another language than its sign.
    fn case(&self, base: &'a CaseText) -> CaseTexts<'a> {
        let own = self.own.and_then(|own| own.cases().iter().find(|own| *own.id == *base.id));
        let text = |text: &'a Spanned<String>| match own {
            Some(_) => LocalizedText {
                text: self.formats.isolated(text),
                lang: None,
                is_stale: self.stale.contains(&text.span),
            },
            None => self.in_english(text),
        };
        let case = own.unwrap_or(base);
        CaseTexts {
            id: &base.id,
            title: text(&case.title),
            sign: text(&case.sign),
            causes: case.causes.iter().map(text).collect(),
            steps: case.steps.iter().map(text).collect(),
        }
    }

    /// An English text, in place of one of the language.
    fn in_english(&self, text: &'a str) -> LocalizedText<'a> {
        LocalizedText {
            text: Cow::Borrowed(text),
            lang: (!self.is_base).then_some(BASE_LOCALE),
            is_stale: false,
        }
    }

    fn fill(
        &self,
        passage: &LocalizedText<'a>,
        name: &str,
        value: &dyn Value,
    ) -> LocalizedText<'a> {
        let formats = if passage.lang.is_some() { self.base_formats } else { self.formats };
        LocalizedText {
            text: Cow::Owned(passage.text.replace(&format!("{{{name}}}"), &value.say(formats))),
            lang: passage.lang,
            is_stale: passage.is_stale,
        }
    }
}

impl<'a, W> WithFallback<'a, W> {
    /// The text with this index.
    #[inline]
    pub(crate) fn text(&self, index: usize, count: Option<u64>) -> LocalizedText<'a> {
        self.pair.text(index, count)
    }

    /// A case, given the English one.
    pub(crate) fn case(&self, base: &'a CaseText) -> CaseTexts<'a> {
        self.pair.case(base)
    }

    /// The entry in English.
    pub(crate) fn base_entry(&self) -> &'a TextGroup {
        self.pair.base
    }

    /// The passage with a value in place of a name in braces, said as the passage's language says
    /// it.
    #[inline]
    pub(crate) fn fill(
        &self,
        passage: &LocalizedText<'a>,
        name: &str,
        value: &dyn Value,
    ) -> LocalizedText<'a> {
        self.pair.fill(passage, name, value)
    }
}

/// The words of one language.
#[derive(Clone, Copy, Debug)]
pub struct Localizer<'a> {
    locale: &'a Locale,
    base: &'a Locale,
}

impl<'a> Localizer<'a> {
    pub(crate) fn new(locale: &'a Locale, base: &'a Locale) -> Self {
        Self { locale, base }
    }

    /// The language.
    pub fn locale(&self) -> &'a Locale {
        self.locale
    }

    /// How the language says numbers and dates.
    pub fn formats(&self) -> &'a LocaleFormats {
        &self.locale.formats
    }

    /// A list of names, with the language's commas.
    pub fn list<'n>(&self, names: impl IntoIterator<Item = &'n str>) -> LocalizedText<'a> {
        let text = |text| LocalizedText { text, lang: None, is_stale: false };
        let said = |name: &str| text(Cow::Owned(name.say(self.formats())));
        // Punctuation is in no language, so that a list is never marked as one of another.
        let join = |first, rest| text(self.punctuation().list(first, rest).text);
        names.into_iter().map(said).reduce(join).unwrap_or_else(|| text(Cow::Borrowed("")))
    }

    fn both<W>(&self, own: Option<&'a TextGroup>, base: &'a TextGroup) -> WithFallback<'a, W> {
        let is_base = std::ptr::eq(self.locale, self.base);
        let pair = Pair {
            own,
            base,
            is_base,
            formats: &self.locale.formats,
            base_formats: &self.base.formats,
            stale: &self.locale.stale,
        };
        WithFallback { pair, group: PhantomData }
    }

    /// The interface's words in the group with this index.
    pub(crate) fn ui<W>(&self, index: usize) -> WithFallback<'a, W> {
        self.both(Some(self.locale.ui.group(index)), self.base.ui.group(index))
    }

    /// The words about a registered code.
    pub fn code_texts(&self, code: u16) -> WithFallback<'a, CodeTexts> {
        let base = self
            .base
            .codes
            .get(&code)
            .expect("the rule `texts` requires English words for every code");
        self.both(self.locale.codes.get(&code), base)
    }

    /// The words about a range.
    pub fn range_texts(&self, id: &str) -> WithFallback<'a, CodeTexts> {
        let base = self
            .base
            .ranges
            .get(id)
            .expect("the rule `texts` requires English words for every range");
        self.both(self.locale.ranges.get(id), base)
    }

    /// The words about a pair, if it is one that people confuse.
    pub fn pair_texts(&self, low: u16, high: u16) -> Option<WithFallback<'a, PairTexts>> {
        let base = self.base.pairs.get(&(low, high))?;
        Some(self.both(self.locale.pairs.get(&(low, high)), base))
    }

    /// The words about a situation.
    pub fn situation_texts(&self, id: &str) -> WithFallback<'a, SituationTexts> {
        let base = self
            .base
            .situations
            .get(id)
            .expect("the rule `texts` requires English words for every situation");
        self.both(self.locale.situations.get(id), base)
    }
}
