use std::time::Duration;

use crate::read::DeValue;

use super::{Read, TYPES, VALUES, suggest};

/// What a value is read as, or the rule that it breaks.
fn read<T: Read>(toml: &str) -> Result<T, &'static str> {
    let value = DeValue::parse(toml).unwrap();
    T::read(value.get_ref()).map_err(|wrong| wrong.rule)?.ok_or(TYPES)
}

#[test]
fn numbers_are_read_in_every_base_and_with_underscores() {
    for (toml, number) in [
        ("0", 0),
        ("65535", 65535),
        ("+1000", 1000),
        ("1_000", 1000),
        ("0x3E8", 1000),
        ("0o1750", 1000),
    ] {
        assert_eq!(read::<u16>(toml), Ok(number), "{toml}");
    }
    assert_eq!(read::<u16>("0b11_1110_1000"), Ok(1000));
    for outside in ["-1", "65536", "0x10000", "340282366920938463463374607431768211456"] {
        assert_eq!(read::<u16>(outside), Err(VALUES), "{outside}");
    }
    for other in ["1000.0", "1e3", "\"1000\"", "true", "[1000]", "nan"] {
        assert_eq!(read::<u16>(other), Err(TYPES), "{other}");
    }
}

#[test]
fn durations_are_whole_numbers_of_a_unit_up_to_a_day() {
    for (text, millis) in [
        ("0ms", 0),
        ("500ms", 500),
        ("5s", 5_000),
        ("007s", 7_000),
        ("2min", 120_000),
        ("1440min", 86_400_000),
        ("24h", 86_400_000),
        ("86400s", 86_400_000),
        ("86400000ms", 86_400_000),
    ] {
        assert_eq!(
            read::<Duration>(&format!("\"{text}\"")),
            Ok(Duration::from_millis(millis)),
            "{text}"
        );
    }
    for wrong in [
        "",
        "s",
        "5",
        "5 s",
        " 5s",
        "5s ",
        "-5s",
        "+5s",
        "0.5s",
        "5S",
        "5m",
        "5d",
        "25h",
        "5sec",
        "5ss",
        "1_0s",
        "1s5ms",
        "٥s",
        "1441min",
        "86401s",
        "86400001ms",
        "18446744073709551615min",
        "99999999999999999999s",
    ] {
        assert_eq!(read::<Duration>(&format!("\"{wrong}\"")), Err(VALUES), "{wrong}");
    }
    assert_eq!(read::<Duration>("5"), Err(TYPES));
}

#[test]
fn a_near_miss_gets_a_suggestion_and_anything_else_the_list() {
    let known = ["sources", "sender", "frame"];
    for near in ["source", "suorces", "Sources", "soruce"] {
        assert_eq!(suggest(near, &known), "did you mean `sources`?", "{near}");
    }
    assert_eq!(suggest("fame", &known), "did you mean `frame`?");
    assert_eq!(suggest("colour", &known), "known here: frame, sender, sources");
    assert_eq!(suggest("", &[]), "known here: ");
}
