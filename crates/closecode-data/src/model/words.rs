//! The words: which texts exist, which placeholders each takes, and the hash that tells whether a translation is fresh.

#[cfg(feature = "dataset")]
use std::fmt::Write as _;

#[cfg(feature = "dataset")]
use sha2::{Digest as _, Sha256};

#[cfg(feature = "dataset")]
use super::{Both, Passage};
use crate::Located;
use crate::read::Table;

/// One text of an entry: its key, its value if present, and the placeholders that it must contain.
#[derive(Debug)]
pub struct Field<'a> {
    /// The key in the file.
    pub key: &'static str,
    /// The text.
    pub text: Option<&'a Located<String>>,
    /// Names that stand in braces in the text.
    pub placeholders: &'static [&'static str],
}

/// A group of texts that belong together and are translated together.
pub trait Words: std::fmt::Debug {
    /// Its texts, in the order of declaration.
    fn fields(&self) -> Vec<Field<'_>>;

    /// The hash of the English entry that a translation was made from.
    fn made_from(&self) -> Option<&Located<String>>;
}

/// The hash that a translation of this entry records in `from`: the first 12 hexadecimal digits of the SHA-256 of keys and texts.
#[cfg(feature = "dataset")]
pub fn hash_of(entry: &dyn Words) -> String {
    let mut hasher = Sha256::new();
    for field in entry.fields() {
        if let Some(text) = field.text {
            hasher.update(field.key.as_bytes());
            hasher.update([0]);
            hasher.update(text.as_bytes());
            hasher.update([0]);
        }
    }
    hasher.finalize().iter().take(6).fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Declares a group of texts: a struct, its reader, and one method for each text that falls back to English.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $key:ident $(($($arg:ident),+))?),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default)]
        pub struct $name {
            from: Option<Located<String>>,
            $($key: Option<Located<String>>),+
        }

        impl $name {
            pub(crate) fn read(t: Table<'_>) -> Self {
                let from = t.optional("from");
                $(let $key = t.optional(stringify!($key));)+
                t.finish();
                Self { from, $($key),+ }
            }
        }

        impl Words for $name {
            fn fields(&self) -> Vec<Field<'_>> {
                vec![$(Field {
                    key: stringify!($key),
                    text: self.$key.as_ref(),
                    placeholders: &[$($(stringify!($arg)),+)?],
                }),+]
            }

            fn made_from(&self) -> Option<&Located<String>> {
                self.from.as_ref()
            }
        }

        #[cfg(feature = "dataset")]
        impl<'a> Both<'a, $name> {
            $(
                #[doc = concat!("The text `", stringify!($key), "`.")]
                $(#[$doc])*
                pub fn $key(&self $(, $($arg: impl Display),+)?) -> Passage<'a> {
                    self.pick(|w| w.$key.as_ref()) $($(.fill(stringify!($arg), &$arg))+)?
                }
            )+
        }
    };
}

#[cfg(feature = "dataset")]
pub(super) use words;

words! {
    /// The words about one code or one range.
    CodeWords { title, summary, description, when_seen, how_to_fix, user_message }
}

words! {
    /// The words about a pair that people confuse.
    PairWords { difference, which }
}

words! {
    /// The words about a situation.
    SituationWords { title, summary, reason, alternatives }
}
