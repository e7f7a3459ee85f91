"""The adapter for websockets: what its users are told when a connection ends."""
import threading

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect
from websockets.sync.server import serve


def end(websocket):
    try:
        while True:
            websocket.recv()
    except ConnectionClosed as closed:
        # Without a Close frame, websockets reports 1006; `close_code` has the same number.
        return (closed.rcvd.code if closed.rcvd else 1006), None


def client(url):
    with connect(url, compression=None, proxy=None) as websocket:
        return end(websocket)


def server(told):
    server = serve(lambda websocket: told(end(websocket)), "127.0.0.1", 0, compression=None)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.socket.getsockname()
