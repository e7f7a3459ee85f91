//! When a line was written, as it says itself.
//!
//! A stamp is seconds since 1970 in UTC. Where a line does not say its distance from UTC, the time
//! is taken as it is written: what matters is which lines are close to each other.

/// Seconds since 1970 in UTC, without leap seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Stamp(pub(crate) i64);

/// How far into a line a time is looked for.
const REACH: usize = 256;

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

impl Stamp {
    /// The first time in a line. One without a year, as syslog writes it, is the last before `now`.
    pub(crate) fn of_line(line: &[u8], now: Self) -> Option<Self> {
        let line = &line[..line.len().min(REACH)];
        if let Some(stamp) = epoch_prefix(line) {
            return Some(stamp);
        }
        let starts = (0..line.len()).filter(|at| {
            line[*at].is_ascii_alphanumeric() && (*at == 0 || !line[at - 1].is_ascii_alphanumeric())
        });
        starts.map(|at| &line[at..]).find_map(|rest| {
            if rest[0].is_ascii_digit() {
                written(rest).or_else(|| clf(rest))
            } else {
                syslog(rest, now)
            }
        })
    }

    /// A time that is the whole of a value: written out, or a number of seconds, milliseconds,
    /// microseconds or nanoseconds.
    pub(crate) fn of_value(value: &str, now: Self) -> Option<Self> {
        let value = value.trim();
        epoch(value).or_else(|| Self::of_line(value.as_bytes(), now))
    }

    /// The beginning of what an argument names: a day, or a time of RFC 3339.
    pub(crate) fn of_argument(text: &str) -> Result<Self, String> {
        let midnight = format!("{text}T00:00:00");
        let read = |text: &str| written(text.as_bytes()).filter(|_| is_whole(text));
        read(text).or_else(|| read(&midnight)).ok_or_else(|| {
            "expected a day, such as 2026-11-30, or a time, such as 2026-11-30T12:00:00Z".to_owned()
        })
    }

    /// `2026-11-30 12:00`.
    pub(crate) fn minute(self) -> String {
        let [year, month, day] = date(self.0.div_euclid(86_400));
        let second = self.0.rem_euclid(86_400);
        format!("{year:04}-{month:02}-{day:02} {:02}:{:02}", second / 3600, second / 60 % 60)
    }

    /// `2026-11-30T12:00:00Z`.
    pub(crate) fn rfc3339(self) -> String {
        format!("{}:{:02}Z", self.minute().replace(' ', "T"), self.0.rem_euclid(60))
    }
}

/// Whether a text is a time and nothing else.
fn is_whole(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit() || b"-:.+TZ ".contains(&byte))
}

/// `2026-11-30T12:00:00.5+01:00`, with a space or an underscore for the T and slashes for the
/// hyphens, with or without a fraction and an offset.
fn written(text: &[u8]) -> Option<Stamp> {
    let year = number(text, 0, 4)?;
    let separator = *text.get(4).filter(|byte| b"-/".contains(byte))?;
    let month = number(text, 5, 2)?;
    (*text.get(7)? == separator).then_some(())?;
    let day = number(text, 8, 2)?;
    b"Tt _".contains(text.get(10)?).then_some(())?;
    let (second, length) = clock(&text[11..])?;
    let offset = offset(&text[11 + length..]);
    Some(Stamp(days(year, month, day)? * 86_400 + second - offset))
}

/// `30/Nov/2026:12:00:00 +0100`, as nginx and Apache write it.
fn clf(text: &[u8]) -> Option<Stamp> {
    let day = number(text, 0, 2)?;
    let month = month(text.get(3..6)?)?;
    let year = number(text, 7, 4)?;
    ([text[2], text[6], *text.get(11)?] == *b"//:").then_some(())?;
    let (second, length) = clock(&text[12..])?;
    let offset = offset(&text[12 + length..]);
    Some(Stamp(days(year, month, day)? * 86_400 + second - offset))
}

/// `Nov 30 12:00:00`, as syslog writes it; `Nov 30 12:00:00.123456 2026`, as Apache does, and C.
fn syslog(text: &[u8], now: Stamp) -> Option<Stamp> {
    let month = month(text.get(..3)?)?;
    (*text.get(3)? == b' ').then_some(())?;
    // A day of one digit has a second space before it.
    let day = match *text.get(4)? {
        b' ' => number(text, 5, 1)?,
        _ => number(text, 4, 2)?,
    };
    (*text.get(6)? == b' ').then_some(())?;
    let (second, length) = clock(&text[7..])?;
    let rest = &text[7 + length..];
    let stamp = |year| Some(Stamp(days(year, month, day)? * 86_400 + second));
    let is_year = rest.first() == Some(&b' ') && !rest.get(5).is_some_and(u8::is_ascii_digit);
    if let Some(year) = number(rest, 1, 4).filter(|year| is_year && (1970..=9999).contains(year)) {
        return stamp(year);
    }
    let [this, ..] = date(now.0.div_euclid(86_400));
    // A clock that is a little ahead is not a year behind.
    let latest = Stamp(now.0 + 86_400);
    // Eight years, for 29 February.
    (0..=8).find_map(|back| stamp(this + 1 - back).filter(|stamp| *stamp <= latest))
}

