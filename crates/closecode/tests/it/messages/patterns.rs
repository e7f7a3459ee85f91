//! The messages of libraries, against the patterns of the data.
//!
//! The slow path tries every pattern at every place, as `closecode-data` defines what a pattern
//! matches. It knows neither rare bytes nor packed tables.

use std::sync::LazyLock;

use closecode::message::{Certainty, Origin, classify};
use closecode_data::{Found, Hole, Implementation, Meaning, Message, Printed};

use crate::common::dataset;

/// The rows of the table, those that say most first.
static ROWS: LazyLock<Vec<Printed<'static>>> = LazyLock::new(|| dataset().printed());

fn messages() -> impl Iterator<Item = (&'static Implementation, &'static Message)> {
    let implementations = dataset().implementations.iter();
    implementations.flat_map(|i| i.messages.iter().map(move |message| (i, message)))
}

/// The first row that is found, and where.
fn slow(text: &str) -> Option<(&'static Printed<'static>, Found)> {
    let folded: Vec<String> = text.lines().map(fold).collect();
    let folded = folded.join("\n");
    ROWS.iter().find_map(|row| {
        let pattern = &row.messages[0].1.text;
        // All of its words are there; most rows are done with here.
        let may_be = pattern.literals().all(|literal| folded.contains(literal));
        Some((row, may_be.then(|| pattern.find(text))??))
    })
}

/// A line in lower case, with one space for each run.
fn fold(line: &str) -> String {
    let mut folded = String::new();
    for c in line.chars() {
        let c = if c == '\t' { ' ' } else { c.to_ascii_lowercase() };
        if !(c == ' ' && folded.ends_with(' ')) {
            folded.push(c);
        }
    }
    folded
}

/// Compares both ways on one text.
#[track_caller]
fn compare(text: &str) {
    let fast = classify(text).filter(|finding| finding.implementations().len() > 0);
    let Some((row, found)) = slow(text) else {
        assert_eq!(fast, None, "{text:?}");
        return;
    };
    let fast = fast.unwrap_or_else(|| panic!("`{}` is in {text:?}", row.text));
    assert_eq!(fast.range(), found.range, "`{}` in {text:?}", row.text);
    let ids: Vec<&str> =
        fast.implementations().map(closecode::message::Implementation::id).collect();
    let wanted: Vec<&str> = row.messages.iter().map(|(i, _)| i.id.as_str()).collect();
    assert_eq!(ids, wanted, "{text:?}");
    let is_clear = fast.certainty() == Certainty::Certain;
    assert_eq!(is_clear, row.is_clear(), "{text:?}");
    assert_eq!(fast.origin(), origin(row, &found, text), "{text:?}");
    // The codes, and what else stands in a hole that counts.
    let value = |hole| {
        let place = found.holes.iter().find(|(found, _)| *found == hole)?.1.clone();
        Some(text[place].parse::<u16>().expect("a hole holds a number"))
    };
    let first = match row.meaning() {
        Some(Meaning::Sent) => value(Hole::Sent),
        _ => value(Hole::Received),
    };
    let code = value(Hole::Code).or(first).or(row.code());
    assert_eq!(fast.code().map(closecode::RawCode::get), code, "{text:?}");
    if let Some(status) = value(Hole::Status) {
        assert_eq!(fast.status(), Some(status.into()), "{text:?}");
    }
}

/// Who ended the connection, by the words of the data.
fn origin(row: &Printed<'_>, found: &Found, text: &str) -> Origin {
    let has_both = found.holes.iter().any(|(hole, _)| *hole == Hole::Received);
    let code = found.holes.iter().find(|(hole, _)| *hole == Hole::Code);
    let code = code.map(|(_, place)| &text[place.clone()]);
    match row.meaning() {
        None => Origin::Unknown,
        Some(Meaning::Received) if has_both => Origin::ReceivedThenSent,
        Some(Meaning::Sent) if has_both => Origin::SentThenReceived,
        Some(Meaning::Received)
            if code.is_some_and(|code| [1006, 1015].map(Ok).contains(&code.parse::<u16>())) =>
        {
            Origin::NoFrame
        }
        Some(Meaning::Received) => Origin::Received,
        Some(Meaning::Sent) => Origin::Sent,
        Some(Meaning::Invalid) => Origin::Invalid,
        Some(Meaning::Local) => Origin::Local,
        Some(Meaning::None) => Origin::NoFrame,
        Some(Meaning::Refused) => Origin::Refused,
    }
}

#[test]
fn each_example_is_found_as_what_it_is() {
    let mut count = 0;
    for (implementation, message) in messages() {
        let example = &**message.example;
        compare(example);
        let (row, _) = slow(example).unwrap();
        // Another pattern may say more of it; it does not say something else, unless the data
        // records the difference, and then the answer is not certain.
        let finding = classify(example).unwrap();
        let is_same = row.messages.iter().any(|(_, other)| other.agrees(message));
        assert!(is_same, "`{}` is not `{}`: {example}", row.text, message.text.text);
        let is_own = finding.implementations().any(|i| i.id() == implementation.id);
        assert!(is_own || row.text.len() >= message.text.canonical().len(), "{example}");
        count += 1;
    }
    assert!(count > 500, "{count}");
}

/// Random numbers that are the same each time.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(self.0 >> 33).expect("it has 31 bits") % limit
    }

    fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }
}

/// What a text is changed by: white space, digits, marks of holes, letters of two bytes.
const SCRAPS: &[&str] = &[
    " ",
    "  ",
    "\t",
    "\n",
    "\r",
    "1",
    "1006",
    "65536",
    "-",
    "{",
    "}",
    "{*}",
    "é",
    "(",
    ")",
    ";",
    ":",
    "\"",
    "close ",
    "received ",
    "sent ",
    "websocket: ",
    "",
];

#[test]
fn changed_examples_are_read_alike() {
    let examples: Vec<&str> = messages().map(|(_, message)| message.example.as_str()).collect();
    let mut random = Random(16);
    for example in &examples {
        let mut text = (*example).to_owned();
        for _ in 0..2 {
            let places: Vec<usize> = text.char_indices().map(|(place, _)| place).collect();
            let place = if places.is_empty() { 0 } else { random.pick(&places) };
            match random.below(6) {
                0 => text.insert_str(place, random.pick(SCRAPS)),
                1 => text.truncate(place),
                2 => text = text[place..].to_owned(),
                3 if place < text.len() => drop(text.remove(place)),
                4 => text = text.to_ascii_uppercase(),
                _ => text.insert_str(place, random.pick(&examples)),
            }
            compare(&text);
        }
    }
}

#[test]
fn random_texts_are_read_alike() {
    let pieces: Vec<&str> = ROWS
        .iter()
        .flat_map(|row| row.messages[0].1.text.literals())
        .chain(SCRAPS.iter().copied())
        .collect();
    let mut random = Random(17);
    for _ in 0..1000 {
        let count = random.below(12);
        let text: String = (0..count).map(|_| random.pick(&pieces)).collect();
        compare(&text);
    }
}

#[test]
fn what_takes_the_place_of_any_text_ends() {
    let near = |n: usize| format!("sent 1000 (OK){}; no close frame received", "é".repeat(n));
    for count in [0, 1, 511, 512, 513, 514, 2000] {
        compare(&near(count));
    }
    assert!(classify(&near(512)).unwrap().implementations().len() > 0);
}
