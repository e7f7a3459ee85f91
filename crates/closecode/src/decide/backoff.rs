//! How a delay grows, and how it is drawn.

use core::time::Duration;

use crate::{Jitter, Policy};

/// A truncated exponential back-off: the ceiling of attempt `n`, counted from 0, is `min(max,
/// initial * factor^n)`. Or a list of ceilings, for schedules that grow otherwise: see
/// [`Backoff::steps`].
///
/// Exact to the nanosecond, saturating, and without a panic for any argument. Chance is the
/// caller's.
///
/// ```
/// use closecode::{Backoff, Jitter};
/// use core::time::Duration;
///
/// const PACE: Backoff =
///     Backoff::new(Duration::from_millis(250), Duration::from_secs(10), 2, Jitter::Full);
/// assert_eq!(PACE.ceiling(3), Duration::from_secs(2));
/// assert_eq!(PACE.delay(3, u32::MAX), Duration::from_secs(2));
/// assert_eq!(PACE.delay(3, 0), Duration::ZERO);
/// assert_eq!(PACE.delay(u32::MAX, u32::MAX), Duration::from_secs(10));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Backoff {
    initial: Duration,
    max: Duration,
    factor: u32,
    jitter: Jitter,
    /// The ceilings one by one; empty where they grow by the factor.
    steps: &'static [Duration],
}

impl Backoff {
    /// A random time below 5 s, then below 10, 20 and 40 s, up to a minute: the pace of RFC 6455
    /// section 7.2.3, for rules that set none. Of many clients that lose one server, no more than a
    /// fifth come back within the same second.
    ///
    /// ```
    /// use closecode::{Backoff, RawCode};
    /// assert_eq!(Backoff::DEFAULT, RawCode::new(1006).policy().backoff());
    /// ```
    pub const DEFAULT: Self =
        Self::new(Duration::from_secs(5), Duration::from_secs(60), 2, Jitter::Full);

    /// A back-off by its numbers. An `initial` above `max` counts as `max`, a `factor` of 0 as 1.
    ///
    /// ```
    /// use closecode::{Backoff, Jitter};
    /// use core::time::Duration;
    /// let fixed =
    ///     Backoff::new(Duration::from_secs(9), Duration::from_secs(5), 0, Jitter::None);
    /// assert_eq!(fixed.delay(7, 0), Duration::from_secs(5));
    /// ```
    #[inline]
    #[must_use]
    pub const fn new(initial: Duration, max: Duration, factor: u32, jitter: Jitter) -> Self {
        let initial = if initial.as_nanos() > max.as_nanos() { max } else { initial };
        Self { initial, max, factor: if factor == 0 { 1 } else { factor }, jitter, steps: &[] }
    }

    /// A back-off with these ceilings one by one; the last is repeated. An empty list is no delay.
    /// [`Jitter::Uniform`] draws from the first of them.
    ///
    /// ```
    /// use closecode::{Backoff, Jitter};
    /// use core::time::Duration;
    ///
    /// const STEPS: &[Duration] =
    ///     &[Duration::from_secs(2), Duration::from_secs(30), Duration::from_secs(300)];
    /// const PACE: Backoff = Backoff::steps(STEPS, Jitter::None);
    /// assert_eq!([0, 1, 2, 9].map(|n| PACE.delay(n, 0).as_secs()), [2, 30, 300, 300]);
    /// ```
    #[inline]
    #[must_use]
    pub const fn steps(steps: &'static [Duration], jitter: Jitter) -> Self {
        let initial = if steps.is_empty() { Duration::ZERO } else { steps[0] };
        let mut max = initial;
        let mut i = 0;
        while i < steps.len() {
            if steps[i].as_nanos() > max.as_nanos() {
                max = steps[i];
            }
            i += 1;
        }
        Self { initial, max, factor: 1, jitter, steps }
    }

