"""Whether, when and how to connect again after a connection has ended.

One pure function, `decide`: everything that it takes into account is in a `Disconnect`, and the
caller supplies the clock and the randomness, so that each case can be tested and replayed.
"""

from __future__ import annotations

import math
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import Enum

from . import _retry_after, _texts
from ._backoff import COUNT, LONGEST, SECOND, Backoff, Policy, attempts, nanoseconds
from ._codes import CODES, STATUSES, CloseCode, checked, describe, facts, policy
from ._words import Action, Initiator, Jitter, LocalError, Rationale, Severity, Word

__all__ = [
    "Cause",
    "CauseKind",
    "Decision",
    "Disconnect",
    "Hint",
    "Limits",
    "Profile",
    "RetryState",
    "Rule",
    "decide",
]

_AT_ONCE = SECOND
"""A hint below this means "at once", which is believed once and not again and again."""
_FAILED_OPENS = 3
"""Failed opens in a row after which a hidden cause is to be looked into."""
_CAUSES = 4
"""How many causes are remembered."""


class CauseKind(Word):
    """What kind of end a `Cause` is."""

    CLOSED = "closed"
    """Closed with a code."""
    HANDSHAKE = "handshake"
    """The server refused the handshake with an HTTP status."""
    DNS = "dns"
    """The name could not be resolved."""
    TCP = "tcp"
    """No TCP connection, or it broke."""
    TLS = "tls"
    """No TLS session, or it broke."""
    LOCAL = "local"
    """This side's own library ended the connection, or could not begin it."""
    NOT_OPENED = "not-opened"
    """The connection did not open, and nobody knows why."""


