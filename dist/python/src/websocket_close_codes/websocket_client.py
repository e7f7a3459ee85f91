"""The end of a connection of [websocket-client](https://pypi.org/project/websocket-client/),
version 1.9 or later, whose module is called `websocket`.
"""

from __future__ import annotations

from websocket import (
    ABNF,
    WebSocketAddressException,
    WebSocketBadStatusException,
    WebSocketConnectionClosedException,
    WebSocketException,
    WebSocketPayloadException,
    WebSocketProxyException,
    WebSocketTimeoutException,
)

from . import _errors
from ._codes import CloseCode
from ._decide import Cause, Disconnect, Hint
from ._words import LocalError

__all__ = ["disconnect"]


def disconnect(end: ABNF | BaseException) -> Disconnect:
    """What ended a connection, or kept it from opening: from the exception that `on_error` of a
    `WebSocketApp` is called with, which tells a code that has arrived too; from an exception of
    `WebSocket`; or from the Close frame that its `recv_data_frame` returns. The `Retry-After` of
    a refused handshake is the hint.

    An exception that is not about a connection is raised again. Another frame is a `ValueError`.

    >>> from websocket import WebSocketConnectionClosedException
    >>> print(disconnect(WebSocketConnectionClosedException()).cause)
    1006 Abnormal Closure
    """
    if isinstance(end, ABNF):
        if end.opcode != ABNF.OPCODE_CLOSE:
            raise ValueError("that is not a Close frame")
        data = end.data.encode() if isinstance(end.data, str) else bytes(end.data)
        code = int.from_bytes(data[:2], "big") if len(data) >= 2 else CloseCode.NO_STATUS_RCVD
        return Disconnect(Cause.closed(code), opened=True)
    if isinstance(end, WebSocketConnectionClosedException):
        # Only where a Close frame has arrived is there this attribute, and `None` is its absence.
        code = getattr(end, "status_code", CloseCode.ABNORMAL_CLOSURE)
        known = CloseCode.NO_STATUS_RCVD if code is None else code
        return Disconnect(Cause.closed(known), opened=True)
    if isinstance(end, WebSocketBadStatusException):
        headers: dict[str, str] | None = end.resp_headers
        hint = Hint.from_retry_after(headers.get("retry-after") if headers else None)
        return Disconnect(Cause.handshake(end.status_code), hint=hint)
    return Disconnect(_cause(end))


def _cause(error: BaseException) -> Cause:
    if isinstance(error, WebSocketTimeoutException):
        # That of a `WebSocketApp`, which has no type of its own.
        if "ping/pong" in str(error):
            return Cause.local(LocalError.PING_TIMEOUT)
        return Cause.tcp()
    if isinstance(error, WebSocketAddressException):
        return Cause.dns()
    if isinstance(error, WebSocketProxyException):
        return Cause.tcp()
    if isinstance(error, WebSocketPayloadException):
        return Cause.local(LocalError.INVALID_UTF8)
    if isinstance(error, WebSocketException):
        return Cause.local(LocalError.PROTOCOL_ERROR)
    cause = _errors.cause(error)
    if cause is None:
        raise error
    return cause
