//! Writes `class.rs`: the classes, and the way from a number to its class.

use closecode_data::Dataset;

use crate::layout::{Layout, WINDOW};
use crate::source::{Source, number};

pub(crate) fn file(data: &Dataset, layout: &Layout<'_>) -> String {
    let mut out = Source::file("The classes, and the way from a number to its class.");
    let classes: Vec<String> = layout.classes.iter().map(|class| class.variant()).collect();
    out.list("crate::class_id::class_ids! {", &classes, "}");
    out.blank();
    class_index(&mut out, data, layout);
    out.finish()
}

fn class_index(out: &mut Source, data: &Dataset, layout: &Layout<'_>) {
    let class =
        |number: u16| format!("ClassId::{}", layout.classes[layout.class(data, number)].variant());
    let first = *data.codes[0].code;
    let index = match layout.class(data, first) {
        0 => "near".to_owned(),
        n => format!("near + {}", number(n)),
    };
    let mut entries: Vec<String> = Vec::new();
    let mut windows: Vec<String> = Vec::new();
    for window in &layout.windows {
        // No entry past the last code: those behind it are found as the rest of their range.
        let codes = data
            .codes
            .iter()
            .map(|c| *c.code)
            .filter(|code| (*window..*window + WINDOW).contains(code));
        let end = codes.max().expect("a window begins at a code") + 1;
        let index = match entries.len() {
            0 => "near".to_owned(),
            offset => format!("{} + near", number(offset)),
        };
        windows.push(format!(
            "\
let near = code.wrapping_sub({});
if near < {} {{
    return CLASSES[{index}] as usize;
}}",
            number(*window),
            number(end - window),
        ));
        entries.extend((*window..end).map(class));
    }
    let offset = number(entries.len());
    let cell = number(layout.cell);
    // What a cell begins with, unless that is a code: then the rest of its range.
    let outside = *data.ranges.last().expect("there are ranges").first;
    let is_past_codes = data.codes.iter().all(|c| *c.code < outside);
    assert!(is_past_codes, "the last range has no registered codes");
    entries.extend((0..outside / layout.cell).map(|i| {
        let range = *data.range(i * layout.cell).first;
        format!("ClassId::{}", layout.classes[layout.range_class(range)].variant())
    }));
    let size = number(entries.len());

    out.lines(
        "\
/// The index of a number's class in the tables.
///
/// The first test catches nearly every code that is seen in practice, and the second most numbers
/// that there are; both need no table. Ranges begin at multiples of one number, so past the windows
/// a division finds the range.
#[inline]",
    );
    out.open("pub(crate) const fn class_index(code: u16) -> usize {");
    out.lines(
        "\
// Classes and not bytes: so the compiler knows that every entry is an index of a table, and
// checks no bound later.",
    );
    out.list(&format!("const CLASSES: &[ClassId; {size}] = &["), &entries, "];");
    out.lines("// Wide from the start: an index of 16 bits would be widened on every path again.");
    out.lines(format!(
        "\
let code = code as usize;
let near = code.wrapping_sub({base});
if near < {length} {{
    return {index};
}}
if code >= {last} {{
    return {last_class} as usize;
}}
{windows}
CLASSES[{offset} + code / {cell}] as usize",
        base = number(first),
        length = number(layout.run),
        last = number(outside),
        last_class = class(u16::MAX),
        windows = windows.join("\n"),
    ));
    out.close("}");
    out.blank();
    out.lines(
        "\
/// The class of a number.
#[inline]
#[allow(clippy::cast_possible_truncation)] // A class is a byte.
pub(crate) const fn class_id(code: u16) -> ClassId {
    ClassId::at(class_index(code) as u8)
}",
    );
}