@dataclass(frozen=True)
class Cause:
    """What ended the connection, or kept it from opening. Only `Cause.closed` has a close code.

    >>> print(Cause.closed(1001))
    1001 Going Away
    >>> print(Cause.handshake(503))
    handshake refused with HTTP 503
    >>> print(Cause.tls())
    TLS failure
    >>> Cause.parse("close-1001") == Cause.closed(1001)
    True
    """

    kind: CauseKind
    """What kind of end it is."""
    code: int | None = None
    """The close code, of `Cause.closed`."""
    status: int | None = None
    """The HTTP status, of `Cause.handshake`."""
    error: LocalError | None = None
    """What was found, of `Cause.local`."""

    @classmethod
    def closed(cls, code: int) -> Cause:
        """Closed with this code: received, or generated locally, as 1005 and 1006 are."""
        return cls(CauseKind.CLOSED, code=checked(code))

    @classmethod
    def handshake(cls, status: int) -> Cause:
        """The server refused the handshake with this HTTP status."""
        if not 0 <= status <= 65535:
            raise ValueError(f"an HTTP status is needed, and this is {status!r}")
        return cls(CauseKind.HANDSHAKE, status=int(status))

    @classmethod
    def dns(cls) -> Cause:
        """The name could not be resolved."""
        return cls(CauseKind.DNS)

    @classmethod
    def tcp(cls) -> Cause:
        """No TCP connection, or it broke: refused, reset, timed out."""
        return cls(CauseKind.TCP)

    @classmethod
    def tls(cls) -> Cause:
        """No TLS session, or it broke."""
        return cls(CauseKind.TLS)

    @classmethod
    def local(cls, error: LocalError) -> Cause:
        """This side's own library ended the connection, or could not begin it."""
        return cls(CauseKind.LOCAL, error=error)

    @classmethod
    def not_opened(cls) -> Cause:
        """The connection did not open, and nobody knows why."""
        return cls(CauseKind.NOT_OPENED)

    @classmethod
    def parse(cls, word: str) -> Cause:
        """Reads one word: `close-1006`, `http-503`, `dns`, `tcp`, `tls`, `not-opened`, or
        `local-` and the word of a `LocalError`. Any other is a `ValueError`.

        >>> Cause.parse("local-ping-timeout").error
        <LocalError.PING_TIMEOUT: 'ping-timeout'>
        """
        kind, _, rest = word.partition("-")
        if kind == "close" and (number := _number(rest, 65535)) is not None:
            return cls.closed(number)
        if kind == "http" and (number := _number(rest, 65535)) is not None:
            return cls.handshake(number)
        if kind == "local" and rest in [error.value for error in LocalError]:
            return cls.local(LocalError(rest))
        if word in ("dns", "tcp", "tls", "not-opened"):
            return cls(CauseKind(word))
        raise ValueError("not a cause as closecode writes it")

    @property
    def word(self) -> str:
        """The cause as one word, which `parse` reads.

        >>> Cause.handshake(503).word
        'http-503'
        """
        if self.code is not None:
            return f"close-{self.code}"
        if self.status is not None:
            return f"http-{self.status}"
        return f"local-{self.error}" if self.error is not None else str(self.kind)

    @property
    def label(self) -> str:
        """A label for metrics, from a bounded set.

        >>> Cause.closed(4004).label, Cause.handshake(418).label, Cause.dns().label
        ('private_use', 'http_4xx', 'dns')
        """
        if self.code is not None:
            return facts(self.code).label
        if self.status is not None:
            if self.status in _LABELLED:
                return f"http_{self.status}"
            return f"http_{self.status // 100}xx" if 100 <= self.status < 600 else "http_other"
        return (f"local-{self.error}" if self.error else str(self.kind)).replace("-", "_")

    @property
    def severity(self) -> Severity:
        """The log level: that of the code's policy, or of the code whose policy it shares.

        >>> Cause.closed(1000).severity
        <Severity.INFO: 'info'>
        """
        if self.code is not None:
            return policy(self.code).severity
        if self.error is LocalError.BAD_REQUEST:
            return CODES[CloseCode.PROTOCOL_ERROR].policy.severity
        if self.status is not None:
            return CODES[CloseCode.ABNORMAL_CLOSURE].policy.severity
        return CODES[self._like].policy.severity

    def __str__(self) -> str:
        if self.code is not None:
            return describe(self.code)
        if self.status is not None:
            return f"handshake refused with HTTP {self.status}"
        if self.error is not None:
            return f"{self.error}, found here"
        if self.kind is CauseKind.NOT_OPENED:
            return "not opened, cause hidden"
        return f"{self.kind.value.upper()} failure"

    @property
    def _like(self) -> CloseCode:
        """The code whose policy it shares, if it has neither code nor status."""
        if self.kind is CauseKind.TLS:
            return CloseCode.TLS_HANDSHAKE
        if self.error is LocalError.MESSAGE_TOO_BIG:
            return CloseCode.MESSAGE_TOO_BIG
        if self.error in (LocalError.INVALID_UTF8, LocalError.PROTOCOL_ERROR):
            return CloseCode.PROTOCOL_ERROR
        if self.error is LocalError.CODE_HIDDEN:
            return CloseCode.BAD_GATEWAY
        return CloseCode.ABNORMAL_CLOSURE

    @property
    def _rule(self) -> Rule:
        """The rule of the policy data."""
        if self.code is not None:
            return Rule._of(policy(self.code))
        if self.error is LocalError.BAD_REQUEST:
            return Rule(Action.FIX_FIRST)
        if self.status is not None:
            like = next(like for statuses, like in STATUSES if self.status in statuses)
            return Rule._of(CODES[like].policy if isinstance(like, CloseCode) else like)
        return Rule._of(CODES[self._like].policy)

    @property
    def _pace_key(self) -> int:
        """The cause as delays count it: one number for all that a lost network explains."""
        if self._is_network:
            return 1 << 16
        if self.code is not None:
            return 2 << 16 | self.code
        if self.status is not None:
            return 3 << 16 | self.status
        if self.error is not None:
            return 4 << 16 | list(LocalError).index(self.error)
        return 5 << 16

    @property
    def _is_network(self) -> bool:
        """Whether the loss of the network explains it."""
        return (
            self.code == CloseCode.ABNORMAL_CLOSURE
            or self.kind in (CauseKind.DNS, CauseKind.TCP, CauseKind.NOT_OPENED)
            or self.error is LocalError.PING_TIMEOUT
        )


_LABELLED = frozenset((400, 401, 403, 404, 408, 429, 500, 502, 503, 504))


