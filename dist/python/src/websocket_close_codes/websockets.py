"""The end of a connection of the library [websockets](https://pypi.org/project/websockets/),
version 15 or later, with asyncio or threads.
"""

from __future__ import annotations

from websockets.asyncio.connection import Connection
from websockets.exceptions import (
    ConcurrencyError,
    ConnectionClosed,
    InvalidHandshake,
    InvalidProxy,
    InvalidProxyStatus,
    InvalidState,
    InvalidStatus,
    InvalidURI,
    PayloadTooBig,
    ProtocolError,
    ProxyError,
    WebSocketException,
)
from websockets.protocol import State
from websockets.sync.connection import Connection as SyncConnection

from . import _errors
from ._codes import CloseCode
from ._decide import Cause, Disconnect, Hint
from ._words import Initiator, LocalError

__all__ = ["disconnect"]

_FOUND = {
    CloseCode.PROTOCOL_ERROR: LocalError.PROTOCOL_ERROR,
    CloseCode.INVALID_FRAME_PAYLOAD_DATA: LocalError.INVALID_UTF8,
    CloseCode.MESSAGE_TOO_BIG: LocalError.MESSAGE_TOO_BIG,
}
"""What the library sends by itself, and what it has found then."""


def disconnect(end: Connection | SyncConnection | BaseException) -> Disconnect:
    """What ended a connection, or kept it from opening: from the exception, or from a connection
    that is closed, after a loop over its messages has ended.

    The code is the peer's if the peer closed first. If this side did, it is the application, or
    what the library had found: a Ping without an answer, a message that is too big. The
    `Retry-After` of a refused handshake is the hint.

    An exception that is not about a connection is raised again. A connection that is still open
    is a `ValueError`.

    >>> from websockets.exceptions import ConnectionClosedError
    >>> print(disconnect(ConnectionClosedError(None, None)).cause)
    1006 Abnormal Closure
    >>> print(disconnect(TimeoutError()).cause)
    TCP failure
    """
    if isinstance(end, (Connection, SyncConnection)):
        if end.protocol.state is not State.CLOSED:
            raise ValueError("the connection is still open")
        return _closed(end.protocol.close_exc)
    if isinstance(end, ConnectionClosed):
        return _closed(end)
    if isinstance(end, (InvalidStatus, InvalidProxyStatus)):
        response = end.response
        hint = Hint.from_retry_after(next(iter(response.headers.get_all("Retry-After")), None))
        return Disconnect(Cause.handshake(response.status_code), hint=hint)
    return Disconnect(_cause(end), opened=False)


def _closed(end: ConnectionClosed) -> Disconnect:
    received, sent = end.rcvd, end.sent
    if sent is None or end.rcvd_then_sent:
        code = CloseCode.ABNORMAL_CLOSURE if received is None else received.code
        return Disconnect(Cause.closed(code), opened=True)
    if sent.code == CloseCode.INTERNAL_ERROR and sent.reason.startswith("keepalive ping timeout"):
        return Disconnect(Cause.local(LocalError.PING_TIMEOUT), opened=True)
    for code, found in _FOUND.items():
        if sent.code == code:
            return Disconnect(Cause.local(found), opened=True)
    code = CloseCode.ABNORMAL_CLOSURE if received is None else received.code
    return Disconnect(Cause.closed(code), opened=True, initiator=Initiator.APPLICATION)


def _cause(error: BaseException) -> Cause:
    if isinstance(error, (InvalidURI, InvalidProxy)):
        return Cause.local(LocalError.BAD_REQUEST)
    if isinstance(error, ProxyError):
        return Cause.tcp()
    if isinstance(error, PayloadTooBig):
        return Cause.local(LocalError.MESSAGE_TOO_BIG)
    # A response that was cut: the connection broke before the handshake was complete.
    under = _errors.cause(error) or (error.__cause__ and _errors.cause(error.__cause__))
    if under:
        return under
    if isinstance(error, (InvalidHandshake, ProtocolError)):
        return Cause.local(LocalError.PROTOCOL_ERROR)
    if isinstance(error, WebSocketException) and not isinstance(
        error, (InvalidState, ConcurrencyError)
    ):
        return Cause.local(LocalError.PROTOCOL_ERROR)
    raise error
