//! Messages that people pasted in public threads, and lines of logs in which no WebSocket
//! connection ends. `tests/messages/README.md` says where they come from.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use closecode::message::{Certainty, Finding, Origin, classify};

use crate::common::path;

/// A message with its right answers.
struct Collected {
    message: String,
    answers: Vec<String>,
    implementation: String,
}

fn threads() -> Vec<Collected> {
    let text = fs::read_to_string(path("tests/messages/threads.tsv")).expect("it is there");
    let rows = text.lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.map(|row| {
        let fields: Vec<&str> = row.split('\t').collect();
        let [message, answer, _, implementation, _] = fields[..] else { panic!("{row}") };
        Collected {
            message: message.to_owned(),
            answers: answer.split('|').map(str::to_owned).collect(),
            implementation: implementation.to_owned(),
        }
    })
    .collect()
}

/// The answer in the words of the file.
fn answer(finding: Option<&Finding>) -> String {
    let Some(finding) = finding else { return "-".to_owned() };
    match (finding.origin(), finding.code(), finding.status()) {
        (Origin::Refused, _, Some(status)) => format!("refused {}", status.get()),
        (Origin::Refused, ..) => "refused".to_owned(),
        (_, Some(code), _) => code.get().to_string(),
        (_, None, _) => "unnamed".to_owned(),
    }
}

/// Whether the answer is one of the right ones.
fn is_right(finding: Option<&Finding>, answers: &[String]) -> bool {
    let found = answer(finding);
    // Silence is right where no code is, and an end without a frame is 1006 here.
    let is_none = finding.is_some_and(|finding| {
        let is_abnormal = finding.code().is_some_and(|code| code == 1006);
        is_abnormal && matches!(finding.origin(), Origin::NoFrame | Origin::Local)
    });
    answers.iter().any(|answer| match answer.as_str() {
        "none" => is_none,
        "unnamed" | "-" => found == "-" || found == "unnamed",
        answer => answer == found,
    })
}

#[test]
fn messages_from_threads_are_classified() {
    let threads = threads();
    assert!(threads.len() >= 300);
    let mut table: BTreeMap<&str, [usize; 4]> = BTreeMap::new();
    let mut told = 0;
    let mut right = 0;
    let mut certain = 0;
    let mut wrong = String::new();
    for row in &threads {
        let finding = classify(&row.message);
        let is_certain = finding.is_some_and(|f| f.certainty() == Certainty::Certain);
        let is_right = is_right(finding.as_ref(), &row.answers);
        let counts = table.entry(&row.implementation).or_default();
        let column = match (is_right, &finding, is_certain) {
            (true, ..) => 0,
            (false, None, _) => 1,
            (false, Some(_), false) => 2,
            (false, Some(_), true) => 3,
        };
        counts[column] += 1;
        // Near misses need no more than silence.
        if row.answers != ["-"] {
            told += 1;
            right += usize::from(is_right);
        }
        certain += usize::from(column == 3);
        if !is_right {
            let found = answer(finding.as_ref());
            let _ =
                writeln!(wrong, "{found} instead of {}: {}", row.answers.join("|"), row.message);
        }
    }
    let mut confusion = String::from(
        "# What the classifier makes of the messages in threads.tsv, by what printed them.\n\
         # UPDATE_EXPECT=1 cargo test -p closecode --features messages --test it collected\n\
         implementation\tright\tnothing found\twrong\tcertain and wrong\n",
    );
    for (implementation, counts) in &table {
        let counts = counts.map(|count| count.to_string()).join("\t");
        let _ = writeln!(confusion, "{implementation}\t{counts}");
    }
    let file = path("tests/messages/confusion.tsv");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&file, &confusion).unwrap();
    }
    assert!(right * 100 >= told * 95, "{right} of {told} are right; these are not:\n{wrong}");
    assert!(certain * 100 <= threads.len(), "{certain} are certain and wrong:\n{wrong}");
    assert_eq!(fs::read_to_string(file).unwrap(), confusion, "UPDATE_EXPECT=1 writes it");
}

#[test]
fn lines_without_closes_give_no_code() {
    let text = fs::read_to_string(path("tests/messages/no-closes.txt")).unwrap();
    let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with("## ")).collect();
    assert!(lines.len() >= 10_000, "{}", lines.len());
    let found: Vec<String> = lines
        .iter()
        .filter_map(|line| Some(format!("{:?}: {line}", classify(line)?.code()?)))
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}
