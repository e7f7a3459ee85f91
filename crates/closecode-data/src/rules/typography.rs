//! Punctuation, spaces and digits are those of the language.

use super::Rule;
use crate::{Diagnostics, Spanned, Unchecked, markdown};

pub(super) const RULE: Rule = Rule {
    name: "typography",
    summary: "punctuation, quotation marks, spaces and digits are those that the language's typography asks for",
    check,
};

/// What is wrong at a character, seen with the ones before and after it.
type Convention = fn(Option<char>, char, Option<char>) -> Option<&'static str>;

const NO_BREAK: char = '\u{a0}';
const NARROW_NO_BREAK: char = '\u{202f}';

/// The conventions that a program can see, by language. A language without a line has none that we
/// know.
const CONVENTIONS: &[(&str, Convention)] = &[
    ("ar", arabic),
    ("de", german),
    ("es", spanish),
    ("fr", french),
    ("hi", devanagari),
    ("ja", japanese),
    ("ru", russian),
    ("th", thai),
    ("zh-Hans", chinese),
];

/// The pieces of sentences, in which spaces stand at the edge.
const JOINTS: &str = "punctuation";

fn check(unchecked: &Unchecked, diagnostics: &Diagnostics) {
    for locale in &unchecked.dataset.locales {
        let Some((_, convention)) =
            CONVENTIONS.iter().find(|(tag, _)| *tag == *locale.language.tag)
        else {
            continue;
        };
        for entry in locale.entries().iter().filter(|e| e.key != JOINTS) {
            for text in entry.fields().iter().filter_map(|f| f.text) {
                let text = Spanned { value: markdown::prose(text), span: text.span };
                let mut problems = problems(&text.value, *convention);
                if *locale.language.tag == "es" {
                    problems.extend(unopened(&text.value));
                }
                problems.dedup();
                for problem in problems {
                    diagnostics.error(
                        RULE.name,
                        text.span,
                        problem,
                        "docs/TRANSLATING.md lists the conventions that are looked for",
                    );
                }
            }
        }
    }
}

fn problems(text: &str, convention: Convention) -> Vec<&'static str> {
    let letters: Vec<char> = text.chars().collect();
    let at = |n: usize| letters.get(n).copied();
    (0..letters.len())
        .filter_map(|n| convention(n.checked_sub(1).and_then(at), letters[n], at(n + 1)))
        .collect()
}

fn is_arabic(c: char) -> bool {
    ('\u{600}'..='\u{6ff}').contains(&c)
}

fn arabic(before: Option<char>, c: char, _: Option<char>) -> Option<&'static str> {
    match c {
        ',' | ';' | '?' if before.is_some_and(is_arabic) => {
            Some("after Arabic stand the Arabic marks ، ؛ ؟")
        }
        '\u{640}' => Some("a letter is stretched"),
        '٠'..='٩' | '۰'..='۹' => {
            Some("numbers are written with the digits 0 to 9, as the codes are")
        }
        _ => None,
    }
}

fn german(before: Option<char>, c: char, after: Option<char>) -> Option<&'static str> {
    match c {
        '"' | '”' => Some("quotation marks are „ and “"),
        '-' if before == Some(' ') && after == Some(' ') => Some("a dash between spaces is –"),
        _ => None,
    }
}

fn russian(before: Option<char>, c: char, after: Option<char>) -> Option<&'static str> {
    match c {
        '"' | '“' | '”' => Some("quotation marks are « and »"),
        '-' if before == Some(' ') && after == Some(' ') => Some("a dash between spaces is —"),
        _ => None,
    }
}

fn spanish(_: Option<char>, c: char, _: Option<char>) -> Option<&'static str> {
    (c == '"').then_some("quotation marks are « and », or “ and ”")
}

