//! Where a text may be broken, and how much of it stands on a line. Widths are measured, not
//! guessed.

use std::ops::Range;

use icu_segmenter::LineSegmenter;
use icu_segmenter::options::{LineBreakOptions, LineBreakWordOption};

use super::fonts::Font;
use super::shape::{Paragraph, Shaped};

/// Lines of one size.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) size: f32,
    pub(super) lines: Vec<Shaped>,
}

/// How a text is set.
#[derive(Clone, Copy)]
pub(super) struct Setting<'a> {
    pub(super) font: &'a Font,
    pub(super) mirrored: bool,
    /// Whether lines end only between words although the rules of Unicode allow more: Korean has
    /// spaces, unlike Japanese.
    pub(super) keeps_texts: bool,
    /// How wide a line may be.
    pub(super) room: f32,
}

impl Setting<'_> {
    /// A text on one line.
    pub(super) fn line(&self, text: &str) -> Shaped {
        Paragraph::new(self.font, text, self.mirrored).line(0..text.len())
    }

    /// A text on one line, as large as it can be there; or on two that are as even as can be, if it
    /// would be too small.
    pub(super) fn title(&self, text: &str, largest: f32, smallest: f32) -> Block {
        let line = self.line(text);
        let size = (self.room / line.width.max(1.0)).min(largest).floor();
        if size >= smallest {
            return Block { size, lines: vec![line] };
        }
        let paragraph = Paragraph::new(self.font, text, self.mirrored);
        let halves = |&at: &usize| [trimmed(text, 0..at), at..text.len()];
        let width = |halves: &[Range<usize>; 2]| {
            halves.iter().map(|half| paragraph.width(half.clone())).fold(0.0, f32::max)
        };
        let even = self.ends(text).iter().map(halves).min_by(|a, b| width(a).total_cmp(&width(b)));
        let size =
            even.as_ref().map_or(0.0, |halves| (self.room / width(halves)).min(smallest).floor());
        match even {
            Some(halves) if size >= SMALLEST => {
                Block { size, lines: halves.map(|half| paragraph.line(half)).into() }
            }
            _ => self.text(text, &[SMALLEST], 2),
        }
    }

    /// A text in at most so many lines, in the first size in which it fits; if there is none, it
    /// ends in dots.
    pub(super) fn text(&self, text: &str, sizes: &[f32], most: usize) -> Block {
        for &size in sizes {
            let lines = self.wrapped(text, size);
            if lines.len() <= most {
                return Block { size, lines: self.lines(text, lines) };
            }
        }
        let size = *sizes.last().expect("a text has a size");
        let shorter = self.ends(text).into_iter().rev().skip(1).map(|end| {
            let start = text[..end].trim_end_matches(|c: char| !c.is_alphanumeric());
            format!("{start}…")
        });
        let fitting = shorter
            .map(|text| (self.wrapped(&text, size), text))
            .find(|(lines, _)| lines.len() <= most);
        Block {
            size,
            lines: fitting.map(|(lines, text)| self.lines(&text, lines)).unwrap_or_default(),
        }
    }

    fn lines(&self, text: &str, ranges: Vec<Range<usize>>) -> Vec<Shaped> {
        let paragraph = Paragraph::new(self.font, text, self.mirrored);
        ranges.into_iter().map(|range| paragraph.line(range)).collect()
    }

    /// The text in lines. Each part between two ends is measured once: nothing is joined over a
    /// place where a line may end.
    fn wrapped(&self, text: &str, size: f32) -> Vec<Range<usize>> {
        let paragraph = Paragraph::new(self.font, text, self.mirrored);
        let (mut lines, mut width, mut start): (Vec<Range<usize>>, f32, usize) =
            (Vec::new(), 0.0, 0);
        for end in self.ends(text) {
            let part = trimmed(text, start..end);
            let word = paragraph.width(part.clone());
            match lines.last_mut() {
                Some(line) if (width + word) * size <= self.room => line.end = part.end,
                _ => {
                    lines.push(part);
                    width = 0.0;
                }
            }
            width += paragraph.width(start..end);
            start = end;
        }
        lines
    }

    /// The places where a line may end, the end of the text included. A hyphen is none: `back-off`
    /// is one word to its readers.
    fn ends(&self, text: &str) -> Vec<usize> {
        let mut options = LineBreakOptions::default();
        if self.keeps_texts {
            options.word_option = Some(LineBreakWordOption::KeepAll);
        }
        LineSegmenter::new_dictionary(options)
            .segment_str(text)
            .filter(|&end| end > 0 && (end == text.len() || !text[..end].ends_with('-')))
            .collect()
    }
}

/// The smallest size that can be read where pictures are shown small.
const SMALLEST: f32 = 28.0;

/// Without the space that a line ends in.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    range.start..range.start + text[range].trim_end().len()
}