/// `12:00:00` with an optional fraction: the second of the day, and how long it is.
fn clock(text: &[u8]) -> Option<(i64, usize)> {
    let [hour, minute] = [number(text, 0, 2)?, number(text, 3, 2)?];
    let second = number(text, 6, 2)?;
    (text[2] == b':' && text[5] == b':').then_some(())?;
    (hour < 24 && minute < 60 && second <= 60).then_some(())?;
    let mut length = 8;
    if text.get(8).is_some_and(|byte| b".,".contains(byte)) {
        let digits = text[9..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        length += if digits > 0 { digits + 1 } else { 0 };
    }
    Some((hour * 3600 + minute * 60 + second, length))
}

/// The seconds by which what was written is ahead of UTC: `+01:00`, `+0100`, ` -0500`.
fn offset(text: &[u8]) -> i64 {
    let text = text.strip_prefix(b" ").unwrap_or(text);
    let sign = match text.first() {
        Some(b'+') => 1,
        Some(b'-') => -1,
        _ => return 0,
    };
    let minutes = if text.get(3) == Some(&b':') { 4 } else { 3 };
    match (number(text, 1, 2), number(text, minutes, 2)) {
        (Some(hours), Some(minutes)) if hours < 24 && minutes < 60 => {
            sign * (hours * 3600 + minutes * 60)
        }
        _ => 0,
    }
}

/// A number of seconds at the start of a line, before a space or a comma.
fn epoch_prefix(line: &[u8]) -> Option<Stamp> {
    let length = line.iter().take_while(|byte| byte.is_ascii_digit() || **byte == b'.').count();
    let is_word = line.get(length).is_none_or(|byte| b" \t,;]|".contains(byte));
    (is_word && length >= 10).then(|| epoch(str::from_utf8(&line[..length]).ok()?))?
}

/// A number of seconds since 1970 or of their thousandths, and so on: which, its size says.
fn epoch(text: &str) -> Option<Stamp> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let is_number = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    (is_number(whole) && is_number(fraction)).then_some(())?;
    let unit = match whole.len() {
        10 => 1,
        13 => 1_000,
        16 => 1_000_000,
        19 => 1_000_000_000,
        _ => return None,
    };
    Some(Stamp(whole.parse::<i64>().ok()? / unit))
}

fn month(name: &[u8]) -> Option<i64> {
    let at = MONTHS.iter().position(|month| month.as_bytes().eq_ignore_ascii_case(name))?;
    i64::try_from(at + 1).ok()
}

/// The number of `length` digits at a place.
fn number(text: &[u8], at: usize, length: usize) -> Option<i64> {
    text.get(at..at + length)?.iter().try_fold(0, |number, byte| {
        byte.is_ascii_digit().then(|| number * 10 + i64::from(byte - b'0'))
    })
}

/// The days from 1970-01-01 to a date of the Gregorian calendar, if there is such a date.
fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some(())?;
    // Years that begin in March have the odd day at their end.
    let shifted = year - i64::from(month <= 2);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let leap = shifted.div_euclid(4) - shifted.div_euclid(100) + shifted.div_euclid(400);
    let days = shifted * 365 + leap + of_year - 719_468;
    (date(days) == [year, month, day]).then_some(days)
}

/// The year, the month and the day that lie so many days after 1970-01-01.
fn date(days: i64) -> [i64; 3] {
    // From 0000-03-01, in eras of 400 years.
    let days = days + 719_468;
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let month = (shifted + 2) % 12 + 1;
    let year = year_of_era + days.div_euclid(146_097) * 400 + i64::from(month <= 2);
    [year, month, of_year - (153 * shifted + 2) / 5 + 1]
}

#[cfg(test)]
mod tests {
    use super::{Stamp, date, days};

    /// 2026-12-01 00:00.
    const NOW: Stamp = Stamp(1_796_083_200);

    fn read(line: &str) -> Option<String> {
        Stamp::of_line(line.as_bytes(), NOW).map(Stamp::rfc3339)
    }

