"""The document's legal case: who is a party to it, and the way from who prosecutes to whom."""

import networkx as nx
import pytest

from kg.graph import open_graph
from kg.model import Document
from kg.namespace import document_iri
from tests.test_statements import extract

RELEASE = (
    "Ada Pell was sentenced to two years in prison. Victor Harlan was charged with fraud. "
    "The case was investigated by the Harrow Revenue Office and prosecuted by Ivo Renn."
)


def parties(text: str) -> list[tuple[str, str]]:
    return [
        (c.subject.label, c.modality.value)
        for c in extract(text).claims
        if c.predicate.id == "kg:partyTo"
    ]


def test_who_is_charged_or_sentenced_is_a_party_to_the_case() -> None:
    assert parties(RELEASE) == [("Ada Pell", "stated_as_fact"), ("Victor Harlan", "stated_as_fact")]


def test_there_is_a_way_from_who_prosecutes_to_whom() -> None:
    with open_graph() as graph:
        graph.add(Document(document_iri("release.txt", RELEASE), "release.txt", RELEASE))
        network = graph.network()
        named = {label: node for node, label in network.nodes(data="label")}
        route = nx.shortest_path(
            nx.Graph(network), named["Harrow Revenue Office"], named["Victor Harlan"]
        )
        assert [network.nodes[n]["label"] for n in route] == [
            "Harrow Revenue Office",
            "case",
            "Victor Harlan",
        ]
        assert not list(graph.validate())


@pytest.mark.parametrize(
    "text",
    [
        "Ada Pell was charged with fraud. Orla Brandt left the firm.",  # no case is spoken of
        (
            "Ada Pell was never charged with fraud. "
            "The case was investigated by the Harrow Revenue Office."
        ),
        (
            "Ada Pell may be charged with fraud. "
            "The case was investigated by the Harrow Revenue Office."
        ),
        (
            "In an unrelated case, Ada Pell was convicted of fraud. "
            "The case was investigated by the Harrow Revenue Office."
        ),
        (
            "Ada Pell was sentenced to two years in a different court. "
            "The case was investigated by the Harrow Revenue Office."
        ),
        (
            "Ada Pell was previously convicted of fraud in another county. "
            "The case was investigated by the Harrow Revenue Office."
        ),
    ],
)
def test_nobody_else_is_a_party(text: str) -> None:
    assert parties(text) == []


def test_a_party_is_one_as_strongly_as_the_text_says_it() -> None:
    text = (
        "Prosecutors alleged that Ada Pell sued Quillmark. "
        "The case was investigated by the Harrow Revenue Office."
    )
    assert {strength for _, strength in parties(text)} <= {"alleged"}
