//! A typed reader over parsed TOML that reports every problem instead of stopping at the first.
//!
//! serde would stop at the first unknown key and loses the place of a missing one; the reason in
//! full is in `docs/decisions/0002-own-reader.md`.

mod plain;

use std::cell::{Cell, RefCell};
use std::time::Duration;

use toml::Spanned as TomlSpanned;
pub use toml::de::{DeTable, DeValue};

use crate::{Diagnostics, Files, Span, Spanned};

const SYNTAX: &str = "syntax";

/// The rule about keys that are unknown or missing.
pub const KEYS: &str = "keys";
/// The rule about the types of values.
pub const TYPES: &str = "types";
/// The rule about values of the right type that do not exist.
pub const VALUES: &str = "values";

/// A table being read. Ask for every key it may have, then [`Table::finish`] reports the others.
#[derive(Debug)]
pub struct Table<'a> {
    map: &'a DeTable<'a>,
    /// Where it stands.
    pub span: Span,
    diagnostics: &'a Diagnostics,
    asked: RefCell<Vec<&'static str>>,
    /// Whether the file is of a newer minor version, whose additional keys are not wrong but
    /// unknown here.
    is_newer: bool,
    /// Whether the file is an application's own, which is its own source.
    is_app: bool,
    /// Whether it was said that the file is empty: each key that it lacks would say so again.
    is_empty_told: Cell<bool>,
}

/// What a value should have been, and how to write it.
#[derive(Debug)]
pub struct InvalidValue {
    /// The rule that it breaks.
    pub rule: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub remedy: String,
}

/// A type that can be read from one TOML value.
pub trait Read: Sized {
    /// What to call it in a message, with its article: `a string`.
    const WANTED: &'static str;

    /// How to write it, where a key that must be there is missing.
    const EXAMPLE: &'static str = "...";

    /// Reads the value; `Ok(None)` says that the type is wrong.
    fn read(value: &DeValue<'_>) -> Result<Option<Self>, InvalidValue>;
}

impl<'a> Table<'a> {
    /// A table of a file, as it was parsed.
    pub fn new(map: &'a DeTable<'a>, span: Span, diagnostics: &'a Diagnostics) -> Self {
        Self {
            map,
            span,
            diagnostics,
            asked: RefCell::default(),
            is_newer: false,
            is_app: false,
            is_empty_told: Cell::default(),
        }
    }

    /// The same table, of a file whose format is newer than this reader: a key that is unknown here
    /// is a warning.
    #[must_use]
    pub fn newer(self, is_newer: bool) -> Self {
        Self { is_newer, ..self }
    }

    /// The same table, of an application's own file: keys that name a source may be absent.
    #[must_use]
    pub fn of_app(self) -> Self {
        Self { is_app: true, ..self }
    }

    /// Whether the file is an application's own.
    pub fn is_app(&self) -> bool {
        self.is_app
    }

    /// How many problems were found in the file so far.
    pub fn findings(&self) -> usize {
        self.diagnostics.count()
    }

    /// Reports what only the caller can see.
    pub fn error(
        &self,
        rule: &'static str,
        span: Span,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.diagnostics.error(rule, span, message, remedy);
    }

    fn get(&self, key: &'static str) -> Option<(&'a TomlSpanned<DeValue<'a>>, Span)> {
        self.asked.borrow_mut().push(key);
        let value = self.map.get(key)?;
        Some((value, Span::new(self.span.file, value.span())))
    }

    fn missing(&self, key: &str, example: &str) {
        let line = format!("{key} = {example}");
        if self.is_empty_file(&line) {
            return;
        }
        self.diagnostics.error(
            KEYS,
            self.span,
            format!("the key `{key}` is missing"),
            format!("add `{line}` here"),
        );
    }

    /// Whether this is a file without any key, of which only that is said, once, and how to begin.
    fn is_empty_file(&self, line: &str) -> bool {
        // The table of a file has no place of its own, and that of another table has a length.
        let is_empty = self.map.is_empty() && self.span == Span::new(self.span.file, 0..0);
        if is_empty && !self.is_empty_told.replace(true) {
            let help = if self.is_app {
                "`closecode new` writes a file to start from"
            } else {
                "data/README.md explains the keys"
            };
            let remedy = format!("begin with `{line}`; {help}");
            self.diagnostics.error(KEYS, self.span, "the file is empty: it has no key", remedy);
        }
        is_empty
    }

