"""What a document says twice is one claim."""

import pytest

from kg.pipeline.documents import extract_document
from tests.builders import make_document


@pytest.mark.parametrize(
    ("text", "kept", "gone"),
    [
        ("Ana Ruiz attempted to bribe Otto Brandl.", "attempted to bribe", "to bribe"),
        ("Harlow Bank's attempts to remove the video failed.", "attempts to remove", "to remove"),
        ("Ana Ruiz was held at Lund Prison.", "was held at", "is in"),
    ],
)
def test_what_another_claim_says_whole_is_not_said_again(text: str, kept: str, gone: str) -> None:
    labels = [
        claim.predicate.label for claim in extract_document(make_document("a.txt", text)).claims
    ]
    assert kept in labels
    assert gone not in labels


def test_a_place_that_nothing_else_tells_is_a_claim() -> None:
    claims = extract_document(
        make_document("a.txt", "Ana Ruiz of Lund sued a mill in Oslo.")
    ).claims
    assert "is in" in [claim.predicate.label for claim in claims]
