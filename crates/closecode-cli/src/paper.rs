//! Text for people, wrapped at the width of their terminal.

use std::io::IsTerminal as _;

use anstyle::{AnsiColor, Style};
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

const HEADING: Style = AnsiColor::Green.on_default().bold();
const STRONG: Style = Style::new().bold();

/// The width where none is known.
const USUAL: usize = 80;

/// Below it nothing can be read, above it lines are too long for the eye.
const WIDTHS: std::ops::RangeInclusive<usize> = 20..=100;

/// The columns between two cells.
const GAP: usize = 2;

/// A text that grows line by line. Styles are removed where it does not go to a terminal.
#[derive(Debug)]
pub(crate) struct Paper {
    width: usize,
    out: String,
}

impl Paper {
    /// A paper as wide as the terminal: what `COLUMNS` says, or the terminal, or 80.
    pub(crate) fn new() -> Self {
        let said = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        let width = said.filter(|width| *width > 0).or_else(|| {
            let (width, _) = terminal_size::terminal_size()?;
            Some(usize::from(width.0))
        });
        Self::with_width(width.unwrap_or(USUAL))
    }

    fn with_width(width: usize) -> Self {
        Self { width: width.clamp(*WIDTHS.start(), *WIDTHS.end()), out: String::new() }
    }

    /// What was written, without an empty line at the end.
    pub(crate) fn into_text(self) -> String {
        let text = self.out.trim_end();
        if text.is_empty() { String::new() } else { format!("{text}\n") }
    }