    /// The first ceiling.
    ///
    /// ```
    /// assert_eq!(closecode::Backoff::DEFAULT.initial().as_secs(), 5);
    /// ```
    #[inline]
    #[must_use]
    pub const fn initial(self) -> Duration {
        self.initial
    }

    /// The largest ceiling.
    ///
    /// ```
    /// assert_eq!(closecode::Backoff::DEFAULT.max().as_secs(), 60);
    /// ```
    #[inline]
    #[must_use]
    pub const fn max(self) -> Duration {
        self.max
    }

    /// How the ceiling grows; 1 for [`steps`](Self::steps).
    ///
    /// ```
    /// assert_eq!(closecode::Backoff::DEFAULT.factor(), 2);
    /// ```
    #[inline]
    #[must_use]
    pub const fn factor(self) -> u32 {
        self.factor
    }

    /// How a delay is drawn below the ceiling.
    ///
    /// ```
    /// assert_eq!(closecode::Backoff::DEFAULT.jitter(), closecode::Jitter::Full);
    /// ```
    #[inline]
    #[must_use]
    pub const fn jitter(self) -> Jitter {
        self.jitter
    }

    /// The largest delay before attempt `attempt`, counted from 0. With [`Jitter::Uniform`] it is
    /// the same for each.
    ///
    /// ```
    /// use closecode::Backoff;
    /// assert_eq!(
    ///     [0, 1, 2, 9].map(|attempt| Backoff::DEFAULT.ceiling(attempt).as_secs()),
    ///     [5, 10, 20, 60]
    /// );
    /// ```
    #[inline]
    #[must_use]
    pub const fn ceiling(self, attempt: u32) -> Duration {
        if !self.steps.is_empty() {
            let last = self.steps.len() - 1;
            return self.steps[if (attempt as usize) < last { attempt as usize } else { last }];
        }
        if let Jitter::Uniform = self.jitter {
            return self.max;
        }
        let growth = (self.factor as u128).saturating_pow(attempt);
        let nanos = self.initial.as_nanos().saturating_mul(growth);
        if nanos < self.max.as_nanos() { from_nanos(nanos) } else { self.max }
    }

    /// The delay before attempt `attempt`, counted from 0. `random` is any number of a uniform
    /// distribution, drawn anew for each call: 0 gives the shortest delay, `u32::MAX` the longest.
    ///
    /// | jitter | from | to |
    /// |---|---|---|
    /// | full | 0 | the ceiling |
    /// | equal | half of the ceiling | the ceiling |
    /// | uniform | the initial delay | the largest delay |
    /// | none | the ceiling | the ceiling |
    ///
    /// ```
    /// use closecode::RawCode;
    /// // RFC 6455 section 7.2.3: a first delay from 0 to 5 s after an abnormal closure.
    /// let lost = RawCode::new(1006).policy().backoff();
    /// assert_eq!([0, u32::MAX].map(|random| lost.delay(0, random).as_secs()), [0, 5]);
    /// // 1012's registration: a random delay from 5 to 30 s.
    /// let restart = RawCode::new(1012).policy().backoff();
    /// assert_eq!([0, u32::MAX].map(|random| restart.delay(0, random).as_secs()), [5, 30]);
    /// ```
    #[inline]
    #[must_use]
    pub const fn delay(self, attempt: u32, random: u32) -> Duration {
        self.draw(self.ceiling(attempt), random)
    }

    /// The delay after which nothing grows: for a client that nobody looks at.
    #[inline]
    #[must_use]
    pub(super) const fn slowest(self, random: u32) -> Duration {
        self.draw(self.max, random)
    }

    #[inline]
    const fn draw(self, ceiling: Duration, random: u32) -> Duration {
        let floor = match self.jitter {
            Jitter::Full => Duration::ZERO,
            Jitter::Equal => from_nanos(ceiling.as_nanos() / 2),
            Jitter::Uniform => self.initial,
            Jitter::None => ceiling,
        };
        let span = ceiling.saturating_sub(floor).as_nanos();
        // A span has at most 94 bits, so 32 more fit.
        floor.saturating_add(from_nanos(span * random as u128 / u32::MAX as u128))
    }

