//! Turns a line of text into glyphs that stand where they should: in the order of sight, joined,
//! with their marks.
//!
//! A run of one direction and one face is shaped at a time. As the face changes with the script, no
//! run mixes two scripts that are shaped in different ways; a library that shapes a mixed sentence
//! at once breaks the conjuncts of Devanagari in it.

use std::ops::Range;

use rustybuzz::ttf_parser::GlyphId;
use rustybuzz::{Direction, UnicodeBuffer};
use unicode_bidi::{BidiInfo, Level};

use super::fonts::Font;
use super::typeface::is_format;

/// A glyph with its place on the line. The unit is the font's size.
#[derive(Debug)]
pub(super) struct Glyph {
    pub(super) face: usize,
    pub(super) id: GlyphId,
    pub(super) x: f32,
    pub(super) y: f32,
}

/// A line of glyphs, from left to right.
#[derive(Debug, Default)]
pub(super) struct Shaped {
    pub(super) glyphs: Vec<Glyph>,
    pub(super) width: f32,
}

/// A text whose directions are known, so that a line of it can be shaped.
pub(super) struct Paragraph<'a> {
    font: &'a Font,
    text: &'a str,
    bidi: BidiInfo<'a>,
}

impl<'a> Paragraph<'a> {
    pub(super) fn new(font: &'a Font, text: &'a str, mirrored: bool) -> Self {
        let level = if mirrored { Level::rtl() } else { Level::ltr() };
        Self { font, text, bidi: BidiInfo::new(text, Some(level)) }
    }

    /// The part of the text that stands on one line.
    pub(super) fn line(&self, range: Range<usize>) -> Shaped {
        let mut out = Shaped::default();
        // Without a character there is no paragraph.
        let Some(paragraph) = self.bidi.paragraphs.first().filter(|_| !range.is_empty()) else {
            return out;
        };
        let (levels, runs) = self.bidi.visual_runs(paragraph, range);
        for run in runs {
            let mut pieces = pieces(self.font, self.text, run.clone());
            let direction = if levels[run.start].is_rtl() {
                pieces.reverse();
                Direction::RightToLeft
            } else {
                Direction::LeftToRight
            };
            for (face, piece) in pieces {
                out.append(self.font, face, &self.text[piece], direction);
            }
        }
        out
    }

    pub(super) fn width(&self, range: Range<usize>) -> f32 {
        self.line(range).width
    }
}

impl Shaped {
    fn append(&mut self, font: &Font, index: usize, text: &str, direction: Direction) {
        let face = font.face(index);
        let unit = 1.0 / face.units_per_em() as f32;
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.set_direction(direction);
        let shaped = rustybuzz::shape(face, &[], buffer);
        for (info, place) in shaped.glyph_infos().iter().zip(shaped.glyph_positions()) {
            let id =
                GlyphId(u16::try_from(info.glyph_id).expect("a font has at most 65,535 glyphs"));
            let (x, y) = (self.width + place.x_offset as f32 * unit, place.y_offset as f32 * unit);
            self.glyphs.push(Glyph { face: index, id, x, y });
            self.width += place.x_advance as f32 * unit;
        }
    }
}

/// The run in pieces of one face each. A joiner stays with the letters that it joins.
fn pieces(font: &Font, text: &str, run: Range<usize>) -> Vec<(usize, Range<usize>)> {
    let mut out: Vec<(usize, Range<usize>)> = Vec::new();
    for (at, c) in text[run.clone()].char_indices() {
        let (start, end) = (run.start + at, run.start + at + c.len_utf8());
        match out.last_mut() {
            Some((face, piece)) if is_format(c) || font.face_of(c).unwrap_or(0) == *face => {
                piece.end = end
            }
            _ => out.push((font.face_of(c).unwrap_or(0), start..end)),
        }
    }
    out
}
