//! Draws the pictures: an SVG of ours, rasterised by resvg with a font that lies beside the sources, so that every machine
//! makes the same bytes.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use closecode_data::{Action, Code, Dataset, Locale};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use super::{HEIGHT, WIDTH, path};
use crate::html::escape;
use crate::parallel::{self, Job};

/// What the font beside the sources can draw: Latin, Greek and Cyrillic with their punctuation.
const DRAWABLE: &[std::ops::RangeInclusive<char>] =
    &[' '..='ɏ', '\u{300}'..='Ͽ', 'Ѐ'..='џ', 'Ḁ'..='ỿ', '‐'..='‧', '‰'..='›', '€'..='€', '™'..='™', '←'..='↓'];

/// What stands on a picture.
struct Words {
    number: Option<String>,
    title: String,
    text: String,
    tone: &'static str,
    note: String,
}

/// Every picture, by path below the site's root.
pub(crate) fn images(data: &Dataset) -> BTreeMap<String, Vec<u8>> {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(include_bytes!("../../assets/fonts/NotoSans-Regular.ttf").to_vec());
    fonts.load_font_data(include_bytes!("../../assets/fonts/NotoSans-Bold.ttf").to_vec());
    let options = Options { fontdb: Arc::new(fonts), font_family: "Noto Sans".to_owned(), ..Options::default() };
    let options = &options;
    let mut jobs: Vec<Job<'_, Vec<u8>>> = Vec::new();
    for locale in &data.locales {
        jobs.push((path(locale, None), Box::new(move || png(&svg(&index(data, locale)), options))));
        for code in &data.codes {
            jobs.push((path(locale, Some(*code.code)), Box::new(move || png(&svg(&about(data, locale, code)), options))));
        }
    }
    parallel::run(&jobs)
}

/// The words of the language if the font can draw them, else the English ones.
fn drawable(data: &Dataset, locale: &Locale, words: impl Fn(&Locale) -> Words) -> Words {
    let own = words(locale);
    let can = |text: &str| text.chars().all(|c| DRAWABLE.iter().any(|range| range.contains(&c)));
    if [&own.title, &own.text, &own.note].into_iter().all(|text| can(text)) { own } else { words(data.base()) }
}

fn index(data: &Dataset, locale: &Locale) -> Words {
    drawable(data, locale, |locale| {
        let index = data.voice(locale).index();
        Words {
            number: None,
            title: index.title().to_string(),
            text: index.description().to_string(),
            tone: "#0b5a8a",
            note: String::new(),
        }
    })
}

fn about(data: &Dataset, locale: &Locale, code: &Code) -> Words {
    drawable(data, locale, |locale| {
        let voice = data.voice(locale);
        let words = voice.code_words(*code.code);
        Words {
            number: Some(code.code.to_string()),
            title: words.title().to_string(),
            text: words.summary().to_string(),
            tone: tone(*code.policy.action),
            note: voice.action_word(*code.policy.action).to_string(),
        }
    })
}

/// The colours of the style sheet's light theme.
fn tone(action: Action) -> &'static str {
    match action {
        Action::NoNeed => "#2c6e49",
        Action::ShortDelay => "#1b6882",
        Action::Backoff => "#835500",
        Action::Reauth | Action::FixClient => "#a63a1e",
        Action::Never => "#8e1b3a",
        Action::Profile => "#5b4a9e",
    }
}

fn svg(words: &Words) -> String {
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{HEIGHT}\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-family=\"Noto Sans\">\
         <rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#fbfaf7\"/><rect width=\"20\" height=\"{HEIGHT}\" fill=\"{}\"/>",
        words.tone
    );
    let mut line = |y: u32, size: u32, weight: u32, fill: &str, text: &str| {
        let text = escape(text);
        let _ = write!(out, "<text x=\"80\" y=\"{y}\" font-size=\"{size}\" font-weight=\"{weight}\" fill=\"{fill}\">{text}</text>");
    };
    let (title_at, text_at) = if words.number.is_some() { (308, 372) } else { (250, 330) };
    if let Some(number) = &words.number {
        line(222, 180, 400, words.tone, number);
    }
    line(title_at, fitting(&words.title), 700, "#1d2327", &words.title);
    for (text, y) in wrapped(&words.text, 60, 3).iter().zip((text_at..).step_by(46)) {
        line(y, 34, 400, "#1d2327", text);
    }
    line(566, 30, 700, words.tone, &words.note);
    out.push_str(
        "<text x=\"1140\" y=\"566\" text-anchor=\"end\" font-size=\"30\" font-weight=\"700\" fill=\"#59636b\">closecode</text></svg>",
    );
    out
}

