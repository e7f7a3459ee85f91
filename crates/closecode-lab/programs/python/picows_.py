"""picows hands every frame to its user, who answers a Close frame as its documentation does."""

import asyncio

from lab import Seen, in_tasks, listening, run
from picows import (
    WSCloseCode,
    WSListener,
    WSMsgType,
    ws_connect,
    ws_create_server,
)


class Watched(WSListener):
    def __init__(self, seen):
        super().__init__()
        self.seen = seen
        self.code = self.reason = None

    def on_ws_connected(self, transport):
        self.seen.opened()
        if not self.seen.closes_first:
            return
        try:
            if self.seen.code is None:
                transport.send_close()
            else:
                transport.send_close(self.seen.code, self.seen.reason.encode())
        except Exception as error:
            self.seen.throws(error)
            transport.send_close(WSCloseCode.OK)

    def on_ws_frame(self, transport, frame):
        if frame.msg_type == WSMsgType.CLOSE:
            self.code = frame.get_close_code()
            self.reason = frame.get_close_message()
            transport.send_close(self.code, self.reason)
            transport.disconnect()

    def on_ws_disconnected(self, transport):
        task = asyncio.get_running_loop().create_task(self.tell(transport))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    async def tell(self, transport):
        # What it found wrong is raised here.
        try:
            await transport.wait_disconnected()
        except Exception as error:
            self.seen.failed(error)
        self.seen.ended(self.code, self.reason)


tasks = set()


async def client(address, seen):
    try:
        await ws_connect(lambda: Watched(seen), address)
    except Exception as error:
        seen.failed(error)
        seen.ended()


async def server():
    it = await ws_create_server(
        lambda request: Watched(Seen(request.path.decode())), "127.0.0.1", 0
    )
    listening(it.sockets[0].getsockname()[1])
    await it.serve_forever()


run("picows", lambda: asyncio.run(in_tasks(client)), lambda: asyncio.run(server()))
