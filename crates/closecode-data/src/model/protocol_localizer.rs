//! The facts of protocols put into words.

use std::time::Duration;

use super::{LocalizedText, Localizer};
use crate::{CodeEntry, Jitter};

impl<'a> Localizer<'a> {
    /// How long a client waits, where the source names a delay: no more than it says, while
    /// [`CodeEntry::backoff`] fills in the rest.
    pub fn row_delay(&self, row: &CodeEntry) -> Option<LocalizedText<'a>> {
        let words = self.protocol();
        let value = self.value();
        let jitter = row.jitter.map_or(Jitter::None, |j| j.value);
        if !row.delays.is_empty() {
            let steps: Vec<Duration> = row.delays.iter().map(|step| step.value).collect();
            return Some(self.steps(&steps, jitter));
        }
        let initial = row.delay?.value;
        let max = row.max_delay.map(|m| m.value).filter(|max| *max > initial);
        let first = self.duration(initial);
        Some(match (jitter, max, row.factor.map(|f| f.value).filter(|factor| *factor > 1)) {
            (Jitter::None, None, _) if initial.is_zero() => value.delay_at_once(),
            (Jitter::Full, None, _) => value.delay_full_constant(first),
            (Jitter::Equal, None, _) => value.delay_uniform(self.duration(initial / 2), first),
            (Jitter::None | Jitter::Uniform, None, _) => first,
            (Jitter::Uniform, Some(max), _) => value.delay_uniform(first, self.duration(max)),
            (Jitter::Full, Some(max), Some(factor)) => {
                value.delay_full(first, self.duration(max), factor)
            }
            (Jitter::Equal, Some(max), factor) => {
                value.delay_equal(first, self.duration(max), factor.unwrap_or(2))
            }
            (Jitter::None, Some(max), Some(factor)) => {
                words.delay_grows(first, factor, self.duration(max))
            }
            (Jitter::None | Jitter::Full, Some(max), None) => {
                words.delay_up_to(first, self.duration(max))
            }
        })
    }
}
