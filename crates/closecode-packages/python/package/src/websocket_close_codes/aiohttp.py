"""The end of a connection of the client of [aiohttp](https://pypi.org/project/aiohttp/),
version 3.10 or later.
"""

from __future__ import annotations

from typing import Any

from aiohttp import (
    ClientConnectorDNSError,
    ClientError,
    ClientHttpProxyError,
    ClientSSLError,
    ClientWebSocketResponse,
    InvalidURL,
    NonHttpUrlClientError,
    ServerFingerprintMismatch,
    ServerTimeoutError,
    WebSocketError,
    WSServerHandshakeError,
)
from aiohttp.client_exceptions import ClientConnectionError
from aiohttp.streams import EofStream

from . import _errors
from ._codes import CloseCode
from ._decide import Cause, Disconnect, Hint
from ._words import LocalError

__all__ = ["disconnect"]

_FOUND = {
    CloseCode.INVALID_FRAME_PAYLOAD_DATA.value: LocalError.INVALID_UTF8,
    CloseCode.MESSAGE_TOO_BIG.value: LocalError.MESSAGE_TOO_BIG,
}
"""What the library has found, by the code of its error."""


def disconnect(end: ClientWebSocketResponse[Any] | BaseException) -> Disconnect:
    """What ended a connection, or kept it from opening: from the exception, or from a connection
    that is closed, after a loop over its messages has ended.

    A message of type `ERROR` has an exception as its `data`: give that, and what the library had
    found is told apart from a code that the peer has sent. The `Retry-After` of a refused
    handshake is the hint. aiohttp does not say which side closed first, so after a `close()` of
    the application ask for no decision, or say `initiator=Initiator.APPLICATION`.

    An exception that is not about a connection is raised again. A connection that is still open
    is a `ValueError`.

    >>> from aiohttp import ServerDisconnectedError
    >>> print(disconnect(ServerDisconnectedError()).cause)
    TCP failure
    """
    if isinstance(end, ClientWebSocketResponse):
        return Disconnect(_closed(end), opened=True)
    if isinstance(end, WebSocketError):
        found = _FOUND.get(end.code, LocalError.PROTOCOL_ERROR)
        return Disconnect(Cause.local(found), opened=True)
    # Either may be a response that has been understood, but for 101.
    if isinstance(end, (WSServerHandshakeError, ClientHttpProxyError)) and end.status != 101:
        value = end.headers.get("Retry-After") if end.headers else None
        hint = Hint.from_retry_after(value)
        return Disconnect(Cause.handshake(end.status), hint=hint)
    return Disconnect(_cause(end), opened=False)


def _closed(end: ClientWebSocketResponse[Any]) -> Cause:
    if not end.closed:
        raise ValueError("the connection is still open")
    error = end.exception()
    # The heartbeat had no answer.
    if isinstance(error, ServerTimeoutError):
        return Cause.local(LocalError.PING_TIMEOUT)
    # A Close frame without a code is 0 at first; then aiohttp waits for another until the end.
    if end.close_code == 0 or isinstance(error, EofStream):
        return Cause.closed(CloseCode.NO_STATUS_RCVD)
    return Cause.closed(end.close_code or CloseCode.ABNORMAL_CLOSURE)


def _cause(error: BaseException) -> Cause:
    if isinstance(error, ClientConnectorDNSError):
        return Cause.dns()
    if isinstance(error, (ClientSSLError, ServerFingerprintMismatch)):
        return Cause.tls()
    if isinstance(error, (InvalidURL, NonHttpUrlClientError)):
        return Cause.local(LocalError.BAD_REQUEST)
    if isinstance(error, ClientConnectionError):
        return Cause.tcp()
    if isinstance(error, ClientError):
        return Cause.local(LocalError.PROTOCOL_ERROR)
    cause = _errors.cause(error)
    if cause is None:
        raise error
    return cause
