//! Which characters a text may have: those that are seen, and spaces.
//!
//! What cannot be seen makes a text read otherwise than it is written, in a source file, a page or
//! a terminal, and the compiler refuses some of it in documentation.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::{Diagnostics, Location};

/// The rule about characters.
pub(crate) const RULE: &str = "characters";

/// A character that a text must not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unseen {
    /// The byte at which it begins.
    pub at: usize,
    /// The character.
    pub character: char,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Tab,
    LineBreak,
    Control,
    Direction,
    Joiner,
    Separator,
    Variation,
    Tag,
    Private,
    Noncharacter,
    Invisible,
}

impl Unseen {
    /// What is wrong, with the character as `U+202E`.
    pub fn message(self) -> String {
        let what = match self.kind {
            Kind::Tab => "is a tab",
            Kind::LineBreak => "breaks the line",
            Kind::Control => "is a control character",
            Kind::Direction => "changes the direction of text",
            Kind::Joiner => "joins or parts letters, and is not between two that join",
            Kind::Separator => "separates lines or paragraphs",
            Kind::Variation => "chooses among the shapes of a character that has one",
            Kind::Tag => "is a tag, which nobody sees",
            Kind::Private => "is for private use, and is shown differently everywhere",
            Kind::Noncharacter => "is no character",
            Kind::Invisible => "cannot be seen",
        };
        format!("U+{:04X} {what}", u32::from(self.character))
    }

    /// What to do about it.
    pub fn remedy(self) -> &'static str {
        match self.kind {
            Kind::Tab | Kind::LineBreak => {
                "write a space; in a \"\"\" string, end each line with a space and a backslash"
            }
            Kind::Direction => {
                "remove it: letters have a direction of their own, and pages keep texts of both \
                 directions apart"
            }
            Kind::Joiner => {
                "remove it; it may stand between two letters of the Arabic script (Arabic, \
                 Persian, Urdu) or two of one script of India (Hindi, Bengali, Tamil)"
            }
            Kind::Separator => "write a space",
            Kind::Variation => {
                "remove it; U+FE0E and U+FE0F may follow a symbol, and U+E0100 to U+E01EF a \
                 Chinese character"
            }
            Kind::Private => "remove it, or say in words what it shows",
            Kind::Control | Kind::Tag | Kind::Noncharacter | Kind::Invisible => "remove it",
        }
    }
}

/// What a text has that it must not have.
///
/// ```
/// use closecode_format::characters::unseen;
///
/// let found = unseen("a \u{202e}b").next().unwrap();
/// assert_eq!(found.at, 2);
/// assert_eq!(found.message(), "U+202E changes the direction of text");
/// // Persian writes a word of two parts with a joiner, and Hindi some letters.
/// assert_eq!(unseen("می\u{200c}خواهم, क्\u{200d}ष").count(), 0);
/// ```
pub fn unseen(text: &str) -> impl Iterator<Item = Unseen> + '_ {
    text.char_indices().filter_map(|(at, character)| {
        let kind = kind(character)?;
        let end = at + character.len_utf8();
        let before = text[..at].chars().next_back();
        let after = text[end..].chars().next();
        let is_right = match kind {
            Kind::Joiner => before
                .and_then(joining_script)
                .is_some_and(|script| after.and_then(joining_script) == Some(script)),
            Kind::Variation => before.is_some_and(|before| has_shapes(before, character)),
            _ => false,
        };
        (!is_right).then_some(Unseen { at, character, kind })
    })
}

/// A text as it can be shown anywhere, a terminal included: what must not be in a text is written
/// as Rust escapes it.
///
/// ```
/// assert_eq!(closecode_format::characters::shown("a\u{1b}]0;b"), "a\\u{1b}]0;b");
/// ```
pub fn shown(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut rest = 0;
    for found in unseen(text) {
        out.push_str(&text[rest..found.at]);
        let _ = write!(out, "{}", found.character.escape_default());
        rest = found.at + found.character.len_utf8();
    }
    if rest == 0 { Cow::Borrowed(text) } else { Cow::Owned(out + &text[rest..]) }
}

/// Reports what the name of a file must not have: headers and messages repeat it.
pub fn check_file_name(name: &str, location: impl Into<Location>, diagnostics: &Diagnostics) {
    if let Some(found) = unseen(name).next() {
        let message = format!("in the name of the file, {}", found.message());
        diagnostics.error(RULE, location, message, "rename the file");
    }
}