/// The largest size at which a title stays on one line: a bold letter is about 0.6 of its size wide.
fn fitting(title: &str) -> u32 {
    let letters = u32::try_from(title.chars().count()).unwrap_or(u32::MAX).max(1);
    (1060 * 10 / 6 / letters).clamp(28, 68)
}

/// A text in lines of at most `width` characters; what does not fit into `lines` ends in dots.
fn wrapped(text: &str, width: usize, lines: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match out.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => out.push(word.to_owned()),
        }
    }
    if out.len() > lines {
        out.truncate(lines);
        if let Some(last) = out.last_mut() {
            last.push('…');
        }
    }
    out
}

fn png(svg: &str, options: &Options<'_>) -> Vec<u8> {
    let tree = Tree::from_str(svg, options).expect("the SVG is ours");
    let mut pixmap = Pixmap::new(WIDTH, HEIGHT).expect("the size is not zero");
    resvg::render(&tree, Transform::identity(), &mut pixmap.as_mut());
    pixmap.encode_png().expect("memory takes it")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn data() -> Dataset {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../closecode-data/tests/mini");
        closecode_data::load(std::path::Path::new(root)).into_dataset().expect("the data follows its rules")
    }

    #[test]
    fn there_is_a_picture_for_each_code_and_one_for_the_rest_in_each_language() {
        let images = images(&data());
        let names: Vec<&str> = images.keys().map(String::as_str).filter(|path| path.contains("/id-")).collect();
        let expected = ["1000", "1006", "1012", "index"].map(|name| format!("assets/social/id-{name}.png"));
        assert_eq!((images.len(), names), (8, expected.iter().map(String::as_str).collect()));
        let size = |png: &[u8]| Pixmap::decode_png(png).map(|p| (p.width(), p.height())).ok();
        assert!(images.values().all(|png| size(png) == Some((WIDTH, HEIGHT))));
        let distinct: std::collections::BTreeSet<&Vec<u8>> = images.values().collect();
        assert_eq!(distinct.len(), images.len(), "the words are on them");
    }

    #[test]
    fn the_same_data_makes_the_same_bytes() {
        assert_eq!(images(&data()), images(&data()));
    }

    #[test]
    fn the_font_draws_what_it_should() {
        let options = |font: bool| {
            let mut fonts = fontdb::Database::new();
            if font {
                fonts.load_font_data(include_bytes!("../../assets/fonts/NotoSans-Regular.ttf").to_vec());
            }
            Options { fontdb: Arc::new(fonts), font_family: "Noto Sans".to_owned(), ..Options::default() }
        };
        let words = Words { number: None, title: "a".to_owned(), text: String::new(), tone: "#000000", note: String::new() };
        assert_ne!(png(&svg(&words), &options(true)), png(&svg(&words), &options(false)), "without a font there is no text");
    }

    #[test]
    fn what_the_font_cannot_draw_is_said_in_english() {
        let data = data();
        let words = |title: &str| {
            drawable(&data, &data.locales[1], |l| {
                let title = if l.folder == "id" { title } else { "English" };
                Words { number: None, title: title.to_owned(), text: String::new(), tone: "", note: String::new() }
            })
        };
        assert_eq!(words("Penutupan – „č“ Щ").title, "Penutupan – „č“ Щ");
        assert_eq!(words("إغلاق").title, "English");
    }

    #[test]
    fn a_text_is_wrapped_between_words() {
        assert_eq!(wrapped("one two three four", 9, 3), ["one two", "three", "four"]);
        assert_eq!(wrapped("one two three four", 9, 2), ["one two", "three…"]);
        assert!(wrapped("", 9, 2).is_empty());
        assert_eq!((fitting("x"), fitting(&"x".repeat(40)), fitting(&"x".repeat(400))), (68, 44, 28));
    }
}
