//! How a server that restarts closes its connections: one after the other.

use core::iter::FusedIterator;
use core::time::Duration;

use crate::SendableCode;

/// A plan for a server that restarts or moves: how many of its connections to close when, and with
/// which code. They are closed evenly over a window, the first at once and the last before its end,
/// so that the clients do not come back at the same moment.
///
/// It has no clock and remembers nothing. A server whose connections come and go asks
/// [`due`](Self::due) from time to time; [`steps`](Self::steps) lists the whole plan in advance.
///
/// The window is what the deployment leaves, less the time for the last closing handshakes: by
/// default, Kubernetes kills a pod 30 s after it asks it to stop.
///
/// ```
/// use closecode::Drain;
/// use core::time::Duration;
///
/// let drain = Drain::new(1000, Duration::from_secs(20));
/// assert_eq!(drain.code().to_string(), "1012 Service Restart");
/// // Five seconds later a quarter is to be closed, and the next one.
/// assert_eq!(drain.due(Duration::from_secs(5), 1000), 251);
/// // 240 were closed, or left by themselves: 11 more.
/// assert_eq!(drain.due(Duration::from_secs(5), 760), 11);
/// // At the end of the window, all that are open, with those that came meanwhile.
/// assert_eq!(drain.due(Duration::from_secs(20), 3), 3);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Drain {
    clients: usize,
    /// In nanoseconds: with 64 bits, its product with any number of clients fits into 128.
    window: u64,
    code: SendableCode,
}

impl Drain {
    /// A plan for this many open connections and this time. The code is 1012 Service Restart, which
    /// was registered for a server that restarts: a client may come back, after a random delay. The
    /// authority is that of its registration, a mail; no standard chooses between it and 1001.
    ///
    /// A window of zero closes all at once. One of more than 584 years counts as 584 years.
    ///
    /// ```
    /// use closecode::Drain;
    /// use core::time::Duration;
    /// assert_eq!(Drain::new(7, Duration::ZERO).due(Duration::ZERO, 7), 7);
    /// assert_eq!(Drain::new(0, Duration::MAX).due(Duration::ZERO, 0), 0);
    /// ```
    #[inline]
    #[must_use]
    pub const fn new(clients: usize, window: Duration) -> Self {
        Self { clients, window: nanos(window), code: SendableCode::SERVICE_RESTART }
    }

    /// The same with another code: [`SendableCode::GOING_AWAY`] for a server that does not come
    /// back, or for clients whose library does not know 1012; or one of your own, such as "your
    /// room has moved".
    ///
    /// ```
    /// use closecode::{Drain, SendableCode};
    /// use core::time::Duration;
    /// let drain = Drain::new(100, Duration::from_secs(10)).with_code(SendableCode::GOING_AWAY);
    /// assert_eq!(drain.code().get(), 1001);
    /// ```
    #[inline]
    #[must_use]
    pub const fn with_code(self, code: SendableCode) -> Self {
        Self { code, ..self }
    }

    /// How many connections were open when it began.
    ///
    /// ```
    /// use core::time::Duration;
    /// assert_eq!(closecode::Drain::new(100, Duration::from_secs(10)).clients(), 100);
    /// ```
    #[inline]
    #[must_use]
    pub const fn clients(self) -> usize {
        self.clients
    }

    /// The time within which all are closed.
    ///
    /// ```
    /// use core::time::Duration;
    /// let window = Duration::from_secs(10);
    /// assert_eq!(closecode::Drain::new(100, window).window(), window);
    /// ```
    #[inline]
    #[must_use]
    pub const fn window(self) -> Duration {
        Duration::from_nanos(self.window)
    }

    /// The code to close with.
    ///
    /// ```
    /// use core::time::Duration;
    /// assert_eq!(closecode::Drain::new(100, Duration::from_secs(10)).code().get(), 1012);
    /// ```
    #[inline]
    #[must_use]
    pub const fn code(self) -> SendableCode {
        self.code
    }

