"""The value of a `Retry-After` header: seconds, or a date (RFC 9110, section 10.2.3)."""

from __future__ import annotations

import re

from ._backoff import LONGEST, SECOND

# A leap second is one second too many, which does no harm.
_CLOCK = rb"(?P<hour>[01][0-9]|2[0-3]):(?P<minute>[0-5][0-9]):(?P<second>[0-5][0-9]|60)"
_DATES = tuple(
    re.compile(pattern, re.DOTALL)
    for pattern in (
        # Sun, 06 Nov 1994 08:49:37 GMT
        rb"..., (?P<day>[ 0-9][0-9]) (?P<month>...) (?P<year>[0-9]{4}) " + _CLOCK + rb" GMT",
        # Sun Nov  6 08:49:37 1994
        rb"... (?P<month>...) (?P<day>[ 0-9][0-9]) " + _CLOCK + rb" (?P<year>[0-9]{4})",
        # Sunday, 06-Nov-94 08:49:37 GMT
        rb"[^,]*, (?P<day>[ 0-9][0-9])-(?P<month>...)-(?P<year>[0-9]{2}) " + _CLOCK + rb" GMT",
    )
)
_MONTHS = b"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def parse(value: str, now: int) -> int | None:
    """How long to wait, in nanoseconds; `now` is counted from 1970. A date that has passed means
    at once; what is neither a number nor a date is `None`.
    """
    text = value.encode("utf-8", "surrogateescape").strip(b" \t\n\r\f")
    # `isdigit` of bytes is about ASCII alone.
    if text.isdigit():
        # More digits than these are as long as it gets, and Python converts only so many.
        digits = text.lstrip(b"0")[:25]
        return min(int(digits or b"0") * SECOND, LONGEST)
    then = _date(text)
    return None if then is None else max(then * SECOND - now, 0)


def _date(text: bytes) -> int | None:
    """Seconds since 1970 of an HTTP date, in any of its three forms (RFC 9110, section 5.6.7)."""
    match = next(filter(None, (pattern.fullmatch(text) for pattern in _DATES)), None)
    if match is None or match["month"] not in _MONTHS:
        return None
    # A day of one digit has a space before it.
    year, day = int(match["year"]), int(match["day"])
    if len(match["year"]) == 2:
        # Two digits are of this century until 2069, and else of the last.
        year += 1900 if year >= 70 else 2000
    if year < 1970 or not 1 <= day <= 31:
        return None
    month = _MONTHS.index(match["month"]) + 1
    clock = int(match["hour"]) * 3600 + int(match["minute"]) * 60 + int(match["second"])
    # Days before the first of March of year 0, counted in years that begin in March.
    if month <= 2:
        year -= 1
    days = year * 365 + year // 4 - year // 100 + year // 400
    days += ((month + 9) % 12 * 306 + 5) // 10 + day - 1
    # 1970-01-01 is day 719468 of that count.
    since = days - 719_468
    return None if since < 0 else since * 86_400 + clock
