//! The real data with seeded random damage: whatever it does to a file, the check ends with a
//! report that can be shown.

use closecode_data::Report;

use crate::support::{self, Tree};

/// A small generator of random numbers (xorshift), so that every run makes the same mutations.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number below a limit, 0 if that is 0.
    fn below(&mut self, limit: usize) -> usize {
        let limit = u64::try_from(limit.max(1)).unwrap();
        usize::try_from(self.next() % limit).unwrap()
    }
}

/// What TOML, the rules and the renderer may stumble over, inserted beside random bytes.
const PIECES: &[&str] = &[
    "\n",
    "\r",
    "\"",
    "\"\"\"",
    "'",
    "[",
    "]",
    "[[",
    "{",
    "}",
    "=",
    ".",
    "#",
    "\\",
    "\0",
    "\t",
    "-",
    "é",
    "\u{1f600}",
    "\u{202e}",
    "\u{feff}",
];

fn mutate(bytes: &mut Vec<u8>, random: &mut Random) {
    let at = random.below(bytes.len());
    match random.below(8) {
        0 => bytes.truncate(at),
        1 if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
        2 => drop(bytes.splice(at..at, [random.next().to_le_bytes()[0]])),
        3 | 4 => drop(bytes.splice(at..at, PIECES[random.below(PIECES.len())].bytes())),
        5 => {
            // A stretch of the file once more, somewhere else: keys and tables that stand twice.
            let stretch = bytes[at..(at + random.below(200)).min(bytes.len())].to_vec();
            let to = random.below(bytes.len());
            bytes.splice(to..to, stretch);
        }
        _ => drop(bytes.drain(at..(at + 1 + random.below(4)).min(bytes.len()))),
    }
}

fn assert_can_be_shown(report: &Report) {
    report.render("data/", false);
    report.render("data/", true);
    let json = closecode_data::render_json(report, "data/");
    assert_eq!(json.lines().count(), report.diagnostics().len());
    for line in json.lines() {
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(
            value["line"].as_u64().unwrap() >= 1 && value["column"].as_u64().unwrap() >= 1,
            "{line}"
        );
    }
}

/// Damages a file in one to four places, as often as told, and checks the dataset made with it.
fn damage(rounds: u64, dataset: impl Fn(&str, Vec<u8>) -> Tree) {
    let real: Vec<(String, Vec<u8>)> = support::tree(&support::real_data())
        .into_iter()
        .filter(|(path, _)| support::is_data(path))
        .collect();
    let mut broken = 0;
    for round in 0..rounds {
        let mut random = Random(0x9e37_79b9_7f4a_7c15 ^ (round + 1));
        let (path, bytes) = &real[random.below(real.len())];
        let mut bytes = bytes.clone();
        (0..=random.below(4)).for_each(|_| mutate(&mut bytes, &mut random));
        let tree = dataset(path, bytes);
        let report = std::panic::catch_unwind(|| {
            let report = support::check(&tree).report;
            assert_can_be_shown(&report);
            report
        });
        let report = report.unwrap_or_else(|_| panic!("round {round} of {path}"));
        broken += u64::from(report.diagnostics().iter().any(|d| d.rule == "syntax"));
    }
    // A test of damage that does none would pass as well.
    assert!((rounds / 4..rounds).contains(&broken), "{broken} of {rounds} are no longer TOML");
}

#[test]
fn a_damaged_file_alone_never_causes_a_panic() {
    damage(2_000, |path, bytes| Tree::from([(path.to_owned(), bytes)]));
}

#[test]
fn a_damaged_file_among_whole_ones_never_causes_a_panic() {
    let mini = support::mini();
    damage(300, |path, bytes| {
        let mut tree = mini.clone();
        tree.insert(path.to_owned(), bytes);
        tree
    });
}
