"""The registered codes, the ranges of numbers, and what is known about each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Final, NamedTuple

from ._backoff import Policy
from ._words import Action, Alert, Authority, Fault, Jitter, Sender, Severity, Visibility, Word

__all__ = ["DATA_VERSION", "CloseCode", "CodeRange", "Facts", "describe", "facts", "policy"]

DATA_VERSION: Final = "{version}"
"""The version of the data that the package was made from."""


class CloseCode(IntEnum):
    """A registered close code. It is its number, and prints as such on every version of Python.

    >>> CloseCode.ABNORMAL_CLOSURE == 1006
    True
    >>> f"{CloseCode.ABNORMAL_CLOSURE} {CloseCode.ABNORMAL_CLOSURE.phrase}"
    '1006 Abnormal Closure'
    """

    # {codes}

    def __str__(self) -> str:
        return int.__repr__(self)

    def __format__(self, spec: str) -> str:
        return int.__format__(self, spec)

    @property
    def phrase(self) -> str:
        """The name in the registry."""
        return CODES[self].name

    @property
    def policy(self) -> Policy:
        """What a client that received the code does about reconnecting."""
        return CODES[self].policy


class CodeRange(Word):
    """A range of numbers, RFC 6455 section 7.4.2. The ranges cover 0 to 65535.

    >>> CodeRange.PRIVATE_USE.numbers
    range(4000, 5000)
    """

    # {ranges}

    @property
    def numbers(self) -> range:
        """Its numbers."""
        return RANGES[self].numbers


@dataclass(frozen=True)
class Facts:
    """What is known about a number; `facts` has it."""

    code: int
    """The number."""
    known: CloseCode | None
    """The registered code, if it is one."""
    name: str | None
    """The name in the registry, if it is a registered code."""
    range: CodeRange
    """The range that it lies in."""
    label: str
    """A label for metrics, of a bounded set: the number of a registered code, or its range."""
    allowed_in_frame: bool
    """Whether it is allowed in a Close frame, RFC 6455 section 7.4."""
    sender: Sender
    """Who may send it."""
    synthetic: bool
    """Whether an implementation generates it locally, without such a number on the wire."""
    can_be_clean: bool
    """Whether a close with it can be clean: the closing handshake completed."""
    script_sendable: bool
    """Whether a script may pass it to a browser's `close()`."""
    script_visible: Visibility
    """Whether a script in a browser can receive it."""
    policy: Policy
    """What a client that received it does about reconnecting."""

    @property
    def relay(self) -> int | None:
        """What a proxy that received it sends on the other side; `None` for an empty Close frame.

        >>> facts(4004).relay, facts(1005).relay, facts(1006).relay
        (4004, None, 1011)
        """
        if self.allowed_in_frame:
            return self.code
        return None if self.code == CloseCode.NO_STATUS_RCVD else int(CloseCode.INTERNAL_ERROR)


def facts(code: int) -> Facts:
    """What is known about a number from 0 to 65535; any other is a `ValueError`.

    >>> facts(1006).allowed_in_frame, facts(1006).synthetic
    (False, True)
    >>> facts(4004).label
    'private_use'
    """
    code = checked(code)
    place = range_of(code)
    known = CODES.get(code)
    row = known or RANGES[place]
    return Facts(
        code,
        CloseCode(code) if known else None,
        known.name if known else None,
        place,
        str(code) if known else place.value.replace("-", "_"),
        *row.wire,
        row.policy,
    )


def policy(code: int) -> Policy:
    """What a client that received this code does about reconnecting: the registered code's
    policy, or its range's. A number outside of 0 to 65535 is a `ValueError`.

    >>> policy(1006).action
    <Action.RECONNECT: 'reconnect'>
    >>> policy(4004).action
    <Action.ASK_PROFILE: 'ask-profile'>
    """
    code = checked(code)
    known = CODES.get(code)
    return known.policy if known else RANGES[range_of(code)].policy


def describe(code: int) -> str:
    """The number, and the registry's name if there is one, for a log.

    >>> describe(1006), describe(4004)
    ('1006 Abnormal Closure', '4004')
    """
    code = checked(code)
    known = CODES.get(code)
    return f"{code} {known.name}" if known else f"{code}"


def checked(code: int) -> int:
    """The number as a plain one, if it can be a close code."""
    if not 0 <= code <= 65535:
        raise ValueError(f"a close code is a number from 0 to 65535, and this is {code!r}")
    return int(code)


def range_of(code: int) -> CodeRange:
    """The range of a number."""
    return next(place for place, row in RANGES.items() if code in row.numbers)


class Wire(NamedTuple):
    """The separate questions behind "is this code valid?", in the order of `Facts`."""

    allowed_in_frame: bool
    sender: Sender
    synthetic: bool
    can_be_clean: bool
    script_sendable: bool
    script_visible: Visibility


class CodeRow(NamedTuple):
    """A registered code."""

    name: str
    wire: Wire
    policy: Policy


class RangeRow(NamedTuple):
    """What holds for the numbers of a range that are not registered."""

    numbers: range
    wire: Wire
    policy: Policy


CODES: Final[dict[int, CodeRow]] = {
    # {code rows}
}

RANGES: Final[dict[CodeRange, RangeRow]] = {
    # {range rows}
}

STATUSES: Final[tuple[tuple[range, CloseCode | Policy], ...]] = (
    # {status rows}
)
"""What follows a handshake that was refused with an HTTP status; the first that fits decides."""
