"""What a question may ask for, beside text, numbers and switches: an entity, a document, a second
store.

A question marks its parameters: ``start: Annotated[str, ENTITY, "where to begin"]``. Whoever asks
gives a name or a path; the question gets the entity's IRI, the document's IRI or the other store's
network. A parameter that is marked PLEADINGS is not asked for: it gets the store's complaints and
answers, aligned (kg.pleadings.alignment)."""

from enum import StrEnum
from typing import Any, Literal, TypedDict


class Argument(StrEnum):
    """How the text that was given becomes what the question gets."""

    ENTITY = "entity"
    SOURCE = "source"
    STORE = "store"
    PLEADINGS = "pleadings"


ENTITY, SOURCE, STORE, PLEADINGS = Argument


type QuestionName = Literal[
    "brokers",
    "central",
    "communities",
    "conflicts",
    "contradictions",
    "corroborated",
    "diff",
    "drift",
    "interlocks",
    "money",
    "paths",
    "responses",
    "sole-source",
    "timeline",
    "unanswered",
    "without",
]
"""The questions that come with kg, for completion; plug-ins add others."""


class QuestionOptions(TypedDict, total=False):
    """What questions take by name, for completion; kg ask QUESTION --help says which takes
    which."""

    about: str | None
    all: bool
    answered: bool
    by: Literal["pagerank", "betweenness", "degree"]
    complaint: str | None
    end: str
    in_order: bool
    k: int
    kind: Literal["all", "denied", "amounts", "dates"]
    least: float
    other: Any
    since: str
    source: str
    start: str
    top: int
    unanswered: bool
    until: str
