//! What is found in texts, against the patterns of the data.
//!
//! The slow path is that of `closecode-data`, which tries every pattern at every place and knows
//! neither anchors nor tables.

use closecode::message::{Certainty, Finding, Origin, classify};
use closecode_data::{Hole, Meaning, Message, Printed};

use crate::common::dataset;

/// What the slow path finds: the first row in the order of the table, and where.
fn slow<'a>(
    rows: &'a [Printed<'a>],
    text: &str,
) -> Option<(&'a Printed<'a>, closecode_data::Found)> {
    rows.iter().find_map(|row| Some((row, row.messages[0].1.text.find(text)?)))
}

#[test]
fn each_example_is_found_with_its_meaning() {
    let rows = dataset().printed();
    let mut count = 0;
    for (implementation, message) in
        dataset().implementations.iter().flat_map(|i| i.messages.iter().map(move |m| (i, m)))
    {
        let example = &*message.example;
        let finding = classify(example).unwrap_or_else(|| panic!("{example}"));
        assert_eq!(origin(message, &finding), finding.origin(), "{example}");
        count += 1;
        let _ = implementation;
    }
    assert!(count >= rows.len());
}

fn origin(message: &Message, finding: &Finding) -> Origin {
    let both = message.text.holes().any(|hole| hole == Hole::Received);
    match (*message.means, both) {
        (Meaning::Received, true) => Origin::ReceivedThenSent,
        (Meaning::Sent, true) => Origin::SentThenReceived,
        (Meaning::Received, false) if finding.code().is_some_and(|c| c == 1006) => Origin::NoFrame,
        (Meaning::Received, false) => Origin::Received,
        (Meaning::Sent, false) => Origin::Sent,
        (Meaning::Invalid, _) => Origin::Invalid,
        (Meaning::Local, _) => Origin::Local,
        (Meaning::None, _) => Origin::NoFrame,
        (Meaning::Refused, _) => Origin::Refused,
    }
}

#[test]
fn try_slow() {
    let rows = dataset().printed();
    let text = "x websocket: close  1001 (going away)";
    let (_, found) = slow(&rows, text).unwrap();
    let finding = classify(text).unwrap();
    assert_eq!(finding.range(), found.range);
    assert_eq!(finding.certainty(), Certainty::Certain);
}
