//! What the commands print: status lines like cargo's, coloured only on a terminal.

use std::fmt::Display;
use std::io::{self, IsTerminal as _, Write as _};
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use anyhow::{Context as _, Result};

const GOOD: Style = AnsiColor::Green.on_default().bold();
const BAD: Style = AnsiColor::Red.on_default().bold();

/// Writes to standard output, and fails if not all of it could be written: on a full disk, a file
/// that was redirected to would be cut short. A reader that has gone away, as `head` does, is no
/// error here.
pub fn out(text: impl Display) -> Result<()> {
    let mut stdout = anstream::stdout();
    match write!(stdout, "{text}").and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result.context("cannot write to standard output"),
    }
}

/// Writes to standard error, where everything but results goes.
pub fn err(text: impl Display) {
    let _ = write!(anstream::stderr(), "{text}");
}

/// A status line: a verb, right-aligned, and what it is about. On standard error, so that output
/// can be piped.
pub fn status(verb: &str, what: impl Display) {
    err(format_args!("{GOOD}{verb:>12}{GOOD:#} {what}\n"));
}

/// A status line about something wrong.
pub fn bad(verb: &str, what: impl Display) {
    err(format_args!("{BAD}{verb:>12}{BAD:#} {what}\n"));
}

/// Prints an error with its causes.
pub fn fail(error: &anyhow::Error) -> ExitCode {
    err(format_args!("{BAD}error{BAD:#}: {}\n", visible(&format!("{error:#}"))));
    ExitCode::FAILURE
}

/// A text that somebody else wrote, harmless in a terminal: what would move the cursor, change a
/// colour or the direction of the line is written as in Rust source, `\u{1b}`.
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let is_harmful = c.is_control() && c != '\n'
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}')
            || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}');
        if is_harmful {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
    out
}

/// Whether reports on standard error may have colours and drawn lines.
pub fn is_styled() -> bool {
    io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none()
}

/// A number with its noun: `1 file`, `3 files`.
pub fn count(number: usize, noun: &str) -> String {
    let plural = match noun.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o']) => format!("{stem}ies"),
        _ => format!("{noun}s"),
    };
    format!("{number} {}", if number == 1 { noun } else { &plural })
}

#[cfg(test)]
mod tests {
    use super::{count, visible};

    #[test]
    fn nouns_have_their_plural() {
        assert_eq!(count(1, "file"), "1 file");
        for (noun, plural) in [("file", "files"), ("entry", "entries"), ("way", "ways")] {
            assert_eq!(count(2, noun), format!("2 {plural}"));
        }
    }

    #[test]
    fn nothing_reaches_a_terminal_that_it_would_obey() {
        assert_eq!(
            visible("a\u{1b}[31mb\rc\u{9b}1m\u{202e}d"),
            "a\\u{1b}[31mb\\rc\\u{9b}1m\\u{202e}d"
        );
        assert_eq!(
            visible("two\nlines, \u{e9}, \u{9001}\u{4fe1}"),
            "two\nlines, \u{e9}, \u{9001}\u{4fe1}"
        );
    }
}
