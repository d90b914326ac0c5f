"""How much work a call is, counted and not timed: a busy machine does not change the number."""

import sys
from collections.abc import Callable

_TOOL = sys.monitoring.DEBUGGER_ID
_EVENTS = (
    sys.monitoring.events.PY_START,
    sys.monitoring.events.JUMP,
    sys.monitoring.events.CALL,
)


def count_steps(run: Callable[[], object]) -> int:
    """Return how many functions *run* begins, calls it makes and loops it turns, in Python
    (PEP 669); what C code does inside one call is one step. Times of the same inputs:
    ``python -m benchmarks.hostile``."""
    steps = 0

    def count(*_: object) -> None:
        nonlocal steps
        steps += 1

    sys.monitoring.use_tool_id(_TOOL, "kg tests")
    try:
        for event in _EVENTS:
            sys.monitoring.register_callback(_TOOL, event, count)
        sys.monitoring.set_events(_TOOL, sum(_EVENTS))
        run()
    finally:
        sys.monitoring.set_events(_TOOL, 0)
        sys.monitoring.free_tool_id(_TOOL)
    return steps
