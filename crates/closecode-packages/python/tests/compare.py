"""Compares the package with the crate `closecode`: reads what the example `answers` of
closecode-packages prints, one question a line, or the vectors of closecode-json, gives its own
answer to each, and fails on the first that differs.

    python compare.py <codes|lives|rules|texts|retry-after|vectors> <file>
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator
from itertools import chain
from typing import Any

from websocket_close_codes import (
    Action,
    Backoff,
    Cause,
    CloseCode,
    Decision,
    Disconnect,
    Hint,
    Initiator,
    Jitter,
    Limits,
    Policy,
    Product,
    Reconnector,
    RetryState,
    Rule,
    decide,
    facts,
    locales,
    policy,
    product,
    products,
    text,
)

LARGEST = 2**32 - 1


def millis(seconds: float) -> int:
    """Whole milliseconds, rounded down, of a time that is whole nanoseconds."""
    return round(seconds * 1_000_000_000) // 1_000_000


def or_none(value: object) -> str:
    return "-" if value is None else str(value)


def truth(value: bool) -> str:
    return str(value).lower()


def short(decision: Decision) -> str:
    attempt_in = decision.attempt_in
    return " ".join(
        [
            decision.action,
            decision.rationale,
            str(millis(decision.delay)),
            or_none(None if attempt_in is None else millis(attempt_in)),
            str(decision.retry_state.attempts),
            str(millis(decision.retry_state.spent)),
            decision.severity,
        ]
    )


def ident(name: str) -> str:
    """`NORMAL_CLOSURE` as `NormalClosure`."""
    return "".join(part.capitalize() for part in name.split("_"))


def policy_fields(of: Policy) -> list[str]:
    drawn = ((0, 0), (1, LARGEST), (2, 0x1234_5678), (3, 0xDEAD_BEEF))
    return [
        of.action,
        str(millis(of.initial_delay)),
        str(millis(of.max_delay)),
        str(of.factor),
        of.jitter,
        or_none(of.max_attempts),
        of.fault,
        of.severity,
        of.alert,
        of.authority,
        " ".join(str(millis(of.ceiling(attempt))) for attempt in (0, 1, 2, 3, 30)),
        " ".join(str(millis(of.delay(attempt, random / LARGEST))) for attempt, random in drawn),
    ]


def codes() -> Iterator[str]:
    for number in range(65536):
        of = facts(number)
        cause = Cause.closed(number)
        first = decide(Disconnect(cause), 1)
        again = Disconnect(cause, retry_state=first.retry_state)
        state = RetryState.of(2)
        wanted = Disconnect(cause, opened=False, wanted=True, retry_state=state)
        assert of.policy == policy(number)
        fields = [
            str(number),
            of.label,
            or_none(of.known and ident(of.known.name)),
            or_none(of.name),
            f"{of.range.numbers.start}-{of.range.numbers.stop - 1}",
            truth(of.allowed_in_frame),
            of.sender,
            truth(of.synthetic),
            truth(of.can_be_clean),
            truth(of.script_sendable),
            of.script_visible,
            or_none(of.relay),
            *policy_fields(of.policy),
            short(first),
            short(decide(again, 2**30 / LARGEST)),
            short(decide(wanted, 0)),
        ]
        yield "\t".join(fields)
    for status in chain(range(1000), (1000, 65535)):
        cause = Cause.handshake(status)
        first = decide(Disconnect(cause), 1)
        again = Disconnect(cause, retry_state=first.retry_state)
        second = decide(again, 2**30 / LARGEST)
        yield "\t".join([cause.word, first.cause.label, short(first), short(second)])


def seconds(millis: int | None) -> float | None:
    return None if millis is None else millis / 1000


def rule(row: dict[str, Any]) -> Rule:
    pace = row["pace"]
    jitter = Jitter(pace["jitter"])
    attempts = math.inf if row["attempts"] is None else row["attempts"]
    if "steps" in pace:
        backoff = Backoff.steps([step / 1000 for step in pace["steps"]], jitter)
    else:
        delays = pace["initial_ms"] / 1000, pace["max_ms"] / 1000
        backoff = Backoff(*delays, pace["factor"], jitter)
    return Rule(Action(row["action"]), backoff, attempts, row["at_once"], row["name"])


def decided(decision: Decision) -> dict[str, object]:
    attempt_in = decision.attempt_in
    return {
        "action": decision.action.value,
        "delay_ms": millis(decision.delay),
        "attempt_in_ms": None if attempt_in is None else millis(attempt_in),
        "cause": decision.cause.word,
        "label": decision.cause.label,
        "rationale": decision.rationale.value,
        "severity": decision.severity.value,
        "code_name": decision.code_name,
        "attempts": decision.retry_state.attempts,
        "spent_ms": millis(decision.retry_state.spent),
        "text": str(decision),
        "message": decision.user_message(),
    }


def life(row: dict[str, Any]) -> list[dict[str, object]]:
    """What a client decides each time that it loses its connection."""
    limits = Limits(
        row["limits"]["min_uptime_ms"] / 1000,
        row["limits"]["attempts"],
        seconds(row["limits"]["total_time_ms"]),
        row["limits"]["max_delay_ms"] / 1000,
    )
    own = None if row["rule"] is None else rule(row["rule"])
    now = 0.0
    random = 0.0
    reconnector = Reconnector(
        limits=limits,
        wanted=row["wanted"],
        retry_state=RetryState.of(row["attempts_before"]),
        random=lambda: random,
        clock=lambda: now,
    )
    decisions = []
    for end in row["ends"]:
        if end["lived_ms"] is not None:
            reconnector.opened()
            now += end["lived_ms"] / 1000
        random = end["random"] / LARGEST
        hint = end["hint"]
        disconnect = Disconnect(
            Cause.parse(end["cause"]),
            initiator=Initiator(end["initiator"]),
            hint=Hint(seconds(hint["retry_after_ms"]), hint["reconnect"], hint["resume"]),
            spent=seconds(end["spent_ms"]),
            profile=lambda code: own if 1000 <= code <= 4999 else None,
            online=end["online"],
            visible=end["visible"],
        )
        decision = reconnector.ended(disconnect)
        # What was remembered survives a restart of the program.
        assert RetryState.parse(str(decision.retry_state)) == decision.retry_state
        decisions.append(decided(decision))
    return decisions


def rule_fields(of: Product, code: int) -> list[str]:
    """The name of a number, and what the product asks for."""
    names = [row.ident for row in of.codes if row.ident and code in row.numbers]
    own = of(code)
    if own is None:
        return [names[0] if names else "-", "-"]
    attempts = {Action.STOP: 0, Action.FIX_FIRST: 0, Action.REAUTHENTICATE: 1}
    limit = attempts.get(own.action) if own.attempts is None else own.attempts
    pace = own.pace
    drawn = [(pace.delay(n, 0), pace.delay(n, 1)) for n in (0, 1, 2, 3, 30)]
    return [
        names[0] if names else "-",
        own.action,
        truth(own.at_once),
        pace.jitter,
        " ".join(f"{millis(low)}-{millis(high)}" for low, high in drawn),
        or_none(limit),
        or_none(own.name),
    ]


def texts() -> Iterator[list[object]]:
    """In each language what a user reads after eight decisions, and the words about each code."""
    renewed = decide(Disconnect(Cause.closed(3000)), 0)
    lost = Cause.closed(1006)
    ends = (
        Disconnect(lost, initiator=Initiator.APPLICATION),
        Disconnect(Cause.closed(3003)),
        Disconnect(lost),
        Disconnect(Cause.closed(3000)),
        Disconnect(Cause.closed(3000), retry_state=renewed.retry_state),
        Disconnect(lost, online=False),
        Disconnect(Cause.closed(1009)),
        Disconnect(lost, limits=Limits(attempts=0)),
    )
    for locale in locales():
        for end in ends:
            decision = decide(end, 0)
            message = decision.user_message(locale)
            yield [locale, decision.action.value, decision.rationale.value, message]
        for number in (*CloseCode, 0, 1016, 3001, 4000, 5000):
            words = text(number, locale)
            cases = [
                [case.id, case.title, case.sign, list(case.causes), list(case.steps)]
                for case in words.cases
            ]
            parts = [words.title, words.summary, words.description, words.user_message, cases]
            yield [locale, str(number), parts]


def vector_rule(row: dict[str, Any]) -> Rule:
    pace = Backoff()
    if "steps_ms" in row:
        pace = Backoff.steps([step / 1000 for step in row["steps_ms"]], Jitter(row["jitter"]))
    elif "jitter" in row:
        delays = row["initial_delay_ms"] / 1000, row["max_delay_ms"] / 1000
        pace = Backoff(*delays, row["factor"], Jitter(row["jitter"]))
    at_once = row.get("at_once", False)
    return Rule(Action(row["action"]), pace, row.get("attempts"), at_once)


def vector_end(row: dict[str, Any], state: RetryState) -> Disconnect:
    hint = row.get("hint", {})
    limits = row.get("limits", {})
    own = vector_rule(row["rule"]) if "rule" in row else None
    return Disconnect(
        Cause.parse(row["cause"]),
        opened=row.get("opened"),
        initiator=Initiator(row.get("initiator", "remote")),
        wanted=row.get("wanted"),
        uptime=seconds(row.get("uptime_ms")),
        retry_state=RetryState.of(row["attempt"]) if "attempt" in row else state,
        spent=seconds(row.get("spent_ms")),
        hint=Hint(seconds(hint.get("retry_after_ms")), hint.get("reconnect"), hint.get("resume")),
        profile=lambda _: own,
        online=row.get("online", True),
        visible=row.get("visible", True),
        limits=Limits(
            limits.get("min_uptime_ms", 10_000) / 1000,
            limits.get("attempts"),
            seconds(limits.get("total_time_ms")),
            limits.get("max_delay_ms", 86_400_000) / 1000,
        ),
    )


def vector(row: dict[str, Any]) -> dict[str, object]:
    """The decision of a vector."""
    state = RetryState()
    for end in row.get("before", []):
        state = decide(vector_end(end, state), 1).retry_state
    end = vector_end(row["disconnect"], state)
    low, high = decide(end, 0), decide(end, 1)
    if (low.attempt_in is None) is not (high.attempt_in is None):
        sys.exit(f"{row['id']}: whether to connect depends on chance")
    waits = [millis(d.attempt_in) for d in (low, high) if d.attempt_in is not None]
    return {
        "action": high.action.value,
        "rationale": high.rationale.value,
        "attempt_in_ms": waits or None,
        "delay_ms": [millis(low.delay), millis(high.delay)],
        "cause": high.cause.word,
        "severity": high.severity.value,
        "attempts": high.retry_state.attempts,
        "spent_ms": [millis(low.retry_state.spent), millis(high.retry_state.spent)],
    }


def vectors(path: str) -> int:
    """How many vectors were compared."""
    with open(path, encoding="utf-8") as file:
        rows = json.load(file)["decisions"]
    for row in rows:
        same(row["id"], row["decision"], vector(row))
    return len(rows)


def compare(what: str, lines: list[str]) -> int:
    """How many answers were compared."""
    if what == "codes":
        own = list(codes())
        for number, (theirs, ours) in enumerate(zip(lines, own, strict=True), 1):
            same(number, theirs, ours)
    elif what == "lives":
        for number, line in enumerate(lines, 1):
            row = json.loads(line)
            for decision, own_decision in zip(row.pop("decisions"), life(row), strict=True):
                same(number, decision, own_decision)
    elif what == "retry-after":
        for number, line in enumerate(lines, 1):
            now, value, theirs = line.split("\t")
            after = Hint.from_retry_after(json.loads(value), int(now) / 1000).retry_after
            same(number, theirs, or_none(None if after is None else millis(after)))
    elif what == "rules":
        for number, line in enumerate(lines, 1):
            id, endpoint, code, *theirs_fields = line.split("\t")
            own_product = product(id, None if endpoint == "-" else endpoint)
            same(number, theirs_fields, rule_fields(own_product, int(code)))
        same(len(lines), sorted({line.split("\t")[0] for line in lines}), sorted(products()))
    elif what == "texts":
        same("lines", len(lines), len(list(texts())))
        for number, (theirs, own_words) in enumerate(zip(lines, texts(), strict=True), 1):
            # The last field is JSON, which may be written in more than one way.
            *fields, words = theirs.split("\t")
            same(number, [*fields, json.loads(words)], own_words)
    else:
        sys.exit(f"there is nothing to compare called {what}")
    return len(lines)


def same(number: int | str, theirs: object, ours: object) -> None:
    if theirs != ours:
        sys.exit(f"{number} differs:\n  the crate:   {theirs}\n  the package: {ours}")


def main() -> None:
    what, path = sys.argv[1:]
    if what == "vectors":
        compared = vectors(path)
    else:
        with open(path, encoding="utf-8") as file:
            compared = compare(what, file.read().splitlines())
    if compared < 30:
        sys.exit(f"{path} has only {compared} answers")
    print(f"{what}: {compared} answers are the same")


main()