@dataclass(frozen=True)
class Rule:
    """What a protocol asks for after one of its codes: an action, a pace, a number of attempts.

    `attempts` is after how many to stop; `math.inf` for no limit. If it is left out,
    `REAUTHENTICATE` has one, `FIX_FIRST` and `STOP` none, and the others no limit.

    >>> rules = {4001: Rule(Action.STOP), 4002: Rule(Action.RECONNECT, Backoff(1, 30))}
    >>> decide(Disconnect(Cause.closed(4001), profile=rules.get), random=0).action
    <Action.STOP: 'stop'>
    """

    action: Action
    """What to do."""
    pace: Backoff = Backoff()
    """How the delays grow."""
    attempts: float | None = None
    """After how many attempts to stop."""
    at_once: bool = False
    """Whether the first attempt is made at once."""
    name: str | None = None
    """What the product calls the code, for logs."""
    product: str | None = None
    """The product, for logs."""

    def __post_init__(self) -> None:
        if not isinstance(self.action, Action):
            raise TypeError(f"{self.action!r} is no action: write Action.STOP, for example")

    @classmethod
    def _of(cls, policy: Policy) -> Rule:
        """The rule that a policy amounts to. A code that only a profile could explain is tried a
        few times without one.
        """
        action = Action.RECONNECT if policy.action is Action.ASK_PROFILE else policy.action
        return cls(action, policy.backoff, policy._limit)

    @property
    def _limit(self) -> float:
        if self.attempts is not None:
            return self.attempts
        if self.action in (Action.FIX_FIRST, Action.STOP):
            return 0
        return 1 if self.action is Action.REAUTHENTICATE else math.inf

    @property
    def _demanded(self) -> Rule:
        """The rule after the server has asked for a reconnect: its pace, if it has one, and no
        end.
        """
        action = Action.RESUME if self.action is Action.RESUME else Action.RECONNECT
        # A rule that never expected an attempt has no pace, and would be a tight loop.
        pace = self.pace if self.pace._ceiling(COUNT) else Backoff()
        return replace(self, action=action, pace=pace, attempts=math.inf)


Profile = Callable[[int], "Rule | None"]
"""What the codes of one protocol mean: a function from a number to its rule, and to `None` where
the protocol says nothing. The method `get` of a dict is one."""


@dataclass(frozen=True)
class Hint:
    """What the server said about coming back, in whatever way its protocol has.

    Stronger than any policy, because the server knows its own state; weaker than local intent.

    >>> decide(Disconnect(Cause.closed(1013), hint=Hint(retry_after=42)), random=0).delay
    42.0
    """

    retry_after: float | None = None
    """How long to wait, in seconds. A client comes no earlier, and up to half as much later."""
    reconnect: bool | None = None
    """Whether to come back at all."""
    resume: bool | None = None
    """Whether the session can be resumed."""

    def __post_init__(self) -> None:
        if self.retry_after is not None:
            nanoseconds(self.retry_after)

    @classmethod
    def from_retry_after(cls, value: str | None, now: float | None = None) -> Hint:
        """What the value of a `Retry-After` header says (RFC 9110, section 10.2.3): a number of
        seconds, or a date, which is compared with `now`, in seconds since 1970, or else with the
        clock of the system. A hint that says nothing if it is neither, or `None`.

        >>> Hint.from_retry_after("60").retry_after
        60.0
        >>> Hint.from_retry_after("Sun, 06 Nov 1994 08:49:37 GMT", now=784_111_717).retry_after
        60.0
        >>> Hint.from_retry_after("soon") == Hint()
        True
        """
        if value is None:
            return cls()
        now = time.time() if now is None else now
        delay = _retry_after.parse(value, nanoseconds(now))
        return cls() if delay is None else cls(retry_after=delay / SECOND)


