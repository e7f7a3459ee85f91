//! The words: which texts exist, which placeholders each takes, and the hash that tells whether a
//! translation is fresh.

use super::{LocalizedText, WithFallback};
use crate::Spanned;
use closecode_format::read::Table;
use closecode_format::{few, keywords, record};

keywords! {
    /// A plural form, as CLDR names them: which numbers take it depends on the language.
    Form: "a plural form" {
        /// Such as 0 in Arabic.
        Zero = "zero",
        /// Such as 1 in English, and 21 in Russian.
        One = "one",
        /// Such as 2 in Arabic.
        Two = "two",
        /// Such as 2 to 4 in Russian.
        Few = "few",
        /// Such as 5 in Russian.
        Many = "many",
        /// The rest, and in many languages all.
        Other = "other",
    }
}

/// One text: one for every number, or one for each plural form.
#[derive(Clone, Debug, Default)]
pub(crate) struct Text {
    forms: Vec<(Option<Form>, Spanned<String>)>,
}

impl Text {
    /// The text `key` of an entry, if it is there. Only a text that depends on a count has forms.
    fn read(t: &Table<'_>, key: &'static str, is_plural: bool) -> Self {
        if !is_plural || !t.is_table(key) {
            return Self { forms: t.optional(key).into_iter().map(|text| (None, text)).collect() };
        }
        let Some(table) = t.table(key) else { return Self::default() };
        let forms = Form::ALL
            .iter()
            .filter_map(|form| Some((Some(*form), table.optional(form.as_str())?)))
            .collect();
        table.finish();
        Self { forms }
    }

    /// The text for a form. A language with one form has one text.
    fn form(&self, form: Form) -> Option<&Spanned<String>> {
        self.forms.iter().find(|(f, _)| f.is_none_or(|f| f == form)).map(|(_, text)| text)
    }

    /// Adds what the rules look at: a field for each form, and one without a text if there is none.
    fn add_fields<'a>(&'a self, fields: &mut Vec<Field<'a>>, key: &TextKey) {
        let TextKey { key, placeholders, count } = *key;
        let field = |form, text| Field { key, case: None, form, text, placeholders, count };
        if self.forms.is_empty() {
            fields.push(field(None, None));
        }
        for (form, text) in &self.forms {
            fields.push(field(*form, Some(text)));
        }
    }
}

record! {
    /// One case of a code or a range, in one language. It is translated as a whole.
    CaseText[
        /// Its key, such as `idle-timeout`; every language has the same.
        id
    ] {
        /// What heads it.
        title: required String,
        /// How to recognise it.
        sign: required String,
        /// What it may come from, the most likely cause first.
        causes: required_list String,
        /// What to do about it, step by step: the entry of `how_to_fix` with the same key.
        steps: later Vec<Spanned<String>>,
    }
}

keywords! {
    /// A part of a case.
    CasePart: "a part of a case" {
        /// What heads it.
        Title = "title",
        /// How to recognise it.
        Sign = "sign",
        /// One of its causes.
        Causes = "causes",
        /// One of its steps.
        Steps = "steps",
    }
}

impl CaseText {
    /// A field for each part, and for each cause and step.
    fn fields(&self) -> impl Iterator<Item = Field<'_>> {
        let one = [(CasePart::Title, &self.title), (CasePart::Sign, &self.sign)];
        let causes = self.causes.iter().map(|cause| (CasePart::Causes, cause));
        let steps = self.steps.iter().map(|step| (CasePart::Steps, step));
        one.into_iter().chain(causes).chain(steps).map(|(part, text)| Field {
            case: Some((&self.id, part)),
            ..Field::new(CASES, Some(text))
        })
    }

    /// The cases of a table: their signs and causes in one of its tables, their steps in another.
    fn read_all(t: &Table<'_>) -> Vec<Self> {
        let seen = t.table(WHEN_SEEN).map_or_else(Vec::new, |table| table.entries());
        let mut steps = t.table(HOW_TO_FIX).map_or_else(Vec::new, |table| table.lists());
        let mut cases = Vec::new();
        for (id, case) in seen {
            let place = steps.iter().position(|(other, _)| other.value == id.value);
            let steps = place.map_or_else(Vec::new, |place| steps.remove(place).1);
            cases.extend(Self::read(id, case).map(|case| Self { steps, ..case }));
        }
        for (id, _) in steps {
            let message =
                format!("`{HOW_TO_FIX}` has a case that `{WHEN_SEEN}` has not: `{}`", *id);
            t.error("cases", id.span, message, "give both the same keys");
        }
        few::sort_by_key(&mut cases, |case| case.id.span.start);
        cases
    }
}

