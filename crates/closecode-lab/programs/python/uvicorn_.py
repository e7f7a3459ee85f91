"""The server, with its default for WebSocket, which is websockets."""

import socket

import uvicorn
from lab import Seen, listening, run


async def app(scope, receive, send):
    if scope["type"] != "websocket":
        return
    seen = Seen(f"{scope['path']}?{scope['query_string'].decode()}")
    await receive()
    await send({"type": "websocket.accept"})
    seen.opened()
    if seen.closes_first:
        message = {"type": "websocket.close"}
        if seen.code is not None:
            message |= {"code": seen.code, "reason": seen.reason}
        try:
            await send(message)
        except Exception as error:
            seen.throws(error)
            await send({"type": "websocket.close"})
    while True:
        message = await receive()
        if message["type"] == "websocket.disconnect":
            seen.ended(message["code"], message.get("reason"))
            return


def server():
    listener = socket.create_server(("127.0.0.1", 0))
    listening(listener.getsockname()[1])
    config = uvicorn.Config(app, lifespan="off", log_level="critical")
    uvicorn.Server(config).run(sockets=[listener])


run("uvicorn", server=server)