@dataclass(frozen=True)
class Limits:
    """What the caller allows, whatever the policy says. Times are in seconds.

    >>> lost = Disconnect(Cause.tcp(), limits=Limits(attempts=0))
    >>> decide(lost, random=0).rationale
    <Rationale.ATTEMPTS_SPENT: 'attempts-spent'>
    """

    min_uptime: float = 10.0
    """How long a connection must have been up for attempts to be counted anew."""
    attempts: int | None = None
    """Attempts in a row after which to stop; `None` for no limit."""
    total_time: float | None = None
    """Time in a row after which to stop; `None` for no limit."""
    max_delay: float = 86_400.0
    """The longest delay that the caller waits for. A server that asks for more is not called."""

    def __post_init__(self) -> None:
        nanoseconds(self.min_uptime)
        nanoseconds(self.max_delay)
        if self.total_time is not None:
            nanoseconds(self.total_time)


_N = "([0-9]{1,60})"
_PARTS = ("1", *(_N,) * 7, *(f"{_N}:{_N}",) * _CAUSES, "[.]")
_SPACE = "[ \t\n\r\f]"
_STATE = re.compile(f"{_SPACE}*" + f"{_SPACE}+".join(_PARTS) + f"{_SPACE}*")
"""A retry state as a line."""


class _Kind(Enum):
    """How an attempt is counted, besides as one."""

    REAUTH = "reauths"
    PROBE = "probes"
    LIMITED = "limited"
    FREE = ""


@dataclass(frozen=True)
class RetryState:
    """What has been tried since the last stable connection, and for how long.

    Take it from each `Decision` and hand it to the next `Disconnect`; a `Reconnector` does so by
    itself. `str` writes it as one line of ASCII, and `RetryState.parse` reads that, to survive a
    restart of the program; the crate `closecode` reads and writes the same line.

    >>> state = decide(Disconnect(Cause.tcp()), random=1).retry_state
    >>> state.attempts, state.spent
    (1, 5.0)
    >>> RetryState.parse(str(state)) == state
    True
    """

    attempts: int = 0
    """Attempts of every kind."""
    _reauths: int = 0
    _probes: int = 0
    _limited: int = 0
    _failed_opens: int = 0
    _of_any: int = 0
    _spent: int = 0
    _causes: tuple[tuple[int, int], ...] = ((0, 0),) * _CAUSES

    @classmethod
    def of(cls, number: int) -> RetryState:
        """What a mere counter of attempts says: each counts against every limit and for every
        delay.

        >>> RetryState.of(3).attempts
        3
        """
        n = attempts(number)
        return cls(n, n, n, n, n, n)

    @property
    def spent(self) -> float:
        """The time since the last stable connection, in seconds, as far as it was told."""
        return self._spent / SECOND

    def attempts_for(self, cause: Cause) -> int:
        """Attempts whose delays this cause makes grow.

        >>> state = decide(Disconnect(Cause.dns()), random=0).retry_state
        >>> state.attempts_for(Cause.closed(1006)), state.attempts_for(Cause.closed(1013))
        (1, 0)
        """
        return min(self._of_any + dict(reversed(self._causes)).get(cause._pace_key, 0), COUNT)

    def __str__(self) -> str:
        counts = (self.attempts, self._reauths, self._probes, self._limited, self._failed_opens)
        causes = [f"{key}:{count}" for key, count in self._causes]
        # What was cut does not end like this.
        return " ".join(map(str, ("1", *counts, self._of_any, self._spent, *causes, ".")))

    @classmethod
    def parse(cls, text: str) -> RetryState:
        """Reads what `str` has written; any other text is a `ValueError`.

        >>> RetryState.parse("tomorrow")
        Traceback (most recent call last):
        ...
        ValueError: not a retry state as closecode writes it
        """
        match = _STATE.fullmatch(text)
        if match:
            n, reauths, probes, limited, failed, of_any, spent, *rest = map(int, match.groups())
            tried = reauths, probes, limited, failed, of_any
            if max(n, *tried, *rest) <= COUNT:
                causes = tuple(zip(rest[::2], rest[1::2], strict=True))
                return cls(n, *tried, min(spent, LONGEST), causes)
        raise ValueError("not a retry state as closecode writes it")

    def _tried(self, kind: _Kind) -> int:
        tried = {
            _Kind.REAUTH: self._reauths,
            _Kind.PROBE: self._probes,
            _Kind.LIMITED: self._limited,
        }
        return tried.get(kind, 0)

    def _after(self, cause: Cause, kind: _Kind, opened: bool, delay: int) -> RetryState:
        """The retry state after one more attempt for this cause, after this delay."""
        key = cause._pace_key
        others = [other for other in self._causes if other[0] != key]
        before = next((count for other, count in self._causes if other == key), 0)
        return RetryState(
            _more(self.attempts),
            _more(self._reauths) if kind is _Kind.REAUTH else self._reauths,
            _more(self._probes) if kind is _Kind.PROBE else self._probes,
            _more(self._limited) if kind is _Kind.LIMITED else self._limited,
            0 if opened else _more(self._failed_opens),
            self._of_any,
            min(self._spent + delay, LONGEST),
            ((key, _more(before)), *others)[:_CAUSES],
        )


