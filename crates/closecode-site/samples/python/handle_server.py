from websockets.exceptions import ConnectionClosed
from websockets.sync.server import serve


def handler(websocket):
    try:
        while True:
            websocket.recv()
    except ConnectionClosed:
        if websocket.close_code == __CODE__:
            # The client will not come back until this is mended.
            print(f"__CODE__: {websocket.close_reason}", flush=True)


with serve(handler, "localhost", 8080) as server:
    server.serve_forever()
