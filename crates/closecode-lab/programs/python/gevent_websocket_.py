"""gevent-websocket with gevent's server."""

from gevent import pywsgi
from geventwebsocket import WebSocketError
from geventwebsocket.handler import WebSocketHandler
from lab import Seen, listening, run


def app(environ, start_response):
    socket = environ.get("wsgi.websocket")
    if socket is None:
        start_response("400 Bad Request", [])
        return []
    query = environ["QUERY_STRING"]
    seen = Seen(environ["PATH_INFO"] + (f"?{query}" if query else ""))
    seen.opened()
    if seen.closes_first:
        try:
            if seen.code is None:
                socket.close()
            else:
                socket.close(seen.code, seen.reason)
        except Exception as error:
            seen.throws(error)
            socket.close()
    try:
        # It returns nothing when the other side has closed, and does not tell the code.
        while not socket.closed and socket.receive() is not None:
            pass
    except WebSocketError as error:
        seen.failed(error)
    seen.ended()
    return []


def server():
    it = pywsgi.WSGIServer(("127.0.0.1", 0), app, handler_class=WebSocketHandler, log=None)
    it.init_socket()
    listening(it.server_port)
    it.serve_forever()


run("gevent-websocket", server=server)
