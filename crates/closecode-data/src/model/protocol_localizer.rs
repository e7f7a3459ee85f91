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
        Some(match (jitter, max, row.factor.map(|f| f.value).filter(|factor| *factor > 1)) {
            (Jitter::None, None, _) if initial.is_zero() => value.delay_at_once(),
            (_, None, _) => self.wait(initial, jitter),
            (Jitter::Uniform, Some(max), _) => self.span(initial, max),
            (Jitter::Full | Jitter::None, Some(max), None) => {
                words.delay_up_to(self.duration(initial), self.duration(max))
            }
            (_, Some(max), factor) => self.growing(initial, max, factor.unwrap_or(2), jitter),
        })
    }
}
