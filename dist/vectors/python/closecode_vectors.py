"""Runs the frames of closecode-vectors.json against a WebSocket library: docs/vectors.md says how.

License: CC0-1.0. Usage: python closecode_vectors.py <vectors> <adapter> [<known differences>]
"""

import base64
import hashlib
import json
import pathlib
import queue
import re
import runpy
import socket
import sys
import threading

UPGRADE = b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-"
REQUEST = b"GET / HTTP/1.1\r\nHost: localhost\r\n" + UPGRADE + b"Version: 13\r\n"
KEY = b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"


def response(request):
    key = re.search(rb"(?i)sec-websocket-key: *(\S+)", request)[1]
    digest = hashlib.sha1(key + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest()
    return b"HTTP/1.1 101 OK\r\n" + UPGRADE + b"Accept: " + base64.b64encode(digest) + b"\r\n\r\n"


def play(link, vector):
    """Plays the other side of a connection, and gives what comes back as a Close frame."""
    link.settimeout(3)
    stream = link.makefile("rb")
    link.sendall(REQUEST + KEY if vector["role"] == "server" else b"")
    head = b"".join(iter(stream.readline, b"\r\n"))
    link.sendall(response(head) if vector["role"] == "client" else b"")
    link.sendall(bytes.fromhex(vector["bytes"]))
    if vector["ends"]:
        link.shutdown(socket.SHUT_WR)
    timer = threading.Timer(1, link.send, [bytes.fromhex(vector.get("then", ""))])
    timer.start()
    try:
        while len(head := stream.read(2)) == 2:
            mask = stream.read(4) if head[1] >> 7 else bytes(4)
            body = bytes(b ^ mask[i % 4] for i, b in enumerate(stream.read(head[1] & 0x7F)))
            if head[0] & 0xF == 8:
                code = str(int.from_bytes(body[:2], "big"))
                return {0: "empty", 1: "malformed"}.get(len(body), code)
    except OSError:
        pass  # It ended, or nothing came in time.
    finally:
        timer.cancel()
    return "none"


def main(vectors, adapter, known="/dev/null"):
    adapter, told, lines = runpy.run_path(adapter), queue.Queue(), ""
    lab = socket.create_server(("127.0.0.1", 0))
    url = f"ws://127.0.0.1:{lab.getsockname()[1]}"
    address = adapter["server"](told.put) if "server" in adapter else None
    frames = json.loads(pathlib.Path(vectors).read_text())["frames"]
    for role, vector in [(v["role"], v) for v in frames if v["role"] in adapter]:
        if role == "client":
            threading.Thread(target=lambda: told.put(adapter["client"](url))).start()
        with lab.accept()[0] if role == "client" else socket.create_connection(address) as link:
            replies = play(link, vector)
        reports, clean = told.get(timeout=30)
        fits = any(
            str(reports) in o["reports"] and replies in o["replies"] and clean in (None, o["clean"])
            for o in vector["outcomes"]
        )
        end = {None: "", True: ", clean", False: ", not clean"}[clean]
        lines += "" if fits else f"{vector['id']}: reports {reports}, replies {replies}{end}\n"
    sys.stdout.write(lines)
    return lines != pathlib.Path(known).read_text()


sys.exit(main(*sys.argv[1:]))
