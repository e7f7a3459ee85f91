"""The client for asyncio."""

import asyncio

from curl_cffi.requests import AsyncSession, WebSocketClosed
from lab import in_tasks, run


async def client(address, seen):
    try:
        socket = await session.ws_connect(address)
    except Exception as error:
        seen.failed(error)
        seen.ended()
        return
    seen.opened()
    try:
        if seen.closes_first:
            try:
                if seen.code is None:
                    await socket.close()
                else:
                    await socket.close(seen.code, seen.reason.encode())
            except Exception as error:
                seen.throws(error)
                await socket.close()
        while True:
            await socket.recv()
    except WebSocketClosed as error:
        if error.code != 1000:
            seen.failed(error)
        seen.ended(socket.close_code, socket.close_reason)
    except Exception as error:
        seen.failed(error)
        seen.ended(socket.close_code, socket.close_reason)


async def clients():
    global session
    # A session has ten connections at most, unless told otherwise.
    async with AsyncSession(max_clients=64) as session:
        await in_tasks(client)


run("curl-cffi", client=lambda: asyncio.run(clients()))
