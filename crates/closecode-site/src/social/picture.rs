//! Draws the pictures: the outlines of shaped glyphs, filled. Nothing of the machine takes part, so
//! each makes the same bytes.

use std::collections::BTreeMap;

use closecode_data::{Dataset, Direction, Locale};
use rustybuzz::ttf_parser::OutlineBuilder;
use tiny_skia::{FillRule, Paint, Path, PathBuilder, Pixmap, Rect, Transform};

use super::fonts::Weights;
use super::layout::{Placed, Style, layout};
use super::shape::Glyph;
use super::words::{self, Words};
use super::{HEIGHT, WIDTH, path};
use crate::parallel::{self, Job};

const PAPER: [u8; 3] = [0xfb, 0xfa, 0xf7];

/// Every picture, by path below the site's root.
pub(crate) fn images(data: &Dataset) -> BTreeMap<String, Vec<u8>> {
    let styles: Vec<Style> = data.locales.iter().map(style).collect();
    let base = &style(data.base());
    let mut jobs: Vec<Job<'_, Vec<u8>>> = Vec::new();
    for (locale, own) in data.locales.iter().zip(&styles) {
        let codes = std::iter::once(None).chain(data.codes.iter().map(Some));
        for code in codes {
            let words = move |locale: &Locale| match code {
                Some(code) => words::about(data, locale, code),
                None => words::index(data, locale),
            };
            let make = move || {
                let own_texts = words(locale);
                if can_draw(own, &own_texts) {
                    png(&own_texts, own)
                } else {
                    png(&words(data.base()), base)
                }
            };
            jobs.push((path(locale, code.map(|code| *code.code)), Box::new(make)));
        }
    }
    parallel::run(&jobs)
}

/// What the pictures of a language are drawn with.
pub(super) fn style(locale: &Locale) -> Style {
    let tag = locale.language.tag.as_str();
    Style {
        own: Weights::of(tag),
        latin: Weights::latin(),
        mirrored: *locale.language.direction == Direction::Rtl,
        keeps_texts: tag == "ko",
    }
}

/// Whether the fonts have every character. A language that somebody has just begun may have no font
/// yet, and must not stop the site: its pictures are English until it has one. A test holds that no
/// complete language comes to that.
pub(super) fn can_draw(style: &Style, words: &Words) -> bool {
    words
        .texts()
        .iter()
        .all(|text| style.own.bold.lacks(text).is_none() && style.own.regular.lacks(text).is_none())
}

fn png(words: &Words, style: &Style) -> Vec<u8> {
    let mut pixmap = Pixmap::new(WIDTH, HEIGHT).expect("the size is not zero");
    let (bar, width) = style.bar();
    rectangle(&mut pixmap, 0.0, WIDTH as f32, PAPER);
    rectangle(&mut pixmap, bar, width, words.tone);
    for placed in layout(words, style) {
        if let Some(outline) = outline(&placed, &placed.line.glyphs) {
            pixmap.fill_path(
                &outline,
                &paint(placed.colour),
                FillRule::Winding,
                Transform::identity(),
                None,
            );
        }
    }
    pixmap.encode_png().expect("memory takes it")
}

/// A rectangle as high as the picture.
fn rectangle(pixmap: &mut Pixmap, left: f32, width: f32, colour: [u8; 3]) {
    let rectangle =
        Rect::from_xywh(left, 0.0, width, HEIGHT as f32).expect("the sides are not negative");
    pixmap.fill_rect(rectangle, &paint(colour), Transform::identity(), None);
}

fn paint([red, green, blue]: [u8; 3]) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color_rgba8(red, green, blue, 0xff);
    paint
}

/// The outlines of some of a line's glyphs; spaces have none.
pub(super) fn outline(placed: &Placed<'_>, glyphs: &[Glyph]) -> Option<Path> {
    let mut pen = Pen { path: PathBuilder::new(), x: 0.0, y: 0.0, scale: 0.0 };
    for glyph in glyphs {
        let face = placed.font.face(glyph.face);
        pen.x = placed.left + glyph.x * placed.size;
        pen.y = placed.baseline - glyph.y * placed.size;
        pen.scale = placed.size / face.units_per_em() as f32;
        let _ = face.outline_glyph(glyph.id, &mut pen);
    }
    pen.path.finish()
}

/// Moves the outlines of a font, whose y runs upwards, to their place.
struct Pen {
    path: PathBuilder,
    x: f32,
    y: f32,
    scale: f32,
}

impl Pen {
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        (self.x + x * self.scale, self.y - y * self.scale)
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.line_to(x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let ((x1, y1), (x, y)) = (self.at(x1, y1), self.at(x, y));
        self.path.quad_to(x1, y1, x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let ((x1, y1), (x2, y2), (x, y)) = (self.at(x1, y1), self.at(x2, y2), self.at(x, y));
        self.path.cubic_to(x1, y1, x2, y2, x, y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}
