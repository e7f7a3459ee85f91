//! What a reported number may stand for, against the rows of the data.

use std::collections::{BTreeMap, BTreeSet};

use closecode::RawCode;
use closecode::message::{Happened, Implementation};
use closecode_data::{Implementation as Recorded, Reported};

use crate::common::dataset;

/// Ways in which the lab ends with a Close frame of 1000 if nothing has gone wrong before.
const ENDS_WITH_1000: [&str; 26] = [
    "recv-reason-not-utf8",
    "recv-reason-123",
    "recv-reason-124",
    "recv-fragment",
    "recv-then-text",
    "recv-twice",
    "silence-close",
    "handshake-slow",
    "text-not-utf8",
    "text-surrogate",
    "text-cut",
    "text-in-text",
    "rsv1",
    "rsv2",
    "opcode-3",
    "opcode-11",
    "masked",
    "unmasked",
    "continuation-first",
    "ping-126",
    "ping-fragment",
    "length-64",
    "extension-unasked",
    "protocol-unasked",
    "request-no-version",
    "request-version-12",
];

/// The ways with which each number was reported, by a walk through every row.
fn seen(recorded: &Recorded) -> BTreeMap<u16, BTreeSet<String>> {
    let mut seen: BTreeMap<u16, BTreeSet<String>> = BTreeMap::new();
    let measured = recorded.measured.iter().flat_map(|measured| &measured.ways);
    for row in measured.chain(&recorded.ways) {
        let id = row.id.value.as_str();
        let is_own = id.starts_with("send-") || id.starts_with("answer-");
        let Some(Reported::Code(code)) = row.reports.as_deref() else { continue };
        let is_received = *code == 1000
            && (ENDS_WITH_1000.contains(&id)
                || id.starts_with("over-")
                || id.starts_with("request-"));
        if !is_own && !is_received {
            seen.entry(*code).or_default().insert(id.to_owned());
        }
    }
    seen
}

fn id(happened: Happened) -> String {
    match happened {
        Happened::Received(code) => format!("recv-{}", code.get()),
        Happened::Way(name) => name.to_owned(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn each_number_stands_for_what_the_rows_say() {
    let mut compared = 0;
    for recorded in &dataset().implementations {
        let Some(implementation) = Implementation::by_id(&recorded.id) else {
            assert!(recorded.measured.is_empty(), "{} was measured", recorded.id);
            continue;
        };
        let seen = seen(recorded);
        for code in (0..=u16::MAX).map(RawCode::new) {
            let happened = implementation.reported(code);
            if !seen.contains_key(&code.get()) {
                assert!(happened.eq([Happened::Received(code)]), "{}: {code}", recorded.id);
                continue;
            }
            let count = happened.len();
            let happened: BTreeSet<String> = happened.map(id).collect();
            assert_eq!(happened.len(), count, "{}: {code}", recorded.id);
            let itself = format!("recv-{}", code.get());
            let mut expected = seen[&code.get()].clone();
            // A code that may be sent stands for itself too, unless it was seen not to.
            let rows = recorded.measured.iter().flat_map(|measured| &measured.ways);
            let mut rows = rows.chain(&recorded.ways);
            let is_known = rows.any(|row| row.id.value == itself);
            if !is_known && code.is_allowed_in_frame() {
                expected.insert(itself);
            }
            assert_eq!(happened, expected, "{}: {code}", recorded.id);
            compared += 1;
        }
    }
    assert!(compared > 400, "only {compared} numbers were seen");
}

/// The conversion of a frame of tungstenite looks for one reason, so no other may hide a code.
#[cfg(feature = "tungstenite-0_30")]
#[test]
fn tungstenite_hides_codes_with_one_reason() {
    use closecode::{Cause, LocalError};
    use tungstenite_0_30::protocol::CloseFrame;

    let recorded = dataset().implementations.iter().find(|i| i.id == "tungstenite").unwrap();
    let mut hidden = 0;
    for row in recorded.measured.iter().flat_map(|measured| &measured.ways) {
        let received = row.id.value.strip_prefix("recv-");
        let received = received.and_then(|code| code.parse::<u16>().ok());
        let (Some(received), Some(Reported::Code(code))) = (received, row.reports.as_deref())
        else {
            continue;
        };
        let length = row.reason_bytes.as_deref().copied().unwrap_or(0);
        let reason = if length == 18 { "Protocol violation" } else { "" };
        assert_eq!(usize::from(length), reason.len(), "{}", row.id.value);
        let frame = CloseFrame { code: (*code).into(), reason: reason.into() };
        let is_hidden = Cause::from(&frame) == LocalError::CodeHidden.into();
        assert_eq!(is_hidden, received != *code, "{}", row.id.value);
        hidden += usize::from(is_hidden);
    }
    assert!(hidden > 20);
}
