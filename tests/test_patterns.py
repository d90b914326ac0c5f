"""No regular expression takes more than a few looks at each sign of a hostile string."""

import re
import time
from typing import Any

import pytest

from tests.patterns import attacks, find_patterns

PATTERNS = find_patterns()
SIZES = (25, 500, 2_000, 16_000)
"""The square of the last, at some 3 ns a step, is most of a second; a hundred looks at each sign
are a hundredth."""
SLOW = 0.25
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
    assert len(PATTERNS) > 150


def test_a_careless_pattern_is_caught() -> None:
    careless = re.compile(r"\s*;\s*")
    assert any(
        took(careless, "split", before + unit * 16_000 + "\x01") > SLOW
        for before, unit in attacks(careless)
    )


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_time_grows_with_the_text(name: str) -> None:
    pattern, methods = PATTERNS[name]
    for before, unit in attacks(pattern):
        for size in SIZES:
            text: Any = before + (unit * size)[:size] + "\x01"
            text = text if isinstance(pattern.pattern, str) else text.encode("latin-1", "replace")
            for method in sorted(methods):
                fast = any(took(pattern, method, text) < SLOW for _ in range(TRIES))
                assert fast, f"{method} of {(before, unit)} * {size}: {pattern.pattern}"
