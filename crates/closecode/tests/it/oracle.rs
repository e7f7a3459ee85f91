//! Every lookup, for all 65,536 numbers, against the dataset.
//!
//! The oracle is slow and obvious on purpose: it searches lists from the front, knows neither
//! windows nor slots nor masks, and compares words as strings. Where the crate and the data
//! disagree, the tables are wrong.

use std::collections::HashMap;
use std::time::Duration;

use closecode::{
    CloseCode, CodeRange, Jitter, Locale, NotSendableError, Policy, RawCode, Relay, SendableCode,
    UnknownCodeError,
};
use closecode_data::{self as data, Dataset};

use crate::common::{dataset, every_code, hash};

/// What the data says about one number.
struct Facts<'a> {
    code: Option<&'a data::Code>,
    range: &'a data::Range,
    wire: &'a data::Wire,
    policy: &'a data::Policy,
}

fn facts(data: &Dataset, number: u16) -> Facts<'_> {
    let code = data.codes.iter().find(|c| c.code.value == number);
    let range = data
        .ranges
        .iter()
        .find(|r| r.first.value <= number && number <= r.last.value)
        .expect("the ranges are total");
    match code {
        Some(c) => Facts { code, range, wire: &c.wire, policy: &c.policy },
        None => Facts { code, range, wire: &range.wire, policy: &range.policy },
    }
}

