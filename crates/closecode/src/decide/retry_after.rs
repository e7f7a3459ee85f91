//! The value of a `Retry-After` header: seconds, or a date (RFC 9110, section 10.2.3).

use core::time::Duration;

/// How long to wait. `now` is the time since 1970-01-01 00:00:00 UTC. A date that has passed means
/// at once.
pub(super) const fn parse(value: &[u8], now: Duration) -> Option<Duration> {
    let value = value.trim_ascii();
    if let Some(seconds) = digits(value) {
        return Some(Duration::from_secs(seconds));
    }
    match date(value) {
        Some(then) => Some(Duration::from_secs(then).saturating_sub(now)),
        None => None,
    }
}

/// A number of digits and nothing else.
const fn digits(text: &[u8]) -> Option<u64> {
    let mut number = 0_u64;
    let mut i = 0;
    while i < text.len() {
        if !text[i].is_ascii_digit() {
            return None;
        }
        // What is longer than the age of the world is as long as it gets.
        number = number.saturating_mul(10).saturating_add((text[i] - b'0') as u64);
        i += 1;
    }
    if text.is_empty() { None } else { Some(number) }
}

/// Seconds since 1970 of an HTTP date, in any of its three forms (RFC 9110, section 5.6.7).
const fn date(text: &[u8]) -> Option<u64> {
    match text {
        // Sun, 06 Nov 1994 08:49:37 GMT
        [_, _, _, b',', b' ', d1, d2, b' ', m @ .., b' ', b'G', b'M', b'T'] if m.len() == 17 => {
            time(*d1, *d2, m)
        }
        // Sun Nov  6 08:49:37 1994
        [_, _, _, b' ', a, b, c, b' ', d1, d2, b' ', clock_ @ .., b' ', y1, y2, y3, y4]
            if clock_.len() == 8 =>
        {
            let year = digits(&[*y1, *y2, *y3, *y4]);
            seconds(year, month(&[*a, *b, *c]), day(*d1, *d2), clock(clock_))
        }
        // Sunday, 06-Nov-94 08:49:37 GMT
        _ => {
            let mut comma = 0;
            while comma < text.len() && text[comma] != b',' {
                comma += 1;
            }
            match text.split_at_checked(comma) {
                Some((
                    _,
                    [
                        b',',
                        b' ',
                        d1,
                        d2,
                        b'-',
                        a,
                        b,
                        c,
                        b'-',
                        y1,
                        y2,
                        b' ',
                        clock_ @ ..,
                        b' ',
                        b'G',
                        b'M',
                        b'T',
                    ],
                )) if clock_.len() == 8 => {
                    // Two digits are of this century until 2069, and else of the last: no answer
                    // asks for half a century.
                    let year = match digits(&[*y1, *y2]) {
                        Some(year @ 70..) => Some(1900 + year),
                        Some(year) => Some(2000 + year),
                        None => None,
                    };
                    seconds(year, month(&[*a, *b, *c]), day(*d1, *d2), clock(clock_))
                }
                _ => None,
            }
        }
    }
}

/// `Nov 1994 08:49:37`, after the day.
const fn time(d1: u8, d2: u8, rest: &[u8]) -> Option<u64> {
    let (name, rest) = rest.split_at(3);
    match rest {
        [b' ', y1, y2, y3, y4, b' ', clock_ @ ..] => {
            let year = digits(&[*y1, *y2, *y3, *y4]);
            seconds(year, month(name), day(d1, d2), clock(clock_))
        }
        _ => None,
    }
}

/// A day of the month, of which a space may be the first place.
const fn day(first: u8, second: u8) -> Option<u64> {
    match digits(&[if first == b' ' { b'0' } else { first }, second]) {
        Some(day @ 1..=31) => Some(day),
        _ => None,
    }
}

const fn month(name: &[u8]) -> Option<u64> {
    const NAMES: &[u8; 36] = b"JanFebMarAprMayJunJulAugSepOctNovDec";
    let mut i = 0;
    while i < 12 {
        if name.len() == 3
            && name[0] == NAMES[3 * i]
            && name[1] == NAMES[3 * i + 1]
            && name[2] == NAMES[3 * i + 2]
        {
            return Some(i as u64 + 1);
        }
        i += 1;
    }
    None
}

