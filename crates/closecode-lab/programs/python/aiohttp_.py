import asyncio

import aiohttp
from aiohttp import WSMsgType, web
from lab import Seen, in_tasks, listening, run


async def watch(socket, seen):
    """Reads until the end. Both sides have `receive`, which tells of it in messages."""
    seen.opened()
    if seen.closes_first:
        try:
            arguments = {} if seen.code is None else {"code": seen.code}
            if seen.code is not None and seen.reason:
                arguments["message"] = seen.reason.encode()
            await socket.close(**arguments)
        except Exception as error:
            seen.throws(error)
            await socket.close()
    reason = None
    while True:
        message = await socket.receive()
        if message.type == WSMsgType.CLOSE:
            reason = message.extra
        if message.type == WSMsgType.ERROR:
            seen.failed(message.data)
        if message.type not in (WSMsgType.TEXT, WSMsgType.BINARY):
            break
    seen.ended(socket.close_code, reason)


async def client(address, seen):
    try:
        async with session.ws_connect(address) as socket:
            await watch(socket, seen)
    except Exception as error:
        seen.failed(error)
        seen.ended()


async def clients():
    global session
    async with aiohttp.ClientSession() as session:
        await in_tasks(client)


async def handler(request):
    socket = web.WebSocketResponse()
    await socket.prepare(request)
    await watch(socket, Seen(request.path_qs))
    return socket


async def server():
    app = web.Application()
    app.router.add_get("/{way}", handler)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    listening(runner.addresses[0][1])
    await asyncio.Future()


run("aiohttp", lambda: asyncio.run(clients()), lambda: asyncio.run(server()))
