//! The words: which texts exist, which placeholders each takes, and the hash that tells whether a
//! translation is fresh.

use super::{LocalizedText, WithFallback};
use crate::Spanned;
use closecode_format::read::Table;
use closecode_format::{few, keywords};

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

/// The texts of a key that has one for each case, in the order of the file.
#[derive(Clone, Debug, Default)]
pub(crate) struct CaseTable {
    texts: Vec<(Spanned<String>, Spanned<String>)>,
}

impl CaseTable {
    pub(crate) fn read(t: &Table<'_>, key: &'static str) -> Self {
        let mut texts = t.table(key).map_or_else(Vec::new, |table| table.values());
        few::sort_by_key(&mut texts, |(case, _)| case.span.start);
        Self { texts }
    }

    pub(crate) fn get(&self, case: &str) -> Option<&Spanned<String>> {
        self.texts.iter().find(|(id, _)| id.value == case).map(|(_, text)| text)
    }

    pub(crate) fn ids(&self) -> impl Iterator<Item = &Spanned<String>> {
        self.texts.iter().map(|(id, _)| id)
    }

    /// As of a [`Text`]: a field for each case, and one without a text if there is none.
    pub(crate) fn fields(&self, key: &'static str) -> Vec<Field<'_>> {
        let field =
            |case, text| Field { key, case, form: None, text, placeholders: &[], count: None };
        if self.texts.is_empty() {
            return vec![field(None, None)];
        }
        self.texts.iter().map(|(case, text)| field(Some(case), Some(text))).collect()
    }
}

/// One text of an entry, or one form of it: its key, its value if present, and the placeholders
/// that it must contain.
#[derive(Debug)]
pub struct Field<'a> {
    /// The key in the file.
    pub key: &'static str,
    /// The case that it is about, if there is a text for each case.
    pub case: Option<&'a Spanned<String>>,
    /// Which plural form it is, if the text has some.
    pub form: Option<Form>,
    /// The text.
    pub text: Option<&'a Spanned<String>>,
    /// Names that stand in braces in the text.
    pub placeholders: &'static [&'static str],
    /// The placeholder that chooses the form, if the text may have forms.
    pub count: Option<&'static str>,
}

impl Field<'_> {
    /// The key as a contributor names it: `title`, or `same.one` for a form.
    pub fn name(&self) -> String {
        match self.form {
            Some(form) => format!("{}.{}", self.text_name(), form.as_str()),
            None => self.text_name(),
        }
    }

    /// The key of the whole text: `title`, `same`, or `when_seen.idle-timeout` for a case.
    pub fn text_name(&self) -> String {
        match self.case {
            Some(case) => format!("{}.{}", self.key, **case),
            None => self.key.to_owned(),
        }
    }
}

/// A text that a group has: its key, the names that stand in braces in it, and which of them
/// chooses its form.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TextKey {
    pub(crate) key: &'static str,
    pub(crate) placeholders: &'static [&'static str],
    pub(crate) count: Option<&'static str>,
}

/// Which texts a group has: one for each value of an enum, or those of a list; and those that are
/// tables with one text for each case.
#[derive(Debug)]
pub(crate) struct GroupKeys {
    pub(crate) values: &'static [&'static str],
    pub(crate) texts: &'static [TextKey],
    pub(crate) cases: &'static [&'static str],
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
    cases: Vec<CaseTable>,
}

impl TextGroup {
    /// A group of which no text is there.
    pub(crate) fn empty(keys: &'static GroupKeys) -> Self {
        let texts = keys.texts().map(|_| Text::default()).collect();
        Self { keys, texts, cases: keys.cases.iter().map(|_| CaseTable::default()).collect() }
    }

    pub(crate) fn read(t: Table<'_>, keys: &'static GroupKeys) -> Self {
        let text = |key: TextKey| Text::read(&t, key.key, key.count.is_some());
        let texts = keys.texts().map(text).collect();
        let cases = keys.cases.iter().map(|key| CaseTable::read(&t, key)).collect();
        t.finish();
        Self { keys, texts, cases }
    }

    /// Its texts, in the order of declaration.
    pub fn fields(&self) -> Vec<Field<'_>> {
        let mut fields = Vec::new();
        for (key, text) in self.keys.texts().zip(&self.texts) {
            text.add_fields(&mut fields, &key);
        }
        for (key, cases) in self.keys.cases.iter().zip(&self.cases) {
            fields.extend(cases.fields(key));
        }
        fields
    }

    /// The text with this index.
    pub(crate) fn text(&self, index: usize, form: Form) -> Option<&Spanned<String>> {
        self.texts[index].form(form)
    }

    /// The text of a case, in the table with this index.
    pub(crate) fn case(&self, index: usize, case: &str) -> Option<&Spanned<String>> {
        self.cases[index].get(case)
    }
}

/// The hash that a translation of a text is made from: FNV-1a of its forms, 64 bits in hexadecimal.
/// It tells an edited text from the one before, and guards against nobody.
pub(super) fn hash_of(forms: &[Field<'_>]) -> String {
    let said = forms.iter().filter_map(|field| Some((field.form, field.text?)));
    let bytes = said.flat_map(|(form, text)| {
        let form = form.map_or("", Form::as_str);
        form.bytes().chain([0]).chain(text.bytes()).chain([0])
    });
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
/// `same(count) by count` is a text whose form the argument `count` chooses. Keys after
/// `for each case` are tables with one text for each case.
macro_rules! texts {
    (@count) => { None };
    (@count $count:ident) => { Some(stringify!($count)) };
    (
        $(#[$meta:meta])* $name:ident {
            $($(#[$doc:meta])* $key:ident $(($($arg:ident),+))? $(by $count:ident)?),+ $(,)?
        }
        $(for each case { $($case:ident),+ })?
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
                    cases: &[$($(stringify!($case)),+)?],
                };
        }

        const _: () = {
            #[allow(non_camel_case_types)]
            enum At { $($key),+ }
            $(
                #[allow(non_camel_case_types)]
                enum CaseAt { $($case),+ }
            )?

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
                $($(
                    #[doc = concat!("The text `", stringify!($case), "` of a case.")]
                    pub fn $case(&self, case: &str) -> LocalizedText<'a> {
                        self.case(CaseAt::$case as usize, case)
                    }
                )+)?
            }
        };
    };
}

pub(super) use texts;

texts! {
    /// The words about one code or one range.
    CodeTexts { title, summary, description, user_message } for each case { when_seen, how_to_fix }
}

/// One case of a code or a range: the sign that an engineer sees, and what to do about it.
#[derive(Clone, Debug)]
pub struct CaseTexts<'a> {
    /// Its key in the data, such as `idle-timeout`. Where nothing tells cases apart, the only one
    /// is `general`.
    pub id: &'a str,
    /// When an engineer meets it.
    pub when_seen: LocalizedText<'a>,
    /// What to do about it.
    pub how_to_fix: LocalizedText<'a>,
}

impl<'a> WithFallback<'a, CodeTexts> {
    /// The cases, in the order of the facts. The rule `cases` gives the English texts that order.
    pub fn cases(&self) -> Vec<CaseTexts<'a>> {
        let case = |id: &'a Spanned<String>| CaseTexts {
            id: id.as_str(),
            when_seen: self.when_seen(id),
            how_to_fix: self.how_to_fix(id),
        };
        // Both tables have the same cases.
        self.base_entry().cases.iter().take(1).flat_map(CaseTable::ids).map(case).collect()
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
