//! How a language is written: the marks that a program can see, and what is in their place.
//!
//! The conventions are data, in `[typography]` of `language.toml`, so that a language is one
//! folder. What it is not: a grammar. A mark is seen with the character before it and the one
//! after it, and no further.

use closecode_format::keywords;
use closecode_format::read::{Table, VALUES};

use crate::Spanned;

/// The conventions of a language.
#[derive(Clone, Debug, Default)]
pub struct Typography {
    /// The language's own letters, as first and last of each stretch.
    letters: Vec<(char, char)>,
    /// The quotation marks that open and close.
    quotes: Option<(char, char)>,
    /// Marks that come in pairs.
    pairs: Vec<Pairs>,
    marks: Vec<Mark>,
}

/// Two marks of which a text has as many of one as of the other.
#[derive(Clone, Debug)]
struct Pairs {
    message: String,
    marks: Vec<(char, char)>,
}

/// A mark that is wrong where it stands.
#[derive(Clone, Debug)]
struct Mark {
    message: String,
    /// Characters, or the name of a class.
    find: Vec<String>,
    /// What to write for each; `{}` is the character itself. Without it, a person decides.
    write: Vec<String>,
    /// The class of the character before it.
    after: Option<Class>,
    /// The class of the character after it.
    before: Option<Class>,
    /// Characters before it with which it is right.
    unless_after: Vec<char>,
    /// Characters after it with which it is right.
    unless_before: Vec<char>,
}

keywords! {
    /// What a character is.
    Class: "a class of characters" {
        /// One of the language's own letters.
        Letter = "letter",
        /// A letter or digit of ASCII.
        Latin = "latin",
        /// A letter of the language, or a mark that is as wide as one.
        Wide = "wide",
        /// A mark that is as wide as a letter.
        WideMark = "wide-mark",
        /// A space.
        Space = "space",
        /// A space, or the end of the text.
        SpaceOrEnd = "space-or-end",
    }
}

/// Spaces at which no line ends.
const NO_BREAK: [char; 2] = ['\u{a0}', '\u{202f}'];

/// Something that is wrong in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misprint<'a> {
    /// What is asked for.
    pub message: &'a str,
    /// The bytes to replace and what to write, if that is certain.
    pub fix: Option<(std::ops::Range<usize>, String)>,
}