    /// Whether a value can be read, or is absent. What cannot be is reported where it is read.
    pub fn is_readable<T: Read>(&self, key: &'static str) -> bool {
        self.map.get(key).is_none_or(|value| matches!(T::read(value.get_ref()), Ok(Some(_))))
    }

    /// Whether a list and each value in it can be read, or the list is absent.
    pub fn is_list_readable<T: Read>(&self, key: &'static str) -> bool {
        let is_readable = |value: &DeValue<'_>| matches!(T::read(value), Ok(Some(_)));
        self.map.get(key).is_none_or(|list| {
            let list = list.get_ref().as_array();
            list.is_some_and(|list| list.iter().all(|value| is_readable(value.get_ref())))
        })
    }

    fn read<T: Read>(&self, value: &DeValue<'_>, span: Span) -> Option<Spanned<T>> {
        match T::read(value) {
            Ok(Some(value)) => return Some(Spanned { value, span }),
            Ok(None) => {
                let found = with_article(value.type_str());
                self.diagnostics.error(
                    TYPES,
                    span,
                    format!("expected {}, found {found}", T::WANTED),
                    format!("write {}", T::WANTED),
                );
            }
            Err(wrong) => self.diagnostics.error(wrong.rule, span, wrong.message, wrong.remedy),
        }
        None
    }

    /// A key that must be there.
    pub fn required<T: Read>(&self, key: &'static str) -> Option<Spanned<T>> {
        let Some((value, span)) = self.get(key) else {
            self.missing(key, T::EXAMPLE);
            return None;
        };
        self.read(value.get_ref(), span)
    }

    /// A key that may be absent. A wrong value is reported and read as absent.
    pub fn optional<T: Read>(&self, key: &'static str) -> Option<Spanned<T>> {
        let (value, span) = self.get(key)?;
        self.read(value.get_ref(), span)
    }

    /// An array of values, empty if absent.
    pub fn list<T: Read>(&self, key: &'static str) -> Vec<Spanned<T>> {
        self.get(key).map_or_else(Vec::new, |(value, span)| self.array(value.get_ref(), span))
    }

    fn array<T: Read>(&self, value: &DeValue<'_>, span: Span) -> Vec<Spanned<T>> {
        let Some(array) = value.as_array() else {
            self.diagnostics.error(
                TYPES,
                span,
                format!("expected an array, found {}", with_article(value.type_str())),
                "write [ ... ]",
            );
            return Vec::new();
        };
        array
            .iter()
            .filter_map(|item| self.read(item.get_ref(), Span::new(self.span.file, item.span())))
            .collect()
    }

    /// A non-empty array that must be there.
    pub fn required_list<T: Read>(&self, key: &'static str) -> Option<Vec<Spanned<T>>> {
        if !self.map.contains_key(key) {
            self.asked.borrow_mut().push(key);
            self.missing(key, "[...]");
            return None;
        }
        Some(self.list(key))
    }

    /// Whether a table stands at the key.
    pub fn is_table(&self, key: &'static str) -> bool {
        self.map.get(key).is_some_and(|value| value.get_ref().is_table())
    }

    /// A sub-table.
    pub fn table(&self, key: &'static str) -> Option<Table<'a>> {
        let (value, span) = self.get(key)?;
        self.sub(value.get_ref(), span)
    }

    /// A sub-table that must be there.
    pub fn required_table(&self, key: &'static str) -> Option<Table<'a>> {
        if !self.map.contains_key(key) {
            self.asked.borrow_mut().push(key);
            if self.is_empty_file(&format!("[{key}]")) {
                return None;
            }
            self.diagnostics.error(
                KEYS,
                self.span,
                format!("the table `[{key}]` is missing"),
                format!("add a `[{key}]` table"),
            );
            return None;
        }
        self.table(key)
    }

    /// An array of tables, empty if absent.
    pub fn tables(&self, key: &'static str) -> Vec<Table<'a>> {
        let Some((value, span)) = self.get(key) else { return Vec::new() };
        let Some(array) = value.get_ref().as_array() else {
            self.diagnostics.error(
                TYPES,
                span,
                format!(
                    "expected an array of tables, found {}",
                    with_article(value.get_ref().type_str())
                ),
                format!("write [[{key}]]"),
            );
            return Vec::new();
        };
        array
            .iter()
            .filter_map(|item| self.sub(item.get_ref(), Span::new(self.span.file, item.span())))
            .collect()
    }

    fn sub(&self, value: &'a DeValue<'a>, span: Span) -> Option<Table<'a>> {
        if let Some(map) = value.as_table() {
            let table = Table::new(map, span, self.diagnostics);
            return Some(Table { is_newer: self.is_newer, is_app: self.is_app, ..table });
        }
        self.diagnostics.error(
            TYPES,
            span,
            format!("expected a table, found {}", with_article(value.type_str())),
            "write a [table]",
        );
        None
    }

    /// Every key and where it stands.
    pub fn keys(&self) -> Vec<Spanned<String>> {
        let key = |key: &TomlSpanned<std::borrow::Cow<'_, str>>| Spanned {
            value: key.get_ref().to_string(),
            span: Span::new(self.span.file, key.span()),
        };
        self.map.keys().map(key).collect()
    }

    /// Every entry as key and sub-table, for tables whose keys are data.
    pub fn entries(&self) -> Vec<(Spanned<String>, Table<'a>)> {
        let tables = self.keys().into_iter().zip(self.map.values());
        tables
            .filter_map(|(key, value)| {
                self.sub(value.get_ref(), key.span).map(|table| (key, table))
            })
            .collect()
    }

    /// Every entry as key and value, for tables whose keys are data.
    pub fn values<T: Read>(&self) -> Vec<(Spanned<String>, Spanned<T>)> {
        let read = |value: &TomlSpanned<DeValue<'_>>| {
            self.read(value.get_ref(), Span::new(self.span.file, value.span()))
        };
        let values = self.keys().into_iter().zip(self.map.values());
        values.filter_map(|(key, value)| read(value).map(|value| (key, value))).collect()
    }

