"""How a delay grows, and how it is drawn. Inside, time is counted in whole nanoseconds."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count, islice

from ._words import Action, Alert, Authority, Fault, Jitter, Severity

__all__ = ["Backoff", "Policy"]

SECOND = 1_000_000_000
LONGEST = (2**64 - 1) * SECOND + 999_999_999
"""As long as time gets, in the crate `closecode` too."""
COUNT = 2**32 - 1
"""As far as attempts are counted."""


def nanoseconds(seconds: float) -> int:
    """Seconds as whole nanoseconds; not a number and less than zero are errors."""
    if not seconds >= 0:
        raise ValueError(f"a duration in seconds is not negative, and this is {seconds!r}")
    return LONGEST if seconds * SECOND >= LONGEST else round(seconds * SECOND)


def attempts(number: int) -> int:
    """A number of attempts; less than zero is an error."""
    if number < 0:
        raise ValueError(f"a number of attempts is not negative, and this is {number!r}")
    return min(number, COUNT)


def chance(random: float) -> int:
    """A number from 0 to 1 as one of 32 bits."""
    if not 0 <= random <= 1:
        raise ValueError(f"a random number from 0 to 1 is needed, and this is {random!r}")
    return round(random * COUNT)


@dataclass(frozen=True)
class Backoff:
    """A truncated exponential back-off, in seconds.

    The ceiling of attempt `n`, counted from 0, is `min(max, initial * factor**n)`. An `initial`
    above `max` counts as `max`, a `factor` below 1 as 1. `Backoff.steps` has the ceilings one by
    one.

    >>> pace = Backoff(0.25, 10, factor=2)
    >>> [pace.ceiling(n) for n in (0, 1, 2, 9)]
    [0.25, 0.5, 1.0, 10.0]
    >>> pace.delay(3, random=0.5)
    1.0
    """

    initial: float = 5.0
    """The first ceiling."""
    max: float = 60.0
    """The largest ceiling."""
    factor: int = 2
    """How the ceiling grows."""
    jitter: Jitter = Jitter.FULL
    """How a delay is drawn below the ceiling."""
    ceilings: tuple[float, ...] = ()
    """The ceilings one by one; empty where they grow by the factor."""

    def __post_init__(self) -> None:
        nanoseconds(self.max)
        object.__setattr__(self, "initial", min(self.initial, self.max))
        nanoseconds(self.initial)
        object.__setattr__(self, "factor", 1 if self.factor < 1 else self.factor)

    @classmethod
    def steps(cls, ceilings: Sequence[float], jitter: Jitter = Jitter.FULL) -> Backoff:
        """These ceilings one by one; the last is repeated. An empty list is no delay.

        >>> pace = Backoff.steps([2, 30, 300], Jitter.NONE)
        >>> [pace.delay(n, random=0) for n in (0, 1, 2, 9)]
        [2.0, 30.0, 300.0, 300.0]
        """
        if not ceilings:
            return cls(0.0, 0.0, 1, jitter)
        pace = cls(ceilings[0], max(ceilings), 1, jitter, tuple(ceilings))
        for ceiling in ceilings:
            nanoseconds(ceiling)
        return pace

    def ceiling(self, attempt: int) -> float:
        """The largest delay before attempt `attempt`, counted from 0.

        >>> Backoff().ceiling(2)
        20.0
        """
        return self._ceiling(attempt) / SECOND

    def delay(self, attempt: int, random: float) -> float:
        """The delay before attempt `attempt`, counted from 0.

        `random` is a number from 0 (the shortest delay) to 1 (the longest), drawn anew for each
        call: `random.random()` of the standard library.

        >>> Backoff().delay(0, random=1)
        5.0
        """
        return self._draw(self._ceiling(attempt), random) / SECOND

    def delays(self, random: Callable[[], float]) -> Iterator[float]:
        """The delays one after another, without end.

        >>> [delay for delay, _ in zip(Backoff().delays(lambda: 1), range(5))]
        [5.0, 10.0, 20.0, 40.0, 60.0]
        """
        return (self.delay(attempt, random()) for attempt in count())

    def _ceiling(self, attempt: int) -> int:
        attempt = attempts(attempt)
        if self.ceilings:
            return nanoseconds(self.ceilings[min(attempt, len(self.ceilings) - 1)])
        largest = nanoseconds(self.max)
        if self.jitter is Jitter.UNIFORM:
            return largest
        # Whatever grows at all is beyond any duration by then.
        growth: int = self.factor ** min(attempt, 128)
        return min(largest, nanoseconds(self.initial) * growth)

    def _slowest(self, random: float) -> int:
        return self._draw(nanoseconds(self.max), random)

    def _draw(self, ceiling: int, random: float) -> int:
        floor = {
            Jitter.FULL: 0,
            Jitter.EQUAL: ceiling // 2,
            Jitter.UNIFORM: nanoseconds(self.initial),
        }.get(self.jitter, ceiling)
        span = max(ceiling - floor, 0)
        return min(floor + span * chance(random) // COUNT, LONGEST)


@dataclass(frozen=True)
class Policy:
    """What a client that received a code does about reconnecting; `policy` has it for a number.

    >>> from websocket_close_codes import policy
    >>> policy(1012).action, policy(1012).initial_delay, policy(1012).max_delay
    (<Action.RECONNECT: 'reconnect'>, 5.0, 30.0)
    """

    action: Action
    """What to do."""
    initial_delay: float
    """The first ceiling of the delay, in seconds."""
    max_delay: float
    """The largest ceiling of the delay, in seconds."""
    factor: int
    """How the ceiling grows from one attempt to the next."""
    jitter: Jitter
    """How a delay is drawn below the ceiling."""
    max_attempts: int | None
    """Attempts after which to stop; `None` for no limit."""
    fault: Fault
    """Who caused the close."""
    severity: Severity
    """How loud to log it."""
    alert: Alert
    """When to wake somebody."""
    authority: Authority
    """Who says what to do."""

    @cached_property
    def backoff(self) -> Backoff:
        """The pace of this policy.

        >>> from websocket_close_codes import policy
        >>> policy(1006).backoff == Backoff()
        True
        """
        return Backoff(self.initial_delay, self.max_delay, self.factor, self.jitter)

    def ceiling(self, attempt: int) -> float:
        """The largest delay before attempt `attempt`, counted from 0, in seconds.

        >>> from websocket_close_codes import policy
        >>> [policy(1013).ceiling(n) for n in range(4)]
        [10.0, 30.0, 90.0, 270.0]
        """
        return self.backoff.ceiling(attempt)

    def delay(self, attempt: int, random: float) -> float:
        """The delay before attempt `attempt`, counted from 0, in seconds; see `Backoff.delay`.

        >>> from websocket_close_codes import policy
        >>> policy(1012).delay(0, random=0), policy(1012).delay(0, random=1)
        (5.0, 30.0)
        """
        return self.backoff.delay(attempt, random)

    def delays(self, random: Callable[[], float]) -> Iterator[float]:
        """The delays one after another, as many as the policy has attempts.

        >>> from websocket_close_codes import policy
        >>> list(policy(1002).delays(lambda: 1))
        [5.0, 10.0, 20.0]
        """
        return islice(self.backoff.delays(random), self.max_attempts)

    @property
    def _limit(self) -> float:
        # A credential is renewed once, whether or not the data remembered to say so.
        if self.action is Action.REAUTHENTICATE and self.max_attempts is None:
            return 1
        return math.inf if self.max_attempts is None else self.max_attempts
