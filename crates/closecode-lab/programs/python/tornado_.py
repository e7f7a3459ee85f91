import asyncio

import tornado.httpserver
import tornado.web
import tornado.websocket
from lab import Seen, in_tasks, listening, run


def close(socket, seen):
    if not seen.closes_first:
        return
    try:
        if seen.code is None:
            socket.close()
        else:
            socket.close(seen.code, seen.reason or None)
    except Exception as error:
        seen.throws(error)
        socket.close()


async def client(address, seen):
    try:
        socket = await tornado.websocket.websocket_connect(address)
    except Exception as error:
        seen.failed(error)
        seen.ended()
        return
    seen.opened()
    close(socket, seen)
    while await socket.read_message() is not None:
        pass
    seen.ended(socket.close_code, socket.close_reason)


class Handler(tornado.websocket.WebSocketHandler):
    def open(self, *_):
        self.seen = Seen(self.request.uri)
        self.seen.opened()
        close(self, self.seen)

    def on_message(self, message):
        pass

    def on_close(self):
        self.seen.ended(self.close_code, self.close_reason)


async def server():
    app = tornado.web.Application([("/.*", Handler)])
    it = app.listen(0, "127.0.0.1")
    listening(next(iter(it._sockets.values())).getsockname()[1])
    await asyncio.Future()


run("tornado", lambda: asyncio.run(in_tasks(client)), lambda: asyncio.run(server()))
