"""The package by itself, with nothing else installed: its examples, and what no example shows."""

from __future__ import annotations

import dataclasses
import doctest
import importlib
import json
import pickle
import subprocess
import sys
import unittest
from importlib.resources import files
from pathlib import Path

import websocket_close_codes as package
from websocket_close_codes import (
    Action,
    Backoff,
    Cause,
    CloseCode,
    CodeRange,
    Disconnect,
    Hint,
    Jitter,
    Limits,
    Product,
    ProductCode,
    Reconnector,
    RetryState,
    Rule,
    decide,
    facts,
    find_locale,
    locales,
    policy,
    product,
    text,
)

# Those for other packages have their examples run where these are installed.
MODULES = (
    "_backoff",
    "_codes",
    "_decide",
    "_errors",
    "_products",
    "_reconnector",
    "_retry_after",
    "_texts",
    "_words",
)
CLIENTS = {"aiohttp", "websockets", "websocket_client"}


def load_tests(
    loader: unittest.TestLoader, tests: unittest.TestSuite, pattern: str | None
) -> unittest.TestSuite:
    for name in ("", *(f".{module}" for module in MODULES)):
        tests.addTests(doctest.DocTestSuite(importlib.import_module(f"{package.__name__}{name}")))
    return tests


class Package(unittest.TestCase):
    def test_it_is_the_wheel_and_whole(self) -> None:
        folder = Path(str(files("websocket_close_codes")))
        self.assertIn("site-packages", folder.parts)
        self.assertTrue((folder / "py.typed").exists())
        modules = {path.stem for path in folder.glob("*.py")} - {"__init__"}
        self.assertEqual(modules, {*MODULES, *CLIENTS})

    def test_importing_it_reads_no_texts_and_no_client(self) -> None:
        script = (
            "import sys, websocket_close_codes._texts as t, websocket_close_codes;"
            "print(t._words.cache_info().currsize, 'asyncio' in sys.modules)"
        )
        printed = subprocess.run(
            [sys.executable, "-c", script], check=True, capture_output=True, text=True
        )
        self.assertEqual(printed.stdout.split(), ["0", "False"])

    def test_every_name_that_is_promised_is_documented(self) -> None:
        for name in package.__all__:
            value = getattr(package, name)
            if callable(value) and name != "Profile":
                self.assertGreater(len(value.__doc__ or ""), 20, name)


class Codes(unittest.TestCase):
    def test_what_is_no_action_is_an_error_and_no_reconnect(self) -> None:
        for action in ["stop", "stopp", None]:
            with self.assertRaisesRegex(TypeError, "is no action"):
                package.Rule(action)  # type: ignore[arg-type]

    def test_a_code_prints_as_its_number(self) -> None:
        code = CloseCode.GOING_AWAY
        self.assertEqual(
            [str(code), f"{code}", f"{code:>5}", json.dumps(code), "%s" % code],
            ["1001", "1001", " 1001", "1001", "1001"],
        )
        self.assertIs(pickle.loads(pickle.dumps(code)), code)

    def test_words_print_as_themselves(self) -> None:
        self.assertEqual([str(Action.STOP), f"{Action.STOP:>5}"], ["stop", " stop"])
        self.assertEqual(json.dumps({"action": Action.STOP}), '{"action": "stop"}')

    def test_ranges_cover_every_number_once(self) -> None:
        numbers = [number for place in CodeRange for number in place.numbers]
        self.assertEqual(numbers, list(range(65536)))

    def test_what_is_no_code_is_an_error(self) -> None:
        for ask in (facts, policy, text, Cause.closed, package.describe):
            for number in (-1, 65536):
                with self.assertRaises(ValueError):
                    ask(number)


