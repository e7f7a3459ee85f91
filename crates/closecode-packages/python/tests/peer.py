"""A server that opens a WebSocket and then does as it is told, byte by byte."""

from __future__ import annotations

import base64
import hashlib
import socket
import struct
import threading
from collections.abc import Callable
from types import TracebackType

Act = Callable[[socket.socket], None]
"""What the server does with a connection, after which it is closed."""


def opened(then: Act) -> Act:
    """Opens the WebSocket first."""

    def act(connection: socket.socket) -> None:
        key = request(connection).partition(b"Sec-WebSocket-Key: ")[2].partition(b"\r\n")[0]
        accept = hashlib.sha1(key + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest()
        connection.sendall(
            b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Accept: " + base64.b64encode(accept) + b"\r\n\r\n"
        )
        then(connection)

    return act


def request(connection: socket.socket) -> bytes:
    """Reads what the client asks for."""
    text = b""
    while b"\r\n\r\n" not in text:
        received = connection.recv(4096)
        if not received:
            break
        text += received
    return text


def answers(response: bytes) -> Act:
    """Answers the request with this."""

    def act(connection: socket.socket) -> None:
        request(connection)
        connection.sendall(response)

    return act


def refused(status: int, headers: str = "") -> Act:
    """Refuses the handshake."""
    response = f"HTTP/1.1 {status} No\r\n{headers}Content-Length: 0\r\nConnection: close\r\n\r\n"
    return answers(response.encode())


def frame(opcode: int, payload: bytes) -> bytes:
    """A frame from a server."""
    return struct.pack("!BB", 0x80 | opcode, len(payload)) + payload


def sends(data: bytes) -> Act:
    """Sends this, and ends the connection as soon as the client has said something about it."""

    def act(connection: socket.socket) -> None:
        connection.sendall(data)
        connection.recv(4096)

    return opened(act)


def closes(body: bytes) -> Act:
    """Sends a Close frame with this body."""
    return sends(frame(8, body))


def closes_with(code: int) -> Act:
    """Sends a Close frame with this code."""
    return closes(struct.pack("!H", code) + b"because")


def to_the_end(connection: socket.socket) -> None:
    """Reads, and answers nothing, until the client has gone."""
    try:
        while connection.recv(4096):
            pass
    except OSError:
        pass


def vanishes(connection: socket.socket) -> None:
    """Ends the connection without a Close frame."""


def resets(connection: socket.socket) -> None:
    """Resets the connection."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


class Peer:
    """A server on a port of its own, for one connection after another."""

    def __init__(self, act: Act) -> None:
        self.act = act
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listener.getsockname()[1]
        self.thread = threading.Thread(target=self._serve, daemon=True)

    @property
    def url(self) -> str:
        return f"ws://127.0.0.1:{self.port}/"

    def __enter__(self) -> Peer:
        self.thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # Closing alone does not wake a thread that accepts.
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.thread.join()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            with connection:
                try:
                    self.act(connection)
                except OSError:
                    pass
