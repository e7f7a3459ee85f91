"""The private codes of products, and what each asks a client to do. They are read from their file
when they are first asked for.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, cast

from ._backoff import Backoff
from ._codes import checked
from ._decide import Rule
from ._words import Action, Jitter

__all__ = ["Product", "ProductCode", "product", "products"]


@dataclass(frozen=True)
class ProductCode:
    """A code of a product, or a range of numbers that mean the same."""

    numbers: range
    """The number, or the numbers."""
    name: str
    """What the product calls it."""
    ident: str | None
    """Its name in the crate and the npm package; `None` for a range."""
    rule: Rule | None
    """What a client does after it; `None` where the product does not say."""


@dataclass(frozen=True)
class Product:
    """The codes of a product, or of one kind of connection to it. It is a `Profile`: a function
    from a number to the product's rule.

    >>> from websocket_close_codes import Cause, Disconnect, decide
    >>> discord = product("discord-gateway")
    >>> print(decide(Disconnect(Cause.closed(4004), profile=discord), random=0))
    stop: 4004 Authentication failed (Discord Gateway)
    """

    id: str
    """Its key in the data."""
    name: str
    """As its vendor writes it."""
    endpoint: str | None
    """The kind of connection, if kinds give one number different meanings."""
    codes: tuple[ProductCode, ...]
    """Its codes."""

    def __call__(self, code: int) -> Rule | None:
        """The rule for this code, from the narrowest row that has one."""
        code = checked(code)
        rows = [row for row in self.codes if row.rule and code in row.numbers]
        return min(rows, key=lambda row: len(row.numbers)).rule if rows else None


def products() -> dict[str, tuple[str, ...]]:
    """The products by their id, and the endpoints of each; a product whose connections are all
    alike has none.

    >>> products()["discord-gateway"]
    ()
    """
    return {id: tuple(filter(None, row["endpoints"])) for id, row in _file().items()}


def product(id: str, endpoint: str | None = None) -> Product:
    """The codes of the product with this id, for an endpoint if it has several. Any other is a
    `ValueError`.

    >>> [row.name for row in product("discord-gateway").codes if 4004 in row.numbers]
    ['Authentication failed']
    """
    row = _file().get(id)
    if row is None:
        raise ValueError(f"there is no product {id!r}; products() lists them")
    if (endpoint or "") not in row["endpoints"]:
        expected = ", ".join(filter(None, row["endpoints"])) or "none"
        raise ValueError(f"{id} has no endpoint {endpoint!r}; it has {expected}")
    return _product(id, endpoint)


@lru_cache(maxsize=None)
def _product(id: str, endpoint: str | None) -> Product:
    row = _file()[id]
    codes = tuple(_code(row["name"], code) for code in row["endpoints"][endpoint or ""])
    return Product(id, row["name"], endpoint, codes)


def _code(product: str, row: dict[str, Any]) -> ProductCode:
    first, last = row["numbers"]
    rule = None
    if "rule" in row:
        fields = row["rule"]
        rule = Rule(
            Action(fields["action"]),
            _pace(fields.get("pace")),
            fields.get("attempts"),
            fields.get("at_once", False),
            row["name"],
            product,
        )
    return ProductCode(range(first, last + 1), row["name"], row.get("ident"), rule)


def _pace(fields: list[Any] | None) -> Backoff:
    if fields is None:
        return Backoff()
    if len(fields) == 2:
        steps, jitter = fields
        return Backoff.steps(steps, Jitter(jitter))
    initial, largest, factor, jitter = fields
    return Backoff(initial, largest, factor, Jitter(jitter))


@lru_cache(maxsize=None)
def _file() -> dict[str, dict[str, Any]]:
    file = files("websocket_close_codes").joinpath("products.json")
    products = json.loads(file.read_text(encoding="utf-8"))["products"]
    return cast("dict[str, dict[str, Any]]", products)