/// The key that stands for a whole case where translations are recorded.
const CASES: &str = "cases";

/// The key of the table with the signs and causes of the cases.
const WHEN_SEEN: &str = "when_seen";

/// The key of the table with the steps of the cases.
const HOW_TO_FIX: &str = "how_to_fix";

/// One text of an entry, or one form of it: its key, its value if present, and the placeholders
/// that it must contain.
#[derive(Debug)]
pub struct Field<'a> {
    /// The key in the file.
    pub key: &'static str,
    /// The case that it belongs to, if it does, and which part of it it is.
    pub case: Option<(&'a Spanned<String>, CasePart)>,
    /// Which plural form it is, if the text has some.
    pub form: Option<Form>,
    /// The text.
    pub text: Option<&'a Spanned<String>>,
    /// Names that are in braces in the text.
    pub placeholders: &'static [&'static str],
    /// The placeholder that chooses the form, if the text may have forms.
    pub count: Option<&'static str>,
}

impl<'a> Field<'a> {
    fn new(key: &'static str, text: Option<&'a Spanned<String>>) -> Self {
        Self { key, case: None, form: None, text, placeholders: &[], count: None }
    }

    /// The key in the file: `title`, `same.one` for a form, `when_seen.idle-timeout.sign` or
    /// `how_to_fix.idle-timeout` for a part of a case.
    pub fn name(&self) -> String {
        match (self.case, self.part()) {
            (Some((case, CasePart::Steps)), _) => format!("{HOW_TO_FIX}.{}", **case),
            (Some((case, _)), part) => format!("{WHEN_SEEN}.{}.{part}", **case),
            (None, "") => self.text_name(),
            (None, part) => format!("{}.{part}", self.text_name()),
        }
    }

    /// The key of the whole text, by which translations are recorded: `title`, `same`, or
    /// `cases.idle-timeout` for a case, which is translated as a whole.
    pub fn text_name(&self) -> String {
        match self.case {
            Some((case, _)) => format!("{}.{}", self.key, **case),
            None => self.key.to_owned(),
        }
    }

    /// Which part of the text it is, if the text has several: a plural form or a part of a case.
    fn part(&self) -> &'static str {
        let form = self.form.map(Form::as_str);
        form.or(self.case.map(|(_, part)| part.as_str())).unwrap_or_default()
    }
}

/// A text that a group has: its key, the names that are in braces in it, and which of them
/// chooses its form.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TextKey {
    pub(crate) key: &'static str,
    pub(crate) placeholders: &'static [&'static str],
    pub(crate) count: Option<&'static str>,
}

/// Which texts a group has: one for each value of an enum, or those of a list; and whether it has
/// cases besides.
#[derive(Debug)]
pub(crate) struct GroupKeys {
    pub(crate) values: &'static [&'static str],
    pub(crate) texts: &'static [TextKey],
    pub(crate) has_cases: bool,
}

impl GroupKeys {
    fn texts(&self) -> impl Iterator<Item = TextKey> {
        let plain = |key: &&'static str| TextKey { key, placeholders: &[], count: None };
        self.values.iter().map(plain).chain(self.texts.iter().copied())
    }
}

/// Texts that belong together. One type for all groups, so that reading them is compiled once; what
/// a group is called in Rust is a parameter of [`WithFallback`].
#[derive(Clone, Debug)]
pub struct TextGroup {
    keys: &'static GroupKeys,
    /// As in `keys`.
    texts: Vec<Text>,
    /// In the order of the file.
    cases: Vec<CaseText>,
}

impl TextGroup {
    /// A group of which no text is there.
    pub(crate) fn empty(keys: &'static GroupKeys) -> Self {
        let texts = keys.texts().map(|_| Text::default()).collect();
        Self { keys, texts, cases: Vec::new() }
    }

    pub(crate) fn read(t: Table<'_>, keys: &'static GroupKeys) -> Self {
        let text = |key: TextKey| Text::read(&t, key.key, key.count.is_some());
        let texts = keys.texts().map(text).collect();
        let cases = if keys.has_cases { CaseText::read_all(&t) } else { Vec::new() };
        t.finish();
        Self { keys, texts, cases }
    }