@dataclass(frozen=True)
class Disconnect:
    """The end of a connection, with everything that a decision takes into account.

    What is left out counts as: begun by the remote end, open if there was a close code, online,
    visible, the first in a row, no hint, no profile, and default limits.

    >>> lost = Disconnect(Cause.closed(1006), uptime=90, limits=Limits(attempts=8))
    >>> print(decide(lost, random=0.5))
    reconnect in 2.5 s: 1006 Abnormal Closure
    """

    cause: Cause
    """What ended it."""
    opened: bool | None = None
    """Whether it had opened. `None`: if it was closed with a code, or `uptime` is known."""
    initiator: Initiator = Initiator.REMOTE
    """Who began to close it."""
    wanted: bool | None = None
    """Whether the application still wants a connection. `False` stops; `True` reconnects even
    after a normal end (1000), as a subscription does. `None`: a normal end is the end."""
    uptime: float | None = None
    """How long the connection was open, in seconds."""
    retry_state: RetryState = RetryState()
    """What has been tried before: from the last `Decision`."""
    spent: float | None = None
    """The time since the last stable connection, in seconds, by a clock. `None`: as the retry
    state has it."""
    hint: Hint = Hint()
    """What the server said about coming back."""
    profile: Profile | None = None
    """What the protocol says about the code, whatever its number."""
    online: bool = True
    """Whether there is a network, as far as is known."""
    visible: bool = True
    """Whether somebody looks at the application. Hidden, it need not hurry."""
    limits: Limits = Limits()
    """What the caller allows."""

    def __post_init__(self) -> None:
        for seconds in (self.uptime, self.spent):
            if seconds is not None:
                nanoseconds(seconds)

    @property
    def _is_opened(self) -> bool:
        if self.opened is not None:
            return self.opened
        return self.uptime is not None or self.cause.kind is CauseKind.CLOSED

    @property
    def _rule(self) -> Rule | None:
        if self.profile is None or self.cause.code is None:
            return None
        return self.profile(self.cause.code)

    @property
    def _cause_seen(self) -> Cause:
        """The cause, seen in the light of whether the connection had opened."""
        if self.cause.code == CloseCode.ABNORMAL_CLOSURE and not self._is_opened:
            return Cause.not_opened()
        if self.cause.kind in (CauseKind.NOT_OPENED, CauseKind.TLS) and self._is_opened:
            return Cause.closed(CloseCode.ABNORMAL_CLOSURE)
        return self.cause

    @property
    def _flap_guard(self) -> RetryState:
        """The retry state that counts, with the time: none after a stable connection."""
        uptime = nanoseconds(self.uptime or 0)
        if self._is_opened and uptime >= nanoseconds(self.limits.min_uptime):
            return RetryState()
        if self.spent is not None:
            return replace(self.retry_state, _spent=nanoseconds(self.spent))
        spent = min(self.retry_state._spent + uptime, LONGEST)
        return replace(self.retry_state, _spent=spent)


