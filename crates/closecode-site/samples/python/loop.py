import asyncio
import math  # counts
import random
import time  # counts

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

# __CODE__: __ADVICE__
FIRST = __FIRST__  # seconds: the first wait is at most this  # grows
LONGEST = __LONGEST__  # seconds: no wait is longer  # grows
LEAST = __FIRST__  # seconds: the shortest wait  # uniform
MOST = __LONGEST__  # seconds: the longest  # uniform
STABLE = __STABLE__  # seconds: after a connection this long, start over  # counts
STOP = {__STOP__}  # stop: a retry fails again
wanted = True  # False when you are done  # wanted


async def renew_token():  # renews
    """Get a new token here."""  # renews
# renews
# renews
async def main():
    ceiling = FIRST  # grows
    tries = 0  # limit
    while True:
        opened = math.inf  # counts
        try:
            async with connect("ws://localhost:8080") as websocket:
                opened = time.monotonic()  # counts
                while True:
                    print(await websocket.recv())
        except ConnectionClosed as end:
            code = end.rcvd.code if end.rcvd else 1006
        except (OSError, InvalidHandshake):
            code = 1006
        if time.monotonic() - opened >= STABLE:  # counts
            ceiling = FIRST  # resets
            ceiling, tries = FIRST, 0  # limit
        tries += code == __CODE__  # limit
        if code in STOP or tries > __LIMIT__:  # limit
        if code in STOP or (code == __CODE__ and not wanted):  # wanted
        if code in STOP:  # goes
            return print(f"{code}: stopped")
        if code == __CODE__:  # renews
            await renew_token()  # renews
        await asyncio.sleep(random.uniform(0, ceiling))  # full
        await asyncio.sleep(random.uniform(ceiling / 2, ceiling))  # equal
        await asyncio.sleep(random.uniform(LEAST, MOST))  # uniform
        ceiling = min(LONGEST, ceiling * __FACTOR__)  # grows


asyncio.run(main())