    /// How many of the `open` connections to close now, `elapsed` after the beginning: as many as
    /// are open beyond the plan. Those that left by themselves count as closed, and those that came
    /// meanwhile are closed too. From the end of the window on it is all of them.
    ///
    /// Ask as often as you like; what was late is caught up on.
    ///
    /// ```
    /// use closecode::Drain;
    /// use core::time::Duration;
    ///
    /// let drain = Drain::new(4, Duration::from_secs(8));
    /// let mut open = 4;
    /// let mut closed = Vec::new();
    /// for second in 0..8 {
    ///     let due = drain.due(Duration::from_secs(second), open);
    ///     open -= due;
    ///     closed.push(due);
    /// }
    /// assert_eq!(closed, [1, 0, 1, 0, 1, 0, 1, 0]);
    /// ```
    #[inline]
    #[must_use]
    pub const fn due(self, elapsed: Duration, open: usize) -> usize {
        open.saturating_sub(self.clients - self.closed_by(nanos(elapsed)))
    }

    /// The whole plan: when to close how many, for a server with a timer. The times are counted
    /// from the beginning, grow, and lie within the window; the numbers add up to
    /// [`clients`](Self::clients). More than one is closed at a time only where there are more
    /// clients than nanoseconds.
    ///
    /// ```
    /// use closecode::Drain;
    /// use core::time::Duration;
    /// let steps = Drain::new(3, Duration::from_millis(30)).steps();
    /// let steps: Vec<_> = steps.map(|(at, count)| (at.as_millis(), count)).collect();
    /// assert_eq!(steps, [(0, 1), (10, 1), (20, 1)]);
    /// ```
    #[inline]
    #[must_use]
    pub const fn steps(self) -> DrainSteps {
        DrainSteps { drain: self, closed: 0 }
    }

    /// How many of the first connections are closed by then: client `i`, counted from 0, at
    /// `window * i / clients`, rounded down.
    #[allow(clippy::cast_possible_truncation)] // The quotient is at most the number of clients.
    const fn closed_by(self, elapsed: u64) -> usize {
        if elapsed >= self.window {
            return self.clients;
        }
        let passed = elapsed as u128 + 1;
        (passed * self.clients as u128).div_ceil(self.window as u128) as usize
    }
}

/// The steps of a [`Drain`], from [`Drain::steps`]: when, and how many.
///
/// ```
/// use closecode::{Drain, DrainSteps};
/// use core::time::Duration;
/// let mut steps: DrainSteps = Drain::new(2, Duration::from_secs(1)).steps();
/// assert_eq!(steps.next(), Some((Duration::ZERO, 1)));
/// assert_eq!(steps.next(), Some((Duration::from_millis(500), 1)));
/// assert_eq!(steps.next(), None);
/// ```
#[derive(Clone, Debug)]
pub struct DrainSteps {
    drain: Drain,
    closed: usize,
}

impl Iterator for DrainSteps {
    type Item = (Duration, usize);

    #[inline]
    #[allow(clippy::cast_possible_truncation)] // The quotient is at most the window.
    fn next(&mut self) -> Option<(Duration, usize)> {
        let Drain { clients, window, .. } = self.drain;
        if self.closed == clients {
            return None;
        }
        let at = (u128::from(window) * self.closed as u128 / clients as u128) as u64;
        let closed = self.drain.closed_by(at);
        let count = closed - self.closed;
        self.closed = closed;
        Some((Duration::from_nanos(at), count))
    }
}

impl FusedIterator for DrainSteps {}

/// The nanoseconds, as many as 64 bits hold.
#[allow(clippy::cast_possible_truncation)] // It is compared before.
const fn nanos(duration: Duration) -> u64 {
    let nanos = duration.as_nanos();
    if nanos > u64::MAX as u128 { u64::MAX } else { nanos as u64 }
}
