"""What a client remembers from one end of a connection to the next."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import replace

from ._backoff import nanoseconds
from ._decide import Cause, Decision, Disconnect, Limits, Profile, RetryState, decide

__all__ = ["Reconnector"]


class Reconnector:
    """What a client remembers from one end of a connection to the next: what the caller allows,
    what the protocol says about its codes, what has been tried, and since when the connection is
    open. It opens nothing and waits for nothing.

    Call `opened` when a connection has opened, and `ended` when it has ended or an attempt has
    failed.

    >>> reconnector = Reconnector(random=lambda: 1.0, clock=iter((0.0, 3600.0)).__next__)
    >>> reconnector.opened()
    >>> reconnector.ended(1006).attempt_in
    5.0
    >>> reconnector.ended(Cause.handshake(503)).attempt_in
    5.0
    >>> reconnector.ended(Cause.handshake(503)).attempt_in
    10.0
    >>> reconnector.ended(1000).attempt_in is None
    True
    """

    def __init__(
        self,
        *,
        limits: Limits = Limits(),
        profile: Profile | None = None,
        wanted: bool | None = None,
        retry_state: RetryState = RetryState(),
        random: Callable[[], float] = random.random,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`wanted=True` is for an application that wants a connection also after a normal end
        (1000), as a subscription does. `retry_state` is what another one had remembered, before
        the program was restarted for instance. `random` gives numbers from 0 to 1, `clock`
        seconds.
        """
        self.limits = limits
        self.profile = profile
        self.wanted = wanted
        self._retry_state = retry_state
        self._random = random
        self._clock = clock
        self._since: float | None = None

    @property
    def retry_state(self) -> RetryState:
        """What has been tried since the last stable connection: to be saved. Once a connection
        has been open for `Limits.min_uptime`, nothing has.

        >>> reconnector = Reconnector(random=lambda: 1.0)
        >>> _ = reconnector.ended(Cause.dns())
        >>> reconnector.retry_state.attempts
        1
        """
        if self._since is not None:
            lived = nanoseconds(max(self._clock() - self._since, 0.0))
            if lived >= nanoseconds(self.limits.min_uptime):
                return RetryState()
        return self._retry_state

    def opened(self) -> None:
        """A connection has opened."""
        self._since = self._clock()

    def ended(self, end: Disconnect | Cause | int) -> Decision:
        """What follows the end of a connection, or an attempt that failed.

        `end` is a close code, a `Cause`, or a `Disconnect` of which more is known. Its limits,
        retry state, profile, uptime and `wanted` are replaced by what is remembered here, where
        something is.
        """
        if isinstance(end, int):
            end = Cause.closed(end)
        if isinstance(end, Cause):
            end = Disconnect(end)
        if self._since is None:
            end = replace(end, opened=end.opened or end.uptime is not None)
        else:
            lived = max(self._clock() - self._since, 0.0)
            end = replace(end, opened=True, uptime=lived)
            self._since = None
        decision = decide(
            replace(
                end,
                limits=self.limits,
                retry_state=self._retry_state,
                profile=end.profile if self.profile is None else self.profile,
                wanted=self.wanted if end.wanted is None else end.wanted,
            ),
            self._random(),
        )
        self._retry_state = decision.retry_state
        return decision
