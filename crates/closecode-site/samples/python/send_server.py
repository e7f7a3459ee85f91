import asyncio

from websockets.asyncio.server import serve


async def handler(websocket):
    __SEND__


async def main():
    async with serve(handler, "localhost", 8080) as server:
        await server.serve_forever()


asyncio.run(main())
