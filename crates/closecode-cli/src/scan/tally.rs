//! What is counted, in bounded memory.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use super::finding::{Finding, Outcome, Who};
use super::frequent::Frequent;
use super::lines::Amount;
use super::time::Stamp;
use super::timeline::Timeline;

/// How many groups are counted each for itself. There are 65,536 codes, and somebody may write all
/// of them into a log.
const GROUPS: usize = 10_000;

/// How much of a line is kept as an example, in characters.
const EXAMPLE: usize = 400;

/// Ends that have all of this in common.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Group {
    pub(crate) outcome: Outcome,
    pub(crate) who: Who,
    pub(crate) implementation: Option<String>,
}

/// How many ends of a group there were.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) all: u64,
    /// Those of which the text leaves no doubt.
    pub(crate) certain: u64,
    pub(crate) example: Option<Example>,
}

/// A line that was counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Example {
    pub(crate) file: String,
    pub(crate) line: u64,
    pub(crate) text: String,
}

impl Example {
    pub(crate) fn new(file: &str, line: u64, text: &str) -> Self {
        let text = text.trim();
        let end = text.char_indices().nth(EXAMPLE).map(|(at, _)| at);
        let text = match end {
            Some(end) => format!("{}\u{2026}", &text[..end]),
            None => text.to_owned(),
        };
        Self { file: file.to_owned(), line, text }
    }
}

/// Everything that was found.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) groups: HashMap<Group, Count>,
    /// How many ends were found.
    pub(crate) ends: u64,
    /// Those for whose group there was no room.
    pub(crate) beyond: u64,
    pub(crate) timeline: Timeline,
    /// Lines that speak of the end of a connection in words that nobody has recorded.
    pub(crate) unknown: Frequent,
    pub(crate) amount: Amount,
    pub(crate) files: u64,
}

impl Tally {
    /// Counts an end; the example is made if it is the first of its group.
    pub(crate) fn add(
        &mut self,
        finding: Finding,
        stamp: Option<Stamp>,
        example: impl FnOnce() -> Example,
    ) {
        let Finding { outcome, who, implementation, is_certain } = finding;
        let group = Group { outcome, who, implementation };
        self.ends += 1;
        if let Some(stamp) = stamp {
            self.timeline.add(stamp);
        }
        if self.groups.len() >= GROUPS && !self.groups.contains_key(&group) {
            self.beyond += 1;
            return;
        }
        let count = self.groups.entry(group).or_default();
        count.all += 1;
        count.certain += u64::from(is_certain);
        if count.example.is_none() {
            count.example = Some(example());
        }
    }

    /// The groups, the most frequent first.
    pub(crate) fn sorted(&self) -> Vec<(&Group, &Count)> {
        let mut groups: Vec<_> = self.groups.iter().collect();
        groups.sort_by(|(a, x), (b, y)| y.all.cmp(&x.all).then_with(|| a.cmp(b)));
        groups
    }

    /// Counts by what groups have in common, the most frequent first.
    pub(crate) fn by<K: Ord>(&self, key: impl Fn(&Group) -> K) -> Vec<(K, Count)> {
        let mut sums = BTreeMap::new();
        // The example is that of the most frequent group.
        for (group, count) in self.sorted() {
            let sum: &mut Count = sums.entry(key(group)).or_default();
            sum.all += count.all;
            sum.certain += count.certain;
            sum.example = sum.example.take().or_else(|| count.example.clone());
        }
        let mut counts: Vec<(K, Count)> = sums.into_iter().collect();
        counts.sort_by_key(|(_, count)| Reverse(count.all));
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::{EXAMPLE, Example, Finding, GROUPS, Outcome, Tally, Who};

    fn finding(code: u16, who: Who) -> Finding {
        let outcome = Outcome::Code(code);
        Finding { outcome, who, implementation: None, is_certain: code != 1000 }
    }

    #[test]
    fn counts_are_summed_by_what_is_asked() {
        let mut tally = Tally::default();
        let example = |line| move || Example::new("a.log", line, "text");
        tally.add(finding(1000, Who::Sent), None, example(1));
        tally.add(finding(1006, Who::Nobody), None, example(2));
        tally.add(finding(1006, Who::Nobody), None, example(3));
        tally.add(finding(1006, Who::NotSaid), None, example(4));
        let codes = tally.by(|group| group.outcome);
        assert_eq!(
            codes.iter().map(|(key, count)| (*key, count.all, count.certain)).collect::<Vec<_>>(),
            [(Outcome::Code(1006), 3, 3), (Outcome::Code(1000), 1, 0)]
        );
        assert_eq!(codes[0].1.example.as_ref().unwrap().line, 2);
        assert_eq!(tally.ends, 4);
    }

    #[test]
    fn groups_are_bounded() {
        let mut tally = Tally::default();
        for code in (0..=u16::MAX).chain([7]) {
            tally.add(finding(code, Who::Sent), None, || Example::new("a", 1, "b"));
        }
        assert_eq!(tally.groups.len(), GROUPS);
        assert_eq!(tally.ends, 65_537);
        let long = Example::new("a", 1, &format!("  {}", "\u{e9}".repeat(9999)));
        assert_eq!(long.text.chars().count(), EXAMPLE + 1);
    }
}