    #[test]
    fn times_of_logs_are_read() {
        for (line, expected) in [
            ("2026-11-30T12:34:56Z ws closed", "2026-11-30T12:34:56Z"),
            ("2026-11-30T12:34:56.789+01:00 ws", "2026-11-30T11:34:56Z"),
            ("2026-11-30 12:34:56,789 INFO ws", "2026-11-30T12:34:56Z"),
            ("2026-11-30 12:34:56.789 -0330 ws", "2026-11-30T16:04:56Z"),
            ("2026/11/30 12:34:56 websocket: close 1006", "2026-11-30T12:34:56Z"),
            ("I [2026-11-30 12:34:56] ws", "2026-11-30T12:34:56Z"),
            ("::1 - - [30/Nov/2026:12:34:56 +0100] \"GET /", "2026-11-30T11:34:56Z"),
            ("[Mon Nov 30 12:34:56.123456 2025] [proxy:error]", "2025-11-30T12:34:56Z"),
            ("Nov 30 12:34:56 host ws[1]: closed", "2026-11-30T12:34:56Z"),
            ("<34>Dec  2 12:34:56 host ws: closed", "2025-12-02T12:34:56Z"),
            ("Dec  1 12:34:56 a clock that is ahead", "2026-12-01T12:34:56Z"),
            ("Feb 29 00:00:00 host", "2024-02-29T00:00:00Z"),
            ("1796042096 ws", "2026-11-30T12:34:56Z"),
            ("1796042096.123 ws", "2026-11-30T12:34:56Z"),
            ("1796042096123,ws", "2026-11-30T12:34:56Z"),
            ("\u{e9}\u{e9} 2026-11-30T12:34:56", "2026-11-30T12:34:56Z"),
        ] {
            assert_eq!(read(line).as_deref(), Some(expected), "{line}");
        }
    }

    #[test]
    fn other_numbers_are_no_times() {
        for line in [
            "",
            "ws closed 1006",
            "2026-11-30",
            "2026-11-30T",
            "2026-11-30T25:00:00Z",
            "2026-02-29T12:00:00Z",
            "2026-13-01T12:00:00Z",
            "12026-11-30T12:34:56Z",
            "2026-11/30 12:34:56",
            "Mayor 12:34:56",
            "Nov 31 12:34:56",
            "1796042096",
            "17960420961 ws",
            "1.2.3.4.5.6.7.8 ws",
        ] {
            let expected = (line == "1796042096").then_some("2026-11-30T12:34:56Z");
            assert_eq!(read(line).as_deref(), expected, "{line}");
        }
        let late = format!("{}2026-11-30T12:34:56Z", " ".repeat(300));
        assert_eq!(read(&late), None);
    }

    #[test]
    fn a_value_may_be_a_number() {
        let read = |value| Stamp::of_value(value, NOW).map(|stamp| stamp.0);
        for value in [
            "1796042096",
            "1796042096.789",
            "1796042096789",
            "1796042096789123",
            "1796042096789123456",
            "2026-11-30T12:34:56Z",
        ] {
            assert_eq!(read(value), Some(1_796_042_096), "{value}");
        }
        for value in ["1006", "", "now", "17960420967", "1796042096.7.8"] {
            assert_eq!(read(value), None, "{value}");
        }
    }

    #[test]
    fn arguments_are_days_or_times() {
        let read = |text| Stamp::of_argument(text).map(Stamp::rfc3339);
        assert_eq!(read("2026-11-30").as_deref(), Ok("2026-11-30T00:00:00Z"));
        assert_eq!(read("2026-11-30T12:00:00+01:00").as_deref(), Ok("2026-11-30T11:00:00Z"));
        assert_eq!(read("2026-11-30 12:00:00").as_deref(), Ok("2026-11-30T12:00:00Z"));
        for text in ["", "yesterday", "2026-11", "2026-11-31", "2026-11-30T12:00:00Z or so"] {
            assert!(read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_calendar_has_every_day_once() {
        let mut before = [1599, 12, 31];
        for day in days(1600, 1, 1).unwrap()..days(2401, 1, 1).unwrap() {
            let [year, month, day_of_month] = date(day);
            assert_eq!(days(year, month, day_of_month), Some(day));
            let is_next = [year, month, day_of_month] > before
                && (day_of_month == before[2] + 1 || day_of_month == 1);
            assert!(is_next, "{year}-{month}-{day_of_month}");
            before = [year, month, day_of_month];
        }
        assert_eq!((days(1970, 1, 1), days(2000, 3, 1)), (Some(0), Some(11_017)));
    }
}
