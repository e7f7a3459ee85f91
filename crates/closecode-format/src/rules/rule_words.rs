//! What a row says in words and what it says in keys agree, as far as words can be looked at.

use std::time::Duration;

use super::{ProtocolFile, Rule};
use crate::{Diagnostics, Reconnect};

pub(super) const RULE: Rule = Rule {
    name: "rule-words",
    summary: "the words of a protocol's rule name its first and last delay and its attempts, and \
              say no, at once or a credential where the answer does",
    check,
};

/// How units are written: in milliseconds, with their words.
const UNITS: [(u128, &[&str]); 4] = [
    (1, &["ms", "millisecond", "milliseconds"]),
    (1_000, &["s", "second", "seconds"]),
    (60_000, &["min", "minute", "minutes"]),
    (3_600_000, &["h", "hour", "hours"]),
];

/// Numbers that are written as words, from one.
const WORDS: [&[&str]; 10] = [
    &["one", "a", "an", "once", "single"],
    &["two", "twice"],
    &["three"],
    &["four"],
    &["five"],
    &["six"],
    &["seven"],
    &["eight"],
    &["nine"],
    &["ten"],
];

/// Words of which one is in every rule with the answer.
const NEVER: &[&str] = &[
    "not",
    "never",
    "no",
    "neither",
    "nor",
    "without",
    "stop",
    "stops",
    "stopped",
    "ends",
    "fatal",
    "final",
    "terminal",
    "permanent",
    "failed",
    "forbids",
    "disposes",
    "aborts",
    "unrecoverable",
    "stays",
    "give",
    "gives",
    "good",
];
const IMMEDIATE: &[&str] =
    &["once", "immediate", "immediately", "without", "directly", "instantly", "away", "straight"];
const CREDENTIAL: &[&str] = &[
    "token",
    "tokens",
    "credential",
    "credentials",
    "authorization",
    "authentication",
    "authorize",
    "authorizes",
    "authenticate",
    "authenticates",
    "reauthenticate",
    "login",
    "log",
    "logged",
    "logs",
    "key",
    "keys",
    "signs",
    "sign",
    "signed",
    "password",
    "secret",
    "cookie",
    "ticket",
    "certificate",
    "session",
    "address",
    "url",
    "account",
    "permission",
];

fn check(file: ProtocolFile<'_>, diagnostics: &Diagnostics) {
    // An application is not retold from a source.
    if file.is_app {
        return;
    }
    for row in file.protocol.rows() {
        let Some(rule) = &row.rule else { continue };
        let words = words(rule);
        let report = |span, message: String| {
            let remedy = "say it in `rule`, or correct the key";
            diagnostics.error(RULE.name, span, message, remedy);
        };
        let delays =
            [row.delay.as_ref(), row.max_delay.as_ref(), row.delays.first(), row.delays.last()];
        let mut unsaid: Vec<_> =
            delays.into_iter().flatten().filter(|delay| !names(&words, delay.value)).collect();
        unsaid.dedup_by_key(|delay| delay.value);
        for delay in unsaid {
            let seconds = delay.value.as_secs_f32();
            report(delay.span, format!("the words of the rule do not name {seconds} s"));
        }
        let attempts = row.max_attempts.filter(|n| n.value > 0);
        if let Some(attempts) = attempts.filter(|n| !has_number(&words, n.value.into())) {
            report(attempts.span, format!("the words of the rule do not name {attempts} attempts"));
        }
        let (wanted, what) = match row.reconnect.value {
            Reconnect::Never => (NEVER, "no"),
            Reconnect::Immediate => (IMMEDIATE, "at once"),
            Reconnect::Reauth => (CREDENTIAL, "which credential"),
            _ => continue,
        };
        if !words.iter().any(|word| wanted.contains(&word.as_str())) {
            let answer = row.reconnect.as_str();
            report(rule.span, format!("`{answer}`, and the words of the rule do not say {what}"));
        }
    }
}

/// The words of a sentence and its numbers, in small letters; `250ms` is two, and so is `don't`.
fn words(text: &str) -> Vec<String> {
    let text = text.to_lowercase().replace("n't", " not");
    // A full stop within a number belongs to it, and a comma between digits separates thousands.
    let text: Vec<char> = text.chars().collect();
    let is_digit = |i: Option<usize>| i.and_then(|i| text.get(i)).is_some_and(char::is_ascii_digit);
    let mut words = vec![String::new()];
    for (i, c) in text.iter().enumerate() {
        let is_within = is_digit(i.checked_sub(1)) && is_digit(Some(i + 1));
        match c {
            '.' if is_within => words.last_mut().expect("there is one").push('.'),
            ',' if is_within && text.len() > i + 3 && is_digit(Some(i + 3)) => {}
            c if c.is_alphanumeric() => {
                let word = words.last_mut().expect("there is one");
                let ends = word
                    .chars()
                    .last()
                    .is_some_and(|last| last != '.' && last.is_ascii_digit() != c.is_ascii_digit());
                if ends && !word.is_empty() {
                    words.push(c.to_string());
                } else {
                    word.push(*c);
                }
            }
            _ => words.push(String::new()),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Whether a number stands among words, as digits or as a word.
fn has_number(words: &[String], number: u64) -> bool {
    let digits = number.to_string();
    let spelt = usize::try_from(number).ok().and_then(|n| WORDS.get(n.checked_sub(1)?));
    words
        .iter()
        .any(|word| *word == digits || spelt.is_some_and(|spelt| spelt.contains(&word.as_str())))
}

/// Whether a delay is named: its number, and its unit.
fn names(words: &[String], delay: Duration) -> bool {
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
    let millis = delay.as_millis();
    if millis == 0 {
        return has(IMMEDIATE);
    }
    UNITS.iter().filter(|(_, unit)| has(unit)).any(|(scale, _)| {
        let whole = millis / scale;
        let rest = millis % scale;
        if rest == 0 {
            return u64::try_from(whole).is_ok_and(|whole| has_number(words, whole));
        }
        let decimal = format!("{whole}.{:03}", rest * 1_000 / scale);
        let decimal = decimal.trim_end_matches('0');
        words.iter().any(|word| word == decimal) || (2 * millis == *scale && has(&["half"]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_are_found_as_people_write_them() {
        let says = |text: &str, millis| names(&words(text), Duration::from_millis(millis));
        for (text, millis) in [
            ("after 250ms", 250),
            ("after 1.7 s, then more", 1_700),
            ("after half a second", 500),
            ("after a second or more", 1_000),
            ("between 5 and 10 s", 5_000),
            ("after one to five seconds", 5_000),
            ("up to 5 minutes.", 300_000),
            ("after 2,500 ms", 2_500),
            ("at once", 0),
        ] {
            assert!(says(text, millis), "{text}");
            assert!(!says(text, millis + 7_000), "{text}");
        }
        assert!(!says("after 5 attempts", 5_000) && !says("after 25 s", 5_000));
        assert!(!says("after 1,2 s", 12_000));
    }

    #[test]
    fn words_end_where_letters_and_digits_meet() {
        assert_eq!(
            words("Don't wait 10s, or 1.5 min."),
            ["do", "not", "wait", "10", "s", "or", "1.5", "min"]
        );
    }
}