    /// Every entry as key and array, for tables whose keys are data.
    pub fn lists<T: Read>(&self) -> Vec<(Spanned<String>, Vec<Spanned<T>>)> {
        let values = self.keys().into_iter().zip(self.map.values());
        values
            .map(|(key, value)| {
                let span = Span::new(self.span.file, value.span());
                (key, self.array(value.get_ref(), span))
            })
            .collect()
    }

    /// Reports every key that nobody asked for.
    pub fn finish(self) {
        let asked = self.asked.into_inner();
        for key in self.map.keys() {
            let name: &str = key.get_ref();
            if !asked.contains(&name) {
                let span = Span::new(self.span.file, key.span());
                let message = format!("unknown key `{name}`");
                if self.is_newer {
                    self.diagnostics.warning(
                        KEYS,
                        span,
                        message,
                        "this file's format is newer; update closecode to read the key",
                    );
                } else {
                    self.diagnostics.error(KEYS, span, message, suggest(name, &asked));
                }
            }
        }
    }
}

fn with_article(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {noun}")
}

/// "did you mean" for a near miss, else the list of what there is.
pub fn suggest(word: &str, known: &[&str]) -> String {
    let near = known.iter().map(|k| (strsim::damerau_levenshtein(word, k), k)).min();
    match near {
        Some((distance, best)) if distance <= 1 + best.len() / 4 => {
            format!("did you mean `{best}`?")
        }
        _ => {
            let mut known = known.to_vec();
            known.sort_unstable();
            format!("known here: {}", known.join(", "))
        }
    }
}

impl Read for String {
    const WANTED: &'static str = "a string";

    fn read(value: &DeValue<'_>) -> Result<Option<Self>, InvalidValue> {
        Ok(value.as_str().map(str::to_owned))
    }
}

impl Read for bool {
    const WANTED: &'static str = "true or false";

    fn read(value: &DeValue<'_>) -> Result<Option<Self>, InvalidValue> {
        Ok(value.as_bool())
    }
}

impl Read for u16 {
    const WANTED: &'static str = "a whole number from 0 to 65535";

    fn read(value: &DeValue<'_>) -> Result<Option<Self>, InvalidValue> {
        let Some(integer) = value.as_integer() else { return Ok(None) };
        match Self::from_str_radix(integer.as_str(), integer.radix()) {
            Ok(number) => Ok(Some(number)),
            Err(_) => Err(InvalidValue {
                rule: VALUES,
                message: format!("{integer} is outside 0 to 65535"),
                remedy: "a status code is two bytes on the wire".to_owned(),
            }),
        }
    }
}

impl Read for Duration {
    const WANTED: &'static str = "a duration such as \"500ms\", \"5s\" or \"2min\"";