@dataclass(frozen=True)
class Decision:
    """What to do, after what delay, and why; made by `decide`.

    >>> decision = decide(Disconnect(Cause.closed(1014)), random=1)
    >>> print(decision)
    reconnect in 5 s: 1014 Bad Gateway
    """

    action: Action
    """What to do."""
    delay: float
    """How long to wait before an attempt, in seconds; also zero if there is no attempt."""
    cause: Cause
    """What ended the connection, seen in the light of whether it had opened."""
    rationale: Rationale
    """Which rule decided."""
    retry_state: RetryState
    """What has been tried, including the attempt that follows from this."""
    code_name: str | None = None
    """What the product calls the code, if its rule says so."""
    product: str | None = None
    """The product, if its rule says so."""
    _said: Action = field(default=Action.STOP, repr=False)
    _dials: bool = field(default=False, repr=False)

    @property
    def attempt_in(self) -> float | None:
        """How many seconds to wait before connecting without anybody's help. `None` if you must
        not connect yet: never, not before a fix, or not before the network is back.

        >>> decide(Disconnect(Cause.closed(1002)), random=1).attempt_in
        5.0
        >>> decide(Disconnect(Cause.closed(1009)), random=1).attempt_in is None
        True
        """
        return self.delay if self._dials else None

    @property
    def severity(self) -> Severity:
        """The log level. An error if somebody has to act: there is something to fix, or this
        client has given up.

        >>> decide(Disconnect(Cause.closed(1006)), random=1).severity
        <Severity.WARNING: 'warning'>
        """
        if self.rationale in (Rationale.APPLICATION_CLOSED, Rationale.NOT_WANTED):
            return Severity.INFO
        if self.rationale in _GIVEN_UP or self.action is Action.FIX_FIRST:
            return Severity.ERROR
        return self.cause.severity

    def user_message(self, locale: str = "en") -> str:
        """A short text for users. It says what happens next, and nothing that the peer wrote:
        RFC 6455 section 5.5.1 forbids showing that. `locale` is one of `locales()`; others are a
        `ValueError`.

        >>> decide(Disconnect(Cause.closed(1000)), random=0).user_message()
        'The connection has ended.'
        """
        return _texts.message(self._message, locale)

    @property
    def _message(self) -> str:
        if self.action is Action.REAUTHENTICATE:
            return "renewing_session"
        if self.action is Action.PAUSE_UNTIL_ONLINE:
            return "offline"
        if self.action is Action.FIX_FIRST:
            return "trouble"
        if self.action is not Action.STOP:
            return "reconnecting"
        if (
            self.rationale in (Rationale.APPLICATION_CLOSED, Rationale.NOT_WANTED)
            or self._said is Action.RECONNECT_IF_WANTED
        ):
            return "ended"
        if self.rationale is Rationale.CREDENTIAL_REFUSED:
            return "sign_in_again"
        # It was to be fixed, and still is.
        if self._said is Action.FIX_FIRST:
            return "trouble"
        return "given_up" if self.rationale in _GIVEN_UP else "ended_by_server"

    def __str__(self) -> str:
        if self._dials or self.delay:
            return f"{self.action} {_wait(nanoseconds(self.delay))}: {self._why}"
        return f"{self.action}: {self._why}"

    @property
    def _why(self) -> str:
        if self.rationale in _WHY:
            return _WHY[self.rationale]
        why = str(self.cause)
        if self.cause.code is not None and self.code_name is not None:
            why = f"{self.cause.code} {self.code_name}"
        if self.product is not None:
            why += f" ({self.product})"
        elif self.rationale is Rationale.PROFILE and self.code_name is None:
            why += " (by its profile)"
        return why + _AND.get(self.rationale, "")


_GIVEN_UP = frozenset(
    (
        Rationale.CREDENTIAL_REFUSED,
        Rationale.ATTEMPTS_SPENT,
        Rationale.TIME_SPENT,
        Rationale.DELAY_TOO_LONG,
    )
)
_WHY = {
    Rationale.APPLICATION_CLOSED: "closed by the application",
    Rationale.NOT_WANTED: "no longer wanted by the application",
    Rationale.WATCHDOG: "closed by a local watchdog",
}
_AND = {
    Rationale.SERVER_FORBIDS: ", and the server said not to come back",
    Rationale.SERVER_ASKS: ", and the server said to come back",
    Rationale.LOOK_INTO_IT: ": probe over HTTP or renew the credential",
    Rationale.CREDENTIAL_REFUSED: ", with a renewed credential",
    Rationale.ATTEMPTS_SPENT: ", and no attempts are left",
    Rationale.TIME_SPENT: ", and no time is left",
    Rationale.DELAY_TOO_LONG: ", and the wait is too long",
    Rationale.OFFLINE: ", offline",
}