class Decisions(unittest.TestCase):
    def test_arguments_that_cannot_be_are_errors(self) -> None:
        lost = Disconnect(Cause.closed(1006))
        for random in (-0.1, 1.1, float("nan")):
            with self.assertRaises(ValueError):
                decide(lost, random)
        for seconds in (-1.0, float("nan")):
            with self.assertRaises(ValueError):
                Disconnect(Cause.tcp(), uptime=seconds)
            with self.assertRaises(ValueError):
                Hint(retry_after=seconds)
            with self.assertRaises(ValueError):
                Limits(max_delay=seconds)
            with self.assertRaises(ValueError):
                Backoff(seconds)

    def test_nothing_is_too_large(self) -> None:
        forever = float("inf")
        lost = Disconnect(
            Cause.closed(1006),
            spent=forever,
            retry_state=RetryState.of(2**40),
            hint=Hint(retry_after=forever),
            limits=Limits(max_delay=forever),
        )
        decision = decide(lost, 1)
        self.assertEqual(decision.retry_state.attempts, 2**32 - 1)
        self.assertEqual(RetryState.parse(str(decision.retry_state)), decision.retry_state)
        longest = Backoff(forever, forever).ceiling(0)
        self.assertEqual(Backoff(1, forever, 10).ceiling(10**9), longest)

    def test_a_retry_state_that_was_cut_is_an_error(self) -> None:
        state = decide(Disconnect(Cause.dns()), 1).retry_state
        line = str(state)
        self.assertEqual(line, "1 1 0 0 0 1 0 5000000000 65536:1 0:0 0:0 0:0 .")
        self.assertEqual(RetryState.parse(f" {line}\n"), state)
        for cut in range(len(line)):
            with self.assertRaises(ValueError):
                RetryState.parse(line[:cut])
        for other in (line.replace("1", "١", 1), line.replace(" 1 ", " -1 "), "2" + line[1:]):
            with self.assertRaises(ValueError):
                RetryState.parse(other)

    def test_a_retry_state_is_the_line_that_the_crate_writes(self) -> None:
        # As the Reconnector of the crate wrote it after the same ends.
        lines = {
            "http-503": "1 1 0 0 0 1 0 5000000000 197111:1 0:0 0:0 0:0 .",
            "local-code-hidden": "1 2 0 0 0 2 0 10000000000 262148:1 197111:1 0:0 0:0 .",
            "tls": "1 3 0 1 0 3 0 70000000000 327680:1 262148:1 197111:1 0:0 .",
        }
        reconnector = Reconnector(random=lambda: 1.0)
        for word, line in lines.items():
            decision = reconnector.ended(Cause.parse(word))
            self.assertEqual(str(decision.retry_state), line)

    def test_a_reconnector_measures_how_long_a_connection_lived(self) -> None:
        now = 0.0
        reconnector = Reconnector(random=lambda: 1.0, clock=lambda: now)
        for attempts in (1, 2):
            reconnector.opened()
            now += 9.9
            self.assertEqual(reconnector.ended(1006).retry_state.attempts, attempts)
        reconnector.opened()
        self.assertEqual(reconnector.retry_state.attempts, 2)
        now += 10
        self.assertEqual(reconnector.retry_state.attempts, 0)
        self.assertEqual(reconnector.ended(1006).retry_state.attempts, 1)
        # It has not opened, and 1006 hides why.
        self.assertEqual(reconnector.ended(1006).cause, Cause.not_opened())

    def test_a_first_delay_above_the_largest_counts_as_that(self) -> None:
        pace = Backoff(9, 5, jitter=Jitter.UNIFORM)
        self.assertEqual((pace.delay(0, 0), pace.delay(0, 1)), (5.0, 5.0))

    def test_a_credential_is_renewed_once_even_without_a_limit(self) -> None:
        unlimited = dataclasses.replace(policy(1008), max_attempts=None)
        self.assertEqual((policy(1008)._limit, unlimited._limit), (1, 1))

    def test_the_narrowest_row_of_a_product_decides_and_then_the_first(self) -> None:
        rows = (
            ProductCode(range(4000, 5000), "All", None, Rule(Action.STOP, name="All")),
            ProductCode(range(4000, 4010), "Some", None, Rule(Action.STOP, name="Some")),
            ProductCode(range(4005, 4015), "Others", None, Rule(Action.STOP, name="Others")),
            ProductCode(range(4006, 4007), "Silent", "Silent", None),
        )
        own = Product("own", "Own", None, rows)
        names = [rule and rule.name for rule in map(own, (3999, 4000, 4006, 4012, 4999))]
        self.assertEqual(names, [None, "Some", "Some", "Others", "All"])
        with self.assertRaises(ValueError):
            product("no-such-product")
        with self.assertRaises(ValueError):
            product("discord-gateway", "voice")

    def test_a_profile_of_ones_own(self) -> None:
        rules = {4004: Rule(Action.STOP, name="Kicked", product="Chat")}
        decision = Reconnector(profile=rules.get).ended(4004)
        self.assertEqual(str(decision), "stop: 4004 Kicked (Chat)")
        steps = Rule(Action.RECONNECT, Backoff.steps([1, 30], Jitter.NONE))
        reconnector = Reconnector(profile=lambda code: steps if code >= 4000 else None)
        self.assertEqual([reconnector.ended(4000).attempt_in for _ in range(3)], [1.0, 30.0, 30.0])


class Texts(unittest.TestCase):
    def test_every_language_has_every_text(self) -> None:
        self.assertEqual(len(locales()), 15)
        numbers = [*CloseCode, *(place.numbers[-1] for place in CodeRange)]
        for locale in locales():
            self.assertEqual(find_locale(locale), locale)
            for number in numbers:
                words = text(number, locale)
                parts = (words.title, words.summary, words.description, words.user_message)
                self.assertTrue(all((*parts, words.cases)))
                for case in words.cases:
                    lists = (case.causes, case.steps)
                    self.assertTrue(all((case.id, case.title, case.sign, *lists)))
                    self.assertTrue(all(text for texts in lists for text in texts))
            for cause in (1000, 1006, 1008, 1002, 3003):
                self.assertTrue(decide(Disconnect(Cause.closed(cause)), 0).user_message(locale))

    def test_a_language_that_is_not_there_is_an_error(self) -> None:
        for locale in ("tlh", "../en", ""):
            with self.assertRaises(ValueError):
                text(1000, locale)

    def test_tags(self) -> None:
        for tag, locale in {
            "en": "en",
            "EN_us.UTF-8": "en",
            "in": "id",
            "zh": "zh-Hans",
            "zh-cmn-Hans-CN": "zh-Hans",
            "zh-Hant-CN": None,
            "zh-Zzzz-TW": None,
            "zh-HK": None,
            "ca_ES@valencia": None,
            "": None,
            "C": None,
            "de--AT": None,
        }.items():
            self.assertEqual(find_locale(tag), locale, tag)


if __name__ == "__main__":
    unittest.main()
