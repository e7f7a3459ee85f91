//! What a client does when its opening handshake is refused with an HTTP status.

use super::Policy;
use crate::Citation;
use closecode_format::record;

record! {
    /// What to do after one of some statuses.
    Answer {
        /// The statuses, if they are named one by one.
        statuses: list u16,
        /// The first of them, if they are a range.
        first: optional u16,
        /// The last of them.
        last: optional u16,
        /// The close code whose policy holds.
        like: optional u16,
        /// The policy, if it is not that of a close code.
        policy: table Policy,
        /// What defines the statuses.
        sources: list Citation,
    }
}

impl Answer {
    /// First and last of a range of statuses; none if they are named one by one.
    pub fn range(&self) -> Option<(u16, u16)> {
        Some((self.first?.value, self.last?.value))
    }

    /// Whether it is for this status.
    pub fn holds(&self, status: u16) -> bool {
        self.statuses.iter().any(|s| s.value == status)
            || self.range().is_some_and(|(first, last)| (first..=last).contains(&status))
    }

    /// How many statuses it is for.
    pub fn width(&self) -> usize {
        self.range().map_or(1, |(first, last)| usize::from(last.saturating_sub(first)) + 1)
    }
}