    /// Its texts, in the order of declaration. Where no case is there, a field without a text says
    /// so.
    pub fn fields(&self) -> Vec<Field<'_>> {
        let mut fields = Vec::new();
        for (key, text) in self.keys.texts().zip(&self.texts) {
            text.add_fields(&mut fields, &key);
        }
        if self.keys.has_cases && self.cases.is_empty() {
            fields.push(Field::new(WHEN_SEEN, None));
        }
        fields.extend(self.cases.iter().flat_map(CaseText::fields));
        fields
    }

    /// The text with this index.
    pub(crate) fn text(&self, index: usize, form: Form) -> Option<&Spanned<String>> {
        self.texts[index].form(form)
    }

    /// Its cases, in the order of the file.
    pub fn cases(&self) -> &[CaseText] {
        &self.cases
    }
}

/// The hash that a translation of a text is made from: FNV-1a of its parts, 64 bits in hexadecimal.
/// It tells an edited text from the one before, and guards against nobody.
pub(super) fn hash_of(parts: &[Field<'_>]) -> String {
    let said = parts.iter().filter_map(|field| Some((field.part(), field.text?)));
    let bytes =
        said.flat_map(|(part, text)| part.bytes().chain([0]).chain(text.bytes()).chain([0]));
    format!("{:016x}", fnv(bytes))
}

/// FNV-1a, 64 bits.
pub(super) fn fnv(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// Declares a group of texts: what it is called, its keys, and one method for each text that falls
/// back to English.
///
/// `same(count) by count` is a text whose form the argument `count` chooses. A group `with cases`
/// has cases besides.
macro_rules! texts {
    (@count) => { None };
    (@count $count:ident) => { Some(stringify!($count)) };
    (@cases) => { false };
    (@cases cases) => { true };
    (
        $(#[$meta:meta])* $name:ident {
            $($(#[$doc:meta])* $key:ident $(($($arg:ident),+))? $(by $count:ident)?),+ $(,)?
        }
        $(with $cases:ident)?
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug)]
        pub enum $name {}

        impl $name {
            pub(crate) const KEYS: &$crate::model::texts::GroupKeys =
                &$crate::model::texts::GroupKeys {
                    values: &[],
                    texts: &[$($crate::model::texts::TextKey {
                        key: stringify!($key),
                        placeholders: &[$($(stringify!($arg)),+)?],
                        count: texts!(@count $($count)?),
                    }),+],
                    has_cases: texts!(@cases $($cases)?),
                };
        }

        const _: () = {
            #[allow(non_camel_case_types)]
            enum At { $($key),+ }

            impl<'a> WithFallback<'a, $name> {
                $(
                    #[doc = concat!("The text `", stringify!($key), "`.")]
                    $(#[$doc])*
                    #[inline]
                    pub fn $key(&self $(, $($arg: impl $crate::Value),+)?) -> LocalizedText<'a> {
                        let count: Option<u64> = None $(.or($crate::Value::count(&$count)))?;
                        let passage = self.text(At::$key as usize, count);
                        $($(let passage = self.fill(&passage, stringify!($arg), &$arg);)+)?
                        passage
                    }
                )+
            }
        };
    };
}

pub(super) use texts;

texts! {
    /// The words about one code or one range.
    CodeTexts { title, summary, description, user_message } with cases
}

/// One case of a code or a range: how to recognise it, where it comes from, and what to do about
/// it. All of it is in one language.
#[derive(Clone, Debug)]
pub struct CaseTexts<'a> {
    /// Its key in the data, such as `idle-timeout`.
    pub id: &'a str,
    /// What heads it.
    pub title: LocalizedText<'a>,
    /// How to recognise it.
    pub sign: LocalizedText<'a>,
    /// What it may come from, the most likely cause first.
    pub causes: Vec<LocalizedText<'a>>,
    /// What to do about it, step by step.
    pub steps: Vec<LocalizedText<'a>>,
}

impl<'a> CaseTexts<'a> {
    /// All its texts, in the order of reading.
    pub fn texts(&self) -> impl Iterator<Item = &LocalizedText<'a>> {
        [&self.title, &self.sign].into_iter().chain(&self.causes).chain(&self.steps)
    }
}

impl<'a> WithFallback<'a, CodeTexts> {
    /// The cases, in the order of the facts. The rule `cases` gives the English texts that order.
    pub fn cases(&self) -> Vec<CaseTexts<'a>> {
        self.base_entry().cases().iter().map(|base| self.case(base)).collect()
    }
}

texts! {
    /// The words about a pair that people confuse.
    PairTexts { difference, which }
}

texts! {
    /// The words about a situation.
    SituationTexts { title, summary, reason, alternatives }
}
