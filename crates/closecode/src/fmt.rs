//! What `Display` of several types has in common.

use core::fmt::{self, Alignment, Write as _};
use core::time::Duration;

/// Writes a text of several parts with the width and alignment that are asked for, which `write!`
/// would leave out.
pub(crate) fn padded(f: &mut fmt::Formatter<'_>, text: fmt::Arguments<'_>) -> fmt::Result {
    let Some(width) = f.width() else { return f.write_fmt(text) };
    let mut length = Length(0);
    length.write_fmt(text)?;
    let missing = width.saturating_sub(length.0);
    let before = match f.align() {
        Some(Alignment::Right) => missing,
        Some(Alignment::Center) => missing / 2,
        Some(Alignment::Left) | None => 0,
    };
    let fill = f.fill();
    for _ in 0..before {
        f.write_char(fill)?;
    }
    f.write_fmt(text)?;
    for _ in before..missing {
        f.write_char(fill)?;
    }
    Ok(())
}

/// How many characters are written to it.
struct Length(usize);

impl fmt::Write for Length {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 += text.chars().count();
        Ok(())
    }
}

/// A delay as people say it: `at once`, `in 250 ms`, `in 1.2 s`, `in 5 min`, `in 2.5 h`.
pub(crate) struct Wait(pub(crate) Duration);

impl fmt::Display for Wait {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Half a million years are as long as it gets; larger numbers would be larger code.
        let millis = u64::try_from(self.0.as_millis()).unwrap_or(u64::MAX);
        // Rounded to a tenth of the unit.
        let tenths = |unit: u64| millis.saturating_mul(10).saturating_add(unit / 2) / unit;
        let units = [(1_000, "s", 600), (60_000, "min", 600), (3_600_000, "h", u64::MAX)];
        match millis {
            0 => f.write_str("at once"),
            1..=999 => write!(f, "in {millis} ms"),
            _ => {
                let fits = |(unit, _, end): &&(u64, &str, u64)| tenths(*unit) < *end;
                let (unit, name, _) = units.iter().find(fits).unwrap_or(&units[2]);
                let tenths = tenths(*unit);
                match tenths % 10 {
                    0 => write!(f, "in {} {name}", tenths / 10),
                    tenth => write!(f, "in {}.{tenth} {name}", tenths / 10),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    extern crate std;

    use std::format;
    use std::string::ToString as _;

    use super::*;

    #[test]
    fn delays_read_well() {
        for (millis, text) in [
            (0, "at once"),
            (1, "in 1 ms"),
            (999, "in 999 ms"),
            (1_000, "in 1 s"),
            (1_164, "in 1.2 s"),
            (2_499, "in 2.5 s"),
            (59_940, "in 59.9 s"),
            (59_960, "in 1 min"),
            (300_000, "in 5 min"),
            (838_350, "in 14 min"),
            (3_597_001, "in 1 h"),
            (9_000_000, "in 2.5 h"),
        ] {
            assert_eq!(Wait(Duration::from_millis(millis)).to_string(), text);
        }
        assert_eq!(Wait(Duration::from_nanos(4)).to_string(), "at once");
        assert!(Wait(Duration::MAX).to_string().ends_with(" h"));
    }

    #[test]
    fn a_text_fills_the_width_as_it_is_asked_to() {
        struct Two;
        impl fmt::Display for Two {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                padded(f, format_args!("{} {}", 1, "é"))
            }
        }
        assert_eq!(format!("[{Two}|{Two:2}|{Two:5}]"), "[1 é|1 é|1 é  ]");
        assert_eq!(format!("[{Two:>5}|{Two:*^6}|{Two:-<4}]"), "[  1 é|*1 é**|1 é-]");
    }
}
