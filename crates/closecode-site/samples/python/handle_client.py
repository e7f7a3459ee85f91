import random  # retry

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

with connect("ws://localhost:8080") as websocket:
    try:
        while True:
            websocket.recv()
    except ConnectionClosed:
        code = websocket.close_code

if code == __CODE__:
    # __ADVICE__
    print("__CODE__: stop")  # stop
    print("__CODE__: try again")  # once
    delay = (__LOW__ + __SPAN__ * random.random()) / 1000  # retry
    print(f"__CODE__: try again in {delay} s")  # retry
