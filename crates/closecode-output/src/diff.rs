//! How a stale file differs, in as many lines as one reads in a terminal.

use std::fmt::Write as _;

/// How many lines are shown.
const LINES: usize = 12;

/// How much of a line is shown.
const COLUMNS: usize = 160;

/// The lines from the first to the last that differ: the old ones with `-`, the new ones with `+`,
/// the first of each. Nothing if either is not text: a picture has no lines to show.
pub(crate) fn short(old: &[u8], new: &[u8]) -> String {
    let (Ok(old), Ok(new)) = (str::from_utf8(old), str::from_utf8(new)) else {
        return String::new();
    };
    let mut removed: Vec<&str> = old.split_inclusive('\n').collect();
    let mut added: Vec<&str> = new.split_inclusive('\n').collect();
    let same = removed.iter().zip(&added).take_while(|(old, new)| old == new).count();
    removed.drain(..same);
    added.drain(..same);
    while !removed.is_empty() && removed.last() == added.last() {
        removed.pop();
        added.pop();
    }
    let mut out = format!("from line {}:", same + 1);
    for (sign, lines) in [('-', &removed), ('+', &added)] {
        for line in lines.iter().take(LINES / 2) {
            let text: String = line.trim_end_matches('\n').chars().take(COLUMNS).collect();
            let _ = write!(out, "\n{sign}{text}");
            if !line.ends_with('\n') {
                out += " (without a line break at the end)";
            }
        }
        if lines.len() > LINES / 2 {
            let _ = write!(out, "\n{sign}... {} more lines", lines.len() - LINES / 2);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn only_what_differs_is_shown() {
        assert_eq!(short(b"a\nb\nc\n", b"a\nB\nc\n"), "from line 2:\n-b\n+B");
        assert_eq!(short(b"a\nc\n", b"a\nb\nc\n"), "from line 2:\n+b");
        assert_eq!(short(b"a\na\na\n", b"a\n"), "from line 2:\n-a\n-a");
        assert_eq!(short(b"", b"a\n"), "from line 1:\n+a");
    }

    #[test]
    fn a_line_break_that_is_missing_is_named() {
        let expected = "from line 1:\n-a\n+a (without a line break at the end)";
        assert_eq!(short(b"a\n", b"a"), expected);
    }

    #[test]
    fn long_differences_are_cut() {
        let text = short("x\n".repeat(9).as_bytes(), "y".repeat(500).as_bytes());
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 1 + 6 + 1 + 1);
        assert_eq!(lines[7], "-... 3 more lines");
        assert!(lines[8].starts_with("+yyy") && lines[8].len() < 250);
    }

    #[test]
    fn what_just_fits_is_not_cut() {
        let text = short("x\n".repeat(6).as_bytes(), b"");
        assert_eq!(text, format!("from line 1:{}", "\n-x".repeat(6)));
    }

    #[test]
    fn pictures_are_not_compared() {
        assert_eq!(short(b"\xff", b"\xfe"), "");
    }
}