/// Asks one question about every number.
fn for_every_number(check: impl Fn(u16, RawCode, Facts<'_>)) {
    let data = dataset();
    for raw in every_code() {
        check(raw.get(), raw, facts(data, raw.get()));
    }
}

/// `1006 Abnormal Closure`, or the number alone.
fn shown(number: u16, facts: &Facts<'_>) -> String {
    facts.code.map_or_else(|| number.to_string(), |code| format!("{number} {}", *code.name))
}

#[test]
fn a_number_is_known_if_a_file_has_it() {
    for_every_number(|number, raw, facts| {
        assert_eq!(
            raw.known().map(CloseCode::ident),
            facts.code.map(|c| c.ident.as_str()),
            "{number}"
        );
        assert_eq!(
            raw.known().map(|code| format!("{code:?}")),
            facts.code.map(|c| c.ident.value.clone()),
            "{number}"
        );
        assert_eq!(raw.known().map(CloseCode::get), facts.code.map(|c| c.code.value), "{number}");
        assert_eq!(raw.name(), facts.code.map(|c| c.name.as_str()), "{number}");
    });
}

#[test]
fn a_label_is_the_number_of_a_code_or_the_id_of_a_range() {
    for_every_number(|number, raw, facts| {
        let label = if facts.code.is_some() {
            number.to_string()
        } else {
            facts.range.id.replace('-', "_")
        };
        assert_eq!(raw.label(), label, "{number}");
    });
}

#[test]
fn a_number_lies_in_the_range_that_contains_it() {
    for_every_number(|number, raw, facts| {
        assert_eq!(format!("{:?}", raw.range()), *facts.range.ident, "{number}");
        assert_eq!(
            raw.range().numbers(),
            facts.range.first.value..=facts.range.last.value,
            "{number}"
        );
        assert_eq!(
            CodeRange::ALL.iter().filter(|range| range.numbers().contains(&number)).count(),
            1,
            "{number}"
        );
    });
}

#[test]
fn a_policy_says_what_the_data_says() {
    for_every_number(|number, raw, facts| {
        let policy = raw.policy();
        let row = facts.policy;
        assert_eq!(
            policy.action(),
            crate::common::action(row.action.as_str()),
            "action of {number}"
        );
        assert_eq!(policy.initial_delay(), row.initial_delay.value, "initial delay of {number}");
        assert_eq!(policy.max_delay(), row.max_delay.value, "max delay of {number}");
        assert_eq!(policy.factor(), u32::from(row.factor.value), "factor of {number}");
        assert_eq!(policy.jitter().as_str(), row.jitter.as_str(), "jitter of {number}");
        assert_eq!(
            policy.max_attempts(),
            row.max_attempts.map(|a| u32::from(a.value)),
            "max attempts of {number}"
        );
        assert_eq!(policy.fault().as_str(), row.fault.as_str(), "fault of {number}");
        assert_eq!(policy.severity().as_str(), row.severity.as_str(), "severity of {number}");
        assert_eq!(policy.alert().as_str(), row.alert.as_str(), "alert of {number}");
        assert_eq!(policy.authority().as_str(), row.authority.as_str(), "authority of {number}");
    });
}

/// The ceiling by multiplying again and again, until it cannot grow any more.
fn ceiling(row: &data::Policy, attempt: u32) -> Duration {
    let mut ceiling = row.initial_delay.value;
    for _ in 0..attempt.min(100) {
        ceiling = row.max_delay.value.min(ceiling * u32::from(row.factor.value));
    }
    if row.jitter.as_str() == Jitter::Uniform.as_str() { row.max_delay.value } else { ceiling }
}

#[test]
fn a_ceiling_is_the_initial_delay_multiplied_attempt_by_attempt() {
    for_every_number(|number, raw, facts| {
        for attempt in [0, 1, 2, 3, 4, 9, 31, 32, 63, 64, 65, u32::MAX] {
            assert_eq!(
                raw.policy().ceiling(attempt),
                ceiling(facts.policy, attempt),
                "attempt {attempt} of {number}"
            );
        }
    });
}

#[test]
fn the_wire_questions_have_the_answers_of_the_data() {
    for_every_number(|number, raw, facts| {
        let wire = facts.wire;
        assert_eq!(raw.is_allowed_in_frame(), wire.frame.value, "frame of {number}");
        assert_eq!(raw.sender().as_str(), wire.sender.as_str(), "sender of {number}");
        assert_eq!(raw.is_synthetic(), wire.synthetic.value, "synthetic of {number}");
        assert_eq!(raw.can_be_clean(), wire.clean.value, "clean of {number}");
        assert_eq!(
            raw.is_script_sendable(),
            wire.script_sendable.value,
            "script-sendable of {number}"
        );
        assert_eq!(
            raw.script_visibility().as_str(),
            wire.script_visible.as_str(),
            "script-visible of {number}"
        );
    });
}

#[test]
fn a_sendable_code_exists_for_what_may_stand_in_a_frame() {
    for_every_number(|number, raw, facts| {
        let sendable = facts.wire.frame.value.then_some(number);
        assert_eq!(SendableCode::new(number).map(SendableCode::get), sendable, "{number}");
        assert_eq!(raw.sendable().map(SendableCode::get), sendable, "{number}");
        assert_eq!(raw.sendable().map(SendableCode::raw), sendable.map(RawCode::new), "{number}");
        assert_eq!(
            raw.sendable().map(SendableCode::to_be_bytes),
            sendable.map(u16::to_be_bytes),
            "{number}"
        );
    });
}

#[test]
fn a_relay_sends_what_the_table_in_its_documentation_says() {
    for_every_number(|number, raw, facts| {
        #[allow(clippy::match_same_arms)] // One arm for each row of the table.
        let sent = match number {
            _ if facts.wire.frame.value => Some(number),
            1005 => None,
            1006 | 1015 => Some(1011),
            _ => Some(1011),
        };
        let relay = match raw.for_relay() {
            Relay::Code(code) => Some(code.get()),
            Relay::EmptyBody => None,
        };
        assert_eq!(relay, sent, "{number}");
        assert_eq!(raw.for_relay().code().map(SendableCode::get), sent, "{number}");
    });
}

#[test]
fn every_number_is_shown_and_read_back() {
    for_every_number(|number, raw, facts| {
        let shown = shown(number, &facts);
        assert_eq!(raw.to_string(), shown);
        assert_eq!(shown.parse(), Ok(raw), "{shown}");
        assert_eq!(number.to_string().parse(), Ok(raw), "{number}");
        assert_eq!(shown.parse::<CloseCode>().ok(), raw.known(), "{shown}");
        assert_eq!(
            number.to_string().parse::<CloseCode>().is_ok(),
            facts.code.is_some(),
            "{number}"
        );
        assert!(raw.known().is_none_or(|code| code.to_string() == shown), "{shown}");
        assert!(raw.sendable().is_none_or(|code| code.to_string() == shown), "{shown}");
    });
}

#[test]
fn a_name_or_identifier_stands_for_one_code() {
    let data = dataset();
    for code in &data.codes {
        let expected = RawCode::new(code.code.value);
        for text in [
            code.name.value.clone(),
            code.ident.value.clone(),
            code.name.to_ascii_uppercase(),
            code.ident.to_ascii_lowercase(),
        ] {
            assert_eq!(text.parse::<RawCode>(), Ok(expected), "{text}");
            assert_eq!(text.parse::<CloseCode>().map(CloseCode::raw), Ok(expected), "{text}");
        }
        for other in data.codes.iter().filter(|other| other.code != code.code) {
            let text = format!("{} {}", code.code, other.name);
            assert!(text.parse::<RawCode>().is_err(), "{text} contradicts itself");
        }
    }
}

/// Whether two are equal, asked from both sides.
fn are_equal<A: PartialEq<B> + Copy, B: PartialEq<A> + Copy>(a: A, b: B) -> bool {
    let forth = a == b;
    let back = b == a;
    assert_eq!(forth, back);
    forth
}

#[test]
fn numbers_and_codes_of_every_type_are_equal_from_both_sides() {
    for_every_number(|number, raw, _| {
        let other = number ^ 1;
        assert!(are_equal(number, raw) && !are_equal(other, raw));
        if let Some(code) = raw.known() {
            assert!(are_equal(number, code) && !are_equal(other, code) && are_equal(raw, code));
        }
        if let Some(code) = raw.sendable() {
            assert!(are_equal(number, code) && !are_equal(other, code) && are_equal(raw, code));
            assert!(raw.known().is_none_or(|known| are_equal(known, code)));
            assert!(RawCode::new(other).known().is_none_or(|known| !are_equal(known, code)));
        }
    });
}

#[test]
fn conversions_keep_the_number_or_name_it_in_the_error() {
    for_every_number(|number, raw, facts| {
        assert_eq!(RawCode::from(number), raw);
        assert_eq!(u16::from(raw), number);
        for result in [CloseCode::try_from(number), CloseCode::try_from(raw)] {
            assert_eq!(result.is_ok(), facts.code.is_some(), "{number}");
            assert_eq!(result.map_or_else(UnknownCodeError::code, CloseCode::get), number);
        }
        for result in [SendableCode::try_from(number), SendableCode::try_from(raw)] {
            assert_eq!(result.is_ok(), facts.wire.frame.value, "{number}");
            assert_eq!(result.map_or_else(NotSendableError::code, SendableCode::get), number);
        }
        if let Some(code) = raw.known() {
            assert_eq!((RawCode::from(code), u16::from(code)), (raw, number));
            assert_eq!(
                SendableCode::try_from(code).map_err(NotSendableError::code),
                raw.sendable().ok_or(number),
                "{number}"
            );
        }
        if let Some(code) = raw.sendable() {
            assert_eq!((RawCode::from(code), u16::from(code)), (raw, number));
        }
    });
}

#[test]
fn a_registered_code_answers_as_its_number_does() {
    let data = dataset();
    let idents: Vec<&str> = data.codes.iter().map(|c| c.ident.as_str()).collect();
    assert!(CloseCode::ALL.iter().map(|code| code.ident()).eq(idents));
    for (code, row) in CloseCode::ALL.iter().copied().zip(&data.codes) {
        assert_eq!(
            (code.raw(), code.policy()),
            (RawCode::new(row.code.value), RawCode::new(row.code.value).policy())
        );
        assert_eq!((code.get(), code.name()), (row.code.value, row.name.as_str()));
    }
    let ranges: Vec<&str> = data.ranges.iter().map(|r| r.ident.as_str()).collect();
    assert!(CodeRange::ALL.iter().map(|range| format!("{range:?}")).eq(ranges));
}

/// Two rows that say the same are one value, and two that do not are not: nothing is lost when a
/// row is packed.
#[test]
fn policies_are_equal_if_they_say_the_same() {
    let data = dataset();
    let samples: Vec<Policy> = CloseCode::ALL
        .iter()
        .map(|code| code.policy())
        .chain(data.ranges.iter().map(last_policy))
        .collect();
    for a in &samples {
        for b in &samples {
            assert_eq!(a == b, format!("{a:?}") == format!("{b:?}"), "{a:?} and {b:?}");
            assert!(a != b || hash(a) == hash(b), "equal policies have equal hashes");
        }
    }
}

/// The policy of a range: that of its last number, which no file has.
fn last_policy(range: &data::Range) -> Policy {
    RawCode::new(range.last.value).policy()
}

/// The texts of one entry in one language, or in English where they have not been translated: four,
/// then the parts of each case.
fn texts<'a>(
    data: &'a Dataset,
    locale: &'a data::Locale,
    file: &str,
    key: &str,
    cases: &[data::Spanned<String>],
) -> Vec<&'a str> {
    let read = |locale: &'a data::Locale| {
        let entry = locale.entries().into_iter().find(|e| e.file == file && e.key == key);
        entry.map(|e| e.fields()).unwrap_or_default()
    };
    let base =
        data.locales.iter().find(|l| l.language.tag.as_str() == "en").expect("there is English");
    let fields = [read(locale), read(base)];
    let keys = ["title", "summary", "description", "user_message"].map(str::to_owned);
    let cases = cases.iter().map(|case| format!("cases.{}", **case));
    let texts = keys.into_iter().chain(cases).flat_map(|name| {
        let of = |fields: &[data::Field<'a>]| -> Vec<&'a str> {
            let found = fields.iter().filter(|f| f.text_name() == name);
            found.filter_map(|f| f.text).map(|text| text.as_str()).collect()
        };
        let found = fields.iter().map(|fields| of(fields)).find(|found| !found.is_empty());
        found.expect("English is complete")
    });
    texts.collect()
}

