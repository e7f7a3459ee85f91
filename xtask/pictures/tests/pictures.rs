//! What stands on the pictures, and where.
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, in its helpers too")]

use closecode_pictures::{HEIGHT, LEFT, Picture, RIGHT, WIDTH, lines, png};
use tiny_skia::Pixmap;

const NAMES: [(&str, &str); 4] = [
    ("", "WebSocket close codes"),
    ("1000", "Normal Closure"),
    ("1010", "Mandatory Ext."),
    ("4999", "A name that is far longer than any that the registry has, so it must shrink"),
];

fn picture(number: &str, name: &str) -> Picture {
    let line = format!("a.png\t{number}\t{name}\t#fbfaf7\t#1d2327\t#59636b\t#8e1b3a");
    Picture::parse(&line).unwrap()
}

#[test]
fn no_line_leaves_its_box_or_touches_another() {
    for (number, name) in NAMES {
        let boxes: Vec<_> =
            lines(&picture(number, name)).unwrap().iter().map(|line| line.path.bounds()).collect();
        assert_eq!(boxes.len(), if number.is_empty() { 2 } else { 3 }, "{name}");
        for (n, area) in boxes.iter().enumerate() {
            // A letter may reach over its own edge by a pixel or two.
            assert!(area.left() > LEFT - 10.0 && area.right() < RIGHT + 10.0, "{name}: {area:?}");
            assert!(area.top() > 40.0 && area.bottom() < HEIGHT as f32 - 40.0, "{name}: {area:?}");
            assert!(boxes[..n].iter().all(|above| above.bottom() < area.top()), "{name}");
        }
    }
}

#[test]
fn a_picture_has_its_size_its_ground_its_bar_and_its_words() {
    let drawn = |number, name| Pixmap::decode_png(&png(&picture(number, name)).unwrap()).unwrap();
    let pixmap = drawn("1000", "Normal Closure");
    assert_eq!((pixmap.width(), pixmap.height()), (WIDTH, HEIGHT));
    let at = |x, y| {
        let pixel = pixmap.pixel(x, y).unwrap().demultiply();
        [pixel.red(), pixel.green(), pixel.blue()]
    };
    assert_eq!([at(5, 5), at(5, HEIGHT - 5)], [[0x8e, 0x1b, 0x3a]; 2], "the bar");
    assert_eq!([at(40, 5), at(WIDTH - 5, HEIGHT - 5)], [[0xfb, 0xfa, 0xf7]; 2], "the ground");
    let count = |colour: [u8; 3]| {
        (0..HEIGHT)
            .flat_map(|y| (30..WIDTH).map(move |x| (x, y)))
            .filter(|p| at(p.0, p.1) == colour)
            .count()
    };
    assert!(count([0x8e, 0x1b, 0x3a]) > 5_000, "the number");
    assert!(count([0x1d, 0x23, 0x27]) > 5_000, "the name");
    assert!(count([0x59, 0x63, 0x6b]) > 500, "the mark");
    assert_ne!(drawn("1001", "Going Away").data(), pixmap.data());
}

#[test]
fn what_cannot_be_drawn_is_refused() {
    assert!(png(&picture("1000", "通常の閉鎖")).unwrap_err().contains("'通'"));
    let line = "a.png\t1000\tName\t#fbfaf7\t#1d2327\t#59636b\t";
    assert_eq!(Picture::parse(&format!("{line}red")), None);
    assert_eq!(Picture::parse(line.trim_end()), None);
    assert!(Picture::parse(&format!("{line}#8e1b3a")).is_some());
}
