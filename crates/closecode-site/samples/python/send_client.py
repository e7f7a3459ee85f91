from websockets.sync.client import connect

with connect("ws://localhost:8080") as websocket:
    websocket.close(__CODE__, "permessage-deflate")
