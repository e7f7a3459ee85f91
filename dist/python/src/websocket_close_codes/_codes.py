"""The registered codes, the ranges of numbers, and what is known about each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Final, NamedTuple

from ._backoff import Policy
from ._words import Action, Alert, Authority, Fault, Jitter, Sender, Severity, Visibility, Word

__all__ = ["DATA_VERSION", "CloseCode", "CodeRange", "Facts", "describe", "facts", "policy"]

DATA_VERSION: Final = "2.0.0"
"""The version of the data that the package was made from."""


class CloseCode(IntEnum):
    """A registered close code. It is its number, and prints as such on every version of Python.

    >>> CloseCode.ABNORMAL_CLOSURE == 1006
    True
    >>> f"{CloseCode.ABNORMAL_CLOSURE} {CloseCode.ABNORMAL_CLOSURE.phrase}"
    '1006 Abnormal Closure'
    """

    NORMAL_CLOSURE = 1000
    """The connection has done its job and one side closed it on purpose; reconnect only if your
    application still needs it."""
    GOING_AWAY = 1001
    """The peer is leaving, because a server goes down or a browser left the page; a client that
    needs the link reconnects after a short random delay."""
    PROTOCOL_ERROR = 1002
    """The peer says that something it received broke the WebSocket protocol; find the faulty
    frame, and do not reconnect in a loop."""
    UNSUPPORTED_DATA = 1003
    """The peer does not accept this type of data, for example binary where it takes only text;
    sending the same message again fails again."""
    RESERVED = 1004
    """This number is reserved and has no meaning; an endpoint that sends it has a fault, so do
    not read anything into it."""
    NO_STATUS_RCVD = 1005
    """The peer's Close frame carried no code, which is legal and what a bare close() yields;
    reconnect only if you still need the link."""
    ABNORMAL_CLOSURE = 1006
    """No Close frame arrived or the connection never opened; it is made up locally, never sent,
    so reconnect with random and growing delays."""
    INVALID_FRAME_PAYLOAD_DATA = 1007
    """The data does not fit the message type, in practice a text message that is not valid UTF-8;
    drop or repair that message before you reconnect."""
    POLICY_VIOLATION = 1008
    """The peer closed because something broke its rules, for example about credentials; renew
    them, try once, then stop."""
    MESSAGE_TOO_BIG = 1009
    """A message was too big for the peer to process; do not send it again unchanged, but split
    it, shrink it or raise the limit."""
    MANDATORY_EXT = 1010
    """The client needs an extension that the server did not negotiate; the same server will give
    the same answer, so do not reconnect."""
    INTERNAL_ERROR = 1011
    """The peer met an unexpected condition and gave up on the connection; reconnect slowly, with
    a limit, and look into its logs."""
    SERVICE_RESTART = 1012
    """The service is restarting; a client may reconnect, and should then wait a random time of 5
    to 30 seconds first."""
    TRY_AGAIN_LATER = 1013
    """The server is overloaded; the registration asks for another IP address or a user action,
    and a client that retries anyway should back off slowly."""
    BAD_GATEWAY = 1014
    """A gateway got an invalid response from the server behind it on an open connection;
    reconnect with back-off and look at the upstream."""
    TLS_HANDSHAKE = 1015
    """The TLS handshake failed, so no WebSocket connection existed; it is made up locally, never
    sent, so check certificate, host name and clock."""
    UNAUTHORIZED = 3000
    """The peer wants valid credentials, by analogy with HTTP 401; get new ones, try once, then
    stop."""
    FORBIDDEN = 3003
    """The peer refuses you, by analogy with HTTP 403; do not reconnect automatically, since new
    credentials for the same user do not help."""
    TIMEOUT = 3008
    """The peer waited too long for something from you, by analogy with HTTP 408; reconnect with
    back-off and send it in time."""

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

    NOT_USED = "not-used"
    """Numbers below 1000 are not used as close codes; in a frame they are a fault of the peer,
    and in a log they can mean that no code is known."""
    PROTOCOL = "protocol"
    """This number has no meaning assigned; 1000 to 2999 belong to the WebSocket protocol itself,
    so do not use it for codes of your own."""
    REGISTERED = "registered"
    """Numbers from 3000 to 3999 are for libraries, frameworks and applications, by registration;
    without the vendor's table the meaning is unknown."""
    PRIVATE_USE = "private-use"
    """Numbers from 4000 to 4999 are private; the same number means different things in different
    products, so first ask whose server it is."""
    OUTSIDE = "outside"
    """Numbers above 4999 lie outside every range of RFC 6455; the peer has a fault or garbled
    bytes, so fix it rather than retry."""

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
    1000: CodeRow(
        "Normal Closure",
        Wire(True, Sender.EITHER, False, True, True, Visibility.YES),
        Policy(
            Action.RECONNECT_IF_WANTED,
            5.0,
            60.0,
            2,
            Jitter.FULL,
            None,
            Fault.NONE,
            Severity.INFO,
            Alert.NO,
            Authority.CONVENTION,
        ),
    ),
    1001: CodeRow(
        "Going Away",
        Wire(True, Sender.EITHER, False, True, False, Visibility.YES),
        Policy(
            Action.RECONNECT,
            5.0,
            60.0,
            2,
            Jitter.FULL,
            None,
            Fault.NONE,
            Severity.INFO,
            Alert.RATE,
            Authority.CONVENTION,
        ),
    ),
    1002: CodeRow(
        "Protocol error",
        Wire(True, Sender.EITHER, False, True, False, Visibility.YES),
        Policy(
            Action.FIX_FIRST,
            5.0,
            60.0,
            2,
            Jitter.FULL,
            3,
            Fault.CLIENT,
            Severity.ERROR,
            Alert.YES,
            Authority.CONVENTION,
        ),
    ),
    1003: CodeRow(
        "Unsupported Data",
        Wire(True, Sender.EITHER, False, True, False, Visibility.YES),
        Policy(
            Action.FIX_FIRST,
            5.0,
            60.0,
            2,
            Jitter.FULL,
            1,
            Fault.CLIENT,
            Severity.ERROR,
            Alert.YES,
            Authority.CONVENTION,
        ),
    ),
    1004: CodeRow(
        "Reserved",
        Wire(False, Sender.NONE, False, False, False, Visibility.PEER_ERROR),
        Policy(
            Action.FIX_FIRST,
            5.0,
            60.0,
            2,
            Jitter.FULL,
            3,
            Fault.SERVER,
            Severity.ERROR,
            Alert.YES,
            Authority.CONVENTION,
        ),
    ),
    1005: CodeRow(
        "No Status Rcvd",
        Wire(False, Sender.NONE, True, True, False, Visibility.YES),
        Policy(
            Action.RECONNECT,
            5.0,
            60.0,
            2,
            Jitter.FULL,
            None,
            Fault.NONE,
            Severity.INFO,
            Alert.RATE,
            Authority.CONVENTION,
        ),
    ),
    1006: CodeRow(
        "Abnormal Closure",
        Wire(False, Sender.NONE, True, False, False, Visibility.YES),
        Policy(
            Action.RECONNECT,
            5.0,
            60.0,
            2,
            Jitter.FULL,
            None,
            Fault.UNKNOWN,
            Severity.WARNING,
            Alert.RATE,
            Authority.NORMATIVE,
        ),
    ),
    1007: CodeRow(
        "Invalid frame payload data",
        Wire(True, Sender.EITHER, False, True, False, Visibility.YES),
        Policy(
            Action.FIX_FIRST,
            5.0,
            60.0,
            2,
            Jitter.FULL,
            1,
            Fault.CLIENT,
            Severity.ERROR,
            Alert.YES,
            Authority.CONVENTION,
        ),
    ),
    1008: CodeRow(
        "Policy Violation",
        Wire(True, Sender.EITHER, False, True, False, Visibility.YES),
        Policy(
            Action.REAUTHENTICATE,
            5.0,
            60.0,
            2,
            Jitter.FULL,
            1,
            Fault.CLIENT,
            Severity.WARNING,
            Alert.RATE,
            Authority.CONVENTION,
        ),
    ),
    1009: CodeRow(
        "Message Too Big",
        Wire(True, Sender.EITHER, False, True, False, Visibility.YES),
        Policy(
            Action.FIX_FIRST,
            0.0,
            0.0,
            1,
            Jitter.NONE,
            0,
            Fault.CLIENT,
            Severity.ERROR,
            Alert.YES,
            Authority.CONVENTION,
        ),
    ),
    1010: CodeRow(
        "Mandatory Ext.",
        Wire(True, Sender.CLIENT, False, True, False, Visibility.PEER_ERROR),
        Policy(
            Action.FIX_FIRST,
            0.0,
            0.0,
            1,
            Jitter.NONE,
            0,
            Fault.SERVER,
            Severity.ERROR,
            Alert.YES,
            Authority.CONVENTION,
        ),
    ),
    1011: CodeRow(
        "Internal Error",
        Wire(True, Sender.EITHER, False, True, False, Visibility.YES),
        Policy(
            Action.RECONNECT,
            5.0,
            300.0,
            2,
            Jitter.FULL,
            10,
            Fault.SERVER,
            Severity.ERROR,
            Alert.YES,
            Authority.CONVENTION,
        ),
    ),
    1012: CodeRow(
        "Service Restart",
        Wire(True, Sender.SERVER, False, True, False, Visibility.YES),
        Policy(
            Action.RECONNECT,
            5.0,
            30.0,
            1,
            Jitter.UNIFORM,
            None,
            Fault.NONE,
            Severity.INFO,
            Alert.NO,
            Authority.REGISTRY_MAIL,
        ),
    ),
    1013: CodeRow(
        "Try Again Later",
        Wire(True, Sender.SERVER, False, True, False, Visibility.YES),
        Policy(
            Action.RECONNECT,
            10.0,
            300.0,
            3,
            Jitter.EQUAL,
            None,
            Fault.SERVER,
            Severity.WARNING,
            Alert.RATE,
            Authority.CONVENTION,
        ),
    ),
    1014: CodeRow(
        "Bad Gateway",
        Wire(True, Sender.GATEWAY, False, True, False, Visibility.YES),
        Policy(
            Action.RECONNECT,
            5.0,
            60.0,
            2,
            Jitter.FULL,
            None,
            Fault.SERVER,
            Severity.ERROR,
            Alert.RATE,
            Authority.CONVENTION,
        ),
    ),
    1015: CodeRow(
        "TLS handshake",
        Wire(False, Sender.NONE, True, False, False, Visibility.PEER_ERROR),
        Policy(
            Action.FIX_FIRST,
            60.0,
            900.0,
            2,
            Jitter.FULL,
            None,
            Fault.UNKNOWN,
            Severity.ERROR,
            Alert.RATE,
            Authority.CONVENTION,
        ),
    ),
    3000: CodeRow(
        "Unauthorized",
        Wire(True, Sender.UNSPECIFIED, False, True, True, Visibility.YES),
        Policy(
            Action.REAUTHENTICATE,
            5.0,
            60.0,
            2,
            Jitter.FULL,
            1,
            Fault.CLIENT,
            Severity.WARNING,
            Alert.NO,
            Authority.CONVENTION,
        ),
    ),
    3003: CodeRow(
        "Forbidden",
        Wire(True, Sender.UNSPECIFIED, False, True, True, Visibility.YES),
        Policy(
            Action.STOP,
            0.0,
            0.0,
            1,
            Jitter.NONE,
            0,
            Fault.CLIENT,
            Severity.WARNING,
            Alert.NO,
            Authority.CONVENTION,
        ),
    ),
    3008: CodeRow(
        "Timeout",
        Wire(True, Sender.UNSPECIFIED, False, True, True, Visibility.YES),
        Policy(
            Action.RECONNECT,
            5.0,
            60.0,
            2,
            Jitter.FULL,
            None,
            Fault.CLIENT,
            Severity.WARNING,
            Alert.RATE,
            Authority.CONVENTION,
        ),
    ),
}

