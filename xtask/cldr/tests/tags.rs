//! Which language a tag asks the published crate for: every language and region, against ICU4X's
//! canonical forms and likely scripts.

use closecode::Locale;
use icu_locale::{LocaleCanonicalizer, LocaleExpander};

/// The slow, independent way: a tag asks for the language that has the same language and script
/// when both are written out.
struct Oracle {
    canonicalizer: LocaleCanonicalizer,
    expander: LocaleExpander,
    ours: Vec<(Locale, String)>,
}

impl Oracle {
    fn new() -> Self {
        let canonicalizer = LocaleCanonicalizer::new_extended();
        let expander = LocaleExpander::new_extended();
        let mut oracle = Self { canonicalizer, expander, ours: Vec::new() };
        oracle.ours = Locale::ALL
            .iter()
            .map(|locale| {
                (*locale, oracle.written_out(locale.tag()).expect("each of our tags is one"))
            })
            .collect();
        oracle
    }

    fn written_out(&self, tag: &str) -> Option<String> {
        let mut locale = icu_locale::Locale::try_from_str(tag).ok()?;
        self.canonicalizer.canonicalize(&mut locale);
        self.expander.maximize(&mut locale.id);
        Some(format!("{}-{}", locale.id.language, locale.id.script?))
    }

    fn answer(&self, tag: &str) -> Option<Locale> {
        let asked = self.written_out(tag)?;
        self.ours.iter().find(|(_, ours)| *ours == asked).map(|(locale, _)| *locale)
    }
}

fn letters(count: usize) -> Vec<String> {
    (0..count).fold(vec![String::new()], |words, _| {
        words
            .iter()
            .flat_map(|word| ('a'..='z').map(move |letter| format!("{word}{letter}")))
            .collect()
    })
}

fn assert_agrees(oracle: &Oracle, tag: &str) {
    assert_eq!(Locale::from_tag(tag), oracle.answer(tag), "{tag}");
}

#[test]
fn every_language_alone() {
    let oracle = Oracle::new();
    for name in letters(2).into_iter().chain(letters(3)) {
        assert_agrees(&oracle, &name);
    }
}

#[test]
fn every_region_and_script_of_every_name_of_our_languages() {
    let oracle = Oracle::new();
    let names: Vec<String> = letters(2)
        .into_iter()
        .chain(letters(3))
        .filter(|name| Locale::from_tag(name).is_some())
        .collect();
    assert!(
        names.len() > 2 * Locale::ALL.len(),
        "each language has a name of three letters too: {names:?}"
    );
    let regions: Vec<String> =
        letters(2).into_iter().chain((0..1000).map(|n| format!("{n:03}"))).collect();
    for name in &names {
        for region in &regions {
            assert_agrees(&oracle, &format!("{name}-{region}"));
        }
        for script in
            ["Arab", "Cyrl", "Deva", "Hans", "Hant", "Jpan", "Kore", "Latn", "Thai", "Zzzz"]
        {
            assert_agrees(&oracle, &format!("{name}-{script}"));
            assert_agrees(&oracle, &format!("{name}-{script}-TW"));
        }
    }
}