def decide(disconnect: Disconnect, random: float) -> Decision:
    """Decides what follows the end of a connection.

    `random` is a number from 0 to 1, drawn anew for each call: `random.random()` of the standard
    library. Clients that all pass the same number all come back at the same moment.

    The rules, the strongest first:

    1. Local intent. Closed by the application or no longer wanted: stop, whatever code came back.
       Closed by a local watchdog: reconnect, whatever code it sent.
    2. The server's `Hint`. Its flag decides whether to come back, its delay when, its offer
       whether the session resumes.
    3. The protocol's `Profile`: its rule for the code, of any number.
    4. The policy of the code, of its range, or of the HTTP status.
    5. Flap guard. Attempts are counted anew only after a connection that lasted
       `Limits.min_uptime`.
    6. Budget. The attempts of the policy or profile, then the caller's `Limits`.
    7. Environment. Offline: pause. Hidden: no hurry.

    >>> lost = Disconnect(Cause.closed(1006), uptime=3600)
    >>> decision = decide(lost, random=0.5)
    >>> decision.action, decision.delay
    (<Action.RECONNECT: 'reconnect'>, 2.5)
    >>> refused = Disconnect(Cause.handshake(401), retry_state=decision.retry_state)
    >>> decision = decide(refused, random=1)
    >>> decision.action
    <Action.REAUTHENTICATE: 'reauthenticate'>
    >>> again = Disconnect(Cause.handshake(401), retry_state=decision.retry_state)
    >>> decide(again, random=1).rationale
    <Rationale.CREDENTIAL_REFUSED: 'credential-refused'>
    """
    cause = disconnect._cause_seen
    state = disconnect._flap_guard
    is_watchdog = disconnect.initiator is Initiator.WATCHDOG
    own_rule = disconnect._rule
    if is_watchdog:
        # Whatever code the watchdog sent, what it had noticed is a connection that is dead.
        rule = Rule._of(CODES[CloseCode.ABNORMAL_CLOSURE].policy)
        rationale = Rationale.WATCHDOG
    elif own_rule is not None and cause.kind is CauseKind.CLOSED:
        # 3. The profile; 4. the policy.
        rule, rationale = own_rule, Rationale.PROFILE
    else:
        rule, rationale = cause._rule, Rationale.POLICY

    def decision(
        rationale: Rationale,
        action: Action = Action.STOP,
        state: RetryState = state,
        delay: int = 0,
        dials: bool = False,
    ) -> Decision:
        delay_s = delay / SECOND
        names = rule.name, rule.product
        return Decision(action, delay_s, cause, rationale, state, *names, rule.action, dials)

    # 1. Local intent.
    if disconnect.initiator is Initiator.APPLICATION:
        return decision(Rationale.APPLICATION_CLOSED)
    if disconnect.wanted is False:
        return decision(Rationale.NOT_WANTED)
    # 2. The hint, which has the last word over 3 and 4.
    hint = disconnect.hint
    if not is_watchdog:
        if hint.reconnect is False:
            return decision(Rationale.SERVER_FORBIDS)
        if hint.reconnect is True:
            rule, rationale = rule._demanded, Rationale.SERVER_ASKS
    action = rule.action
    kind = _Kind.FREE if math.isinf(rule._limit) else _Kind.LIMITED
    if action is Action.STOP:
        return decision(rationale)
    if action is Action.RECONNECT_IF_WANTED and disconnect.wanted is None:
        return decision(rationale)
    if action is Action.FIX_FIRST:
        if rule._limit == 0:
            return decision(rationale, Action.FIX_FIRST)
        kind = _Kind.PROBE
    elif action is Action.REAUTHENTICATE:
        kind = _Kind.REAUTH
    elif action is not Action.RESUME:
        action = Action.RECONNECT
    if action is Action.RECONNECT and hint.resume is True:
        action = Action.RESUME
    elif action is Action.RESUME and hint.resume is False:
        action = Action.RECONNECT
    # 6. Budget, counted in the retry state that 5 has left.
    limits = disconnect.limits
    if state._tried(kind) >= rule._limit:
        if kind is _Kind.REAUTH:
            return decision(Rationale.CREDENTIAL_REFUSED)
        return decision(Rationale.ATTEMPTS_SPENT)
    if limits.attempts is not None and state.attempts >= limits.attempts:
        return decision(Rationale.ATTEMPTS_SPENT)
    delay = _delay(disconnect, cause, rule, state, random)
    if delay > nanoseconds(limits.max_delay):
        return decision(Rationale.DELAY_TOO_LONG)
    following = state._after(cause, kind, disconnect._is_opened, delay)
    if limits.total_time is not None:
        # An attempt that would begin after the time is up is given up now, while the user is
        # still looking.
        total = nanoseconds(limits.total_time)
        if state._spent >= total or following._spent > total:
            return decision(Rationale.TIME_SPENT)
    # 7. Environment.
    if not disconnect.online:
        # Being offline explains a lost network, and then nothing speaks against an attempt as
        # soon as it is back. What the server asked for counts in any case.
        if (is_watchdog or cause._is_network) and hint.retry_after is None:
            delay, following = 0, replace(following, _spent=state._spent)
        return decision(Rationale.OFFLINE, Action.PAUSE_UNTIL_ONLINE, following, delay)
    if (
        rationale is Rationale.POLICY
        and cause.kind is CauseKind.NOT_OPENED
        and following._failed_opens >= _FAILED_OPENS
    ):
        rationale = Rationale.LOOK_INTO_IT
    return decision(rationale, action, following, delay, dials=True)


