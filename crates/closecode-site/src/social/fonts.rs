//! The fonts that lie beside the sources, so that every machine makes the same bytes.

use rustybuzz::Face;
use rustybuzz::ttf_parser::GlyphId;

use super::typeface::{self, LATIN, Typeface, is_format};

/// A typeface's name with its files, regular and bold.
macro_rules! typeface {
    ($name:literal, $extension:literal) => {
        (
            $name,
            [
                include_bytes!(concat!("../../assets/fonts/", $name, "-Regular.", $extension)),
                include_bytes!(concat!("../../assets/fonts/", $name, "-Bold.", $extension)),
            ],
        )
    };
}

/// Every file, as `cargo xtask fonts` writes them.
const FILES: &[(&str, [&[u8]; 2])] = &[
    typeface!("NotoSans", "ttf"),
    typeface!("NotoSansArabic", "ttf"),
    typeface!("NotoSansDevanagari", "ttf"),
    typeface!("NotoSansThai", "ttf"),
    typeface!("NotoSansCJKjp", "otf"),
    typeface!("NotoSansCJKkr", "otf"),
    typeface!("NotoSansCJKsc", "otf"),
];

/// The typefaces of a language in one weight: its own, then the Latin one for what the own does not
/// have.
pub(super) struct Font {
    faces: Vec<Face<'static>>,
}

impl Font {
    /// The first face that has a character.
    pub(super) fn face_of(&self, c: char) -> Option<usize> {
        self.faces.iter().position(|face| face.glyph_index(c).is_some_and(|id| id != GlyphId(0)))
    }

    pub(super) fn face(&self, index: usize) -> &Face<'static> {
        &self.faces[index]
    }

    /// The first character of a text that no face has.
    pub(super) fn lacks(&self, text: &str) -> Option<char> {
        text.chars().find(|&c| !is_format(c) && self.face_of(c).is_none())
    }
}

/// The two weights that a picture uses.
pub(super) struct Weights {
    pub(super) regular: Font,
    pub(super) bold: Font,
}

impl Weights {
    /// For a language by its tag.
    pub(super) fn of(tag: &str) -> Self {
        let own = typeface::of(tag);
        Self { regular: font(own, 0), bold: font(own, 1) }
    }

    /// For digits and names, which look the same in every language.
    pub(super) fn latin() -> Self {
        Self { regular: font(&LATIN, 0), bold: font(&LATIN, 1) }
    }
}

fn font(own: &Typeface, weight: usize) -> Font {
    let names = [own.name, LATIN.name];
    // The Latin typeface is its own companion.
    let names = if own.name == LATIN.name { &names[1..] } else { &names[..] };
    Font { faces: names.iter().map(|name| face(name, weight)).collect() }
}

fn face(name: &str, weight: usize) -> Face<'static> {
    let files = FILES.iter().find(|(known, _)| *known == name).expect("a test compares the names");
    Face::from_slice(files.1[weight], 0).expect("the file is a font of ours")
}
