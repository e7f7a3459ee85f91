"""The helpers for clients, with the clients as they are published, against a peer that ends the
connection in every way.
"""

from __future__ import annotations

import faulthandler
import socket
import unittest
from collections.abc import Callable
from unittest import mock

import aiohttp
import peer
import websocket
import websockets.sync.client
from peer import Act, Peer
from websockets.asyncio.client import connect
from websockets.exceptions import ConcurrencyError, WebSocketException

from websocket_close_codes import Cause, Disconnect, Initiator, LocalError
from websocket_close_codes import aiohttp as for_aiohttp
from websocket_close_codes import websocket_client as for_websocket_client
from websocket_close_codes import websockets as for_websockets

DROPPED = Cause.closed(1006)
BAD_FRAME = b"\x83\x00"
NOT_UTF8 = peer.frame(1, b"\xff")
BIG = peer.frame(1, b"x" * 100)
PROTOCOL_ERROR = Cause.local(LocalError.PROTOCOL_ERROR)
NO_UPGRADE = b"HTTP/1.1 101 Switching\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"


def nowhere() -> str:
    """An address where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return f"ws://127.0.0.1:{server.getsockname()[1]}/"


def unresolved() -> mock._patch[mock.MagicMock]:
    error = socket.gaierror(socket.EAI_NONAME, "not known")
    return mock.patch("socket.getaddrinfo", side_effect=error)


def no_tls(connection: socket.socket) -> None:
    """Answers whatever comes first with something that is not TLS."""
    connection.recv(4096)
    connection.sendall(b"HTTP/1.1 400 Bad\r\n\r\n")


# What holds for every client.
ENDS: dict[str, tuple[Act, Cause]] = {
    "a code": (peer.closes_with(1012), Cause.closed(1012)),
    "a normal end": (peer.closes_with(1000), Cause.closed(1000)),
    "a private code": (peer.closes_with(4004), Cause.closed(4004)),
    "1014": (peer.closes_with(1014), Cause.closed(1014)),
    "no code": (peer.closes(b""), Cause.closed(1005)),
    "no Close frame": (peer.opened(peer.vanishes), DROPPED),
    "a frame that breaks the protocol": (peer.sends(BAD_FRAME), PROTOCOL_ERROR),
    "text that is not UTF-8": (peer.sends(NOT_UTF8), Cause.local(LocalError.INVALID_UTF8)),
    "a refused handshake": (peer.refused(503, "Retry-After: 7\r\n"), Cause.handshake(503)),
    "another refused handshake": (peer.refused(401), Cause.handshake(401)),
    "a handshake that is not complete": (peer.answers(NO_UPGRADE), PROTOCOL_ERROR),
    "no response": (peer.answers(b""), Cause.tcp()),
}


class Websockets(unittest.IsolatedAsyncioTestCase):
    async def end(self, url: str, **options: object) -> Disconnect:
        """How a loop over messages ends."""
        try:
            async with connect(url, proxy=None, **options) as connection:  # type: ignore[arg-type]
                async for _ in connection:
                    pass
            return for_websockets.disconnect(connection)
        except (OSError, WebSocketException) as error:
            return for_websockets.disconnect(error)

    async def test_every_end(self) -> None:
        for name, (act, cause) in ENDS.items():
            with self.subTest(name), Peer(act) as server:
                end = await self.end(server.url)
                self.assertEqual((end.cause, end.initiator), (cause, Initiator.REMOTE))
                is_open = cause.kind != "handshake" and name not in (
                    "no response",
                    "a handshake that is not complete",
                )
                self.assertEqual(end._is_opened, is_open)
                after = 7.0 if cause.status == 503 else None
                self.assertEqual(end.hint.retry_after, after)

    async def test_what_only_this_client_tells(self) -> None:
        with Peer(peer.sends(BIG)) as server:
            end = await self.end(server.url, max_size=10)
            self.assertEqual(end.cause, Cause.local(LocalError.MESSAGE_TOO_BIG))
        with Peer(peer.opened(peer.to_the_end)) as server:
            end = await self.end(
                server.url, ping_interval=0.05, ping_timeout=0.05, close_timeout=0.05
            )
            self.assertEqual(end.cause, Cause.local(LocalError.PING_TIMEOUT))
        self.assertEqual((await self.end(nowhere())).cause, Cause.tcp())
        end = await self.end("http://127.0.0.1/")
        self.assertEqual(end.cause, Cause.local(LocalError.BAD_REQUEST))
        with unresolved():
            self.assertEqual((await self.end("ws://example.invalid/")).cause, Cause.dns())
        with Peer(no_tls) as server:
            end = await self.end(server.url.replace("ws:", "wss:"))
            self.assertEqual(end.cause, Cause.tls())

    async def test_the_application_closes(self) -> None:
        with Peer(peer.opened(peer.to_the_end)) as server:
            async with connect(server.url, proxy=None, close_timeout=0.05) as connection:
                with self.assertRaises(ValueError):
                    for_websockets.disconnect(connection)
                await connection.close(4999)
            end = for_websockets.disconnect(connection)
            self.assertEqual((end.cause, end.initiator), (DROPPED, Initiator.APPLICATION))

    async def test_an_exception_that_tells_nothing_is_raised_again(self) -> None:
        for error in (KeyError("x"), ConcurrencyError("x")):
            with self.assertRaises(type(error)) as raised:
                for_websockets.disconnect(error)
            self.assertIs(raised.exception, error)

    def test_the_threaded_client(self) -> None:
        for name, (act, cause) in ENDS.items():
            with self.subTest(name), Peer(act) as server:
                try:
                    with websockets.sync.client.connect(server.url, proxy=None) as connection:
                        for _ in connection:
                            pass
                    end = for_websockets.disconnect(connection)
                except (OSError, WebSocketException) as error:
                    end = for_websockets.disconnect(error)
                self.assertEqual((end.cause, end.initiator), (cause, Initiator.REMOTE))


class Aiohttp(unittest.IsolatedAsyncioTestCase):
    async def end(self, url: str, **options: object) -> Disconnect:
        async with aiohttp.ClientSession() as session:
            try:
                async with session.ws_connect(url, **options) as connection:  # type: ignore[arg-type]
                    async for message in connection:
                        if message.type is aiohttp.WSMsgType.ERROR:
                            return for_aiohttp.disconnect(message.data)
                return for_aiohttp.disconnect(connection)
            except (OSError, aiohttp.ClientError) as error:
                return for_aiohttp.disconnect(error)

    async def test_every_end(self) -> None:
        for name, (act, cause) in ENDS.items():
            with self.subTest(name), Peer(act) as server:
                end = await self.end(server.url)
                self.assertEqual((end.cause, end.initiator), (cause, Initiator.REMOTE))
                after = 7.0 if cause.status == 503 else None
                self.assertEqual(end.hint.retry_after, after)

    async def test_what_only_this_client_tells(self) -> None:
        with Peer(peer.sends(BIG)) as server:
            end = await self.end(server.url, max_msg_size=10)
            self.assertEqual(end.cause, Cause.local(LocalError.MESSAGE_TOO_BIG))
        with Peer(peer.opened(peer.to_the_end)) as server:
            async with aiohttp.ClientSession() as session:
                async with session.ws_connect(server.url, heartbeat=0.05) as connection:
                    with self.assertRaises(ValueError):
                        for_aiohttp.disconnect(connection)
                    await connection.receive()
                end = for_aiohttp.disconnect(connection)
            self.assertEqual(end.cause, Cause.local(LocalError.PING_TIMEOUT))
        with Peer(peer.opened(peer.resets)) as server:
            self.assertEqual((await self.end(server.url)).cause, DROPPED)
        self.assertEqual((await self.end(nowhere())).cause, Cause.tcp())
        for url in ("nonsense://127.0.0.1/", "ws:///"):
            end = await self.end(url)
            self.assertEqual(end.cause, Cause.local(LocalError.BAD_REQUEST))
        with unresolved():
            self.assertEqual((await self.end("ws://example.invalid/")).cause, Cause.dns())
        with Peer(no_tls) as server:
            end = await self.end(server.url.replace("ws:", "wss:"))
            self.assertEqual(end.cause, Cause.tls())
        with Peer(peer.answers(b"nonsense\r\n\r\n")) as server:
            self.assertEqual((await self.end(server.url)).cause, PROTOCOL_ERROR)

    async def test_an_exception_that_tells_nothing_is_raised_again(self) -> None:
        with self.assertRaises(KeyError):
            for_aiohttp.disconnect(KeyError("x"))


class WebsocketClient(unittest.TestCase):
    def end(self, url: str) -> Disconnect:
        """How a connection of `WebSocket` ends."""
        try:
            connection = websocket.create_connection(url, timeout=10)
            try:
                while True:
                    opcode, frame = connection.recv_data_frame(True)
                    if opcode == websocket.ABNF.OPCODE_CLOSE:
                        return for_websocket_client.disconnect(frame)
            finally:
                connection.close(timeout=0)
        except (OSError, websocket.WebSocketException) as error:
            return for_websocket_client.disconnect(error)

    def app_end(self, url: str, **options: float) -> Disconnect:
        """How a connection of `WebSocketApp` ends."""
        ends: list[Disconnect] = []

        def on_error(app: websocket.WebSocketApp, error: Exception) -> None:
            ends.append(for_websocket_client.disconnect(error))

        websocket.WebSocketApp(url, on_error=on_error).run_forever(**options)  # type: ignore[arg-type]
        [end] = ends
        return end

    def compare(self, ask: Callable[[str], Disconnect]) -> None:
        for name, (act, cause) in ENDS.items():
            if name == "no response":
                # It is told in the same way as a connection that breaks.
                cause = DROPPED
            with self.subTest(name), Peer(act) as server:
                end = ask(server.url)
                self.assertEqual((end.cause, end.initiator), (cause, Initiator.REMOTE))
                after = 7.0 if cause.status == 503 else None
                self.assertEqual(end.hint.retry_after, after)

    def test_every_end(self) -> None:
        self.compare(self.end)

    def test_every_end_of_an_app(self) -> None:
        self.compare(self.app_end)

    def test_what_only_this_client_tells(self) -> None:
        with Peer(peer.opened(peer.to_the_end)) as server:
            end = self.app_end(server.url, ping_interval=0.2, ping_timeout=0.1)
            self.assertEqual(end.cause, Cause.local(LocalError.PING_TIMEOUT))
        self.assertEqual(self.end(nowhere()).cause, Cause.tcp())
        with unresolved():
            self.assertEqual(self.end("ws://example.invalid/").cause, Cause.dns())
        with Peer(no_tls) as server:
            self.assertEqual(self.end(server.url.replace("ws:", "wss:")).cause, Cause.tls())

    def test_what_tells_nothing_is_an_error(self) -> None:
        with self.assertRaises(KeyError):
            for_websocket_client.disconnect(KeyError("x"))
        with self.assertRaises(ValueError):
            text = websocket.ABNF(1, 0, 0, 0, websocket.ABNF.OPCODE_TEXT, 0, b"")
            for_websocket_client.disconnect(text)


if __name__ == "__main__":
    # A client that waits for ever is a failure, too, and shows where it waits.
    faulthandler.dump_traceback_later(60, exit=True)
    unittest.main()