    /// The delays one after another, without end, for a loop or a retry crate that takes an
    /// iterator (`backon`, `tokio-retry`). `random` is asked once for each.
    ///
    /// ```
    /// use closecode::Backoff;
    /// let seconds = Backoff::DEFAULT.delays(|| u32::MAX).map(|delay| delay.as_secs());
    /// assert!(seconds.take(6).eq([5, 10, 20, 40, 60, 60]));
    /// ```
    #[inline]
    pub const fn delays<R: FnMut() -> u32>(self, random: R) -> Delays<R> {
        Delays { pace: self, attempt: 0, end: None, random }
    }
}

impl Policy {
    /// The pace of this policy.
    ///
    /// ```
    /// use closecode::RawCode;
    /// let policy = RawCode::new(1013).policy();
    /// assert_eq!(policy.backoff().ceiling(2), policy.ceiling(2));
    /// ```
    #[inline]
    #[must_use]
    pub const fn backoff(self) -> Backoff {
        Backoff::new(self.initial_delay(), self.max_delay(), self.factor(), self.jitter())
    }

    /// The delay before attempt `attempt`, counted from 0, as [`Backoff::delay`] draws it.
    ///
    /// ```
    /// use closecode::RawCode;
    /// let policy = RawCode::new(1013).policy();
    /// assert_eq!(
    ///     [0, 1, 2, u32::MAX].map(|attempt| policy.delay(attempt, u32::MAX).as_secs()),
    ///     [10, 30, 90, 300]
    /// );
    /// ```
    #[inline]
    #[must_use]
    pub const fn delay(self, attempt: u32, random: u32) -> Duration {
        self.backoff().delay(attempt, random)
    }

    /// The delays of this policy one after another, as many as it has attempts.
    ///
    /// ```
    /// use closecode::RawCode;
    /// let seconds =
    ///     RawCode::new(1002).policy().delays(|| u32::MAX).map(|delay| delay.as_secs());
    /// assert!(seconds.eq([5, 10, 20])); // three attempts, then no more
    /// ```
    #[inline]
    pub const fn delays<R: FnMut() -> u32>(self, random: R) -> Delays<R> {
        Delays { pace: self.backoff(), attempt: 0, end: self.max_attempts(), random }
    }
}

/// Delays one after another, from [`Backoff::delays`] or [`Policy::delays`].
///
/// ```
/// use closecode::{Delays, RawCode};
/// let mut delays: Delays<_> = RawCode::new(1009).policy().delays(|| 0);
/// assert_eq!(delays.next(), None); // the same message gets the same answer
/// ```
#[derive(Clone, Debug)]
pub struct Delays<R> {
    pace: Backoff,
    attempt: u32,
    end: Option<u32>,
    random: R,
}

impl<R: FnMut() -> u32> Iterator for Delays<R> {
    type Item = Duration;

    #[inline]
    fn next(&mut self) -> Option<Duration> {
        if self.end.is_some_and(|end| self.attempt >= end) {
            return None;
        }
        let delay = self.pace.delay(self.attempt, (self.random)());
        self.attempt = self.attempt.saturating_add(1);
        Some(delay)
    }
}

/// `Duration::from_nanos` for more than 584 years, saturating.
#[inline]
#[allow(clippy::cast_possible_truncation)] // the quotient is compared, the remainder is below 10^9
pub(super) const fn from_nanos(nanos: u128) -> Duration {
    const SECOND: u128 = 1_000_000_000;
    if nanos > Duration::MAX.as_nanos() {
        Duration::MAX
    } else {
        Duration::new((nanos / SECOND) as u64, (nanos % SECOND) as u32)
    }
}