    /// An empty line, but never two, and none at the start.
    pub(crate) fn gap(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    /// The first line of an answer.
    pub(crate) fn title(&mut self, text: &str) {
        self.gap();
        self.styled(STRONG, 0, text);
        self.gap();
    }

    /// The heading of a part.
    pub(crate) fn heading(&mut self, text: &str) {
        self.gap();
        self.styled(HEADING, 0, text);
    }

    /// A name that what follows is about.
    pub(crate) fn name(&mut self, text: &str) {
        self.gap();
        self.styled(STRONG, GAP, text);
    }

    fn styled(&mut self, style: Style, indent: usize, text: &str) {
        for line in wrap(text, self.width - indent) {
            self.out += &format!("{:indent$}{style}{line}{style:#}\n", "");
        }
    }

    /// A paragraph of a part.
    pub(crate) fn paragraph(&mut self, text: &str) {
        for line in wrap(text, self.width - GAP) {
            self.out += &format!("{:GAP$}{line}\n", "");
        }
    }

    /// An item of a list, whose lines begin behind the marker.
    pub(crate) fn item(&mut self, marker: &str, text: &str) {
        let indent = GAP + marker.width() + 1;
        let mut before = format!("{:GAP$}{marker} ", "");
        for line in wrap(text, self.width - indent) {
            self.out += &format!("{before}{line}\n");
            before = " ".repeat(indent);
        }
    }

    /// A paragraph that is no part of anything.
    pub(crate) fn lead(&mut self, text: &str) {
        for line in wrap(text, self.width) {
            self.out += &format!("{line}\n");
        }
        self.gap();
    }

    /// A text of which a part is marked.
    pub(crate) fn marked(&mut self, before: &str, marked: &str, after: &str) {
        let parts = [(before, Style::new()), (marked, STRONG), (after, Style::new())];
        let mut width = 0;
        for (part, style) in parts {
            for word in part.split_inclusive(' ') {
                let word_width = word.width();
                if width > 0 && width + word.trim_end().width() > self.width {
                    self.out.truncate(self.out.trim_end().len());
                    self.out.push('\n');
                    width = 0;
                }
                self.out += &format!("{style}{word}{style:#}");
                width += word_width;
            }
        }
        self.out.push('\n');
    }

    /// Rows of equally many cells, in columns as wide as what is in them and the paper allow. The
    /// first cell is a label.
    pub(crate) fn table<const CELLS: usize>(&mut self, rows: &[[String; CELLS]]) {
        let widths = self.columns(rows);
        for row in rows {
            let cells: Vec<Vec<String>> =
                row.iter().zip(widths).map(|(cell, width)| wrap(cell, width)).collect();
            for line in 0..cells.iter().map(Vec::len).max().unwrap_or(0) {
                let mut text = " ".repeat(GAP);
                let mut end = GAP;
                for (cell, width) in cells.iter().zip(widths) {
                    let part = cell.get(line).map_or("", String::as_str);
                    // A word too long for its column pushes the others to the right.
                    let free = end.saturating_sub(text.width());
                    text += &" ".repeat(free);
                    text += part;
                    end += width + GAP;
                }
                self.out += text.trim_end();
                self.out.push('\n');
            }
        }
    }

    /// The width of each column: the label takes two fifths at most, the others share the rest.
    fn columns<const CELLS: usize>(&self, rows: &[[String; CELLS]]) -> [usize; CELLS] {
        let mut wanted = [0; CELLS];
        for row in rows {
            for (width, cell) in wanted.iter_mut().zip(row) {
                *width = (*width).max(cell.width());
            }
        }
        let mut left = self.width - GAP;
        let mut widths = wanted;
        for (index, width) in widths.iter_mut().enumerate() {
            let following = CELLS - index - 1;
            let share = match index {
                0 if following > 0 => left * 2 / 5,
                _ => (left - GAP * following) / (following + 1),
            };
            *width = (*width).min(share);
            left = left.saturating_sub(*width + GAP);
        }
        widths
    }

    /// A line that stays one line: on a terminal, what does not fit is left out.
    pub(crate) fn line(&mut self, text: &str) {
        if std::io::stdout().is_terminal() && text.width() > self.width {
            let line = wrap_hard(text, self.width - 1).into_iter().next().unwrap_or_default();
            self.out += &format!("{}\u{2026}\n", line.trim_end());
        } else {
            self.out += &format!("{text}\n");
        }
    }

    /// Whether three columns fit side by side.
    pub(crate) fn is_wide(&self) -> bool {
        self.width >= 60
    }
}

/// A text with spaces behind it, so that what follows is aligned.
pub(crate) fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

/// The lines of a text. Breaks are at spaces, between characters of scripts without spaces, and
/// anywhere in a word that is longer than a line; an address is never broken.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for word in text.split_whitespace() {
        for (index, part) in parts(word).into_iter().enumerate() {
            let wide = part.width();
            let space = usize::from(index == 0 && !line.is_empty());
            if used + space + wide > width && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
                used = 0;
            } else if space == 1 {
                line.push(' ');
                used += 1;
            }
            if wide > width && !part.contains("://") {
                let mut hard = wrap_hard(part, width);
                line = hard.pop().unwrap_or_default();
                used = line.width();
                lines.append(&mut hard);
            } else {
                line += part;
                used += wide;
            }
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// Cuts a word into pieces of a width. What has no width of its own, such as a vowel sign, stays
/// with what it belongs to.
fn wrap_hard(word: &str, width: usize) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut used = 0;
    for c in word.chars() {
        let wide = c.width().unwrap_or(0);
        if used + wide > width && used > 0 {
            pieces.push(String::new());
            used = 0;
        }
        used += wide;
        if let Some(piece) = pieces.last_mut() {
            piece.push(c);
        }
    }
    pieces
}

/// The parts of a word between which a line may end: before and after each character of a script
/// that has no spaces, other than before what closes and after what opens.
fn parts(word: &str) -> Vec<&str> {
    if word.is_ascii() {
        return vec![word];
    }
    let mut parts = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, c) in word.char_indices() {
        if before.is_some_and(|before| may_break(before, c)) {
            parts.push(&word[start..at]);
            start = at;
        }
        before = Some(c);
    }
    parts.push(&word[start..]);
    parts
}

fn may_break(before: char, after: char) -> bool {
    const OPENING: &str = "（「『【〈《［｛“‘([{";
    const CLOSING: &str =
        "）」』】〉》］｝、。，．：；！？・ー々…”’,.:;!?)]}%ぁぃぅぇぉっゃゅょァィゥェォッャュョ";
    let is_free = |c: char| c.width() == Some(2) && !is_hangul(c);
    (is_free(before) || is_free(after)) && !OPENING.contains(before) && !CLOSING.contains(after)
}

/// Korean has spaces.
fn is_hangul(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7a3}')
}

#[cfg(test)]
mod tests;
