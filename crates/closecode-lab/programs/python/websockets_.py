"""The client and the server for asyncio."""

import asyncio

from lab import Seen, in_tasks, listening, run
from websockets.asyncio.client import connect
from websockets.asyncio.server import serve
from websockets.exceptions import ConnectionClosedError, ProtocolError
from websockets.frames import Close


async def watch(socket, seen):
    seen.opened()
    if seen.closes_first:
        try:
            if seen.code is None:
                await socket.close()
            else:
                await socket.close(seen.code, seen.reason)
        except Exception as error:
            seen.throws(error)
            await socket.close()
    try:
        async for _ in socket:
            pass
    except ConnectionClosedError as error:
        # Iterating ends without an exception for 1000 and 1001 alone.
        seen.failed(error)
    protocol = socket.protocol
    seen.ended(
        socket.close_code,
        socket.close_reason,
        protocol.close_rcvd is not None and protocol.close_sent is not None,
    )


async def client(address, seen):
    try:
        # Without it, a proxy of the machine would be asked.
        async with connect(address, proxy=None) as socket:
            await watch(socket, seen)
    except Exception as error:
        seen.failed(error)
        seen.ended()


async def server():
    async with serve(lambda socket: watch(socket, Seen(socket.request.path)), "127.0.0.1", 0) as it:
        listening(it.sockets[0].getsockname()[1])
        await asyncio.Future()


def is_valid(code):
    """What it asks of a Close frame, be it received or to be sent."""
    try:
        Close(code, "").check()
    except ProtocolError:
        return False
    return True


run(
    "websockets",
    lambda: asyncio.run(in_tasks(client)),
    lambda: asyncio.run(server()),
    {"received": is_valid, "sendable": is_valid},
)
