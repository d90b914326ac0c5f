"""What a page holds beside the network: texts, where subject and object stand, stories, statements,
verdicts.

All of it may be missing: then the page shows the quoted passages instead of the texts, groups
claims by subject, relation and object, and offers no stories."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

type Spans = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Story:
    """A question with its answer: ``rows`` of text with the IRIs of their ``claims``; ``total``
    rows were found.

    ``rows`` may be fewer than ``total``: the weightiest.
    """

    question: str
    name: str
    asked: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    claims: tuple[tuple[str, ...], ...]
    total: int
    note: str = ""


@dataclass(frozen=True)
class Lesser:
    """What was read and is not drawn, being of less interest: how many claims, where they stand
    (document IRI → code points), the names that stand in no other claim, and the documents of
    which no claim is drawn (IRI → source, document_title, document_date, document_kind)."""

    claims: int = 0
    places: Mapping[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    documents: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Material:
    """Document IRI → text and standing; claim IRI → spans (code points), statement, verdict; and
    the stories in order.

    A ``statement`` is any key that claims of one proposition share; a ``verdict`` is what kg.review
    gives as JSON values. ``home`` is the address where claims are checked, in the application."""

    texts: Mapping[str, str] = field(default_factory=dict)
    spans: Mapping[str, Spans] = field(default_factory=dict)
    statements: Mapping[str, str] = field(default_factory=dict)
    stories: tuple[Story, ...] = ()
    verdicts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    standing: Mapping[str, str] = field(default_factory=dict)
    home: str = ""
    lesser: Lesser = field(default_factory=Lesser)