/// What is wrong with a character where nothing around it makes it right.
fn kind(c: char) -> Option<Kind> {
    let kind = match c {
        ' '..='~' => return None,
        '\t' => Kind::Tab,
        '\n' | '\r' => Kind::LineBreak,
        '\u{200c}' | '\u{200d}' => Kind::Joiner,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}' => {
            Kind::Direction
        }
        '\u{2028}' | '\u{2029}' => Kind::Separator,
        '\u{180b}'..='\u{180d}'
        | '\u{180f}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{e0100}'..='\u{e01ef}' => Kind::Variation,
        '\u{e0000}'..='\u{e007f}' => Kind::Tag,
        '\u{e000}'..='\u{f8ff}' => Kind::Private,
        _ if u32::from(c) & 0xfffe == 0xfffe => Kind::Noncharacter,
        '\u{fdd0}'..='\u{fdef}' => Kind::Noncharacter,
        '\u{f0000}'..='\u{10ffff}' => Kind::Private,
        // The rest of what Unicode calls ignorable by default, and the marks of annotations.
        '\u{ad}'
        | '\u{34f}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180e}'
        | '\u{200b}'
        | '\u{2060}'..='\u{2065}'
        | '\u{3164}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0080}'..='\u{e0fff}' => Kind::Invisible,
        _ if c.is_control() => Kind::Control,
        _ => return None,
    };
    Some(kind)
}

/// The script of a letter or a mark that a joiner may stand beside: where letters of a word join by
/// default, and its spelling may say otherwise.
fn joining_script(c: char) -> Option<u32> {
    match c {
        // Arabic, without its digits and punctuation.
        '\u{620}'..='\u{65f}'
        | '\u{66e}'..='\u{6d3}'
        | '\u{6d5}'..='\u{6dc}'
        | '\u{6fa}'..='\u{6ff}'
        | '\u{750}'..='\u{77f}'
        | '\u{8a0}'..='\u{8ff}' => Some(0x600),
        // Devanagari, Bengali, Gurmukhi, Gujarati, Odia, Tamil, Telugu, Kannada, Malayalam and
        // Sinhala have 128 places each, in which punctuation and digits are the places from 64 on.
        '\u{900}'..='\u{dff}' if !matches!(u32::from(c) % 0x80, 0x64..=0x6f) => {
            Some(u32::from(c) & !0x7f)
        }
        _ => None,
    }
}

