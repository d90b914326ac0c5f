"""How the tests are run: whatever started them, which need the machine to themselves; nothing of
theirs goes into anybody's settings."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

ALONE = {"test_faults", "test_serve", "test_sparql", "test_view_browser"}
"""They drive a browser, or measure time and memory, or interrupt and lock: nothing may run beside
them."""

SLOW = {
    "browser",
    "redraw",
    "test_adding",
    "test_agents",
    "test_cluster",
    "test_benchmarks",
    "test_hostile",
    "test_llm",
    "test_namesakes",
    "test_noise",
    "test_notebooks",
    "test_plugin_package",
    "test_privacy",
    "test_properties",
    "test_relation_files",
    "test_resolution",
    "test_room",
    "test_sharing",
    "test_sparql_protocol",
    "test_stands_as_fact",
    "test_streams",
    "test_upgrading",
    "test_view",
}
"""Minutes in all: ``make check`` leaves them to ``make test``, as it does each test that takes more
than a second and is marked so where it stands."""

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell that starts the tests in the background has it ignored, and children inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave a file of which nothing would run unread: importing it takes time too."""
    left_out = {"not alone": ALONE, "not slow": SLOW}
    asked = str(config.option.markexpr).split(" and ")
    return any(collection_path.stem in left_out.get(words, ()) for words in asked) or None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of the files named above."""
    for item in items:
        name = item.path.stem
        if name in ALONE:
            item.add_marker(pytest.mark.alone)
        elif name in SLOW:
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session", autouse=True)
def _own_secret(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    before = os.environ.get("KG_SECRET")
    os.environ["KG_SECRET"] = str(Path(tmp_path_factory.mktemp("secret")) / "forgetting.key")
    yield
    os.environ.pop("KG_SECRET")
    if before is not None:
        os.environ["KG_SECRET"] = before
