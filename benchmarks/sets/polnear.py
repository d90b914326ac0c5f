"""PolNeAR (Newell et al. 2018): attribution in political news, statements and inner states, with
whole contents.

A word belongs to at most one attribution there, so of nested ones the outer one is answered, and
its content leaves out who says it and the words that attribute."""

from collections.abc import Iterable, Iterator
from typing import Any

from kg.attribution.document import attribute_document
from kg.language.parser import parse_document
from kg.model import Attribution, Document, Span
from kg.ontology.loader import load_ontology


def predict(items: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield ``{"id", "attributions"}`` for items with a ``text``."""
    ontology = load_ontology()
    for item in items:
        document = Document(item["id"], item["id"], item["text"])
        found = attribute_document(document, parse_document(document), ontology)
        cues = {a.cue for a in found.attributions}
        chosen = choose([*found.attributions, *(a for a in found.attitudes if a.cue not in cues)])
        yield {"id": item["id"], "attributions": [_record(a) for a in chosen]}


def choose(found: Iterable[Attribution]) -> list[Attribution]:
    """The outermost of nested attributions, in text order."""
    chosen: list[Attribution] = []
    used: set[int] = set()
    whole = (a for a in found if a.content and a.cue)
    for a in sorted(
        whole,
        key=lambda a: (a.source_span is None, -sum(c.end - c.start for c in a.content), a.content),
    ):
        places = {i for s in (*a.content, a.cue, a.source_span) if s for i in range(s.start, s.end)}
        core = {i for s in (*a.content, a.cue) if s for i in range(s.start, s.end)}
        if not core & used:
            chosen.append(a)
            used |= places
    return sorted(chosen, key=lambda a: (a.sentence, a.content))


def _record(a: Attribution) -> dict[str, Any]:
    own = [s for s in (a.source_span, a.cue) if s]
    content = [list(c) for c in _without(a.content, own)]
    source = [[a.source_span.start, a.source_span.end]] if a.source_span else []
    return {
        "source": source,
        "cue": [[a.cue.start, a.cue.end]] if a.cue else [],
        "content": content,
    }


def _without(content: Iterable[Span], cut: list[Span]) -> Iterator[tuple[int, int]]:
    for c in content:
        pieces = [(c.start, c.end)]
        for s in cut:
            pieces = [
                p
                for a, b in pieces
                for p in ((a, min(b, s.start)), (max(a, s.end), b))
                if p[0] < p[1]
            ]
        yield from pieces
