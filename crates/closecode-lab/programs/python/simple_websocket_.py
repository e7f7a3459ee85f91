"""simple-websocket, below Flask-Sock, with the server that Flask brings."""

import logging

from lab import Seen, in_threads, listening, run
from simple_websocket import Client, ConnectionClosed, Server
from werkzeug.serving import make_server


def watch(socket, seen):
    seen.opened()
    if seen.closes_first:
        try:
            # Without a number it closes with 1000.
            socket.close(seen.code, seen.reason or None)
        except Exception as error:
            seen.throws(error)
            socket.close()
    try:
        while True:
            socket.receive()
    except ConnectionClosed as closed:
        seen.ended(closed.reason, closed.message)


def client(address, seen):
    try:
        socket = Client(address)
    except Exception as error:
        seen.failed(error)
        seen.ended()
        return
    watch(socket, seen)


def app(environ, _):
    socket = Server.accept(environ)
    query = environ["QUERY_STRING"]
    watch(socket, Seen(environ["PATH_INFO"] + (f"?{query}" if query else "")))
    # As Flask-Sock keeps the server from answering the request.
    raise ConnectionError


def server():
    logging.getLogger("werkzeug").setLevel(logging.CRITICAL)
    it = make_server("127.0.0.1", 0, app, threaded=True)
    listening(it.port)
    it.serve_forever()


run("simple-websocket", lambda: in_threads(client), server)
