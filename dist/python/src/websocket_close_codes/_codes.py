"""The registered codes, the ranges of numbers, and what is known about each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Final, NamedTuple

from ._backoff import Policy
from ._words import Action, Alert, Authority, Fault, Jitter, Sender, Severity, Visibility, Word

__all__ = ["DATA_VERSION", "CloseCode", "CodeRange", "Facts", "describe", "facts", "policy"]

DATA_VERSION: Final = "2.1.0"
"""The version of the data that the package was made from."""


class CloseCode(IntEnum):
    """A registered close code. It is its number, and prints as such on every version of Python.

    >>> CloseCode.ABNORMAL_CLOSURE == 1006
    True
    >>> f"{CloseCode.ABNORMAL_CLOSURE} {CloseCode.ABNORMAL_CLOSURE.phrase}"
    '1006 Abnormal Closure'
    """

    NORMAL_CLOSURE = 1000
    """The WebSocket connection was closed on purpose, because its work is done. The side that
    closed it sent 1000. It is not an error: reconnect only if your application still needs the
    connection."""
    GOING_AWAY = 1001
    """The peer is going away: a server is shutting down, or a browser has left the page. The peer
    itself sent 1001. A client that still needs the connection reconnects after a random delay."""
    PROTOCOL_ERROR = 1002
    """The peer says that something it received broke the WebSocket protocol. Some libraries also
    report 1002 in place of another code or of a refused handshake. Find the invalid frame before
    you reconnect."""
    UNSUPPORTED_DATA = 1003
    """The peer does not accept this type of WebSocket message, for example binary data where it
    takes only text. The same message will be refused again. Send the type that the peer
    accepts."""
    RESERVED = 1004
    """The number 1004 is reserved and has no meaning. RFC 6455 set it aside for a later
    definition, and none has been made. The peer that sent this number is faulty, so do not
    interpret it."""
    NO_STATUS_RCVD = 1005
    """The peer closed the WebSocket connection with a Close frame that contained no code. That is
    legal and is what a bare close() sends; your own side reports 1005. Reconnect only if you
    still need the connection."""
    ABNORMAL_CLOSURE = 1006
    """The WebSocket connection ended, or never opened, and no Close frame arrived. Nobody sent
    you 1006: your own browser or library reports it. Reconnect, waiting a little longer each
    time."""
    INVALID_FRAME_PAYLOAD_DATA = 1007
    """The peer received data that does not fit the message type: in practice, a text message that
    is not valid UTF-8. Drop or repair that message before you reconnect."""
    POLICY_VIOLATION = 1008
    """The peer closed because something broke its rules, for example about credentials, rate
    limits or pings. Only the reason can say which rule. Correct that first; for credentials,
    renew them and try once."""
    MESSAGE_TOO_BIG = 1009
    """A WebSocket message was too big for the endpoint that received it, and that endpoint closed
    the connection. Do not send it again unchanged: split it, shrink it, or raise the receiver's
    limit."""
    MANDATORY_EXT = 1010
    """The client closed because the server did not negotiate a WebSocket extension that the
    client requires. The same server will give the same answer. Change one side before you
    reconnect."""
    INTERNAL_ERROR = 1011
    """The peer encountered an unexpected condition, such as an uncaught exception or a keepalive
    ping timeout, and closed the connection. Reconnect slowly, and read the logs of the side that
    sent 1011."""
    SERVICE_RESTART = 1012
    """The server closed the WebSocket connection because the service is restarting, for example
    during a deploy. The email that registered the code says that a client may reconnect, and asks
    it to wait a random time first."""
    TRY_AGAIN_LATER = 1013
    """The server closed the connection because it is overloaded. The registration email asks a
    client to use another IP address or to wait for a user action. If your client retries anyway,
    back off slowly."""
    BAD_GATEWAY = 1014
    """A gateway or proxy got an invalid response from the server behind it, after the WebSocket
    connection had opened. The registration email likens 1014 to HTTP 502. Reconnect with
    back-off, and check the upstream server."""
    TLS_HANDSHAKE = 1015
    """The TLS handshake failed, so no WebSocket connection existed. Nobody sends 1015: a local
    library reports it, and browsers report 1006 instead. Check the certificate, the host name and
    the clock."""
    UNAUTHORIZED = 3000
    """The peer closed the connection because it wants valid credentials. 3000 is registered under
    the name Unauthorized and read by analogy with HTTP 401. Get new credentials, try once, then
    stop."""
    FORBIDDEN = 3003
    """The peer refuses you access. 3003 is registered under the name Forbidden and read by
    analogy with HTTP 403. Do not reconnect automatically: new credentials for the same user do
    not help."""
    TIMEOUT = 3008
    """The peer timed out waiting for a message from you. 3008 is registered under the name
    Timeout and read by analogy with HTTP 408. Reconnect with back-off, and send the message in
    time."""

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
    """Numbers below 1000 are not used as close codes. In a Close frame such a number is a fault
    of the peer; in a log it can mean that no code is known."""
    PROTOCOL = "protocol"
    """This number has no meaning: 1000 to 2999 belong to the WebSocket protocol itself, and no
    code is registered under it. Do not use it for codes of your own."""
    REGISTERED = "registered"
    """Numbers from 3000 to 3999 are for libraries, frameworks and applications, and can be
    registered. Without the list of the product that sent it, its meaning is unknown."""
    PRIVATE_USE = "private-use"
    """Numbers from 4000 to 4999 are private: the same number means different things in different
    products. First find out whose server sent it."""
    OUTSIDE = "outside"
    """Numbers above 4999 lie outside every range of RFC 6455. The peer that sent it has a fault:
    correct it, and do not just retry."""

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
