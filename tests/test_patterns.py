"""No regular expression takes more than a few looks at each sign of a hostile string."""

import re
import time
from typing import Any

import pytest

from tests.house import modules
from tests.patterns import attacks, find_patterns

MODULES = [
    "kg." + path.removesuffix(".py").replace("/", ".")
    for path, source in modules()
    if "\nimport re\n" in source
]
SIZES = (25, 500, 2_000, 16_000, 64_000)
"""The square of the last, at 1 to 3 ns a step, is several seconds; a hundred looks at each sign
are a fiftieth of one."""
SLOW = 0.25
"""Seconds for a quarter of the largest, and for what is smaller."""
TRIES = 3
"""What else the machine does makes a run slower, never faster."""


pytestmark = pytest.mark.alone  # what else runs on the machine is no fault of a pattern


def took(pattern: re.Pattern[Any], method: str, text: Any) -> float:
    began = time.process_time()
    if method == "sub":
        pattern.sub(text[:0], text)
    elif method == "finditer":
        list(pattern.finditer(text))
    else:
        getattr(pattern, method)(text)
    return time.process_time() - began


def test_patterns_are_found() -> None:
    found = find_patterns()
    assert set(found) <= set(MODULES)
    assert sum(map(len, found.values())) > 200
    assert any(name.startswith("_money:") for name in found["kg.values.money"])


def test_a_careless_pattern_is_caught() -> None:
    careless = re.compile(r"\s*;\s*")
    assert any(
        took(careless, "split", before + unit * 16_000 + "\x01") > SLOW
        for before, unit in attacks(careless)
    )


@pytest.mark.parametrize("module", MODULES)
def test_time_grows_with_the_text(module: str) -> None:
    for pattern, methods in find_patterns().get(module, {}).values():
        check_time(pattern, methods)


def check_time(pattern: re.Pattern[Any], methods: set[str]) -> None:
    """Fail where a method of *pattern* takes too long on one of its attacks."""
    for before, unit in attacks(pattern):
        for size in SIZES:
            text: Any = before + (unit * size)[:size] + "\x01"
            text = text if isinstance(pattern.pattern, str) else text.encode("latin-1", "replace")
            for method in sorted(methods):
                allowed = SLOW * max(1.0, size / 16_000)
                fast = any(took(pattern, method, text) < allowed for _ in range(TRIES))
                assert fast, f"{method} of {(before, unit)} * {size}: {pattern.pattern}"
