//! What is read as a code, and what is not.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use closecode::{CloseCode, ParseCodeError, RawCode};

use crate::common::dataset;

fn raw(text: &str) -> Option<u16> {
    text.parse::<RawCode>().ok().map(RawCode::get)
}

fn known(text: &str) -> Option<u16> {
    text.parse::<CloseCode>().ok().map(CloseCode::get)
}

#[test]
fn digits_are_a_number() {
    for (text, number) in [
        ("0", 0),
        ("00", 0),
        ("7", 7),
        ("999", 999),
        ("1016", 1016),
        ("4004", 4004),
        ("65535", 65535),
    ] {
        assert_eq!((raw(text), known(text)), (Some(number), None), "{text}");
    }
    for (text, number) in [("1000", 1000), ("1006", 1006), ("3008", 3008)] {
        assert_eq!((raw(text), known(text)), (Some(number), Some(number)), "{text}");
    }
}

#[test]
fn leading_zeros_change_nothing() {
    for text in ["01000", "0000000000000000000000000001000", "01000 Normal Closure"] {
        assert_eq!((raw(text), known(text)), (Some(1000), Some(1000)), "{text}");
    }
}

#[test]
fn a_number_above_65535_is_refused_and_not_cut_off() {
    // 66536 is 1000 and 4294968296 is 1000 again, if somebody cuts them to 16 bits.
    for text in [
        "65536",
        "66536",
        "99999",
        "4294968296",
        "18446744073709552616",
        "340282366920938463463374607431768212456",
    ] {
        assert_eq!((raw(text), known(text)), (None, None), "{text}");
    }
    assert_eq!((raw("66536 Normal Closure"), known("66536 Normal Closure")), (None, None));
}

#[test]
fn signs_spaces_inside_and_other_notations_are_refused() {
    let texts = [
        "+1000",
        "-1000",
        "-0",
        "+",
        "-",
        "1 000",
        "1_000",
        "1,000",
        "1000.",
        "1000.0",
        "1e3",
        "0x3e8",
        "0b1",
        "1000u16",
        "1000\0",
        "\0",
        "(1000)",
        "#1000",
        "1000 1000",
    ];
    for text in texts {
        assert_eq!((raw(text), known(text)), (None, None), "{text:?}");
    }
}

#[test]
fn nothing_is_not_a_code() {
    for text in ["", " ", "  ", "\n", "\u{feff}", "\u{200b}"] {
        assert_eq!((raw(text), known(text)), (None, None), "{text:?}");
    }
}

#[test]
fn digits_of_other_scripts_are_refused() {
    // Arabic-Indic, Devanagari, full-width, mathematical, superscript; and a real digit before or
    // after them.
    for text in [
        "١٠٠٠",
        "१०००",
        "１０００",
        "𝟏𝟎𝟎𝟎",
        "¹⁰⁰⁰",
        "100０",
        "1\u{660}00",
        "1000\u{301}",
        "1000\u{a0}Normal Closure",
    ] {
        assert_eq!((raw(text), known(text)), (None, None), "{text:?}");
    }
}

#[test]
fn names_are_read_in_any_case_and_identifiers_too() {
    let texts = [
        ("Normal Closure", 1000),
        ("NORMAL CLOSURE", 1000),
        ("normal closure", 1000),
        ("nORMALcLOSURE", 1000),
        ("NormalClosure", 1000),
        ("Protocol error", 1002),
        ("PROTOCOL ERROR", 1002),
        ("reserved", 1004),
        ("Mandatory Ext.", 1010),
        ("MandatoryExt", 1010),
        ("tls handshake", 1015),
        ("TlsHandshake", 1015),
        ("timeout", 3008),
    ];
    for (text, number) in texts {
        assert_eq!((raw(text), known(text)), (Some(number), Some(number)), "{text}");
    }
}

#[test]
fn a_name_is_read_whole_and_not_by_its_look() {
    let texts = [
        "Norm",
        "Normal  Closure",
        "Normal-Closure",
        "normal__closure",
        "Normal Closure.",
        "Mandatory Ext",
        "CloseCode::NormalClosure",
        "private_use",
        "PrivateUse",
        "Ｎormal Closure",
        "tımeout",
        "TİMEOUT",
        "ﬁx",
    ];
    for text in texts {
        assert_eq!((raw(text), known(text)), (None, None), "{text:?}");
    }
}

#[test]
fn what_people_write_is_read() {
    let texts = [
        "1006 Abnormal Closure",
        "1006 abnormal closure",
        "1006 AbnormalClosure",
        "1006 (abnormal closure)",
        "1006 (ABNORMALCLOSURE)",
        "1006 Abnormal",
        "1006 (close_abnormal)",
        " 1006",
        "1006\r\n",
        "\t1006 (Abnormal Closure) ",
        "  abnormal closure\n",
    ];
    for text in texts {
        assert_eq!((raw(text), known(text)), (Some(1006), Some(1006)), "{text:?}");
    }
    assert_eq!((raw(" 4004\n"), known(" 4004\n")), (Some(4004), None));
}

