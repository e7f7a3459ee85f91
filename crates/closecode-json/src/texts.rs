//! The texts of one entry in one language: only what was written in that language, so that a reader
//! can tell what is missing.

use std::collections::BTreeMap;

use closecode_data::{CasePart, Dataset, Field};
use schemars::JsonSchema;
use serde::Serialize;

/// Texts of one language, made from the fields that are there.
pub(crate) trait Texts: Default {
    /// Puts in the text of a key, or of a part of a case.
    fn set(&mut self, field: &Field<'_>, text: String);
}

/// Declares the texts of a kind of entry.
macro_rules! texts {
    (
        $(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $key:ident),+ $(,)? }
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
        }

        impl Texts for $name {
            fn set(&mut self, field: &Field<'_>, text: String) {
                match field.key {
                    $(stringify!($key) => self.$key = Some(text),)+
                    key => unreachable!("the format has no text `{key}`"),
                }
            }
        }
    };
}

/// The texts of a code or a range. In the description and in the cases, code stands between
/// backticks.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct CodeTexts {
    /// The title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// One sentence that says what it means.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// What it means, who sends it, what is on the wire.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// What an application may show to an end user.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_message: Option<String>,
    /// How to recognise what happened and what to do about it, by case; `cases` of the code has
    /// their order.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub cases: BTreeMap<String, CaseTexts>,
    /// When an engineer meets it, by case: its sign and its causes, a line each.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub when_seen: BTreeMap<String, String>,
    /// What to do about it, by case: its steps, a line each.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub how_to_fix: BTreeMap<String, String>,
}

/// One case in one language.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct CaseTexts {
    /// What heads it.
    pub title: String,
    /// How to recognise it.
    pub sign: String,
    /// What it may come from, the most likely cause first. There is at least one.
    #[schemars(length(min = 1))]
    pub causes: Vec<String>,
    /// What to do about it, step by step. There is at least one.
    #[schemars(length(min = 1))]
    pub steps: Vec<String>,
}

impl Texts for CodeTexts {
    fn set(&mut self, field: &Field<'_>, text: String) {
        let Some((id, part)) = field.case else {
            *match field.key {
                "title" => &mut self.title,
                "summary" => &mut self.summary,
                "description" => &mut self.description,
                "user_message" => &mut self.user_message,
                key => unreachable!("the format has no text `{key}`"),
            } = Some(text);
            return;
        };
        let lines = match part {
            CasePart::Title => None,
            CasePart::Sign | CasePart::Causes => Some(&mut self.when_seen),
            CasePart::Steps => Some(&mut self.how_to_fix),
        };
        if let Some(lines) = lines {
            let lines = lines.entry(id.value.clone()).or_default();
            if !lines.is_empty() {
                lines.push('\n');
            }
            lines.push_str(&text);
        }
        let case = self.cases.entry(id.value.clone()).or_default();
        match part {
            CasePart::Title => case.title = text,
            CasePart::Sign => case.sign = text,
            CasePart::Causes => case.causes.push(text),
            CasePart::Steps => case.steps.push(text),
        }
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
