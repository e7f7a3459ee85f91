//! Writes `printed.rs`: the texts that libraries print when a connection ends.

use std::collections::BTreeMap;

use closecode_data::{Dataset, Implementation, Meaning, Printed};

use crate::source::{Source, literal, number};

/// A beginning has a name in the table if so many texts have it, and it is so long.
const SHARED: usize = 4;
const LONG: usize = 8;
/// The most of them: their places are bytes.
const MOST: usize = 250;

pub(crate) fn file(data: &Dataset) -> String {
    let printed = data.printed();
    let beginnings = Beginnings::of(&printed);
    let mut out = Source::file("What libraries print when a connection ends.");
    out.lines("use crate::message::{beginnings, implementations, printed};");
    out.blank();
    out.open("implementations! {");
    for implementation in data.implementations.iter().filter(|i| is_named(i)) {
        let texts = [&implementation.id, &*implementation.name, &*implementation.language];
        let [id, name, language] = texts.map(|text| literal(text));
        let line = format!("{} {id} {name} {language},", constant(implementation));
        if out.fits(&line) {
            out.lines(line);
        } else {
            out.lines(format!("{} {id}", constant(implementation)));
            out.lines(format!("    {name} {language},"));
        }
    }
    out.close("}");
    out.blank();
    out.open("beginnings! {");
    for (text, place) in &beginnings.names {
        out.text(&format!("B{place} "), text, ",");
    }
    out.close("}");
    out.blank();
    out.open("printed! {");
    for printed in &printed {
        row(&mut out, printed, &beginnings);
    }
    out.close("}");
    out.finish()
}

/// Whether the crate knows an implementation: it prints something, or was measured.
fn is_named(implementation: &Implementation) -> bool {
    !implementation.messages.is_empty() || !implementation.measured.is_empty()
}

/// What is known of the text, then the text, the end of its rare part, and who prints it.
fn row(out: &mut Source, printed: &Printed<'_>, beginnings: &Beginnings<'_>) {
    let means = printed.meaning().map_or("Unclear", Meaning::ident);
    let code = printed.code().map(|code| format!("({})", number(code))).unwrap_or_default();
    let by: Vec<String> = printed.messages.iter().map(|(i, _)| constant(i)).collect();
    let by = format!(" {} by {}", printed.anchor, by.join(" "));
    let unclear = if printed.is_clear() { "" } else { ", unclear" };
    let text = printed.text.as_str();
    let (beginning, text) = match beginnings.find(text) {
        Some((beginning, place)) => (format!("B{place} + "), &text[beginning.len()..]),
        None => (String::new(), text),
    };
    let line = format!("{means}{code} {beginning}{}{by}{unclear};", literal(text));
    if out.fits(&line) {
        return out.lines(line);
    }
    out.text(&format!("{means}{code} {beginning}"), text, "");
    out.lines(format!("   {by}{unclear};"));
}

/// The name of an implementation in the table: letters, digits and `_`.
fn constant(implementation: &Implementation) -> String {
    implementation.id.replace('-', "_").to_ascii_uppercase()
}

/// The beginnings that several texts have, each with its place.
struct Beginnings<'a> {
    names: BTreeMap<&'a str, usize>,
}

impl<'a> Beginnings<'a> {
    fn of(printed: &'a [Printed<'_>]) -> Self {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        let all = || printed.iter().map(|printed| printed.text.as_str());
        all().flat_map(ends).for_each(|beginning| *counts.entry(beginning).or_default() += 1);
        counts.retain(|_, count| *count >= SHARED);
        // Each text takes the longest; one that few take is left to the next shorter.
        loop {
            let mut taken: BTreeMap<&str, usize> = counts.keys().map(|text| (*text, 0)).collect();
            for text in all() {
                if let Some(longest) = ends(text).filter(|text| counts.contains_key(text)).last() {
                    *taken.entry(longest).or_default() += 1;
                }
            }
            let before = counts.len();
            counts.retain(|text, _| taken[text] >= SHARED);
            if counts.len() == before {
                break;
            }
        }
        let names = counts.into_keys().take(MOST).zip(1..);
        Self { names: names.collect() }
    }

    /// The longest beginning of a text that has a place.
    fn find(&self, text: &'a str) -> Option<(&'a str, usize)> {
        ends(text).filter_map(|text| Some((text, *self.names.get(text)?))).last()
    }
}

/// The beginnings of a text that end with a word, the shortest first; not all of it.
fn ends(text: &str) -> impl Iterator<Item = &str> {
    let places = text.match_indices(' ').map(|(place, _)| place + 1);
    places.filter(move |place| (LONG..text.len()).contains(place)).map(|place| &text[..place])
}
