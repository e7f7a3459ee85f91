"""The README: its examples are run, and the client of its first one stays connected.

python test_readme.py <README.md>
"""

from __future__ import annotations

import asyncio
import contextlib
import doctest
import io
import re
import sys
from pathlib import Path

import peer

import websocket_close_codes


def blocks(text: str) -> list[str]:
    """The programs."""
    return re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def stay_connected(program: str) -> str:
    """What the client of the first program prints, if its server ends each connection in another
    way, and nobody waits.
    """
    ends = iter(
        (
            peer.closes_with(1012),
            peer.refused(503, "Retry-After: 7\r\n"),
            peer.opened(peer.vanishes),
            peer.closes_with(1000),
            peer.closes_with(3003),
        )
    )
    names: dict[str, object] = {"__name__": "readme"}
    # Chance is what a test cannot expect.
    longest = program.replace("Reconnector(wanted=True)", "Reconnector(wanted=True, random=one)")
    # The client sleeps too, which is not for the test to shorten.
    longest = longest.replace("asyncio.sleep(", "sleep(")
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    names |= {"one": lambda: 1.0, "sleep": sleep}
    exec(compile(longest, "README.md", "exec"), names)
    printed = io.StringIO()
    with peer.Peer(lambda connection: next(ends)(connection)) as server:
        with contextlib.redirect_stdout(printed):
            asyncio.run(names["stay_connected"](server.url))  # type: ignore[operator]
    assert waited == [30.0, 10.5, 5.0, 5.0], waited
    return printed.getvalue()


EXPECTED = """\
reconnect in 30 s: 1012 Service Restart
reconnect in 10.5 s: handshake refused with HTTP 503
reconnect in 5 s: 1006 Abnormal Closure
reconnect in 5 s: 1000 Normal Closure
stop: 3003 Forbidden
"""


def main() -> None:
    path = Path(sys.argv[1])
    text = path.read_text(encoding="utf-8")
    failed, tried = doctest.testfile(str(path.absolute()), module_relative=False)
    if failed or tried < 20:
        sys.exit(f"{failed} of {tried} examples failed")
    programs = blocks(text)
    for program in programs:
        exec(compile(program, str(path), "exec"), {"__name__": "readme"})
    printed = stay_connected(programs[0])
    if printed != EXPECTED:
        sys.exit(f"the first program printed:\n{printed}")
    missing = [name for name in websocket_close_codes.__all__ if f"`{name}" not in text]
    if missing:
        sys.exit(f"the README does not mention {missing}")
    print(f"README.md: {tried} examples and {len(programs)} programs")


main()
