from websockets.sync.server import serve


def handler(websocket):
    websocket.close(__CODE__)


with serve(handler, "localhost", 8080) as server:
    server.serve_forever()
