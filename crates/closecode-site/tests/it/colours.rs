//! Every colour can be read on every ground, in both themes.

use std::collections::BTreeMap;

use crate::common::SITE;

/// The colours of a theme by name: 0 is light, 1 is dark.
fn colours(theme: usize) -> BTreeMap<&'static str, &'static str> {
    let sheet: &'static str = &SITE["assets/style.css"];
    let pair = |rule: &'static str| {
        let (name, value) = rule.split_once(":light-dark(")?;
        let value = value.split_once(')')?.0.split(',').nth(theme)?.trim();
        Some((name.trim_start_matches("--"), value))
    };
    sheet.split([';', '{']).filter_map(pair).collect()
}

/// Relative luminance, as WCAG defines it.
fn luminance(colour: &str) -> f64 {
    let channel = |at: usize| {
        let value =
            f64::from(u8::from_str_radix(&colour[at..at + 2], 16).expect("two hexadecimal digits"))
                / 255.0;
        if value <= 0.03928 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

fn contrast(a: &str, b: &str) -> f64 {
    let a = luminance(a);
    let b = luminance(b);
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn text_has_a_contrast_of_four_and_a_half_on_every_ground() {
    for theme in [0, 1] {
        let colours = colours(theme);
        assert!(colours.len() >= 15, "{colours:?}");
        for ground in ["paper", "raised", "sunken"] {
            for (name, colour) in &colours {
                // Lines carry no meaning; the edge of a control has to be seen, not read.
                let least = match *name {
                    "paper" | "raised" | "sunken" | "line" => continue,
                    "edge" => 3.0,
                    _ => 4.5,
                };
                let found = contrast(colour, colours[ground]);
                assert!(found >= least, "theme {theme}: {name} on {ground} has {found:.2}");
            }
        }
    }
}

#[test]
fn contrast_is_measured_as_the_guidelines_do() {
    assert!((contrast("#ffffff", "#000000") - 21.0).abs() < 0.001);
    assert!((contrast("#777777", "#ffffff") - 4.48).abs() < 0.01);
}

#[test]
fn the_sheet_mirrors_itself_and_respects_what_the_reader_asks_for() {
    let sheet = &SITE["assets/style.css"];
    let physical = [
        "left:",
        "right:",
        "top:",
        "bottom:",
        "width:",
        "height:",
        "text-align:left",
        "text-align:right",
        "float:left",
    ];
    for rule in sheet.split([';', '{', '}']).filter(|rule| {
        !rule.starts_with('@') && !rule.contains("(min-width:") && !rule.contains("(max-width:")
    }) {
        assert!(physical.iter().all(|p| !rule.trim().starts_with(p)), "{rule} is physical");
        assert!(
            [
                "margin-left",
                "margin-right",
                "padding-left",
                "padding-right",
                "border-left",
                "border-right"
            ]
            .iter()
            .all(|p| !rule.contains(p)),
            "{rule}"
        );
    }
    for query in
        ["prefers-reduced-motion", "forced-colors:active", "@media print", "[data-theme=\"dark\"]"]
    {
        assert!(sheet.contains(query), "{query}");
    }
}
