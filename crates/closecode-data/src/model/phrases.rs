//! Facts put into words: what more than one emitter says, said in one place.

use crate::Jitter;
use std::time::Duration;

use super::{LocalizedText, Localizer, Policy, Visibility, Wire};

impl<'a> Localizer<'a> {
    /// A duration in the largest unit that keeps it whole: `5 seconds`, `2 minutes`, `500 ms`.
    pub fn duration(&self, duration: Duration) -> LocalizedText<'a> {
        let words = self.value();
        let millis = duration.as_millis();
        match (millis % 60_000, millis % 1_000) {
            (0, _) if millis > 0 => words.minutes(millis / 60_000),
            (_, 0) => words.seconds(millis / 1_000),
            _ => words.milliseconds(millis),
        }
    }

    /// How long a client waits.
    pub fn delay(&self, policy: &Policy) -> LocalizedText<'a> {
        let words = self.value();
        let initial = policy.initial_delay.value;
        let max = policy.max_delay.value;
        if policy.max_attempts.is_some_and(|a| a.value == 0) || max.is_zero() {
            return words.delay_none();
        }
        // Without a delay to grow from, or an attempt to grow for, only the first ceiling counts. A
        // uniform draw has none.
        if initial.is_zero() && policy.jitter.value != Jitter::Uniform {
            return words.delay_at_once();
        }
        let only_one = policy.max_attempts.is_some_and(|a| a.value == 1);
        match policy.jitter.value {
            Jitter::Uniform => words.delay_uniform(self.duration(initial), self.duration(max)),
            Jitter::Full if initial == max || only_one => {
                words.delay_full_constant(self.duration(initial))
            }
            Jitter::Equal if initial == max || only_one => {
                words.delay_uniform(self.duration(initial / 2), self.duration(initial))
            }
            Jitter::Equal => {
                words.delay_equal(self.duration(initial), self.duration(max), *policy.factor)
            }
            // `none` waits for the ceiling itself, which the words for full jitter would misstate;
            // a fixed delay is uniform with one end.
            Jitter::None if initial == max || only_one => self.duration(initial),
            Jitter::Full | Jitter::None => {
                words.delay_full(self.duration(initial), self.duration(max), *policy.factor)
            }
        }
    }

    /// How often a client tries.
    pub fn attempts(&self, policy: &Policy) -> LocalizedText<'a> {
        let words = self.value();
        match policy.max_attempts.map(|a| a.value) {
            None => words.unlimited(),
            Some(0) => words.attempts_none(),
            Some(1) => words.attempts_one(),
            Some(count) => words.attempts_many(u32::from(count)),
        }
    }

    /// Whether a script can see a code.
    pub fn visibility(&self, wire: &Wire) -> LocalizedText<'a> {
        let words = self.value();
        match wire.script_visible.value {
            Visibility::Yes => words.visible_yes(),
            Visibility::PeerError => words.visible_peer_error(),
            Visibility::No => words.visible_no(),
        }
    }
}
