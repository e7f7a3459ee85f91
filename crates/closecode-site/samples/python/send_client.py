import asyncio

from websockets.asyncio.client import connect


async def main():
    async with connect("ws://localhost:8080") as websocket:
        __SEND__


asyncio.run(main())
