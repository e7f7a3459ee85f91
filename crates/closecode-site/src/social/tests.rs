//! Tests of the pictures, with the words of every language.

use std::collections::BTreeSet;
use std::path::Path;

use closecode_data::{Dataset, Locale};
use tiny_skia::{Pixmap, Rect};

use super::fonts::Weights;
use super::layout::{Placed, ROOM, Style, layout};
use super::lines::{Block, Setting};
use super::picture::{can_draw, images, outline, style};
use super::words::{self, Words};
use super::{HEIGHT, WIDTH, typeface};

fn load(folder: &str) -> Dataset {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    closecode_data::load(&root).into_dataset().expect("the data follows its rules")
}

fn mini() -> Dataset {
    load("../closecode-data/tests/mini")
}

fn real() -> Dataset {
    load("../../data")
}

/// A language's first character that its fonts do not have, with what to do about it.
fn complaint(locale: &Locale, style: &Style, words: &Words) -> Option<String> {
    let (tag, name) = (&locale.language.tag, typeface::of(&locale.language.tag).name);
    let missing = |text: &&str| {
        style
            .own
            .regular
            .lacks(text)
            .or_else(|| style.own.bold.lacks(text))
            .map(|c| (c, (*text).to_owned()))
    };
    let (c, text) = words.texts().iter().find_map(missing)?;
    Some(format!(
        "{tag}: {name} has no {c:?} (U+{:04X}) for the picture with \"{text}\"; run `cargo xtask fonts`. \
         If that does not help, the language needs a typeface in crates/closecode-site/src/social/typeface.rs",
        u32::from(c)
    ))
}

#[test]
fn every_complete_language_has_the_characters_of_its_pictures() {
    let data = real();
    let complete: Vec<&Locale> =
        data.locales.iter().filter(|locale| locale.language.is_complete).collect();
    assert!(complete.len() > 1, "there is something to test");
    for locale in complete {
        let style = style(locale);
        for words in words::all(&data, locale) {
            assert_eq!(complaint(locale, &style, &words), None);
            assert!(can_draw(&style, &words));
        }
    }
}

#[test]
fn a_character_that_is_missing_is_named() {
    let data = mini();
    let locale = &data.locales[1];
    let mut words = words::index(&data, locale);
    words.text.push_str(" שלום");
    let said = complaint(locale, &style(locale), &words).expect("there is no Hebrew in the fonts");
    for part in ["id: NotoSans has no 'ש' (U+05E9)", &words.text, "cargo xtask fonts"] {
        assert!(said.contains(part), "{said}");
    }
    assert!(!can_draw(&style(locale), &words));
}

#[test]
fn every_typeface_has_its_files() {
    for font in super::picture_fonts(&mini()) {
        let text: String = font.characters.iter().filter(|c| !typeface::is_format(**c)).collect();
        assert!(text.len() > 20, "{}", font.name);
    }
    for tag in ["en", "ar", "hi", "ja", "ko", "th", "zh-Hans"] {
        assert!(Weights::of(tag).bold.lacks("closecode 1006").is_none(), "{tag}");
    }
    let drawn = |tag: &str| Weights::of(tag).regular.lacks("直");
    assert_eq!(
        (drawn("en"), typeface::of("ja").name, typeface::of("zh-Hans").name),
        (Some('直'), "NotoSansCJKjp", "NotoSansCJKsc")
    );
}

/// Where a line leaves ink, and where each of its glyphs does.
fn ink(placed: &Placed<'_>) -> Option<(Rect, Vec<Rect>)> {
    let glyphs = placed
        .line
        .glyphs
        .chunks(1)
        .filter_map(|glyph| outline(placed, glyph))
        .map(|path| path.bounds());
    outline(placed, &placed.line.glyphs).map(|path| (path.bounds(), glyphs.collect()))
}

/// Whether two lines touch. The frame of a line reaches up to its highest mark, which may stand
/// beside the lowest one above.
fn touch(a: &(Rect, Vec<Rect>), b: &(Rect, Vec<Rect>)) -> bool {
    a.0.intersect(&b.0).is_some()
        && a.1.iter().any(|a| b.1.iter().any(|b| a.intersect(b).is_some()))
}

