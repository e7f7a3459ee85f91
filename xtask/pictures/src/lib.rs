//! The pictures that stand for a page where somebody shares its address: a number, the name that
//! the registry has for it, and a bar in the colour of what a client does next.
//!
//! What it is not: it shapes no scripts. Numbers and registered names are Latin in every language,
//! so one font and the widths of its letters are enough. Nothing of the machine takes part, so
//! each makes the same bytes.

use tiny_skia::{FillRule, Paint, Path, PathBuilder, Pixmap, Rect, Transform};
use ttf_parser::{Face, OutlineBuilder};

/// The size that sharing sites agree on.
pub const WIDTH: u32 = 1200;
/// See [`WIDTH`].
pub const HEIGHT: u32 = 630;

const FONT: &[u8] = include_bytes!("../font/NotoSans-Bold.ttf");

/// The name of the project, on every picture.
const MARK: &str = "closecode";

/// How wide the bar at the left is.
const BAR: f32 = 20.0;

/// Where the words begin, and where they end at the latest.
pub const LEFT: f32 = 80.0;
/// See [`LEFT`].
pub const RIGHT: f32 = 1140.0;

/// Red, green and blue.
pub type Colour = [u8; 3];

/// One picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Where it belongs, below the site's root.
    pub path: String,
    /// The number, if it is about one.
    pub number: String,
    /// The name under it.
    pub name: String,
    /// The ground.
    pub paper: Colour,
    /// The name.
    pub ink: Colour,
    /// The mark.
    pub quiet: Colour,
    /// The bar and the number.
    pub tone: Colour,
}

impl Picture {
    /// A line of the program's input: the fields in their order, with a tab between them, colours
    /// as `#1d2327`. `None` if it has another shape.
    #[must_use]
    pub fn parse(line: &str) -> Option<Self> {
        let fields: Vec<&str> = line.split('\t').collect();
        let [path, number, name, paper, ink, quiet, tone] = fields[..] else { return None };
        Some(Self {
            path: path.to_owned(),
            number: number.to_owned(),
            name: name.to_owned(),
            paper: colour(paper)?,
            ink: colour(ink)?,
            quiet: colour(quiet)?,
            tone: colour(tone)?,
        })
    }
}

fn colour(text: &str) -> Option<Colour> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
    Some([red, green, blue])
}

/// Words on their place.
#[derive(Clone, Debug)]
pub struct Line {
    /// The outlines of the letters.
    pub path: Path,
    /// Their colour.
    pub colour: Colour,
}

/// The lines of a picture, from above to below.
///
/// # Errors
/// The first letter that the font does not have.
pub fn lines(picture: &Picture) -> Result<Vec<Line>, String> {
    let face = Face::parse(FONT, 0).expect("the font is a file of this package");
    let mut lines = Vec::new();
    let mut set = |text: &str, size: f32, baseline: f32, is_right: bool, colour: Colour| {
        let width = width(&face, text)?;
        // A long name is smaller.
        let size = size.min((RIGHT - LEFT) / width.max(1e-3));
        let left = if is_right { RIGHT - width * size } else { LEFT };
        lines.extend(outline(&face, text, left, baseline, size).map(|path| Line { path, colour }));
        Ok::<(), String>(())
    };
    if picture.number.is_empty() {
        set(&picture.name, 88.0, 330.0, false, picture.ink)?;
    } else {
        set(&picture.number, 240.0, 300.0, false, picture.tone)?;
        set(&picture.name, 80.0, 430.0, false, picture.ink)?;
    }
    set(MARK, 34.0, 562.0, true, picture.quiet)?;
    Ok(lines)
}

/// A picture as a PNG file.
///
/// # Errors
/// The first letter that the font does not have.
pub fn png(picture: &Picture) -> Result<Vec<u8>, String> {
    let mut pixmap = Pixmap::new(WIDTH, HEIGHT).expect("the size is not zero");
    let height = HEIGHT as f32;
    for (left, right, colour) in [(0.0, WIDTH as f32, picture.paper), (0.0, BAR, picture.tone)] {
        let area = Rect::from_ltrb(left, 0.0, right, height).expect("the sides are in order");
        pixmap.fill_rect(area, &paint(colour), Transform::identity(), None);
    }
    for line in lines(picture)? {
        let rule = FillRule::Winding;
        let still = Transform::identity();
        pixmap.fill_path(&line.path, &paint(line.colour), rule, still, None);
    }
    Ok(pixmap.encode_png().expect("memory takes it"))
}

fn paint([red, green, blue]: Colour) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color_rgba8(red, green, blue, 0xff);
    paint
}

/// The width of a text in a size of 1.
fn width(face: &Face<'_>, text: &str) -> Result<f32, String> {
    let mut width = 0.0;
    for letter in text.chars() {
        let glyph = face.glyph_index(letter).ok_or_else(|| {
            format!("the font has no {letter:?}, which is in {text:?}; see xtask/pictures/font")
        })?;
        width += f32::from(face.glyph_hor_advance(glyph).unwrap_or_default());
    }
    Ok(width / f32::from(face.units_per_em()))
}

/// The outlines of a text; spaces have none.
fn outline(face: &Face<'_>, text: &str, left: f32, baseline: f32, size: f32) -> Option<Path> {
    let scale = size / f32::from(face.units_per_em());
    let mut pen = Pen { path: PathBuilder::new(), x: left, y: baseline, scale };
    for glyph in text.chars().filter_map(|letter| face.glyph_index(letter)) {
        let _ = face.outline_glyph(glyph, &mut pen);
        pen.x += f32::from(face.glyph_hor_advance(glyph).unwrap_or_default()) * scale;
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
