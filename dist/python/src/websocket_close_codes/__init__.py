"""What WebSocket close codes mean, and whether, when and how to connect again.

>>> from websocket_close_codes import Cause, Disconnect, decide, describe, policy
>>> describe(1006)
'1006 Abnormal Closure'
>>> policy(1006).action
<Action.RECONNECT: 'reconnect'>
>>> print(decide(Disconnect(Cause.closed(1006)), random=0.5))
reconnect in 2.5 s: 1006 Abnormal Closure
"""

from ._backoff import Backoff, Policy
from ._codes import DATA_VERSION, CloseCode, CodeRange, Facts, describe, facts, policy
from ._decide import (
    Cause,
    CauseKind,
    Decision,
    Disconnect,
    Hint,
    Limits,
    Profile,
    RetryState,
    Rule,
    decide,
)
from ._products import Product, ProductCode, product, products
from ._reconnector import Reconnector
from ._texts import Case, Text, find_locale, locales, text
from ._words import (
    Action,
    Alert,
    Authority,
    Fault,
    Initiator,
    Jitter,
    LocalError,
    Rationale,
    Sender,
    Severity,
    Visibility,
)

__all__ = [
    "DATA_VERSION",
    "Action",
    "Alert",
    "Authority",
    "Backoff",
    "Case",
    "Cause",
    "CauseKind",
    "CloseCode",
    "CodeRange",
    "Decision",
    "Disconnect",
    "Facts",
    "Fault",
    "Hint",
    "Initiator",
    "Jitter",
    "Limits",
    "LocalError",
    "Policy",
    "Product",
    "ProductCode",
    "Profile",
    "Rationale",
    "Reconnector",
    "RetryState",
    "Rule",
    "Sender",
    "Severity",
    "Text",
    "Visibility",
    "decide",
    "describe",
    "facts",
    "find_locale",
    "locales",
    "policy",
    "product",
    "products",
    "text",
]
