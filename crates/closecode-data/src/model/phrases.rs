//! Facts put into words: what more than one emitter says, said in one place.

use crate::{Backoff, Jitter};
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
        let pace = Backoff {
            initial: policy.initial_delay.value,
            max: policy.max_delay.value,
            factor: policy.factor.value,
            jitter: policy.jitter.value,
            steps: Vec::new(),
        };
        self.pace(&pace, policy.max_attempts.map(|a| u32::from(a.value)))
    }

    /// How long a client waits, by the numbers of a policy.
    pub fn pace(&self, pace: &Backoff, max_attempts: Option<u32>) -> LocalizedText<'a> {
        let words = self.value();
        let Backoff { initial, max, factor, jitter, ref steps } = *pace;
        if max_attempts == Some(0) || max.is_zero() {
            return words.delay_none();
        }
        if !steps.is_empty() {
            return self.steps(steps, jitter);
        }
        // Without a delay to grow from, or an attempt to grow for, only the first ceiling counts. A
        // uniform draw has none.
        if initial.is_zero() && jitter != Jitter::Uniform {
            return words.delay_at_once();
        }
        let is_constant = initial == max || max_attempts == Some(1);
        match jitter {
            Jitter::Uniform => words.delay_uniform(self.duration(initial), self.duration(max)),
            Jitter::Full if is_constant => words.delay_full_constant(self.duration(initial)),
            Jitter::Equal if is_constant => {
                words.delay_uniform(self.duration(initial / 2), self.duration(initial))
            }
            Jitter::Equal => words.delay_equal(self.duration(initial), self.duration(max), factor),
            // `none` waits for the ceiling itself, which the words for full jitter would misstate;
            // a fixed delay is uniform with one end.
            Jitter::None if is_constant => self.duration(initial),
            Jitter::Full | Jitter::None => {
                words.delay_full(self.duration(initial), self.duration(max), factor)
            }
        }
    }

    /// The delays one by one.
    pub(crate) fn steps(&self, steps: &[Duration], jitter: Jitter) -> LocalizedText<'a> {
        let words = self.protocol();
        let steps = steps.iter().map(|step| self.duration(*step).text.into_owned());
        let steps: Vec<String> = steps.collect();
        let steps = self.list(steps.iter().map(String::as_str));
        match jitter {
            Jitter::None => words.delay_steps(steps),
            _ => words.delay_steps_below(steps),
        }
    }

    /// How often a client tries.
    pub fn attempts(&self, policy: &Policy) -> LocalizedText<'a> {
        self.attempt_count(policy.max_attempts.map(|a| u32::from(a.value)))
    }

    /// How often a client tries, by the number of a policy.
    pub fn attempt_count(&self, max_attempts: Option<u32>) -> LocalizedText<'a> {
        let words = self.value();
        match max_attempts {
            None => words.unlimited(),
            Some(0) => words.attempts_none(),
            Some(1) => words.attempts_one(),
            Some(count) => words.attempts_many(count),
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