/// A question and an exclamation have a mark at both ends.
fn unopened(text: &str) -> Option<&'static str> {
    let count = |c: char| text.matches(c).count();
    (count('¿') != count('?') || count('¡') != count('!'))
        .then_some("a question begins with ¿, an exclamation with ¡")
}

fn french(before: Option<char>, c: char, after: Option<char>) -> Option<&'static str> {
    match c {
        ';' | '!' | '?' if before != Some(NARROW_NO_BREAK) => {
            Some("before ; ! ? stands a narrow no-break space (U+202F)")
        }
        '»' if before != Some(NARROW_NO_BREAK) && before != Some(NO_BREAK) => {
            Some("before » stands a no-break space (U+00A0)")
        }
        '«' if after != Some(NARROW_NO_BREAK) && after != Some(NO_BREAK) => {
            Some("after « stands a no-break space (U+00A0)")
        }
        // A colon inside a name, such as that of a time or an address, has no spaces.
        ':' if after.is_none_or(char::is_whitespace) && before != Some(NO_BREAK) => {
            Some("before : stands a no-break space (U+00A0)")
        }
        '\'' => Some("the apostrophe is ’"),
        _ => None,
    }
}

fn devanagari(before: Option<char>, c: char, _: Option<char>) -> Option<&'static str> {
    let is_devanagari = |c: char| ('\u{900}'..='\u{97f}').contains(&c);
    match c {
        '.' if before.is_some_and(is_devanagari) => Some("a sentence ends with the danda ।"),
        '०'..='९' => Some("numbers are written with the digits 0 to 9, as the codes are"),
        _ => None,
    }
}

fn thai(before: Option<char>, c: char, after: Option<char>) -> Option<&'static str> {
    let is_thai = |c: char| ('\u{e00}'..='\u{e7f}').contains(&c);
    match c {
        '.' if before.is_some_and(is_thai) && after.is_none_or(char::is_whitespace) => {
            Some("a sentence ends with a space, not with a full stop")
        }
        '๐'..='๙' => Some("numbers are written with the digits 0 to 9, as the codes are"),
        _ => None,
    }
}

fn is_kana_or_han(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')
}

fn is_wide(c: char) -> bool {
    is_kana_or_han(c) || matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}')
}

fn japanese(before: Option<char>, c: char, after: Option<char>) -> Option<&'static str> {
    match c {
        ',' | '.' | ';' | ':' | '?' | '!' if before.is_some_and(is_wide) => {
            Some("after Japanese stand the wide marks 、。；：？！")
        }
        ' ' if before.is_some_and(is_wide) || after.is_some_and(is_wide) => {
            Some("no space stands beside a Japanese letter")
        }
        _ => None,
    }
}

fn chinese(before: Option<char>, c: char, after: Option<char>) -> Option<&'static str> {
    // Beside a brace it depends on what is filled in.
    let is_latin = |c: char| c.is_ascii_alphanumeric();
    let beside = |a: Option<char>, b: char| {
        a.is_some_and(is_kana_or_han) && is_latin(b) || a.is_some_and(is_latin) && is_kana_or_han(b)
    };
    match c {
        ',' | '.' | ';' | ':' | '?' | '!' if before.is_some_and(is_wide) => {
            Some("after Chinese stand the wide marks ，。；：？！")
        }
        ' ' if [before, after].into_iter().flatten().any(|c| is_wide(c) && !is_kana_or_han(c)) => {
            Some("no space stands beside a wide mark")
        }
        c if beside(before, c) => Some("a space parts Chinese from Latin letters and digits"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_right(tag: &str, text: &str) -> bool {
        let (_, convention) = CONVENTIONS.iter().find(|(t, _)| *t == tag).unwrap();
        problems(text, *convention).is_empty() && (tag != "es" || unopened(text).is_none())
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
            assert!(is_right(tag, right), "{tag}: {right}");
            for wrong in wrong.split('|') {
                assert!(!is_right(tag, wrong), "{tag}: {wrong}");
            }
        }
    }
}
