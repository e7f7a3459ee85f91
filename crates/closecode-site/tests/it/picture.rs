//! A picture of a page read back, by an XML parser and the shapes in it, without the code that drew
//! it.

use roxmltree::{Document, Node};

/// One line of a picture from one end to another.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Arrow {
    pub(crate) kind: String,
    pub(crate) from: String,
    /// Nobody, where the line is broken off.
    pub(crate) to: Option<String>,
    pub(crate) text: String,
}

/// A box with what one end reports.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Report {
    pub(crate) at: String,
    pub(crate) lines: Vec<String>,
}

/// What stands in a picture.
#[derive(Debug, Default)]
pub(crate) struct Picture {
    /// The names of the lanes with their places.
    pub(crate) lanes: Vec<(String, i32)>,
    pub(crate) arrows: Vec<Arrow>,
    pub(crate) reports: Vec<Report>,
    /// Every text that stands for a step, from top to bottom, with the room it has and the width
    /// that it needs.
    pub(crate) texts: Vec<(String, i32, usize)>,
}

/// The pictures of a kind in a page, as text.
pub(crate) fn svgs<'a>(page: &'a str, kind: &str) -> Vec<&'a str> {
    let start = format!("<figure class=\"{kind}\"");
    let figures = page.split(&start).skip(1);
    let svg = |figure: &'a str| {
        let start = figure.find("<svg").expect("a figure has a picture");
        &figure[start..figure.find("</svg>").expect("a picture ends") + "</svg>".len()]
    };
    figures.map(svg).collect()
}

fn number(node: Node<'_, '_>, name: &str) -> i32 {
    node.attribute(name)
        .and_then(|value| value.parse().ok())
        .unwrap_or_else(|| panic!("no {name} in {node:?}"))
}

fn texts(node: Node<'_, '_>) -> Vec<String> {
    node.children()
        .filter(|n| n.has_tag_name("text"))
        .map(|n| n.text().unwrap_or_default().to_owned())
        .collect()
}

/// The number after the first letter of a path.
fn first(path: &str) -> i32 {
    path[1..]
        .split(|c: char| !c.is_ascii_digit())
        .next()
        .and_then(|n| n.parse().ok())
        .expect("a number")
}

/// The numbers after the letters of the start of a path: `M274 88H46m7-4.5` gives 274 and 46.
fn ends(path: &str) -> (i32, i32) {
    let after = |mark: char| {
        let rest = path.split_once(mark).expect("the line is a move and a horizontal").1;
        rest.split(|c: char| !c.is_ascii_digit())
            .next()
            .and_then(|n| n.parse().ok())
            .expect("a number")
    };
    (after('M'), after('H'))
}

/// Reads a picture of a sequence.
pub(crate) fn read(svg: &str) -> Picture {
    let document = Document::parse(svg).unwrap_or_else(|error| panic!("{error}: {svg}"));
    let root = document.root_element();
    assert_eq!(root.attribute("role"), Some("img"));
    let title = root.children().find(|n| n.has_tag_name("title")).expect("it has a title");
    assert_eq!(
        title.attribute("id"),
        root.attribute("aria-labelledby"),
        "the title names the picture"
    );
    let width = 320;
    assert!(root.attribute("viewBox").is_some_and(|b| b.starts_with(&format!("0 0 {width} "))));

    let mut picture = Picture::default();
    // A name stands above its line, or ends at the edge beside it.
    let of = |class: &'static str| {
        root.children().filter(move |n| n.attribute("class").is_some_and(|c| c.starts_with(class)))
    };
    let names = of("end").map(|n| n.text().unwrap_or_default().to_owned());
    picture.lanes = names
        .zip(of("lane").map(|n| first(n.attribute("d").expect("a line has a path"))))
        .collect();
    let nearest = |x: i32| {
        picture.lanes.iter().min_by_key(|lane| (lane.1 - x).abs()).expect("there are lanes").clone()
    };
    let exactly = |x: i32| {
        let lane = nearest(x);
        (lane.1 == x).then_some(lane.0)
    };
    let mut arrows = vec![];
    let mut reports = vec![];
    let mut all = vec![];
    for step in root.children().filter(|n| n.has_tag_name("g")) {
        let kind = step.attribute("class").expect("a step has a kind");
        let lines = texts(step);
        let rect = step.children().find(|n| n.has_tag_name("rect"));
        let space = rect.map_or(width, |rect| number(rect, "width"));
        if let Some(rect) = rect {
            let right = number(rect, "x") + number(rect, "width");
            let x = number(rect, "x");
            assert!(0 <= x && right <= width, "a box leaves the picture: {svg}");
        }
        all.extend(lines.iter().map(|line| (line.clone(), space, line.chars().count())));
        if let Some(path) = step.children().find(|n| n.has_tag_name("path")) {
            let (from, to) = ends(path.attribute("d").expect("a path has its points"));
            let from = exactly(from).expect("an arrow starts at a lane");
            arrows.push(Arrow {
                kind: kind.to_owned(),
                from,
                to: exactly(to),
                text: lines.join(", "),
            });
        } else if kind == "report" {
            let rect = rect.expect("a report is a box");
            reports.push(Report {
                at: nearest(number(rect, "x") + number(rect, "width") / 2).0,
                lines,
            });
        }
    }
    (picture.arrows, picture.reports, picture.texts) = (arrows, reports, all);
    picture
}