/// Whether a character has the shape that a selector asks for.
fn has_shapes(base: char, selector: char) -> bool {
    match selector {
        // As a letter or as a picture.
        '\u{fe0e}' | '\u{fe0f}' => {
            matches!(base, '©' | '®' | '‼' | '⁉' | '〰' | '〽' | '㊗' | '㊙')
                || matches!(base, '\u{2100}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
        }
        '\u{e0100}'..='\u{e01ef}' => {
            matches!(base, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
                || matches!(base, '\u{20000}'..='\u{3ffff}')
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{check_file_name, shown, unseen};
    use crate::{Diagnostics, Span};

    fn found(text: &str) -> Vec<(usize, u32)> {
        unseen(text).map(|found| (found.at, found.character.into())).collect()
    }

    #[test]
    fn what_cannot_be_seen_is_found_wherever_it_stands() {
        let ranges: [(u32, u32); 26] = [
            (0, 0x1f),
            (0x7f, 0x9f),
            (0xad, 0xad),
            (0x34f, 0x34f),
            (0x61c, 0x61c),
            (0x115f, 0x1160),
            (0x17b4, 0x17b5),
            (0x180b, 0x180f),
            (0x200b, 0x200f),
            (0x2028, 0x202e),
            (0x2060, 0x206f),
            (0x3164, 0x3164),
            (0xe000, 0xf8ff),
            (0xfdd0, 0xfdef),
            (0xfe00, 0xfe0f),
            (0xfeff, 0xfeff),
            (0xffa0, 0xffa0),
            (0xfff0, 0xfffb),
            (0xfffe, 0xffff),
            (0x1_bca0, 0x1_bca3),
            (0x1_d173, 0x1_d17a),
            (0x1_fffe, 0x1_ffff),
            (0x2_fffe, 0x2_ffff),
            (0xe_0000, 0xe_0fff),
            (0xe_fffe, 0xe_ffff),
            (0xf_0000, 0x10_ffff),
        ];
        for c in (0..=0x10_ffff).filter_map(char::from_u32) {
            let number = u32::from(c);
            // The noncharacters at the end of each plane.
            let is_unseen = number & 0xfffe == 0xfffe
                || ranges.iter().any(|(first, last)| (*first..=*last).contains(&number));
            let wanted = if is_unseen { vec![(2, number)] } else { Vec::new() };
            assert_eq!(found(&format!("a {c}b")), wanted, "U+{number:04X}");
        }
    }

    #[test]
    fn each_kind_is_named_with_its_remedy() {
        let kinds = [
            ("\t", "U+0009 is a tab", "write a space; in"),
            ("\r", "U+000D breaks the line", "write a space; in"),
            ("\u{1b}", "U+001B is a control character", "remove it"),
            ("\u{202e}", "U+202E changes the direction of text", "remove it: letters have"),
            ("\u{200d}", "U+200D joins or parts letters, and is not", "remove it; it may stand"),
            ("\u{2028}", "U+2028 separates lines or paragraphs", "write a space"),
            ("\u{fe0f}", "U+FE0F chooses among the shapes", "remove it; U+FE0E and"),
            ("\u{e0041}", "U+E0041 is a tag, which nobody sees", "remove it"),
            ("\u{e000}", "U+E000 is for private use", "remove it, or say in words"),
            ("\u{fdd0}", "U+FDD0 is no character", "remove it"),
            ("\u{1ffff}", "U+1FFFF is no character", "remove it"),
            ("\u{feff}", "U+FEFF cannot be seen", "remove it"),
        ];
        for (text, message, remedy) in kinds {
            let found = unseen(text).next().unwrap();
            assert!(found.message().starts_with(message), "{}", found.message());
            assert!(found.remedy().starts_with(remedy), "{message}: {}", found.remedy());
        }
    }

    #[test]
    fn the_name_of_a_file_is_looked_at() {
        let diagnostics = Diagnostics::default();
        let start = Span::new(0, 0..0);
        check_file_name("plain.toml", start, &diagnostics);
        assert_eq!(diagnostics.count(), 0);
        check_file_name("a\u{202e}.toml", start, &diagnostics);
        let found = diagnostics.into_vec();
        assert_eq!(
            found[0].message,
            "in the name of the file, U+202E changes the direction of text"
        );
        assert_eq!(found[0].remedy, "rename the file");
    }

    #[test]
    fn a_joiner_stands_between_two_letters_that_join() {
        for good in ["می\u{200c}خواهم", "क्\u{200d}ष", "ক্\u{200d}ষ", "ශ්\u{200d}රී", "ര്\u{200d}ക"]
        {
            assert_eq!(found(good), [], "{good}");
        }
        for bad in [
            "\u{200d}",
            "a\u{200d}b",
            "अ\u{200d}",
            "\u{200c}अ",
            "अ\u{200c}ب",
            "अ\u{200d}\u{200d}अ",
            "अ\u{200d} अ",
            "١\u{200d}١",
            "१\u{200d}१",
            "👩\u{200d}👩",
            "अ\u{200d}ক",
        ] {
            assert_ne!(found(bad), [], "{}", shown(bad));
        }
    }

    #[test]
    fn a_selector_follows_what_has_shapes() {
        assert_eq!(found("☎\u{fe0f} ©\u{fe0e} 葛\u{e0100} 🕿\u{fe0e}"), []);
        for bad in ["a\u{fe0f}", "葛\u{fe0f}", "☎\u{e0100}", "\u{fe0f}", "☎\u{fe00}", "1\u{fe0f}"]
        {
            assert_eq!(found(bad).len(), 1, "{}", shown(bad));
        }
    }

    #[test]
    fn what_is_shown_is_seen() {
        assert_eq!(shown("plain, مرحبا, हिन्दी"), "plain, مرحبا, हिन्दी");
        assert_eq!(shown("\u{202e}a\n\u{e0041}"), "\\u{202e}a\\n\\u{e0041}");
        for c in (0..=0x10_ffff).filter_map(char::from_u32) {
            assert_eq!(found(&shown(&c.to_string())), []);
        }
    }
}
