//! Times on the command line and in reports.

use std::time::Duration;

/// The longest time that somebody may ask for: a week.
const LONGEST: f64 = 7.0 * 86_400.0;

/// Reads `90s`, `10m`, `2h` or `500ms`.
pub(super) fn parse(text: &str) -> Result<Duration, String> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match &text[digits.len()..] {
        "ms" => 0.001,
        "s" => 1.0,
        "m" => 60.0,
        "h" => 3600.0,
        _ => return Err("say a number with `ms`, `s`, `m` or `h`, such as `90s`".to_owned()),
    };
    match digits.parse::<f64>().map(|number| number * unit) {
        Ok(seconds) if seconds > 0.0 && seconds <= LONGEST => Ok(Duration::from_secs_f64(seconds)),
        Ok(_) => Err("it must be more than nothing, and a week at most".to_owned()),
        Err(_) => Err(format!("`{digits}` is not a number")),
    }
}

/// Reads the factor of `--time-scale`.
pub(super) fn parse_scale(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(scale) if (0.01..=1.0).contains(&scale) => Ok(scale),
        _ => Err("it must be a number from 0.01 to 1".to_owned()),
    }
}

/// A time as people read it: `0.25 s`, `12.3 s`, `3 min 20 s`.
pub(super) fn shown(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    let whole = time.as_secs();
    let two = |large: u64, unit: &str, small: u64, below: &str| match small {
        0 => format!("{large} {unit}"),
        small => format!("{large} {unit} {small} {below}"),
    };
    if whole >= 3600 {
        two(whole / 3600, "h", whole % 3600 / 60, "min")
    } else if whole >= 120 {
        two(whole / 60, "min", whole % 60, "s")
    } else if seconds >= 10.0 {
        let text = format!("{seconds:.1}");
        format!("{} s", text.trim_end_matches(".0"))
    } else {
        let text = format!("{seconds:.2}");
        format!("{} s", text.trim_end_matches('0').trim_end_matches('.'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read() {
        for (text, seconds) in [("90s", 90.0), ("1.5m", 90.0), ("2h", 7200.0), ("500ms", 0.5)] {
            assert_eq!(parse(text), Ok(Duration::from_secs_f64(seconds)), "{text}");
        }
        for text in ["", "90", "s", "-1s", "0s", "1d", "1e9h", "NaNs", "infs", "1 s"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_scale_is_a_part_of_one() {
        assert_eq!(parse_scale("0.1"), Ok(0.1));
        for text in ["0", "1.1", "NaN", "-1", "fast"] {
            assert!(parse_scale(text).is_err(), "{text}");
        }
    }

    #[test]
    fn times_are_shown() {
        for (millis, text) in [
            (0, "0 s"),
            (250, "0.25 s"),
            (5000, "5 s"),
            (12_340, "12.3 s"),
            (60_000, "60 s"),
            (200_000, "3 min 20 s"),
            (3_600_000, "1 h"),
        ] {
            assert_eq!(shown(Duration::from_millis(millis)), text);
        }
    }
}