    fn read(value: &DeValue<'_>) -> Result<Option<Self>, InvalidValue> {
        let Some(text) = value.as_str() else { return Ok(None) };
        let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (number, unit) = text.split_at(digits);
        let scale = match unit {
            "ms" => Some(1),
            "s" => Some(1_000),
            "min" => Some(60_000),
            "h" => Some(3_600_000),
            _ => None,
        };
        let millis =
            number.parse::<u64>().ok().zip(scale).and_then(|(n, scale)| n.checked_mul(scale));
        match millis {
            // A day is far above any sensible delay, and keeps every later sum in range.
            Some(millis) if millis <= 86_400_000 => Ok(Some(Self::from_millis(millis))),
            _ => Err(InvalidValue {
                rule: VALUES,
                message: format!("`{text}` is not a duration of at most a day"),
                remedy: "write a whole number and a unit: ms, s, min or h, such as \"5s\""
                    .to_owned(),
            }),
        }
    }
}

/// An enum whose values are keywords in the data.
pub trait Keyword: Copy + PartialEq + std::fmt::Debug + 'static {
    /// Every value, in the order of declaration.
    const VALUES: &'static [Self];

    /// The keys of the texts about them, in the same order: the keywords with underscores.
    const TEXT_KEYS: &'static [&'static str];
}

