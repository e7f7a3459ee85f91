//! What stands on the pictures of a language.

use closecode_data::{Action, Code, Dataset, Locale};

/// The words of one picture, and the colour that goes with them.
// The command that makes the fonts asks for the texts alone.
#[cfg_attr(not(feature = "images"), allow(dead_code))]
pub(super) struct Words {
    pub(super) number: Option<u16>,
    pub(super) title: String,
    pub(super) text: String,
    pub(super) note: String,
    /// Red, green and blue.
    pub(super) tone: [u8; 3],
}

impl Words {
    /// Those that are in the language; the number and the brand are Latin everywhere.
    pub(super) fn texts(&self) -> [&str; 3] {
        [&self.title, &self.text, &self.note]
    }
}

/// The words of every picture of a language: first the one for all other pages, then one for each
/// code.
pub(super) fn all(data: &Dataset, locale: &Locale) -> Vec<Words> {
    std::iter::once(index(data, locale))
        .chain(data.codes.iter().map(|code| about(data, locale, code)))
        .collect()
}

/// The words for the pages that are not about one code.
pub(super) fn index(data: &Dataset, locale: &Locale) -> Words {
    let index = data.localizer(locale).index();
    Words {
        number: None,
        title: index.title().to_string(),
        text: index.description().to_string(),
        note: String::new(),
        tone: [0x0b, 0x5a, 0x8a],
    }
}

/// The words for the page of a code.
pub(super) fn about(data: &Dataset, locale: &Locale, code: &Code) -> Words {
    let localizer = data.localizer(locale);
    let words = localizer.code_texts(*code.code);
    Words {
        number: Some(*code.code),
        title: words.title().to_string(),
        text: words.summary().to_string(),
        note: localizer.action_word(*code.policy.action).to_string(),
        tone: tone(*code.policy.action),
    }
}

/// The colours of the style sheet's light theme.
fn tone(action: Action) -> [u8; 3] {
    match action {
        Action::NoNeed => [0x2c, 0x6e, 0x49],
        Action::ShortDelay => [0x1b, 0x68, 0x82],
        Action::Backoff => [0x83, 0x55, 0x00],
        Action::Reauth | Action::FixClient => [0xa6, 0x3a, 0x1e],
        Action::Never => [0x8e, 0x1b, 0x3a],
        Action::Profile => [0x5b, 0x4a, 0x9e],
    }
}
