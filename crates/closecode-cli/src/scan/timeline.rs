//! How many ends there were when, in bounded memory.

use std::collections::BTreeMap;

use super::time::Stamp;

/// The widths of a bin, in seconds: minutes, hours, days, weeks, and then whatever holds the rest.
const WIDTHS: [i64; 12] = [
    60,
    300,
    900,
    3600,
    4 * 3600,
    12 * 3600,
    86_400,
    7 * 86_400,
    28 * 86_400,
    364 * 86_400,
    3640 * 86_400,
    364_000 * 86_400,
];

/// How many bins are kept: more than two days of minutes.
const MAX: usize = 4096;

/// Counts by time, in bins that grow with what they hold.
#[derive(Clone, Debug, Default)]
pub(crate) struct Timeline {
    /// How wide a bin is: an index of the widths.
    scale: usize,
    bins: BTreeMap<i64, u64>,
    ends: Option<[Stamp; 2]>,
}

/// A bin: its beginning and what it holds.
pub(crate) type Bin = (Stamp, u64);

impl Timeline {
    pub(crate) fn add(&mut self, stamp: Stamp) {
        *self.bins.entry(stamp.0.div_euclid(WIDTHS[self.scale])).or_default() += 1;
        let [first, last] = self.ends.unwrap_or([stamp; 2]);
        self.ends = Some([first.min(stamp), last.max(stamp)]);
        while self.bins.len() > MAX && self.scale + 1 < WIDTHS.len() {
            self.scale += 1;
            let wider = self.scale;
            self.bins = self.with_scale(wider, wider - 1);
        }
    }

    /// The first and the last time.
    pub(crate) fn ends(&self) -> Option<[Stamp; 2]> {
        self.ends
    }

    /// At most so many bins from the first time to the last, also empty ones, as narrow as that
    /// allows, and their width in seconds.
    pub(crate) fn histogram(&self, most: usize) -> (i64, Vec<Bin>) {
        let Some([first, last]) = self.ends else { return (WIDTHS[0], Vec::new()) };
        let scales = self.scale..WIDTHS.len();
        let count = |scale: usize| {
            let width = WIDTHS[scale];
            last.0.div_euclid(width).saturating_sub(first.0.div_euclid(width)).saturating_add(1)
        };
        let fits = |scale: &usize| usize::try_from(count(*scale)).is_ok_and(|n| n <= most);
        let scale = scales.clone().find(fits).unwrap_or(WIDTHS.len() - 1);
        let width = WIDTHS[scale];
        let bins = self.with_scale(scale, self.scale);
        let from = first.0.div_euclid(width);
        let number = usize::try_from(count(scale)).unwrap_or(most).min(most);
        let all = (from..).take(number);
        let bin = |at| (Stamp(at * width), bins.get(&at).copied().unwrap_or(0));
        (width, all.map(bin).collect())
    }

    /// The bins that hold something, an hour or more wide, and their width in seconds.
    pub(crate) fn hours(&self) -> (i64, Vec<Bin>) {
        let scale = self.scale.max(3);
        let width = WIDTHS[scale];
        let bins = self.with_scale(scale, self.scale);
        (width, bins.into_iter().map(|(at, count)| (Stamp(at * width), count)).collect())
    }

    fn with_scale(&self, to: usize, from: usize) -> BTreeMap<i64, u64> {
        let mut bins = BTreeMap::new();
        for (at, count) in &self.bins {
            *bins.entry((at * WIDTHS[from]).div_euclid(WIDTHS[to])).or_default() += count;
        }
        bins
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX, Stamp, Timeline};

    fn of(stamps: impl IntoIterator<Item = i64>) -> Timeline {
        let mut line = Timeline::default();
        stamps.into_iter().for_each(|stamp| line.add(Stamp(stamp)));
        line
    }

    #[test]
    fn bins_are_as_narrow_as_fits() {
        let line = of([0, 59, 60, 600, 600]);
        let (width, bins) = line.histogram(24);
        assert_eq!((width, bins.len()), (60, 11));
        assert_eq!((bins[0].1, bins[1].1, bins[2].1, bins[10].1), (2, 1, 0, 2));
        let (width, bins) = line.histogram(10);
        assert_eq!((width, bins.iter().map(|bin| bin.1).collect::<Vec<_>>()), (300, vec![3, 0, 2]));
        assert_eq!(line.hours(), (3600, vec![(Stamp(0), 5)]));
        assert!(of([]).histogram(24).1.is_empty());
    }

    /// Whatever a line says, what is kept is bounded and nothing is lost.
    #[test]
    fn memory_is_bounded() {
        let minutes = (0..100_000).map(|minute| minute * 60);
        let odd = (0..64).flat_map(|shift| [1_i64 << (shift % 38), -(1_i64 << (shift % 38))]);
        let far = [253_402_300_799, -62_167_219_200];
        let line = of(minutes.chain(odd).chain(far));
        assert!(line.bins.len() <= MAX);
        let (_, bins) = line.histogram(24);
        assert!(bins.len() <= 24);
        assert_eq!(bins.iter().map(|bin| bin.1).sum::<u64>(), 100_130);
        assert_eq!(line.hours().1.iter().map(|bin| bin.1).sum::<u64>(), 100_130);
    }
}