/// Declares an enum whose values are keywords in the data.
#[macro_export]
macro_rules! keywords {
    (
        $(#[$meta:meta])*
        $name:ident: $wanted:literal { $($(#[$doc:meta])* $variant:ident = $word:literal),+ $(,)? }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$doc])* $variant),+ }

        impl $name {
            /// Every value, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The words for them, in the same order.
            pub const WORDS: &'static [&'static str] = &[$($word),+];

            /// The word that stands for it in the data.
            #[inline]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The name of the Rust variant, the same in the generated crate.
            #[inline]
            pub fn ident(self) -> &'static str {
                match self { $(Self::$variant => stringify!($variant)),+ }
            }
        }

        impl $crate::read::Keyword for $name {
            const VALUES: &'static [Self] = Self::ALL;
            const TEXT_KEYS: &'static [&'static str] = &[$({
                const BYTES: [u8; $word.len()] = $crate::read::replaced($word, b'-', b'_');
                $crate::read::ascii(&BYTES)
            }),+];
        }

        impl $crate::read::Read for $name {
            const WANTED: &'static str = concat!("a string: ", $wanted);

            fn read(
                value: &$crate::read::DeValue<'_>,
            ) -> Result<Option<Self>, $crate::read::InvalidValue> {
                let Some(word) = value.as_str() else { return Ok(None) };
                match Self::ALL.iter().find(|v| v.as_str() == word) {
                    Some(&found) => Ok(Some(found)),
                    None => Err($crate::read::InvalidValue {
                        rule: $crate::read::VALUES,
                        message: format!("`{word}` is not {}", $wanted),
                        remedy: $crate::read::suggest(word, &[$($word),+]),
                    }),
                }
            }
        }
    };
}
/// How a [`record!`](crate::record) reads what holds unless its table says `false`.
pub fn unless_denied(t: &Table<'_>, key: &'static str) -> Option<bool> {
    Some(t.optional::<bool>(key).is_none_or(|said| said.value))
}

/// Declares a table of the data: its struct, its keys and how it is read, each named once.
///
/// A field's key is its name with hyphens, unless another is given. What it is read as comes before
/// its type: `required`, `optional`, `list` and `required_list` are values with their places;
/// `required_table`, `table` and `tables` are other records; `flat` is a record whose keys stand
/// among these; `later` is no key, and filled in by the caller. Any other word is a function that
/// reads the key. In brackets stands the field for a key that is data: the caller passes it.
///
/// ```
/// use closecode_format::read::Table;
/// use closecode_format::record;
///
/// record! {
///     /// A document.
///     Document[
///         /// Its key.
///         id
///     ] {
///         /// Its title.
///         title: required String,
///         /// How often it was read.
///         times_read: optional u16,
///         /// Its sections.
///         sections: tables Section = "section",
///     }
/// }
///
/// record! {
///     /// A part of a document.
///     Section {
///         /// Its heading.
///         heading: required String,
///     }
/// }
/// ```
#[macro_export]
macro_rules! record {
    (
        $(#[$meta:meta])*
        $name:ident $([$(#[$id_doc:meta])* $id:ident])? {
            $($(#[$doc:meta])* $field:ident: $kind:ident $ty:ty $(= $key:literal)?),+ $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug)]
        pub struct $name {
            /// Where the table stands.
            pub span: $crate::Span,
            $($(#[$id_doc])* pub $id: $crate::Spanned<String>,)?
            $($(#[$doc])* pub $field: $crate::record!(@type $kind $ty)),+
        }

        impl $name {
            /// Reads a table, and reports every key that it has besides.
            pub fn read(
                $($id: $crate::Spanned<String>,)?
                t: $crate::read::Table<'_>,
            ) -> Option<Self> {
                let record = Self::read_keys($($id,)? &t);
                t.finish();
                record
            }

            /// Reads the keys of a table that has others besides.
            pub fn read_keys(
                $($id: $crate::Spanned<String>,)?
                t: &$crate::read::Table<'_>,
            ) -> Option<Self> {
                // All are read before the first that is missing ends it: each is reported.
                $(let $field = $crate::record!(@read t $kind $ty, @key $field $($key)?);)+
                Some(Self { span: t.span, $($id,)? $($field: $field?),+ })
            }
        }
    };

    (@key $field:ident $key:literal) => { $key };
    (@key $field:ident) => {{
        const NAME: &str = stringify!($field);
        const BYTES: [u8; NAME.len()] = $crate::read::replaced(NAME, b'_', b'-');
        const KEY: &str = $crate::read::ascii(&BYTES);
        KEY
    }};

    (@type required $ty:ty) => { $crate::Spanned<$ty> };
    (@type optional $ty:ty) => { Option<$crate::Spanned<$ty>> };
    (@type list $ty:ty) => { Vec<$crate::Spanned<$ty>> };
    (@type required_list $ty:ty) => { Vec<$crate::Spanned<$ty>> };
    (@type table $ty:ty) => { Option<$ty> };
    (@type tables $ty:ty) => { Vec<$ty> };
    (@type $kind:ident $ty:ty) => { $ty };

    (@read $t:ident required $ty:ty, $($key:tt)+) => {
        $t.required::<$ty>($crate::record!($($key)+))
    };
    (@read $t:ident optional $ty:ty, $($key:tt)+) => {
        Some($t.optional::<$ty>($crate::record!($($key)+)))
    };
    (@read $t:ident list $ty:ty, $($key:tt)+) => {
        Some($t.list::<$ty>($crate::record!($($key)+)))
    };
    (@read $t:ident required_list $ty:ty, $($key:tt)+) => {
        $t.required_list::<$ty>($crate::record!($($key)+))
    };
    (@read $t:ident required_table $ty:ty, $($key:tt)+) => {
        $t.required_table($crate::record!($($key)+)).and_then(<$ty>::read)
    };
    (@read $t:ident table $ty:ty, $($key:tt)+) => {
        Some($t.table($crate::record!($($key)+)).and_then(<$ty>::read))
    };
    (@read $t:ident tables $ty:ty, $($key:tt)+) => {
        Some($t.tables($crate::record!($($key)+)).into_iter().filter_map(<$ty>::read).collect())
    };
    (@read $t:ident flat $ty:ty, $($key:tt)+) => { <$ty>::read_keys($t) };
    (@read $t:ident later $ty:ty, $($key:tt)+) => { Some(<$ty>::default()) };
    (@read $t:ident $function:ident $ty:ty, $($key:tt)+) => {
        $function($t, $crate::record!($($key)+))
    };
}

/// A name with one byte in place of another: a field as a key, a keyword as a field.
pub const fn replaced<const LEN: usize>(name: &str, from: u8, to: u8) -> [u8; LEN] {
    let mut bytes = [0; LEN];
    let mut i = 0;
    while i < LEN {
        let byte = name.as_bytes()[i];
        bytes[i] = if byte == from { to } else { byte };
        i += 1;
    }
    bytes
}

/// The bytes of a name.
pub const fn ascii(bytes: &'static [u8]) -> &'static str {
    match std::str::from_utf8(bytes) {
        Ok(name) => name,
        Err(_) => panic!("a name in ASCII stays one"),
    }
}

/// The tree of a file as far as it could be parsed, and whether that is all of it. Whatever the
/// file is, its characters and its lengths are checked here.
pub fn parse<'a>(
    files: &'a Files,
    index: u32,
    diagnostics: &Diagnostics,
) -> (TomlSpanned<DeTable<'a>>, bool) {
    let (document, errors) = DeTable::parse_recoverable(files.text(index));
    for error in &errors {
        let span = Span::new(index, error.span().unwrap_or(0..0));
        diagnostics.error(
            SYNTAX,
            span,
            error.message().trim_end_matches('.'),
            "see https://toml.io for the syntax",
        );
    }
    // After a syntax error the tree has holes, and strings that end where they should not.
    let tree = errors.is_empty().then(|| document.get_ref());
    plain::check(files.text(index), tree, index, diagnostics);
    (document, errors.is_empty())
}

#[cfg(test)]
mod tests;
