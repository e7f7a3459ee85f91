"""The words that facts, policies and decisions are made of."""

from __future__ import annotations

import logging
from enum import Enum

__all__ = [
    "Action",
    "Alert",
    "Authority",
    "Fault",
    "Initiator",
    "Jitter",
    "LocalError",
    "Rationale",
    "Sender",
    "Severity",
    "Visibility",
]


class Word(str, Enum):
    """A word of a fixed set: an enum whose members are strings, and print as such."""

    def __str__(self) -> str:
        return str.__str__(self)


class Action(Word):
    """What to do after a connection has ended. More may come.

    >>> print(Action.FIX_FIRST)
    fix-first
    """

    STOP = "stop"
    """Do not connect again."""
    RECONNECT = "reconnect"
    """Wait, then connect."""
    RESUME = "resume"
    """Wait, then connect and resume the session; if it is gone, begin a new one."""
    REAUTHENTICATE = "reauthenticate"
    """Renew the credential, wait, then connect, once."""
    FIX_FIRST = "fix-first"
    """Change something first: the same attempt gets the same answer."""
    RECONNECT_IF_WANTED = "reconnect-if-wanted"
    """Reconnect only if the application still wants the connection. In a policy only."""
    ASK_PROFILE = "ask-profile"
    """The number means nothing without the rules of the product. In a policy only."""
    PAUSE_UNTIL_ONLINE = "pause-until-online"
    """Wait until the network is back and the delay has passed, then connect."""


class Jitter(Word):
    """How a delay is drawn below its ceiling.

    >>> Jitter("full") is Jitter.FULL
    True
    """

    FULL = "full"
    """Between zero and the ceiling."""
    EQUAL = "equal"
    """Between half of the ceiling and the ceiling."""
    UNIFORM = "uniform"
    """Between the initial and the largest delay."""
    NONE = "none"
    """The ceiling itself."""


class Fault(Word):
    """Who caused the close, seen from the client that received the code."""

    NONE = "none"
    """Nobody: a normal end."""
    CLIENT = "client"
    """The client."""
    SERVER = "server"
    """The server."""
    UNKNOWN = "unknown"
    """The number does not say."""


class Severity(Word):
    """How loud to log it.

    >>> Severity.WARNING.level == logging.WARNING
    True
    """

    INFO = "info"
    """Normal operation."""
    WARNING = "warning"
    """Worth noticing."""
    ERROR = "error"
    """Something is broken."""

    @property
    def level(self) -> int:
        """The level for the module `logging`."""
        return {"info": logging.INFO, "warning": logging.WARNING}.get(self.value, logging.ERROR)


class Alert(Word):
    """When to wake somebody."""

    NO = "no"
    """Never."""
    RATE = "rate"
    """When the rate jumps."""
    YES = "yes"
    """On the first occurrence."""


class Authority(Word):
    """Who says what to do about a code."""

    NORMATIVE = "normative"
    """A standard."""
    REGISTRY_MAIL = "registry-mail"
    """The mail that registered the code."""
    CONVENTION = "convention"
    """Common practice, and the judgement of closecode."""


class Sender(Word):
    """Which role may send a code."""

    CLIENT = "client"
    """The endpoint that opened the connection."""
    SERVER = "server"
    """The endpoint that accepted it."""
    GATEWAY = "gateway"
    """A server that acts as a gateway or proxy."""
    EITHER = "either"
    """Either endpoint."""
    UNSPECIFIED = "unspecified"
    """The code may be sent, and the standard leaves open by whom."""
    NONE = "none"
    """Nobody: the code is not allowed in a Close frame."""


class Visibility(Word):
    """Whether a script in a browser can receive a code in a close event."""

    YES = "yes"
    """Yes."""
    PEER_ERROR = "peer-error"
    """Only if the peer breaks the protocol and the browser lets it through."""
    NO = "no"
    """No."""


class Initiator(Word):
    """Who began to close the connection."""

    APPLICATION = "application"
    """The application on this side. It is done."""
    WATCHDOG = "watchdog"
    """Something on this side that noticed a dead connection."""
    REMOTE = "remote"
    """The peer, the network, or nobody knows."""


class LocalError(Word):
    """What this side's own library found, and ended the connection for."""

    MESSAGE_TOO_BIG = "message-too-big"
    """A message or frame is larger than this side allows."""
    INVALID_UTF8 = "invalid-utf8"
    """A text message or a reason is not UTF-8."""
    PROTOCOL_ERROR = "protocol-error"
    """The peer violates the protocol."""
    PING_TIMEOUT = "ping-timeout"
    """The peer did not answer a Ping in time."""
    CODE_HIDDEN = "code-hidden"
    """The peer closed with a code that the library does not know, and the number is lost."""
    BAD_REQUEST = "bad-request"
    """The address, or what the request would be, cannot be used."""


class Rationale(Word):
    """Which rule decided. More may come."""

    APPLICATION_CLOSED = "application-closed"
    """The application closed the connection."""
    NOT_WANTED = "not-wanted"
    """The application no longer wants the connection."""
    WATCHDOG = "watchdog"
    """A watchdog on this side closed the connection."""
    SERVER_FORBIDS = "server-forbids"
    """The server said not to come back."""
    SERVER_ASKS = "server-asks"
    """The server said to come back."""
    PROFILE = "profile"
    """The protocol's own rule for the code."""
    POLICY = "policy"
    """The policy of the cause."""
    LOOK_INTO_IT = "look-into-it"
    """The connection did not open for the third time in a row, and nobody knows why."""
    CREDENTIAL_REFUSED = "credential-refused"
    """A renewed credential was refused too."""
    ATTEMPTS_SPENT = "attempts-spent"
    """As many attempts were made as the policy, the profile or the caller allows."""
    TIME_SPENT = "time-spent"
    """As much time was spent as the caller allows, or would be by waiting."""
    DELAY_TOO_LONG = "delay-too-long"
    """The wait would be longer than the caller allows."""
    OFFLINE = "offline"
    """There is no network."""
