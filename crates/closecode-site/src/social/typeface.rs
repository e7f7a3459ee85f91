//! Which typeface draws which language, and which characters its files in `assets/fonts` hold.
//!
//! The language decides, not the character: a Han character has one number and another shape in
//! Japanese than in Chinese.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use closecode_data::Dataset;

use super::words;

/// A family of the Noto fonts.
pub(super) struct Typeface {
    /// Its name in Noto's files.
    pub(super) name: &'static str,
    /// Tags of the languages that it draws.
    languages: &'static [&'static str],
    /// What its files hold whether a text uses it or not, so that few new words need new files.
    alphabet: &'static [RangeInclusive<char>],
    /// Whether it draws Latin letters and punctuation too. Where it does not, they come from
    /// [`LATIN`], as Noto means it.
    has_latin: bool,
}

/// Draws every language that is not named below: Latin, Greek and Cyrillic with their punctuation.
pub(super) const LATIN: Typeface = Typeface {
    name: "NotoSans",
    languages: &[],
    alphabet: &[
        ' '..='ɏ',
        '\u{300}'..='Ͽ',
        'Ѐ'..='џ',
        'Ḁ'..='ỿ',
        '‐'..='‧',
        '‰'..='›',
        '€'..='€',
        '™'..='™',
        '←'..='↓',
    ],
    has_latin: true,
};

/// The others. Han characters are too many to hold them all; kana, letters and vowel signs are few.
const TYPEFACES: &[Typeface] = &[
    Typeface {
        name: "NotoSansArabic",
        languages: &["ar"],
        alphabet: &['،'..='،', '؛'..='؟', 'ء'..='غ', 'ـ'..='ْ', '٠'..='٬'],
        has_latin: false,
    },
    Typeface {
        name: "NotoSansDevanagari",
        languages: &["hi"],
        alphabet: &['ँ'..='ः', 'अ'..='ह', '़'..='ॐ', '।'..='०'],
        has_latin: false,
    },
    Typeface {
        name: "NotoSansThai",
        languages: &["th"],
        alphabet: &['ก'..='ฺ', 'เ'..='๛'],
        has_latin: false,
    },
    Typeface { name: "NotoSansCJKjp", languages: &["ja"], alphabet: CJK, has_latin: true },
    Typeface { name: "NotoSansCJKkr", languages: &["ko"], alphabet: CJK, has_latin: true },
    Typeface { name: "NotoSansCJKsc", languages: &["zh-Hans"], alphabet: CJK, has_latin: true },
];

const CJK: &[RangeInclusive<char>] =
    &[' '..='~', '–'..='”', '…'..='…', '、'..='】', 'ぁ'..='ヿ', '！'..='～'];

impl Typeface {
    /// The characters of its files: the alphabet, and what the pictures use besides.
    fn characters(&self, data: &Dataset) -> BTreeSet<char> {
        let theirs =
            data.locales.iter().filter(|locale| of(&locale.language.tag).name == self.name);
        let used: String = theirs
            .flat_map(|locale| words::all(data, locale))
            .flat_map(|words| words.texts().concat().chars().collect::<Vec<_>>())
            .collect();
        let wanted =
            used.chars().filter(|&c| !is_format(c) && (self.has_latin || !LATIN.is_basic(c)));
        self.alphabet.iter().cloned().flatten().chain(wanted).collect()
    }

    fn is_basic(&self, c: char) -> bool {
        self.alphabet.iter().any(|range| range.contains(&c))
    }
}

/// The typeface of a language.
pub(super) fn of(tag: &str) -> &'static Typeface {
    TYPEFACES.iter().find(|typeface| typeface.languages.contains(&tag)).unwrap_or(&LATIN)
}

/// Whether a character only says how its neighbours stand, and is not drawn: joiners, and marks of
/// direction.
pub(super) fn is_format(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
}

/// A typeface that the pictures are drawn with.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PictureFont {
    /// Its name in Noto's files, such as `NotoSansArabic`.
    pub name: &'static str,
    /// What it has to draw.
    pub characters: BTreeSet<char>,
}

/// The typefaces that lie in `assets/fonts`, and what the pictures need of each.
pub fn picture_fonts(data: &Dataset) -> Vec<PictureFont> {
    let font = |typeface: &Typeface| PictureFont {
        name: typeface.name,
        characters: typeface.characters(data),
    };
    std::iter::once(&LATIN).chain(TYPEFACES).map(font).collect()
}
