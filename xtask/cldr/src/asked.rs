//! By which subtags a language is asked for.

use std::ops::RangeInclusive;

use icu_locale::{Locale, LocaleCanonicalizer, LocaleExpander};

/// By which subtags one language is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Its names of two and three letters: its own first, then those that mean the same.
    pub languages: Vec<String>,
    /// The script that it is written in.
    pub script: String,
    /// The regions where the language is mostly written in another script.
    pub other_script_regions: Vec<String>,
}

/// Every name of a language that is not the canonical one, with that.
#[derive(Debug)]
pub struct Names {
    canonicalizer: LocaleCanonicalizer,
    expander: LocaleExpander,
    aliases: Vec<(String, String)>,
}

impl Default for Names {
    fn default() -> Self {
        Self::new()
    }
}

impl Names {
    /// Asks for every name of two letters, then of three.
    #[must_use]
    pub fn new() -> Self {
        let mut names = Self {
            canonicalizer: LocaleCanonicalizer::new_extended(),
            expander: LocaleExpander::new_extended(),
            aliases: Vec::new(),
        };
        let longer = |two: String| ('a'..='z').map(move |third| format!("{two}{third}"));
        for name in pairs('a'..='z').chain(pairs('a'..='z').flat_map(longer)) {
            let Ok(mut locale) = Locale::try_from_str(&name) else { continue };
            names.canonicalizer.canonicalize(&mut locale);
            let canonical = locale.to_string();
            if canonical != name {
                names.aliases.push((canonical, name));
            }
        }
        names
    }

    /// How a tag is asked for.
    #[must_use]
    pub fn of(&self, tag: &str) -> Asked {
        let language = tag.split('-').next().unwrap_or(tag);
        let script = self.script(tag).unwrap_or_default();
        let same = self.aliases.iter().filter(|(canonical, _)| canonical == language);
        let languages = std::iter::once(language.to_owned()).chain(same.map(|(_, n)| n.clone()));
        let is_elsewhere = |region: &String| {
            self.script(&format!("{language}-{region}")).is_some_and(|other| other != script)
        };
        let regions = pairs('A'..='Z').chain((0..1000).map(|number| format!("{number:03}")));
        Asked {
            languages: languages.collect(),
            other_script_regions: regions.filter(is_elsewhere).collect(),
            script,
        }
    }

    fn script(&self, tag: &str) -> Option<String> {
        let mut locale = Locale::try_from_str(tag).ok()?;
        self.canonicalizer.canonicalize(&mut locale);
        self.expander.maximize(&mut locale.id);
        Some(locale.id.script?.to_string())
    }
}

fn pairs(letters: RangeInclusive<char>) -> impl Iterator<Item = String> {
    letters
        .clone()
        .flat_map(move |first| letters.clone().map(move |second| format!("{first}{second}")))
}