#[test]
fn what_looks_like_a_number_and_a_name_is_refused() {
    let texts = [
        "1006  Abnormal Closure",
        "1006Abnormal Closure",
        "1006\tAbnormal Closure",
        "1006: Abnormal Closure",
        "1006 Abnorm",
        "Abnormal Closure 1006",
        "1006(Abnormal Closure)",
        "1006 (Abnormal Closure",
        "1006 Abnormal Closure)",
        "1006 ((Abnormal Closure))",
        "1006 ( Abnormal Closure)",
        "1006 ()",
        "1006 (1006)",
        "(Abnormal Closure)",
        "(1006)",
        "\u{a0}1006",
        "\u{2003}Abnormal Closure",
    ];
    for text in texts {
        assert_eq!((raw(text), known(text)), (None, None), "{text:?}");
    }
}

#[test]
fn a_number_and_a_name_that_contradict_each_other_are_refused() {
    for text in [
        "1006 Normal Closure",
        "1000 Abnormal Closure",
        "4004 Normal Closure",
        "0 Reserved",
        "1016 Timeout",
        "1006 (normal closure)",
        "4004 (timeout)",
        "4004 x",
    ] {
        assert_eq!((raw(text), known(text)), (None, None), "{text}");
    }
}

#[test]
fn every_refusal_is_the_same_error() {
    let error: ParseCodeError = "".parse::<RawCode>().unwrap_err();
    assert_eq!(error.to_string(), "no such close code: expected its number or its name");
    for text in ["x", "65536", "1006 Normal Closure"] {
        assert_eq!(
            (text.parse::<RawCode>(), text.parse::<CloseCode>()),
            (Err(error), Err(error)),
            "{text}"
        );
    }
}

/// The numbers of a small generator (xorshift64), the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).expect("31 bits fit") % bound
    }
}

/// Pieces that texts are made of: those that a parser cares about, and those that it trips over.
const PIECES: &[&str] = &[
    "1",
    "0",
    "6",
    "9",
    "1000",
    "1006",
    "65535",
    " ",
    "  ",
    "\t",
    "\n",
    "\0",
    "+",
    "-",
    ".",
    "_",
    "Normal Closure",
    "NormalClosure",
    "Abnormal",
    "Closure",
    "CLOSE_ABNORMAL",
    "omit_handshake",
    "bad_data",
    "timeout",
    "TLS handshake",
    "1000 Normal Closure",
    "1000 (",
    ")",
    "é",
    "ß",
    "İ",
    "𝟏",
    "\u{301}",
    "\u{202e}",
    "\u{10ffff}",
    "🦀",
];

fn accepted_number(digits: &str) -> Option<u16> {
    let number = digits.trim_start_matches('0');
    (0..=u16::MAX).find(|n| n.to_string() == number || (*n == 0 && number.is_empty()))
}

/// What is accepted, said in another way than the parser says it.
fn accepted(text: &str) -> Option<u16> {
    let text = text.trim_matches([' ', '\t', '\n', '\r', '\x0c']);
    if !text.is_empty() && text.chars().all(|c| c.is_ascii_digit()) {
        return accepted_number(text);
    }
    let lower = text.to_ascii_lowercase();
    let is_numbered = text.starts_with(|c: char| c.is_ascii_digit());
    let without_zeros = lower.trim_start_matches('0');
    let agreed = NAMES.iter().filter(|(_, numbers)| numbers.len() == 1);
    let mut named = agreed.flat_map(|(name, numbers)| numbers.iter().map(move |n| (*n, name)));
    let found = named.find(|(number, name)| {
        let numbered = || [format!("{number} {name}"), format!("{number} ({name})")];
        **name == lower && is_telling(name)
            || is_numbered && numbered().iter().any(|all| all == without_zeros)
    });
    found.map(|(number, _)| number)
}

#[test]
fn random_texts_never_panic_and_are_read_as_the_documentation_says() {
    let mut random = Random(0x5eed_c0de);
    let mut read = 0;
    for _ in 0..4000 {
        let text: String =
            (0..random.below(5)).map(|_| PIECES[random.below(PIECES.len())]).collect();
        let expected = accepted(&text);
        assert_eq!(raw(&text), expected, "{text:?}");
        assert_eq!(
            known(&text),
            expected.filter(|number| CloseCode::ALL.iter().any(|code| code == number)),
            "{text:?}"
        );
        read += usize::from(expected.is_some());
    }
    // If nothing were accepted, the test would compare nothing with nothing.
    assert!((100..3000).contains(&read), "{read} of 4000 texts were accepted");
}

