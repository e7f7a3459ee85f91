"""What every program does for the lab, whatever its library; ../README.md has the protocol."""

import importlib.metadata
import json
import sys
import threading
from urllib.parse import parse_qs, urlsplit

_printing = threading.Lock()


def say(row):
    """Prints one line."""
    with _printing:
        sys.stdout.write(json.dumps(row) + "\n")
        sys.stdout.flush()


class Seen:
    """What is known of the end of one connection, told once."""

    def __init__(self, address):
        url = urlsplit(address)
        asked = parse_qs(url.query, keep_blank_values=True)
        self.row = {"way": url.path.rsplit("/", 1)[-1], "opened": False, "error": False}
        self.closes_first = "close" in asked
        self.told = False
        if self.closes_first:
            code = asked["close"][0]
            self.code = int(code) if code else None
            self.reason = "r" * int(asked["reason"][0])

    def opened(self):
        self.row["opened"] = True

    def failed(self, error):
        self.row["error"] = True
        self.row.setdefault("class", type(error).__name__)
        self.row.setdefault("text", str(error))

    def throws(self, error):
        """What the function that closes has raised."""
        self.row["throws"] = type(error).__name__
        self.row["text"] = str(error)

    def ended(self, code=None, reason=None, clean=None):
        if isinstance(reason, bytes):
            reason = reason.decode("utf-8", "replace")
        code = None if code is None else int(code)
        if not self.told:
            self.told = True
            say({**self.row, "code": code, "reason": reason or "", "clean": clean})


def listening(port):
    say({"port": port})


def addresses():
    """The addresses that a client is to open."""
    return (line.strip() for line in sys.stdin)


def in_threads(client):
    """Runs a client that blocks, in a thread for each address."""
    for address in addresses():
        threading.Thread(target=client, args=(address, Seen(address)), daemon=True).start()


async def in_tasks(client):
    """Runs a client as a task for each address."""
    import asyncio

    loop = asyncio.get_running_loop()
    tasks = set()
    while address := (await loop.run_in_executor(None, sys.stdin.readline)).strip():
        task = loop.create_task(client(address, Seen(address)))
        tasks.add(task)
        task.add_done_callback(tasks.discard)


def numbers(holds):
    """The numbers for which a function holds, as the data has them."""
    ranges = []
    for number in filter(holds, range(65536)):
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    shown = (f'"{a}"' if a == b else f'"{a}-{b}"' for a, b in ranges)
    return f"[{', '.join(shown)}]"


def run(package, client=None, server=None, codes=None):
    """Does what the command line says."""
    match sys.argv[-1]:
        case "version":
            print(importlib.metadata.version(package))
        case "codes":
            for key, holds in codes.items():
                print(f"{key} = {numbers(holds)}")
        case "client":
            client()
        case "server":
            server()
