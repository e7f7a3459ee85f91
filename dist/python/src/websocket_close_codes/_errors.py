"""What errors of the standard library say, for the helpers of each client."""

from __future__ import annotations

import asyncio
import socket
import ssl

from ._decide import Cause
from ._words import LocalError


def cause(error: BaseException) -> Cause | None:
    """The cause that an error of the transport is; `None` if it is about something else."""
    if isinstance(error, (socket.gaierror, socket.herror)):
        return Cause.dns()
    if isinstance(error, ssl.SSLError):
        return Cause.tls()
    # Until Python 3.10, that of asyncio is an error of its own.
    if isinstance(error, (OSError, EOFError, asyncio.TimeoutError)):
        return Cause.tcp()
    # A name that the encoding of domain names cannot express.
    return Cause.local(LocalError.BAD_REQUEST) if isinstance(error, UnicodeError) else None
