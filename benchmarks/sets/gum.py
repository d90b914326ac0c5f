"""GUM (Zeldes 2017): who says what, and coreference, over whole documents."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from kg.attribution.document import attribute_document
from kg.coreference.entities import resolve_document
from kg.language.mentions import find_mentions
from kg.language.parser import parse_document
from kg.model import Attribution, Document, Sentence, Span
from kg.ontology.loader import load_ontology

_CREDIT = re.compile(r"(?:Image|Photo|Video|Audio|Picture)s?[:;] ([^\n.;,]{2,60})")
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_MARKS = frozenset('"“”‘’`,;:.-–—--')


def predict(items: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield ``{"id", "attributions", "clusters"}`` for items with a ``text``."""
    ontology = load_ontology()
    for item in items:
        document = Document(item["id"], item["id"], item["text"], date=str(item.get("date") or ""))
        sentences = parse_document(document)
        every = attribute_document(document, sentences, ontology).attributions
        said = [a for a in every if a.source_span and a.content]
        mentions = sorted(
            {m for s in sentences for m in find_mentions(s, ontology)},
            key=lambda m: (m.span, m.end),
        )
        clusters: dict[str, set[Span]] = {}
        for mention, entity in resolve_document(
            document, sentences, mentions, ontology, every
        ).items():
            clusters.setdefault(entity.id, set()).add(
                whole_phrase(sentences[mention.sentence], mention.head)
            )
        yield {
            "id": item["id"],
            "attributions": [*map(_record, said), *find_credits(sentences, item["text"])],
            "clusters": [
                [[s.start, s.end] for s in sorted(found)] for _, found in sorted(clusters.items())
            ],
        }


def find_credits(sentences: list[Sentence], text: str) -> Iterator[dict[str, Any]]:
    """Whom a caption credits with its picture: GUM counts that as an attribution without a cue."""
    for s in sentences:
        match = _CREDIT.search(text, s.span.start, s.span.end)
        if match is None:
            continue
        before = sentences[s.index - 1] if s.index else None
        content = [[s.span.start, match.start()]] if match.start() > s.span.start else []
        if not content and before is not None:
            content = [[before.span.start, before.span.end]]
        yield {
            "source": [list(match.span(1))],
            "cue": [],
            "content": content,
            "polarity": "positive",
        }


def whole_phrase(sentence: Sentence, head: int) -> Span:
    """The noun phrase as GUM marks it: with article, modifiers, clauses and possessive mark;
    conjuncts and other names apart."""
    tokens, cut = sentence.tokens, set[int]()
    for k in sentence.children[head]:
        dep, place = tokens[k].dep, tokens[k].entity in _PLACES and tokens[head].entity in _PLACES
        if k > head and (
            dep in {"conj", "cc", "nmod", "advmod", "npadvmod", "parataxis"}
            or dep == "appos"
            and not place
        ):
            cut.update(range(sentence.subtree(k)[0], len(tokens)))
        elif k < head and dep in {"advmod", "cc", "preconj", "prep", "mark"}:
            cut.update(range(k + 1))
    words = [j for j in sentence.subtree(head) if j not in cut]
    low = high = head
    while low - 1 in words:
        low -= 1
    while high + 1 in words:
        high += 1
    while low < head and tokens[low].text in _MARKS:
        low += 1
    while high > head and tokens[high].text in _MARKS:
        high -= 1
    return Span(tokens[low].start, tokens[high].end)


def _record(a: Attribution) -> dict[str, Any]:
    source = [[a.source_span.start, a.source_span.end]] if a.source_span else []
    cue = [[a.cue.start, a.cue.end]] if a.cue else []
    return {
        "source": source,
        "cue": cue,
        "content": [[c.start, c.end] for c in a.content],
        "polarity": a.polarity.value,
    }
