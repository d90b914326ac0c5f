"""Graphviz: a line a claim, dashed unless it stands as fact. Quotes, spans and times are lost."""

import json
from collections.abc import Iterator

from kg.export.claim_words import describe_status
from kg.model.wording import name_end
from kg.storage.store import Store

LOSSLESS = False


def write(store: Store) -> Iterator[str]:
    """Yield the digraph; JSON's strings are valid as Graphviz's."""
    yield "digraph claims {\n"
    for claim in store.claims():
        ends = f"{json.dumps(claim.subject.label)} -> {json.dumps(name_end(claim.object))}"
        label = json.dumps(f"{claim.predicate.label} ({describe_status(claim)})")
        yield f"  {ends} [label={label}, style={'solid' if claim.is_fact else 'dashed'}]\n"
    yield "}\n"