RANGES: Final[dict[CodeRange, RangeRow]] = {
    CodeRange.NOT_USED: RangeRow(
        range(0, 1000),
        Wire(False, Sender.NONE, False, False, False, Visibility.PEER_ERROR),
        Policy(
            Action.RECONNECT,
            5.0,
            60.0,
            2,
            Jitter.FULL,
            None,
            Fault.UNKNOWN,
            Severity.WARNING,
            Alert.RATE,
            Authority.CONVENTION,
        ),
    ),
    CodeRange.PROTOCOL: RangeRow(
        range(1000, 3000),
        Wire(False, Sender.NONE, False, False, False, Visibility.PEER_ERROR),
        Policy(
            Action.RECONNECT,
            5.0,
            60.0,
            2,
            Jitter.FULL,
            5,
            Fault.UNKNOWN,
            Severity.WARNING,
            Alert.RATE,
            Authority.CONVENTION,
        ),
    ),
    CodeRange.REGISTERED: RangeRow(
        range(3000, 4000),
        Wire(True, Sender.UNSPECIFIED, False, True, True, Visibility.YES),
        Policy(
            Action.ASK_PROFILE,
            5.0,
            60.0,
            2,
            Jitter.FULL,
            5,
            Fault.UNKNOWN,
            Severity.WARNING,
            Alert.RATE,
            Authority.CONVENTION,
        ),
    ),
    CodeRange.PRIVATE_USE: RangeRow(
        range(4000, 5000),
        Wire(True, Sender.UNSPECIFIED, False, True, True, Visibility.YES),
        Policy(
            Action.ASK_PROFILE,
            5.0,
            60.0,
            2,
            Jitter.FULL,
            5,
            Fault.UNKNOWN,
            Severity.WARNING,
            Alert.RATE,
            Authority.CONVENTION,
        ),
    ),
    CodeRange.OUTSIDE: RangeRow(
        range(5000, 65536),
        Wire(False, Sender.NONE, False, False, False, Visibility.PEER_ERROR),
        Policy(
            Action.FIX_FIRST,
            5.0,
            60.0,
            2,
            Jitter.FULL,
            3,
            Fault.SERVER,
            Severity.ERROR,
            Alert.YES,
            Authority.CONVENTION,
        ),
    ),
}

