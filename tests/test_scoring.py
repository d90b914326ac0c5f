"""Verdicts as gold: shares with their bounds, and what a confidence is worth."""

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kg
from kg.cli.main import main
from kg.model import Claim
from kg.review.scoring import calibrate, score_claims
from tests.builders import make_extraction

CLAIM = make_extraction().claims[0]


def claims_of(rows: list[tuple[float, bool]]) -> list[tuple[Claim, bool]]:
    return [(replace(CLAIM, confidence=confidence), right) for confidence, right in rows]


def test_shares_come_with_their_bounds() -> None:
    shares = score_claims(claims_of([(0.85, True)] * 8 + [(0.45, False)] * 2))
    assert [(s.group, s.name, s.checked, s.right) for s in shares[:1]] == [("all", "all", 10, 8)]
    assert (shares[0].share, shares[0].low, shares[0].high) == (0.8, 0.49, 0.943)
    by_confidence = {s.name: s.share for s in shares if s.group == "confidence"}
    assert by_confidence == {"0.8 to 0.9": 1.0, "0.4 to 0.5": 0.0}


def test_a_calibration_needs_enough_and_pools_what_falls() -> None:
    assert calibrate(claims_of([(0.5, True)] * 19)).steps == ()
    rows = [(0.4, k < 2) for k in range(10)] + [(0.6, k < 8) for k in range(10)]
    rows += [(0.7, k < 6) for k in range(10)]
    found = calibrate(claims_of(rows))
    assert found.steps == ((0.4, 0.2), (0.6, 0.7))
    assert (found.share_right(0.65), found.share_right(0.1)) == (0.7, 0.2)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from([0.3, 0.5, 0.7, 0.9]), st.booleans()), min_size=20))
def test_a_calibration_never_falls(rows: list[tuple[float, bool]]) -> None:
    shares = [share for _, share in calibrate(claims_of(rows)).steps]
    assert shares and shares == sorted(shares)


def test_the_commands(tmp_path: Path) -> None:
    store = str(tmp_path / "store")
    with kg.open(store) as graph:
        graph.store.add(make_extraction())
        for claim, outcome in zip(graph.claims(), ("confirmed", "rejected"), strict=False):
            graph.review(claim, outcome)
    done = CliRunner().invoke(main, ["evaluate", "--store", store])
    assert done.exit_code == 0 and "0.10–0.91" in done.stdout, done.output
    done = CliRunner().invoke(main, ["calibrate", "--store", store])
    assert done.exit_code == 0 and "at least 20 are needed" in done.stderr
    with pytest.raises(ValueError, match="nothing"):
        calibrate([]).share_right(0.5)