/// Seconds since midnight of `08:49:37`.
const fn clock(text: &[u8]) -> Option<u64> {
    match text {
        [h1, h2, b':', m1, m2, b':', s1, s2] => {
            match (digits(&[*h1, *h2]), digits(&[*m1, *m2]), digits(&[*s1, *s2])) {
                // A leap second is one second too many, which does no harm.
                (Some(h @ 0..=23), Some(m @ 0..=59), Some(s @ 0..=60)) => {
                    Some(h * 3600 + m * 60 + s)
                }
                _ => None,
            }
        }
        _ => None,
    }
}

/// Seconds since 1970. Years before that are as good as none.
const fn seconds(
    year: Option<u64>,
    month: Option<u64>,
    day: Option<u64>,
    clock: Option<u64>,
) -> Option<u64> {
    match (year, month, day, clock) {
        (Some(year @ 1970..), Some(month), Some(day), Some(clock)) => {
            // Days before the first of March of year 0, counted in years that begin in March.
            let year = if month > 2 { year } else { year - 1 };
            let month = (month + 9) % 12;
            let days =
                year * 365 + year / 4 - year / 100 + year / 400 + (month * 306 + 5) / 10 + day - 1;
            // 1970-01-01 is day 719468 of that count.
            match days.checked_sub(719_468) {
                Some(days) => Some(days * 86_400 + clock),
                None => None,
            }
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 1994-11-06 08:49:37 UTC, the date of RFC 9110, section 5.6.7.
    const DATE: u64 = 784_111_777;

    #[test]
    fn the_three_forms_of_the_standard_are_one_date() {
        for text in [
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
        ] {
            assert_eq!(date(text.as_bytes()), Some(DATE), "{text}");
            let minute = parse(text.as_bytes(), Duration::from_secs(DATE - 60));
            assert_eq!(minute, Some(Duration::from_secs(60)), "{text}");
            assert_eq!(parse(text.as_bytes(), Duration::from_secs(DATE + 1)), Some(Duration::ZERO));
        }
        assert_eq!(date(b"Fri, 31 Dec 2027 23:59:59 GMT"), Some(1_830_297_599));
        assert_eq!(date(b"Thu, 29 Feb 2024 00:00:00 GMT"), Some(1_709_164_800));
        assert_eq!(date(b"Thu, 01 Jan 1970 00:00:00 GMT"), Some(0));
    }

    #[test]
    fn seconds_are_a_number_and_nothing_else() {
        let parsed = |text: &str| parse(text.as_bytes(), Duration::ZERO).map(|d| d.as_secs());
        assert_eq!([parsed("120"), parsed(" 0 ")], [Some(120), Some(0)]);
        assert_eq!(parsed("99999999999999999999999"), Some(u64::MAX));
        for text in [
            "",
            " ",
            "-1",
            "1.5",
            "1 s",
            "soon",
            "06 Nov 1994",
            "Sun, 32 Nov 1994 08:49:37 GMT",
            "Sun, 06 Now 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 24:49:37 GMT",
            "Sun, 06 Nov 1969 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:37 UTC",
            "Sun Nov  6 08:49:37 94",
            "Sun Nov  6 08:49:3711994",
            "Sun Nov  6 08:49:37-1994",
            "Sun Nov  6 08:49:37  994",
        ] {
            assert_eq!(parsed(text), None, "{text}");
        }
    }

    #[test]
    fn each_day_is_the_one_after_the_day_before() {
        const DAYS: [u64; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        let mut expected = 0;
        for year in 1970..2200_u64 {
            let is_leap = year % 4 == 0 && year % 100 != 0 || year % 400 == 0;
            for (month, days) in (1..).zip(DAYS) {
                let days = days + u64::from(is_leap && month == 2);
                for day in 1..=days {
                    let found = seconds(Some(year), Some(month), Some(day), Some(0));
                    assert_eq!(found, Some(expected * 86_400), "{year}-{month}-{day}");
                    expected += 1;
                }
            }
        }
    }
}