#[test]
fn nothing_leaves_its_picture_or_touches_another_line() {
    let data = real();
    for locale in &data.locales {
        let style = style(locale);
        for words in words::all(&data, locale).iter().filter(|words| can_draw(&style, words)) {
            let place = format!("{} {:?}", *locale.language.tag, words.number);
            let lines = layout(words, &style);
            assert!(
                lines.iter().all(|placed| placed.line.glyphs.iter().all(|glyph| glyph.id.0 > 0)),
                "{place}"
            );
            let ink: Vec<_> = lines.iter().filter_map(ink).collect();
            for (i, a) in ink.iter().enumerate() {
                let (right, bottom) = (WIDTH as f32 - a.0.right(), HEIGHT as f32 - a.0.bottom());
                assert!(
                    [a.0.left(), a.0.top(), right, bottom].into_iter().all(|rest| rest > 40.0),
                    "{place}: line {i} at {:?}",
                    a.0
                );
                for (j, b) in ink.iter().enumerate().skip(i + 1) {
                    assert!(!touch(a, b), "{place}: lines {i} and {j} at {:?} and {:?}", a.0, b.0);
                }
            }
        }
    }
}

#[test]
fn no_text_is_cut_short() {
    let data = real();
    for locale in data.locales.iter().filter(|locale| locale.language.is_complete) {
        let style = style(locale);
        let dots = style
            .own
            .regular
            .face_of('…')
            .map(|face| (face, style.own.regular.face(face).glyph_index('…')));
        for words in words::all(&data, locale).iter().filter(|words| !words.text.contains('…')) {
            let lines = layout(words, &style);
            let cut = lines
                .iter()
                .flat_map(|placed| &placed.line.glyphs)
                .any(|glyph| dots == Some((glyph.face, Some(glyph.id))));
            assert!(
                !cut,
                "{}: \"{}\" does not fit on its picture",
                *locale.language.tag, words.text
            );
        }
    }
}

#[test]
fn there_is_a_picture_for_each_code_and_one_for_the_rest_in_each_language() {
    let images = images(&mini());
    let names: Vec<&str> =
        images.keys().map(String::as_str).filter(|path| path.contains("/id-")).collect();
    let expected =
        ["1000", "1006", "1012", "index"].map(|name| format!("assets/social/id-{name}.png"));
    assert_eq!((images.len(), names), (8, expected.iter().map(String::as_str).collect()));
    let size = |png: &[u8]| Pixmap::decode_png(png).map(|p| (p.width(), p.height())).ok();
    assert!(images.values().all(|png| size(png) == Some((WIDTH, HEIGHT))));
    let distinct: BTreeSet<&Vec<u8>> = images.values().collect();
    assert_eq!(distinct.len(), images.len(), "the words are on them");
}

#[test]
fn the_same_data_makes_the_same_bytes() {
    assert_eq!(images(&mini()), images(&mini()));
}

#[test]
fn a_picture_that_runs_from_right_to_left_is_the_mirror_image() {
    let data = mini();
    let code = data.code(1006).expect("the data has it");
    let words = Words {
        title: "إغلاق".to_owned(),
        text: "إطار Close (1006)".to_owned(),
        ..words::about(&data, data.base(), code)
    };
    let style = Style {
        own: Weights::of("ar"),
        latin: Weights::latin(),
        mirrored: true,
        keeps_texts: false,
    };
    let lines = layout(&words, &style);
    let right = |i: usize| lines[i].left + lines[i].line.width * lines[i].size;
    let brand = lines.len() - 1;
    assert!((0..brand).all(|i| (right(i) - 1120.0).abs() < 0.1), "words begin on the right");
    assert!((lines[brand].left - 60.0).abs() < 0.1, "the brand ends on the left");
    assert_eq!(style.bar(), (1180.0, 20.0));
    // From left to right: the name and the number keep their order, and the word that is read
    // before them is on their right.
    let face = style.own.regular.face(1);
    let seen: Vec<_> = lines[2].line.glyphs.iter().map(|glyph| (glyph.face, glyph.id)).collect();
    let expected: Vec<_> =
        "Close (1006) ".chars().map(|c| (1, face.glyph_index(c).expect("it is Latin"))).collect();
    assert_eq!(seen[..expected.len()], expected);
    assert!(
        seen[expected.len()..].iter().all(|(face, _)| *face == 0) && seen.len() > expected.len()
    );
}

