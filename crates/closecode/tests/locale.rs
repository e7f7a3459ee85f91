//! Which language a tag asks for: every language and region, against ICU4X's canonical forms and
//! likely scripts.
#![cfg(feature = "locales")]

use closecode::{Locale, UnknownLocaleError};
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
        let (canonicalizer, expander) =
            (LocaleCanonicalizer::new_extended(), LocaleExpander::new_extended());
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

#[test]
fn a_tag_of_ours_is_answered_by_itself_however_it_is_written() {
    for locale in Locale::ALL {
        let tag = locale.tag();
        for written in
            [tag.to_owned(), tag.to_uppercase(), tag.to_lowercase(), tag.replace('-', "_")]
        {
            assert_eq!(written.parse(), Ok(*locale));
        }
        for more in [
            "-x-private",
            "-u-nu-arab-ca-buddhist",
            "-1996",
            ".UTF-8",
            "@euro",
            "-001",
            "_001.UTF-8@latin",
        ] {
            assert_eq!(Locale::from_tag(&format!("{tag}{more}")), Some(*locale), "{tag}{more}");
        }
    }
}

#[test]
fn the_examples_of_the_guide() {
    for (tag, locale) in [
        ("pt-PT", Some(Locale::Pt)),
        ("pt-BR", Some(Locale::Pt)),
        ("zh-CN", Some(Locale::ZhHans)),
        ("zh-SG", Some(Locale::ZhHans)),
        ("zh", Some(Locale::ZhHans)),
        ("zh-TW", None),
        ("zh-Hant-CN", None),
        ("zh-Hans-TW", Some(Locale::ZhHans)),
        ("zh-cmn-Hans-CN", Some(Locale::ZhHans)),
        ("zh-yue", None),
        ("ar-arb-EG", Some(Locale::Ar)),
        ("in", Some(Locale::Id)),
        ("in_ID", Some(Locale::Id)),
        ("hi-Latn", None),
        ("sr-Latn", None),
    ] {
        assert_eq!(Locale::from_tag(tag), locale, "{tag}");
    }
    assert_eq!(Locale::negotiate(["gsw-CH", "fr-CH", "de"]), Some(Locale::Fr));
    assert_eq!(Locale::negotiate(Vec::<String>::new()), None);
}

#[test]
fn what_is_no_tag_asks_for_nothing() {
    let long = "de-".repeat(1000);
    for tag in [
        "",
        "-",
        "_",
        "d",
        "x-de",
        "i-klingon",
        "de-",
        "-de",
        "de--AT",
        "de AT",
        "dé",
        "日本語",
        "de-toolongsubtag",
        "*",
        "C",
        "POSIX",
        ".de",
        &long,
    ] {
        assert!(matches!(tag.parse::<Locale>(), Err(UnknownLocaleError { .. })), "{tag}");
    }
}
