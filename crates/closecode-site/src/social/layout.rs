//! Where the words stand on a picture: a column on the side where reading begins, beside a bar in
//! the colour of the action.

use super::WIDTH;
use super::fonts::{Font, Weights};
use super::lines::{Block, Setting};
use super::shape::Shaped;
use super::words::Words;

/// How wide the bar is.
const BAR: f32 = 20.0;

/// From the sides of the picture to the words: on the bar's side, and on the other.
const MARGIN: f32 = 80.0;
const FAR_MARGIN: f32 = 60.0;

/// How wide a line may be.
pub(super) const ROOM: f32 = WIDTH as f32 - MARGIN - FAR_MARGIN;

/// Where the number and the lowest line stand.
const NUMBER: f32 = 206.0;
const FOOT: f32 = 566.0;
const FOOT_SIZE: f32 = 30.0;
const FOOT_GAP: f32 = 40.0;

/// From a line to the next, in sizes. Marks above and below the letters of Thai, Hindi and Arabic
/// need more than Latin ones.
const LEADING: f32 = 1.5;
const TITLE_LEADING: f32 = 1.3;

const INK: [u8; 3] = [0x1d, 0x23, 0x27];
const GREY: [u8; 3] = [0x59, 0x63, 0x6b];
const BRAND: &str = "closecode";

/// What the pictures of one language are drawn with.
pub(super) struct Style {
    pub(super) own: Weights,
    pub(super) latin: Weights,
    pub(super) mirrored: bool,
    pub(super) keeps_texts: bool,
}

impl Style {
    /// How a text is set in one of this style's fonts.
    fn setting<'a>(&self, font: &'a Font) -> Setting<'a> {
        Setting { font, mirrored: self.mirrored, keeps_texts: self.keeps_texts, room: ROOM }
    }

    /// The left edge of the bar, and its width.
    pub(super) fn bar(&self) -> (f32, f32) {
        (if self.mirrored { WIDTH as f32 - BAR } else { 0.0 }, BAR)
    }
}

/// A line on its place.
pub(super) struct Placed<'a> {
    pub(super) font: &'a Font,
    pub(super) line: Shaped,
    pub(super) left: f32,
    pub(super) baseline: f32,
    pub(super) size: f32,
    pub(super) colour: [u8; 3],
}

/// The end of a line that its place is counted from.
#[derive(Clone, Copy)]
enum Side {
    /// Where reading begins.
    Start,
    /// Where it ends.
    End,
}

/// Every line of a picture, from above to below.
pub(super) fn layout<'a>(words: &Words, style: &'a Style) -> Vec<Placed<'a>> {
    let mut out = Vec::new();
    let mut place =
        |font: &'a Font, line: Shaped, side: Side, baseline: f32, size: f32, colour: [u8; 3]| {
            let left = match (side, style.mirrored) {
                (Side::Start, false) => MARGIN,
                (Side::End, true) => FAR_MARGIN,
                (Side::Start, true) => WIDTH as f32 - MARGIN - line.width * size,
                (Side::End, false) => WIDTH as f32 - FAR_MARGIN - line.width * size,
            };
            out.push(Placed { font, line, left, baseline, size, colour });
        };
    let (own, latin) = (&style.own, &style.latin);
    let title = style.setting(&own.bold).title(&words.title, 68.0, 46.0);
    let (head, gap) =
        if words.number.is_some() { (NUMBER + 44.0, 76.0) } else { (NUMBER - 4.0, 84.0) };
    if let Some(number) = words.number {
        place(
            &latin.regular,
            style.setting(&latin.regular).line(&number.to_string()),
            Side::Start,
            NUMBER,
            180.0,
            words.tone,
        );
    }
    let mut baseline = head + 0.7 * title.size;
    let Block { size, lines } = title;
    let last = baseline + size * TITLE_LEADING * lines.len().saturating_sub(1) as f32;
    for line in lines {
        place(&own.bold, line, Side::Start, baseline, size, INK);
        baseline += size * TITLE_LEADING;
    }
    let mut baseline = last + gap;
    let Block { size, lines } =
        style.setting(&own.regular).text(&words.text, &[34.0, 31.0, 28.0], 3);
    for line in lines {
        place(&own.regular, line, Side::Start, baseline, size, INK);
        baseline += size * LEADING;
    }
    let (note, brand) =
        (style.setting(&own.bold).line(&words.note), style.setting(&latin.bold).line(BRAND));
    // A long note shrinks, before it runs into the brand.
    let rest = ROOM - brand.width * FOOT_SIZE - FOOT_GAP;
    let size = (rest / note.width.max(1.0)).min(FOOT_SIZE);
    place(&own.bold, note, Side::Start, FOOT, size, words.tone);
    place(&latin.bold, brand, Side::End, FOOT, FOOT_SIZE, GREY);
    out
}