fn setting(weights: &Weights) -> Setting<'_> {
    Setting { font: &weights.regular, mirrored: false, keeps_texts: false, room: ROOM }
}

/// How many glyphs stand on each line.
fn counts(block: &Block) -> Vec<usize> {
    block.lines.iter().map(|line| line.glyphs.len()).collect()
}

#[test]
fn letters_are_joined_and_stacked_by_their_own_rules_after_a_latin_word() {
    let shaped = |tag: &str, text: &str| setting(&Weights::of(tag)).line(text).glyphs.len();
    assert_eq!((shaped("hi", "क्लोज़"), shaped("hi", "Close क्लोज़")), (4, 4 + 6));
    assert_eq!((shaped("ar", "لا"), shaped("ar", "Close لا")), (1, 1 + 6));
    let marks = |text: &str| {
        let line = setting(&Weights::of("th")).line(text);
        line.glyphs.iter().rev().take(3).map(|glyph| glyph.id).collect::<Vec<_>>()
    };
    assert_eq!(marks("ที่"), marks("Close ที่"));
}

#[test]
fn a_text_is_wrapped_between_texts() {
    let latin = Weights::latin();
    let narrow = |room: f32| Setting { room, ..setting(&latin) };
    let width = setting(&latin).line("one two").width;
    let wrap = |lines: usize| narrow(width * 10.0 + 0.1).text("one two three four", &[10.0], lines);
    assert_eq!(counts(&wrap(3)), [7, 5, 4]);
    assert_eq!(counts(&wrap(2)), [7, 6], "three and the dots");
    assert!(counts(&setting(&latin).text("", &[10.0], 3)).is_empty());
    assert_eq!(
        counts(&narrow(width * 10.0 + 0.1).text("one back-end", &[10.0], 3)),
        [3, 8],
        "a hyphen ends no line"
    );
    let smaller = narrow(width * 10.0 + 0.1).text("one two three four", &[20.0, 10.0], 3);
    assert_eq!((smaller.size, counts(&smaller)), (10.0, vec![7, 5, 4]));
}

#[test]
fn a_text_without_spaces_is_wrapped_where_its_language_allows_it() {
    let lines = |tag: &str, keeps_texts: bool, text: &str, at: usize| {
        let weights = Weights::of(tag);
        let setting = Setting { keeps_texts, ..setting(&weights) };
        let room = setting.line(&text.chars().take(at).collect::<String>()).width + 0.01;
        counts(&Setting { room: room * 10.0, ..setting }.text(text, &[10.0], 9))
    };
    // A comma does not begin a line, nor does a small kana.
    assert_eq!(lines("ja", false, "接続が、開きます。", 3), [2, 3, 2, 2]);
    // Thai words: ปิด, อย่าง, ผิด, ปกติ.
    assert_eq!(lines("th", false, "ปิดอย่างผิดปกติ", 9)[0], 8);
    assert_eq!(lines("ko", true, "비정상 종료", 5), [3, 2]);
}

#[test]
fn a_title_is_as_large_as_its_line_allows() {
    let latin = Weights::latin();
    let title = |text: &str| setting(&latin).title(text, 68.0, 46.0);
    assert_eq!((title("x").size, title("x").lines.len()), (68.0, 1));
    let long = title("Policy of the server was violated and so on");
    assert_eq!(long.lines.len(), 1);
    assert!((46.0..68.0).contains(&long.size) && (long.lines[0].width * (long.size + 1.0)) > ROOM);
    let two = title("Policy of the server was violated and the connection was closed by it");
    assert_eq!((two.lines.len(), two.size), (2, 46.0));
    assert!((two.lines[0].width - two.lines[1].width).abs() < 6.0, "the lines are about even");
    let endless = title(&"much too long ".repeat(20));
    assert_eq!((endless.lines.len(), endless.size), (2, 28.0));
}