impl Typography {
    pub(crate) fn read(t: Table<'_>) -> Self {
        let letters = t.list::<String>("letters");
        let quotes = t.optional::<String>("quotes");
        let marks = t.tables("mark");
        let pairs = t.tables("pair");
        let two = |text: &Spanned<String>| {
            let mut letters = text.chars().filter(|c| *c != '-' || text.chars().count() == 2);
            let found = letters.next().zip(letters.next()).filter(|_| letters.next().is_none());
            if found.is_none() {
                let message = format!("`{}` is not two characters", **text);
                t.error(VALUES, text.span, message, "write the first and the last");
            }
            found
        };
        let pair = |t: Table<'_>| {
            let message = t.required::<String>("message");
            let marks = t.list::<String>("marks");
            t.finish();
            Some(Pairs { message: message?.value, marks: marks.iter().filter_map(two).collect() })
        };
        let typography = Self {
            letters: letters.iter().filter_map(two).collect(),
            quotes: quotes.as_ref().and_then(two),
            pairs: pairs.into_iter().filter_map(pair).collect(),
            marks: marks.into_iter().filter_map(Mark::read).collect(),
        };
        t.finish();
        typography
    }

    /// What is wrong in a text, in the order of its characters.
    pub fn problems(&self, text: &str) -> Vec<Misprint<'_>> {
        let mut problems = Vec::new();
        let mut before = None;
        let mut quotes = 0_usize;
        for (at, c) in text.char_indices() {
            let end = at + c.len_utf8();
            let after = text[end..].chars().next();
            if let Some((mark, n)) = self.mark(before, c, after) {
                let fix = match mark.write.get(n) {
                    Some(write) => Some(write.replace("{}", &c.to_string())),
                    None if c == '"' && text.matches('"').count().is_multiple_of(2) => {
                        self.quotes.map(|(open, close)| {
                            if quotes.is_multiple_of(2) { open } else { close }.to_string()
                        })
                    }
                    None => None,
                };
                // A space of another width is put in place of the usual one.
                let first = fix.as_ref().and_then(|write| write.chars().next());
                let last = fix.as_ref().and_then(|write| write.chars().last());
                let is_wide = |edge: Option<char>| edge.is_some_and(|c| NO_BREAK.contains(&c));
                let start = at - usize::from(before == Some(' ') && is_wide(first));
                let end = end + usize::from(after == Some(' ') && is_wide(last));
                problems.push(Misprint {
                    message: &mark.message,
                    fix: fix.map(|write| (start..end, write)),
                });
            }
            quotes += usize::from(c == '"');
            before = Some(c);
        }
        let count = |c: char| text.matches(c).count();
        for pairs in &self.pairs {
            if pairs.marks.iter().any(|(open, close)| count(*open) != count(*close)) {
                problems.push(Misprint { message: &pairs.message, fix: None });
            }
        }
        problems
    }

    /// The text with everything that is certain put right.
    pub fn fixed(&self, text: &str) -> String {
        let mut fixed = text.to_owned();
        // One mark stands beside another, so all are looked at again after a change.
        for _ in 0..=text.len() {
            let mut start = fixed.len();
            let before = fixed.clone();
            let problems = self.problems(&before);
            for (range, write) in problems.into_iter().rev().filter_map(|problem| problem.fix) {
                if range.end <= start {
                    start = range.start;
                    fixed.replace_range(range, &write);
                }
            }
            if fixed == before {
                break;
            }
        }
        fixed
    }

    fn mark(&self, before: Option<char>, c: char, after: Option<char>) -> Option<(&Mark, usize)> {
        self.marks.iter().find_map(|mark| {
            let n = mark.find.iter().position(|find| self.is_found(find, c))?;
            let is_wrong = mark.after.is_none_or(|class| self.is(before, class))
                && mark.before.is_none_or(|class| self.is(after, class))
                && !before.is_some_and(|c| mark.unless_after.contains(&c))
                && !after.is_some_and(|c| mark.unless_before.contains(&c));
            is_wrong.then_some((mark, n))
        })
    }

    fn is_found(&self, find: &str, c: char) -> bool {
        let mut letters = find.chars();
        if letters.next() == Some(c) && letters.next().is_none() {
            return true;
        }
        Class::ALL.iter().any(|class| class.as_str() == find && self.is(Some(c), *class))
    }

    fn is(&self, c: Option<char>, class: Class) -> bool {
        let Some(c) = c else { return class == Class::SpaceOrEnd };
        let is_letter = self.letters.iter().any(|(first, last)| (*first..=*last).contains(&c));
        let is_mark = matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}');
        match class {
            Class::Letter => is_letter,
            Class::Latin => c.is_ascii_alphanumeric(),
            Class::Wide => is_letter || is_mark,
            Class::WideMark => is_mark && !is_letter,
            Class::Space | Class::SpaceOrEnd => c.is_whitespace(),
        }
    }
}

impl Mark {
    fn read(t: Table<'_>) -> Option<Self> {
        let message = t.required::<String>("message");
        let find = t.required_list::<String>("find");
        let write = t.list::<String>("write");
        let after = t.optional::<Class>("after");
        let before = t.optional::<Class>("before");
        let unless_after = t.optional::<String>("unless-after");
        let unless_before = t.optional::<String>("unless-before");
        if let (Some(find), Some(first)) = (&find, write.first())
            && find.len() != write.len()
        {
            t.error(VALUES, first.span, "`write` is not as long as `find`", "one for each");
        }
        t.finish();
        let letters = |text: Option<Spanned<String>>| {
            text.map(|text| text.chars().collect()).unwrap_or_default()
        };
        Some(Self {
            message: message?.value,
            find: find?.into_iter().map(|find| find.value).collect(),
            write: write.into_iter().map(|write| write.value).collect(),
            after: after.map(|class| class.value),
            before: before.map(|class| class.value),
            unless_after: letters(unless_after),
            unless_before: letters(unless_before),
        })
    }
}

