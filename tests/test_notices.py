"""What a document says of its own standing is proposed, and nothing else."""

import pytest

from kg.review.notices import Notice, find_notice
from kg.review.standings import Status
from tests.builders import make_document


@pytest.mark.parametrize(
    ("title", "text", "status", "quote"),
    [
        ("RETRACTED: A harbour study", "Ships came.", "retracted", "RETRACTED: A harbour study"),
        ("A story", "[Withdrawn] Ships came.", "withdrawn", "[Withdrawn] Ships came."),
        (
            "",
            "Ships came. This article has been withdrawn by the Courier. More.",
            "withdrawn",
            "This article has been withdrawn by the Courier",
        ),
        (
            "",
            "This amended pleading was superseded by the second one.",
            "superseded",
            "This amended pleading was superseded by the second one",
        ),
    ],
)
def test_a_notice_is_proposed(title: str, text: str, status: str, quote: str) -> None:
    document = make_document(text=text, title=title)
    assert find_notice(document) == Notice(Status(status), quote)


@pytest.mark.parametrize(
    "text",
    [
        "The Courier retracted its story about Quillmark.",
        "Quillmark said that report was withdrawn.",
        "An earlier version of this article named the wrong year.",
        "Troops were withdrawn: the harbour is calm.",
        "This article was written before the withdrawal of troops.",
    ],
)
def test_what_is_said_of_others_is_no_notice(text: str) -> None:
    assert find_notice(make_document(text=text, title="Harbour news")) is None
