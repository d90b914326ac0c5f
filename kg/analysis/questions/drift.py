"""How a proposition is put over time: alleged in May, found in November.

Follows each proposition through the documents in order of their dates (not of the event), and shows
those whose modality or polarity changes between dates. Documents without a date are left out and
counted. The change may lie in the sources and not in the matter: a paper that reports what a court
found, then one that still says "alleged"."""

from itertools import groupby, pairwise
from typing import Annotated

import networkx as nx

from kg.analysis.answer import Answer, make_answer
from kg.analysis.arguments import ENTITY
from kg.analysis.evidence import Evidence, read_evidence, status_of, strongest_first
from kg.analysis.propositions import Proposition, group_claims
from kg.model.licence import plain_words

_COLUMNS = ("proposition, as first put", "course", "from", "to")


def ask(
    network: nx.MultiDiGraph,
    *,
    about: Annotated[str | None, ENTITY, "Only propositions about this entity."] = None,
) -> Answer:
    """Return the propositions whose status changes from one date to another, the latest change
    first."""
    claims = read_evidence(network)
    propositions = group_claims(network, [c for c in claims if c.date])
    asked = (p for p in propositions if about is None or p.concerns(about))
    rows = list(filter(None, map(_follow, asked)))
    rows.sort(key=lambda row: row[1][0])
    rows.sort(key=lambda row: row[0], reverse=True)
    undated = len({c.document for c in claims if not c.date})
    note = f"{undated} documents without a date are left out" if undated else ""
    return make_answer(
        network, "How is the same put over time?", _COLUMNS, [row for _, row in rows], note
    )


def _follow(proposition: Proposition) -> tuple[str, tuple[tuple[str, ...], list[Evidence]]] | None:
    """The day of the last change and the row of a proposition whose status changes; else
    ``None``."""
    ordered = sorted(proposition.claims, key=lambda c: (c.date, c.source, c.start, c.claim))
    course = [(date, list(found)) for date, found in groupby(ordered, key=lambda c: c.date)]
    changed = [course[0], *(b for a, b in pairwise(course) if _how(a[1]) != _how(b[1]))]
    if len(changed) == 1:
        return None
    words = "\n".join(f"{date}: {status_of(found)}" for date, found in changed)
    cells = (ordered[0].sentence, words, _how(changed[0][1]), _how(changed[-1][1]))
    return changed[-1][0], (cells, ordered)


def _how(claims: list[Evidence]) -> str:
    """Modality and polarity of the claims of one day, strongest first."""
    found = ("denied" if c.negative else plain_words(c.modality) for c in strongest_first(claims))
    return ", ".join(dict.fromkeys(found))