def _delay(
    disconnect: Disconnect, cause: Cause, rule: Rule, state: RetryState, random: float
) -> int:
    """The delay: the hint's, or one drawn at the rule's pace."""
    is_first = state.attempts == 0
    if rule.at_once and is_first:
        drawn = 0
    elif not disconnect.visible:
        drawn = rule.pace._slowest(random)
    else:
        ceiling = rule.pace._ceiling(state.attempts_for(cause))
        drawn = rule.pace._draw(ceiling, random)
    if disconnect.hint.retry_after is None:
        return drawn
    after = nanoseconds(disconnect.hint.retry_after)
    if is_first or after >= _AT_ONCE or after > drawn:
        return min(after + _spread(after, rule, random), LONGEST)
    return drawn


def _spread(after: int, rule: Rule, random: float) -> int:
    """What a client waits beyond what the server asked for, so that clients which were all told
    the same do not come at the same moment: up to half of it, and no longer than the rule's first
    delay. Never earlier, and nothing where the server said "at once".
    """
    if after < _AT_ONCE:
        return 0
    first = rule.pace._ceiling(0) or Backoff()._ceiling(0)
    longest = min(after // 2, first)
    return Backoff(longest / SECOND, longest / SECOND, 1, Jitter.FULL)._draw(longest, random)


def _more(count: int) -> int:
    return min(count + 1, COUNT)


def _number(text: str, largest: int) -> int | None:
    """A number in ASCII digits alone, up to this one."""
    if not re.fullmatch("[0-9]{1,60}", text) or int(text) > largest:
        return None
    return int(text)


def _wait(delay: int) -> str:
    """A delay as people say it: `at once`, `in 250 ms`, `in 1.2 s`, `in 5 min`, `in 2.5 h`."""
    millis = min(delay // 1_000_000, 2**64 - 1)
    if millis == 0:
        return "at once"
    if millis < 1000:
        return f"in {millis} ms"
    for unit, name, end in ((1000, "s", 600), (60_000, "min", 600), (3_600_000, "h", math.inf)):
        tenths = (millis * 10 + unit // 2) // unit
        if tenths < end:
            break
    whole, tenth = divmod(tenths, 10)
    return f"in {whole}.{tenth} {name}" if tenth else f"in {whole} {name}"
