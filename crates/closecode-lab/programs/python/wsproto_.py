"""wsproto has no connections of its own: what it tells of the bytes that come and go.

The sockets are read and written here, as its examples do."""

import socket
import threading
from urllib.parse import urlsplit

import h11
from lab import Seen, in_threads, listening, run
from wsproto import ConnectionType, WSConnection
from wsproto.events import AcceptConnection, CloseConnection, Ping, RejectConnection, Request
from wsproto.utilities import LocalProtocolError, RemoteProtocolError


def watch(peer, proto, seen):
    """Reads until the end. `seen` is known of a client, and of a server after the request."""
    while True:
        try:
            data = peer.recv(1 << 16)
        except OSError as error:
            return finish(seen, error)
        try:
            # No bytes are how it is told that the TCP connection has ended.
            proto.receive_data(data or None)
            for event in proto.events():
                if isinstance(event, Request):
                    seen = Seen(event.target)
                    peer.sendall(proto.send(AcceptConnection()))
                    opened(peer, proto, seen)
                elif isinstance(event, AcceptConnection):
                    opened(peer, proto, seen)
                elif isinstance(event, RejectConnection):
                    raise ConnectionError(f"RejectConnection {event.status_code}")
                elif isinstance(event, Ping):
                    peer.sendall(proto.send(event.response()))
                elif isinstance(event, CloseConnection):
                    # It also tells in this way that the TCP connection has ended (1006), and of
                    # what broke the protocol.
                    if data:
                        answer(peer, proto, event.response())
                    return finish(seen, None, (event.code, event.reason))
        except RemoteProtocolError as error:
            answer(peer, proto, error.event_hint)
            return finish(seen, error)
        except OSError as error:
            return finish(seen, error)
        if not data or proto.state.name == "CLOSED":
            return finish(seen)


def answer(peer, proto, event):
    """Sends what wsproto proposes, if it then finds that it may be sent."""
    try:
        if event:
            peer.sendall(proto.send(event))
    except (LocalProtocolError, h11.LocalProtocolError):
        pass


def opened(peer, proto, seen):
    seen.opened()
    if not seen.closes_first:
        return
    code = 1000 if seen.code is None else seen.code
    try:
        peer.sendall(proto.send(CloseConnection(code, seen.reason or None)))
    except (ValueError, AssertionError, TypeError) as error:
        seen.throws(error)
        peer.sendall(proto.send(CloseConnection(1000)))


def finish(seen, error=None, told=()):
    if seen is None:
        return
    if error:
        seen.failed(error)
    seen.ended(*told)


def client(address, seen):
    url = urlsplit(address)
    with socket.create_connection((url.hostname, url.port)) as peer:
        proto = WSConnection(ConnectionType.CLIENT)
        target = f"{url.path}?{url.query}" if url.query else url.path
        peer.sendall(proto.send(Request(host=url.netloc, target=target)))
        watch(peer, proto, seen)


def serve_one(peer):
    with peer:
        watch(peer, WSConnection(ConnectionType.SERVER), None)


def server():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listening(listener.getsockname()[1])
        while True:
            peer, _ = listener.accept()
            threading.Thread(target=serve_one, args=(peer,), daemon=True).start()


run("wsproto", lambda: in_threads(client), server)
