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
        if jitter == Jitter::Uniform {
            return self.span(initial, max);
        }
        if is_constant {
            return self.wait(initial, jitter);
        }
        self.growing(initial, max, factor, jitter)
    }

    /// Waits that grow, by the first and the last of them.
    pub(crate) fn growing(
        &self,
        initial: Duration,
        max: Duration,
        factor: u16,
        jitter: Jitter,
    ) -> LocalizedText<'a> {
        let words = self.value();
        let first = self.wait(initial, jitter);
        let last = self.wait(max, jitter);
        match factor {
            2 => words.delay_doubles(first, last),
            _ => words.delay_grows(first, last, factor),
        }
    }

    /// What a client may wait below a ceiling.
    pub(crate) fn wait(&self, ceiling: Duration, jitter: Jitter) -> LocalizedText<'a> {
        match jitter {
            Jitter::Full => self.span(Duration::ZERO, ceiling),
            Jitter::Equal => self.span(ceiling / 2, ceiling),
            // A fixed delay is uniform with one end.
            Jitter::Uniform | Jitter::None => self.duration(ceiling),
        }
    }

    /// The least and the most in the largest unit that keeps both whole: `0–5 s`, `5–10 min`.
    pub(crate) fn span(&self, least: Duration, most: Duration) -> LocalizedText<'a> {
        let words = self.value();
        if least == most {
            return self.duration(most);
        }
        let [low, high] = [least, most].map(|end| end.as_millis());
        let whole = |unit: u128| low.is_multiple_of(unit) && high.is_multiple_of(unit);
        if whole(60_000) && high > 60_000 {
            words.span_minutes(low / 60_000, high / 60_000)
        } else if whole(1_000) {
            words.span_seconds(low / 1_000, high / 1_000)
        } else {
            words.span_milliseconds(low, high)
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
