"""What one side asks the other: who asks claims nothing of what is asked or taken for granted."""

import pytest

import kg
from kg.model import Modality
from kg.segmentation.blocks import find_blocks
from kg.segmentation.zones import find_zones
from tests.builders import make_document

REQUESTS = """\
Identify each person who paid Joan Reyes.
Describe how Calder Mills hid the flour from the inspectors.
Describe in detail the meeting at which Joan Reyes bribed the mayor.
Admit that Calder Mills paid Joan Reyes $40,000.
Admit Joan Reyes bribed Tom Fisk.
Produce all documents showing that Calder Mills bribed Joan Reyes.
All documents concerning the payment by Calder Mills to Joan Reyes.
Documents sufficient to show that Joan Reyes bribed Tom Fisk.
List every officer of Calder Mills who bribed Joan Reyes.
Set forth the date on which Calder Mills bribed Joan Reyes.
State all facts supporting your contention that Joan Reyes stole the flour.
For each occasion on which Joan Reyes bribed Tom Fisk, state the date and the amount.
If you contend that Joan Reyes bribed Tom Fisk, state the basis for that contention.
With respect to the meeting where Joan Reyes bribed Tom Fisk, identify all persons present.
Please identify the account from which Calder Mills paid Joan Reyes.
INTERROGATORY NO. 4: Identify all persons who know that Joan Reyes stole the flour.
REQUEST FOR PRODUCTION NO. 7: All emails in which Joan Reyes bribed Tom Fisk.
DOCUMENT REQUEST NO. 8: Joan Reyes bribed Tom Fisk.
Identify all persons who said that Joan Reyes stole the flour.
""".splitlines()

NONE_ASKED = """\
State officials bribed Joan Reyes.
Name partner Joan Reyes bribed Tom Fisk.
All the men who bribed Joan Reyes fled.
For each of the men, Joan Reyes paid Tom Fisk $400.
Produce all documents, Joan Reyes told Tom Fisk, whom Calder Mills bribed.
""".splitlines()

QUESTIONS = """\
Did the mayor know that Joan Reyes stole the flour?
Where was Joan Reyes when Tom Fisk bribed the mayor?
Why was Joan Reyes, who bribed Tom Fisk, never charged?
How much did the men who bribed Joan Reyes pay?
You knew that Joan Reyes stole the flour, correct?
You met Joan Reyes before she bribed Tom Fisk, right?
Did the fact that Joan Reyes stole the flour trouble you?
Has anybody been charged since Joan Reyes killed Tom Fisk?
""".splitlines()

ANSWERED = """\
FIRST SET OF REQUESTS

REQUEST FOR ADMISSION NO. 2: Joan Reyes stole the flour.

RESPONSE: Denied.

INTERROGATORY NO. 4

Joan Reyes bribed Tom Fisk. Identify who was present.

(a) Joan Reyes threatened the mayor.

ANSWER: Carl Ott paid Ann Lee $400.

REQUEST NO. 5:

All emails in which Joan Reyes bribed Tom Fisk.

RESPONSE TO REQUEST NO. 5: Calder Mills sued Ann Lee.
"""

LISTED = """\
PLAINTIFF'S REQUESTS FOR ADMISSION

1. Joan Reyes stole the flour.

2. Calder Mills bribed Tom Fisk.

ARGUMENT

3. Calder Mills sued Ann Lee.
"""


def open_graph(text: str) -> kg.Graph:
    graph = kg.open()
    graph.add(make_document("asked.txt", text))
    return graph


@pytest.mark.parametrize("text", REQUESTS)
def test_a_request_claims_nothing(text: str) -> None:
    graph = open_graph(text)
    assert not list(graph.claims())
    assert not list(graph.statements())


@pytest.mark.parametrize("text", NONE_ASKED)
def test_what_only_looks_like_a_request_is_told(text: str) -> None:
    assert list(open_graph(text).claims())


@pytest.mark.parametrize("text", QUESTIONS)
def test_what_a_question_takes_for_granted_is_nobodys_claim(text: str) -> None:
    claims = list(open_graph(text).claims())
    assert claims and {c.modality for c in claims} == {Modality.HYPOTHETICAL}


def test_only_what_is_answered_is_claimed_in_a_paper_of_requests() -> None:
    claims = list(open_graph(ANSWERED).claims())
    assert {(c.subject.label, c.modality) for c in claims} == {
        ("Carl Ott", Modality.REPORTED),
        ("Calder Mills", Modality.REPORTED),
    }


def test_the_numbered_items_of_a_paper_of_requests_are_requests() -> None:
    assert [c.subject.label for c in open_graph(LISTED).claims()] == ["Calder Mills"]


@pytest.mark.parametrize(
    "title", ["RESPONSES TO REQUESTS FOR ADMISSION", "MOTION TO COMPEL ANSWERS TO INTERROGATORIES"]
)
def test_a_paper_about_requests_is_none(title: str) -> None:
    text = f"{title}\n\n1. Joan Reyes stole the flour.\n"
    assert not find_zones(find_blocks(text), text)
