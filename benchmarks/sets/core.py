"""CORE (Borchert et al. 2023): the relation of a marked pair of companies."""

from collections.abc import Iterable, Iterator
from typing import Any

from benchmarks.models.companies import relate_companies
from kg.language.parser import parse_document
from kg.model import Document, Sentence, Span

# label of the benchmark → relation of the ontology, and whether its subject is the second company
RELATIONS = {
    "product_or_service_of": ("kg:provides", True),
    "acquired_by": ("kg:acquired", True),
    "collaboration": ("kg:partnerOf", False),
    "client_of": ("kg:clientOf", False),
    "shareholder_of": ("kg:investedIn", False),
    "traded_on": ("kg:tradedOn", False),
    "competitor_of": ("kg:competitorOf", False),
    "subsidiary_of": ("kg:subsidiaryOf", False),
    "merged_with": ("kg:mergedWith", False),
    "brand_of": ("kg:brandOf", False),
    "regulated_by": ("kg:regulates", True),
}
SYMMETRIC = frozenset({"collaboration", "competitor_of", "merged_with"})


def predict(items: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield ``{"id", "relation", "inverted"}`` for items with ``tokens``, ``e1`` and ``e2``."""
    for item in items:
        sentences, (first, second) = read_pair(item)
        relation, second_is_subject, _ = relate_companies(sentences, first, second)
        yield {"id": item["id"]} | answer(relation, second_is_subject)


def answer(relation: str, second_is_subject: bool) -> dict[str, Any]:
    """A relation of the ontology in the benchmark's form."""
    labels = {curie: (label, swapped) for label, (curie, swapped) in RELATIONS.items()}
    label, swapped = labels.get(relation, ("undefined", False))
    return {
        "relation": label,
        "inverted": second_is_subject != swapped and label not in SYMMETRIC | {"undefined"},
    }


def read_pair(item: dict[str, Any]) -> tuple[list[Sentence], tuple[Span, Span]]:
    """The parsed passage of an item, and where its two companies stand."""
    starts, text = [], ""
    for word in item["tokens"]:
        starts.append(len(text))
        text += word + " "
    spans = [
        Span(starts[a], starts[b - 1] + len(item["tokens"][b - 1]))
        for a, b in (item["e1"], item["e2"])
    ]
    return list(parse_document(Document(item["id"], item["id"], text))), (spans[0], spans[1])