STATUSES: Final[tuple[tuple[range, CloseCode | Policy], ...]] = (
    (
        range(401, 402),
        CloseCode.UNAUTHORIZED,
    ),
    (
        range(407, 408),
        CloseCode.UNAUTHORIZED,
    ),
    (
        range(403, 404),
        CloseCode.POLICY_VIOLATION,
    ),
    (
        range(410, 411),
        CloseCode.FORBIDDEN,
    ),
    (
        range(451, 452),
        CloseCode.FORBIDDEN,
    ),
    (
        range(404, 405),
        Policy(
            Action.FIX_FIRST,
            60.0,
            900.0,
            2,
            Jitter.FULL,
            3,
            Fault.UNKNOWN,
            Severity.ERROR,
            Alert.YES,
            Authority.CONVENTION,
        ),
    ),
    (
        range(501, 502),
        Policy(
            Action.FIX_FIRST,
            60.0,
            900.0,
            2,
            Jitter.FULL,
            3,
            Fault.UNKNOWN,
            Severity.ERROR,
            Alert.YES,
            Authority.CONVENTION,
        ),
    ),
    (
        range(505, 506),
        Policy(
            Action.FIX_FIRST,
            60.0,
            900.0,
            2,
            Jitter.FULL,
            3,
            Fault.UNKNOWN,
            Severity.ERROR,
            Alert.YES,
            Authority.CONVENTION,
        ),
    ),
    (
        range(511, 512),
        Policy(
            Action.FIX_FIRST,
            60.0,
            900.0,
            2,
            Jitter.FULL,
            3,
            Fault.UNKNOWN,
            Severity.ERROR,
            Alert.YES,
            Authority.CONVENTION,
        ),
    ),
    (
        range(408, 409),
        CloseCode.TIMEOUT,
    ),
    (
        range(425, 426),
        CloseCode.TIMEOUT,
    ),
    (
        range(429, 430),
        CloseCode.TRY_AGAIN_LATER,
    ),
    (
        range(502, 503),
        CloseCode.BAD_GATEWAY,
    ),
    (
        range(503, 504),
        CloseCode.BAD_GATEWAY,
    ),
    (
        range(504, 505),
        CloseCode.BAD_GATEWAY,
    ),
    (
        range(400, 500),
        Policy(
            Action.FIX_FIRST,
            0.0,
            0.0,
            1,
            Jitter.NONE,
            0,
            Fault.CLIENT,
            Severity.ERROR,
            Alert.YES,
            Authority.CONVENTION,
        ),
    ),
    (
        range(100, 400),
        Policy(
            Action.FIX_FIRST,
            60.0,
            900.0,
            2,
            Jitter.FULL,
            3,
            Fault.UNKNOWN,
            Severity.ERROR,
            Alert.YES,
            Authority.CONVENTION,
        ),
    ),
    (
        range(0, 65536),
        Policy(
            Action.RECONNECT,
            5.0,
            300.0,
            2,
            Jitter.FULL,
            None,
            Fault.SERVER,
            Severity.ERROR,
            Alert.YES,
            Authority.CONVENTION,
        ),
    ),
)
"""What follows a handshake that was refused with an HTTP status; the first that fits decides."""
