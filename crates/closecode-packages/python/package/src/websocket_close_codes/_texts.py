"""Words about each code, in each language. A language is read from its file when it is first
asked for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final, NamedTuple, cast

from ._codes import CODES, checked, range_of

__all__ = ["Case", "Text", "find_locale", "locales", "text"]


class _Language(NamedTuple):
    """Which tags ask for a language."""

    languages: frozenset[str]
    """Its names in lower case, such as `id` and, until 1989, `in`."""
    script: str
    """The script that its words are written in."""
    other_script_regions: frozenset[str]
    """The regions where the language is mostly written in another script."""


@dataclass(frozen=True)
class Case:
    """One case of a code: how to recognise it, where it comes from, and what to do about it."""

    id: str
    """What the case is called in the data, the same in every language."""
    title: str
    """A heading for it."""
    sign: str
    """How to recognise it."""
    causes: tuple[str, ...]
    """What it may come from, the most likely cause first. There is at least one."""
    steps: tuple[str, ...]
    """What to do about it, step by step. There is at least one."""


@dataclass(frozen=True)
class Text:
    """The words about one code or range in one language; `text` has them.

    Code in `description` and in the cases is between backticks.
    """

    title: str
    """The title; `CloseCode.phrase` has the registry's English name."""
    summary: str
    """One sentence that says what it means."""
    description: str
    """What it means, who sends it, what is on the wire."""
    cases: tuple[Case, ...]
    """How to recognise what happened and what to do about it, case by case. There is at least
    one."""
    user_message: str
    """What an application may show to an end user."""


def locales() -> tuple[str, ...]:
    """The languages, as BCP 47 tags.

    >>> "de" in locales()
    True
    """
    return tuple(LANGUAGES)


def text(code: int, locale: str = "en") -> Text:
    """The words about a number from 0 to 65535: the registered code's, or its range's.

    `locale` is one of `locales()`; `find_locale` has the one that a tag asks for. Any other is a
    `ValueError`.

    >>> text(1012).title
    'Service Restart'
    >>> text(1000, "id").title
    'Penutupan Normal'
    """
    code = checked(code)
    return _text(locale, str(code) if code in CODES else range_of(code).value)


def message(key: str, locale: str) -> str:
    """A text for users about what happens next."""
    return cast("str", _words(locale)["messages"][key])


def find_locale(tags: str | Iterable[str]) -> str | None:
    """The first of these BCP 47 tags that can be answered, as one of `locales()`; else `None`.

    The region does not matter, unless another script is usual there. Case does not matter, `_` is
    as good as `-`, and what a POSIX system adds is left out, so that the value of `LANG` can be
    given as it is.

    >>> find_locale("pt-PT"), find_locale("zh-TW"), find_locale("de_AT.UTF-8")
    ('pt', None, 'de')
    >>> find_locale(["gsw-CH", "de-CH", "en"])
    'de'
    """
    for tag in [tags] if isinstance(tags, str) else tags:
        asked = _read(tag)
        for locale, language in LANGUAGES.items():
            if asked is not None and _asks_for(asked, language):
                return locale
    return None


class _Tag(NamedTuple):
    """The subtags of a tag that say which language and script it asks for."""

    language: str
    script: str | None
    region: str | None


def _read(tag: str) -> _Tag | None:
    """Reads the parts in the order of RFC 5646 section 2.1; what follows the region asks for no
    other language.
    """
    parts = re.split("[-_]", re.split("[.@]", tag)[0].lower())
    if not all(re.fullmatch("[a-z0-9]{1,8}", part) for part in parts):
        return None
    language = parts.pop(0)
    if not re.fullmatch("[a-z]{2,8}", language):
        return None
    # An extended language is the language itself: `zh-cmn` is `cmn` (section 2.2.2).
    if parts and len(language) < 4 and re.fullmatch("[a-z]{3}", parts[0]):
        language = parts.pop(0)
    script = parts.pop(0) if parts and re.fullmatch("[a-z]{4}", parts[0]) else None
    region = parts.pop(0) if parts and re.fullmatch("[a-z]{2}|[0-9]{3}", parts[0]) else None
    # `Zzzz` is the script of a tag that does not say which.
    return _Tag(language, None if script == "zzzz" else script, region)


def _asks_for(tag: _Tag, language: _Language) -> bool:
    """Whether somebody who asks for it can read the language."""
    if tag.language not in language.languages:
        return False
    if tag.script is not None:
        return tag.script == language.script
    return tag.region not in language.other_script_regions


def _language(languages: str, script: str, other_script_regions: str) -> _Language:
    regions = frozenset(other_script_regions.split())
    return _Language(frozenset(languages.split()), script, regions)


@lru_cache(maxsize=None)
def _words(locale: str) -> dict[str, Any]:
    # Only names from the table become a path.
    if locale not in LANGUAGES:
        raise ValueError(
            f"there are no words for {locale!r}; there are for {', '.join(LANGUAGES)}"
        )
    file = files("websocket_close_codes").joinpath("texts").joinpath(f"{locale}.json")
    return cast("dict[str, Any]", json.loads(file.read_text(encoding="utf-8")))


@lru_cache(maxsize=None)
def _text(locale: str, key: str) -> Text:
    words = _words(locale)["codes"][key]
    cases = tuple(
        Case(case["id"], case["title"], case["sign"], tuple(case["causes"]), tuple(case["steps"]))
        for case in words["cases"]
    )
    return Text(words["title"], words["summary"], words["description"], cases, words["user"])


LANGUAGES: Final[dict[str, _Language]] = {
    # {languages}
}