#[cfg(test)]
mod tests {
    use closecode_format::read::DeTable;

    use super::*;
    use crate::{Diagnostics, Span};

    /// The conventions that the data has for a language.
    fn real(tag: &str) -> Typography {
        let root = env!("CARGO_MANIFEST_DIR");
        let path = format!("{root}/../../data/locales/{tag}/language.toml");
        let text = std::fs::read_to_string(path).expect("the language is part of the data");
        let diagnostics = Diagnostics::default();
        let (document, _) = DeTable::parse_recoverable(&text);
        let table = Table::new(document.get_ref(), Span::new(0, 0..0), &diagnostics);
        let typography = table.table("typography").map(Typography::read);
        assert_eq!(diagnostics.count(), 0, "{tag}");
        typography.expect("the language has conventions")
    }

    #[test]
    fn each_language_has_its_marks() {
        for (tag, right, wrong) in [
            (
                "ar",
                "أغلق الخادم، ثم أعاد 1006؟ نعم؛ close(1000, x).",
                "أغلق الخادم, ثم|عاد ١٠٠٦|إغـلاق|هل؟ نعم?",
            ),
            ("de", "„Ende“ – und Schluss, Close-Frame", "\"Ende\"|Ende - Schluss"),
            ("es", "¿Quién cierra? ¡Nadie! «Fin»", "Quién cierra?|Nadie!|\"Fin\""),
            (
                "fr",
                "Qui\u{202f}? Le code\u{a0}: «\u{a0}1006\u{a0}»\u{202f}; l’autre",
                "Qui ?|Qui?|code : 1006|« a »|l'autre",
            ),
            ("hi", "कनेक्शन बंद है। close() 1.5", "कनेक्शन बंद है.|१००६"),
            (
                "ja",
                "サーバーは1006を報告します。close()も、そうです。",
                "サーバーは 1006|報告します.|です,",
            ),
            ("ru", "«Конец» — и всё", "\"Конец\"|Конец - всё"),
            ("th", "ปิดการเชื่อมต่อ 1006 แล้ว v1.5", "ปิดแล้ว. ต่อ|๑๐๐๖"),
            (
                "zh-Hans",
                "服务器报告 1006，然后关闭。（close() 除外）",
                "报告1006|报告 1006, 然后关闭,|关闭。 然后",
            ),
        ] {
            let typography = real(tag);
            assert_eq!(typography.problems(right), [], "{tag}: {right}");
            assert_eq!(typography.fixed(right), right, "{tag}");
            for wrong in wrong.split('|') {
                assert!(!typography.problems(wrong).is_empty(), "{tag}: {wrong}");
            }
        }
    }

    #[test]
    fn what_is_certain_is_put_right_once_and_for_all() {
        for (tag, wrong, right) in [
            ("ar", "الخادم, ثم ١٠", "الخادم، ثم 10"),
            ("de", "\"Ende\" - \"so\"", "„Ende“ – „so“"),
            ("de", "ein \" allein", "ein \" allein"),
            (
                "fr",
                "Qui ? Le code : « a »; l'autre",
                "Qui\u{202f}? Le code\u{a0}: «\u{a0}a\u{a0}»\u{202f}; l’autre",
            ),
            ("hi", "बंद है. १००६", "बंद है। 1006"),
            ("ja", "サーバーは 1006 です.", "サーバーは1006です。"),
            ("th", "ปิดแล้ว. ต่อ", "ปิดแล้ว ต่อ"),
            ("zh-Hans", "报告1006,然后关闭, 好", "报告 1006,然后关闭，好"),
            ("es", "Quién?", "Quién?"),
        ] {
            let typography = real(tag);
            assert_eq!(typography.fixed(wrong), right, "{tag}");
            assert_eq!(typography.fixed(right), right, "{tag}: again");
        }
    }
}
