//! The texts of one entry in one language: only what was written in that language, so that a reader
//! can tell what is missing.

use std::collections::BTreeMap;

use closecode_data::{Dataset, Field};
use schemars::JsonSchema;
use serde::Serialize;

/// Texts of one language, made from the fields that are there.
pub(crate) trait Texts: Default {
    /// Puts in the text of a key, or of a case of a key.
    fn set(&mut self, field: &Field<'_>, text: String);
}

/// Declares the texts of a kind of entry.
macro_rules! texts {
    (
        $(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $key:ident),+ $(,)? }
        $(for each case { $($(#[$case_doc:meta])* $case:ident),+ $(,)? })?
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, Serialize, JsonSchema)]
        #[schemars(deny_unknown_fields)]
        pub struct $name {
            $(
                $(#[$doc])*
                #[serde(skip_serializing_if = "Option::is_none")]
                pub $key: Option<String>,
            )+
            $($(
                $(#[$case_doc])*
                #[serde(skip_serializing_if = "BTreeMap::is_empty")]
                pub $case: BTreeMap<String, String>,
            )+)?
        }

        impl Texts for $name {
            fn set(&mut self, field: &Field<'_>, text: String) {
                match field.key {
                    $(stringify!($key) => self.$key = Some(text),)+
                    $($(stringify!($case) => {
                        self.$case.extend(field.case.map(|case| (case.value.clone(), text)));
                    })+)?
                    key => unreachable!("the format has no text `{key}`"),
                }
            }
        }
    };
}

texts! {
    /// The texts of a code or a range. In the description and in the cases, code stands between
    /// backticks.
    CodeTexts {
        /// The title.
        title,
        /// One sentence that says what it means.
        summary,
        /// What it means, who sends it, what is on the wire.
        description,
        /// What an application may show to an end user.
        user_message,
    }
    for each case {
        /// When an engineer meets it, by case.
        when_seen,
        /// What to do about it, by case.
        how_to_fix,
    }
}

texts! {
    /// The texts of a pair that people confuse.
    PairTexts {
        /// What tells the two apart.
        difference,
        /// Which one to use, and when.
        which,
    }
}

texts! {
    /// The texts of a situation.
    SituationTexts {
        /// The title.
        title,
        /// What has happened, and what to send.
        summary,
        /// Why.
        reason,
        /// When another code fits better.
        alternatives,
    }
}

/// The texts of one entry, by language.
pub(crate) fn by_language<T: Texts>(data: &Dataset, file: &str, key: &str) -> BTreeMap<String, T> {
    let mut by_tag = BTreeMap::new();
    for locale in &data.locales {
        let entries = locale.entries();
        let Some(entry) = entries.iter().find(|e| e.file == file && e.key == key) else { continue };
        let mut texts = T::default();
        for field in entry.fields() {
            let Some(text) = field.text else { continue };
            // As the pages and the crate say it: code keeps its direction in a sentence that runs
            // from right to left.
            texts.set(&field, locale.formats.isolated(text).into_owned());
        }
        by_tag.insert(locale.language.tag.value.clone(), texts);
    }
    by_tag
}