#[test]
fn the_words_are_those_of_the_language_or_else_english() {
    let data = dataset();
    for locale in Locale::ALL {
        let words = data
            .locales
            .iter()
            .find(|l| l.language.tag.as_str() == locale.tag())
            .expect("a language of the data");
        let by_code: Vec<_> = data
            .codes
            .iter()
            .map(|c| (c.code.value, texts(data, words, "codes", &c.code.to_string(), &c.cases)))
            .collect();
        let by_range: Vec<_> = data
            .ranges
            .iter()
            .map(|r| (r.id.as_str(), texts(data, words, "ranges", &r.id, &r.cases)))
            .collect();
        let is_rtl = words.language.direction.value == data::Direction::Rtl;
        let mut stripped: HashMap<*const u8, Vec<String>> = HashMap::new();
        for raw in every_code() {
            let own = by_code.iter().find(|(number, _)| raw == *number).map(|(_, texts)| texts);
            let id = facts(data, raw.get()).range.id.as_str();
            let expected = own.or_else(|| {
                by_range.iter().find(|(range, _)| *range == id).map(|(_, texts)| texts)
            });
            let text = raw.text(*locale);
            let mut shown = vec![text.title, text.summary, text.description, text.user_message];
            for case in text.cases {
                shown.extend([case.title, case.sign].iter().chain(case.causes).chain(case.steps));
            }
            let Facts { code, range, .. } = facts(data, raw.get());
            let cases = code.map_or(&range.cases, |code| &code.cases);
            assert!(
                text.cases.iter().map(|case| case.id).eq(cases.iter().map(|case| case.as_str())),
                "{raw}"
            );
            // Where the words run from right to left, names from left to right are kept apart from
            // them (UAX #9).
            let apart: &[char] = if is_rtl { &['\u{2066}', '\u{2069}'] } else { &[] };
            let strip = || shown.iter().map(|text| text.replace(apart, "")).collect::<Vec<_>>();
            let written = stripped.entry(text.description.as_ptr()).or_insert_with(strip);
            assert!(
                expected.is_some_and(|expected| written == expected),
                "{raw} in {}: {written:?}",
                locale.tag()
            );
            assert!(raw.known().is_none_or(|code| code.text(*locale) == text), "{raw}");
        }
    }
}