#[test]
fn a_changed_character_of_what_display_writes_is_never_another_code() {
    let mut random = Random(0xc105_ec0d);
    for _ in 0..4000 {
        let code = CloseCode::ALL[random.below(CloseCode::ALL.len())];
        let mut chars: Vec<char> = code.to_string().chars().collect();
        let at = random.below(chars.len());
        match random.below(3) {
            0 => drop(chars.remove(at)),
            1 => chars
                .insert(at, char::from(b' ' + u8::try_from(random.below(95)).expect("below 95"))),
            _ => {
                chars[at] = char::from_u32(u32::try_from(random.below(0x800)).expect("below 2048"))
                    .expect("no surrogate is below 2048");
            }
        }
        let text: String = chars.into_iter().collect();
        assert_eq!(raw(&text), accepted(&text), "{text:?}");
        assert!(known(&text).is_none_or(|number| code == number), "{text:?}");
    }
}

/// The numbers that each name has in the data, in small letters. A name of the registry has no
/// other number.
static NAMES: LazyLock<BTreeMap<String, BTreeSet<u16>>> = LazyLock::new(|| {
    let mut numbers: BTreeMap<String, BTreeSet<u16>> = BTreeMap::new();
    for names in dataset().implementations.iter().filter_map(|i| i.names.as_ref()) {
        for constant in &names.codes {
            let entry = numbers.entry(constant.name.to_lowercase()).or_default();
            entry.insert(*constant.code);
        }
    }
    for code in &dataset().codes {
        for name in [&code.name, &code.ident] {
            numbers.insert(name.to_lowercase(), BTreeSet::from([*code.code]));
        }
    }
    numbers
});

/// Names that are read without a number: those of the registry, and constants of several words.
static TELLING: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let names = dataset().implementations.iter().filter_map(|i| i.names.as_ref());
    let constants = names.flat_map(|names| names.codes.iter().map(|c| c.name.to_string()));
    let words = |name: &String| {
        let humps = name.chars().zip(name.chars().skip(1));
        name.contains('_') || humps.into_iter().any(|(a, b)| a.is_lowercase() && b.is_uppercase())
    };
    let registered = dataset().codes.iter().flat_map(|c| [c.name.to_string(), c.ident.to_string()]);
    constants.filter(words).chain(registered).map(|name| name.to_lowercase()).collect()
});

fn is_telling(name: &str) -> bool {
    TELLING.contains(name)
}

#[test]
fn a_constant_of_a_library_is_read_if_libraries_agree_about_it() {
    let names = &*NAMES;
    let mut refused = Vec::new();
    for (name, numbers) in names {
        let number = numbers.first().copied().filter(|_| numbers.len() == 1);
        let registered = number.filter(|n| dataset().code(*n).is_some());
        // One word is more likely something else than a code.
        let alone = |number: Option<u16>| number.filter(|_| is_telling(name));
        for text in [name.clone(), name.to_uppercase(), format!(" {name}\n")] {
            let wanted = (alone(number), alone(registered));
            assert_eq!((raw(&text), known(&text)), wanted, "{text:?}");
        }
        for n in numbers.iter().copied().chain([1000, 4000]) {
            let is_its_own = number == Some(n);
            for text in [format!("{n} {name}"), format!("{n} ({name})")] {
                let read = is_its_own.then_some(n);
                let wanted = (read, read.filter(|_| registered.is_some()));
                assert_eq!((raw(&text), known(&text)), wanted, "{text:?}");
            }
        }
        // Neither a part of a name nor two of them.
        let two = format!("{name} {name}");
        assert_eq!((raw(&two), known(&two)), (None, None), "{two:?}");
        let cut = &name[..name.len() - 1];
        let is_name = names.get(cut).is_some_and(|n| n.len() == 1) && is_telling(cut);
        assert_eq!(raw(cut).is_some(), is_name, "{cut:?}");
        if number.is_none() {
            refused.push(name.as_str());
        }
    }
    assert!(names.len() > 300, "{}", names.len());
    assert_eq!(refused, ["bad_data", "none"], "what libraries disagree about");
}

#[test]
fn a_constant_is_read_as_it_is_written() {
    for implementation in &dataset().implementations {
        for constant in implementation.names.iter().flat_map(|names| &names.codes) {
            let read = raw(&constant.name);
            assert!(read.is_none() || read == Some(*constant.code), "{}", *constant.name);
        }
    }
    for (text, number) in [
        ("StatusAbnormalClosure", 1006),
        ("CLOSE_ABNORMAL", 1006),
        ("WS_CLOSE_NORMAL", 1000),
        ("EndpointUnavailable", 1001),
        ("LWS_CLOSE_STATUS_GOINGAWAY", 1001),
        ("1013 Again", 1013),
        ("1000 (OK)", 1000),
        ("invalid_subprotocol_data", 3001),
        ("LWS_CLOSE_STATUS_NOSTATUS_CONTEXT_DESTROY", 9999),
    ] {
        assert_eq!(raw(text), Some(number), "{text}");
    }
    for word in ["ok", "error", "Size", "normal", "Away", "status", "blank", "shutdown"] {
        assert_eq!(raw(word), None, "{word}");
    }
}
