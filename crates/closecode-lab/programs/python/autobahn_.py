"""The protocols for asyncio."""

import asyncio
from urllib.parse import urlsplit

from autobahn.asyncio.websocket import (
    WebSocketClientFactory,
    WebSocketClientProtocol,
    WebSocketServerFactory,
    WebSocketServerProtocol,
)
from lab import Seen, in_tasks, listening, run


class Watched:
    """What both sides have in common."""

    def onOpen(self):
        self.seen.opened()
        if not self.seen.closes_first:
            return
        try:
            if self.seen.code is None:
                self.sendClose()
            else:
                self.sendClose(self.seen.code, self.seen.reason or None)
        except Exception as error:
            self.seen.throws(error)
            self.sendClose()

    def onClose(self, wasClean, code, reason):
        # A server that refuses a handshake has no connection to tell of.
        if self.seen:
            self.seen.ended(code, reason, wasClean)


class Client(Watched, WebSocketClientProtocol):
    pass


class Server(Watched, WebSocketServerProtocol):
    seen = None

    def onConnect(self, request):
        query = "&".join(f"{key}={value[0]}" for key, value in request.params.items())
        # A parameter without a value is not in `params`.
        if "close=&" in self.http_request_uri:
            query = f"close=&{query}"
        self.seen = Seen(f"{request.path}?{query}")


async def client(address, seen):
    url = urlsplit(address)
    factory = WebSocketClientFactory(address)

    def protocol():
        it = Client()
        it.seen = seen
        it.factory = factory
        return it

    await asyncio.get_running_loop().create_connection(protocol, url.hostname, url.port)


async def server():
    factory = WebSocketServerFactory()
    factory.protocol = Server
    it = await asyncio.get_running_loop().create_server(factory, "127.0.0.1", 0)
    listening(it.sockets[0].getsockname()[1])
    await asyncio.Future()


run("autobahn", lambda: asyncio.run(in_tasks(client)), lambda: asyncio.run(server()))