#[test]
fn a_language_is_found_by_its_tag_in_any_case() {
    let data = dataset();
    for locale in Locale::ALL {
        let language = &data
            .locales
            .iter()
            .find(|l| l.language.tag.as_str() == locale.tag())
            .expect("a language of the data")
            .language;
        assert_eq!(
            (format!("{locale:?}"), locale.name()),
            (language.ident.value.clone(), language.name.as_str())
        );
        for tag in [
            locale.tag().to_owned(),
            locale.tag().to_ascii_uppercase(),
            locale.tag().to_ascii_lowercase(),
        ] {
            assert_eq!(Locale::from_tag(&tag), Some(*locale), "{tag}");
        }
    }
    for tag in ["", " ", "e", "en-", "en US", "english", "ｅｎ"] {
        assert_eq!(Locale::from_tag(tag), None, "{tag}");
    }
}

#[test]
fn the_languages_are_those_that_were_asked_for() {
    let tags: Vec<&str> = Locale::ALL.iter().map(|locale| locale.tag()).collect();
    for (tag, is_asked) in
        [("en", cfg!(feature = "locale-en")), ("id", cfg!(feature = "locale-id"))]
    {
        assert_eq!(tags.contains(&tag), is_asked, "{tag}");
    }
    if cfg!(feature = "locales") {
        let data = dataset();
        let all: Vec<&str> = data.locales.iter().map(|l| l.language.tag.as_str()).collect();
        assert_eq!(tags, all, "`locales` asks for every language of the data");
    }
}
