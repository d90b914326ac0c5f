"""The audit says what it did not look at: where the database does not answer, pip-audit skips all
and finds nothing."""

from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def audit() -> ModuleType:
    loader = SourceFileLoader("audit", str(Path(__file__).parents[1] / ".ci" / "audit"))
    spec = spec_from_loader("audit", loader)
    assert spec is not None
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


def test_what_was_skipped_is_not_called_safe(audit: ModuleType) -> None:
    report = {
        "dependencies": [
            {"name": "a", "skip_reason": "not found"},
            {"name": "b", "version": "1", "vulns": []},
        ]
    }
    assert audit.judge(report) == (
        0,
        [
            (
                "not audited: 1 of 2 packages; "
                "the database of vulnerabilities does not answer for them"
            ),
            "1 packages audited, 0 with a known vulnerability",
        ],
    )


def test_a_known_vulnerability_fails(audit: ModuleType) -> None:
    code, lines = audit.judge(
        {"dependencies": [{"name": "b", "version": "1", "vulns": [{"id": "PYSEC-1"}]}]}
    )
    assert code == 1
    assert lines[0] == "vulnerable: b 1: PYSEC-1"


def test_the_bill_names_every_package(audit: ModuleType) -> None:
    bill = audit.make_bill([{"Name": "Jinja2", "Version": "3.1", "License": "BSD"}])
    assert [part["purl"] for part in bill["components"]] == ["pkg:pypi/jinja2@3.1"]
