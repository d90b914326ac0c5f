"""What several independent origins assert.

The origin of a claim is its innermost claimant, else the document that says so itself: two articles
that quote one filing are one origin. So that independence is never overstated, described claimants
("court records") count as the same in all documents; complaint, lawsuit and plaintiffs count as
one, together with the stored filing; a party's own statement counts as the party; a sentence
printed alike in several documents counts once; and a claimant whom a document only describes counts
only where it names nobody beside. Descriptions ("the case") are the same across documents of one
matter only. Releases whose office is not told apart count as one. Each document is told to be a
primary source (the origin's own text), an independent one (the first that hands an origin's word
on) or a copy. Sources that copy each other in other words are not recognised. A denial is shown,
and takes nothing away from the count."""

from collections.abc import Mapping, Sequence
from typing import Annotated

import networkx as nx

from kg.analysis.answer import Answer, make_answer
from kg.analysis.arguments import ENTITY
from kg.analysis.evidence import Evidence, is_interesting, read_evidence, status_of
from kg.analysis.origins import Origin, describe_sources, find_origins, independent_origins
from kg.analysis.propositions import Proposition, group_claims, weight_of

_COLUMNS = ("origins", "claimed", "by", "documents", "sources", "put as", "denied by")


def ask(
    network: nx.MultiDiGraph,
    *,
    about: Annotated[str | None, ENTITY, "Only propositions about this entity."] = None,
    least: Annotated[int, "At least so many independent origins."] = 2,
    all: Annotated[
        bool, "Also propositions of little interest: between descriptions, in routine phrases."
    ] = False,
) -> Answer:
    """Return the propositions with at least *least* origins, most origins first, then known
    relations between names."""
    claims = read_evidence(network)
    origins = find_origins(network, claims)
    asked = [p for p in group_claims(network, claims) if _asserts_about(p, about)]
    named = [(p, independent_origins(p.asserted, origins)) for p in asked]
    found = [pair for pair in named if len(pair[1]) >= max(least, 1)]
    kept = found if all else [pair for pair in found if _matters(network, pair[0])]
    note = _count_left_out(len(found) - len(kept))
    kept.sort(key=lambda pair: (-len(pair[1]), weight_of(pair[0], network), pair[0].key))
    rows = [_make_row(proposition, names, origins) for proposition, names in kept]
    return make_answer(network, "What do independent origins agree on?", _COLUMNS, rows, note)


def _count_left_out(number: int) -> str:
    left = f"{number} of little interest left out, which kg ask corroborated --all shows"
    return left if number else ""


def _asserts_about(proposition: Proposition, entity: str | None) -> bool:
    return entity is None or any(entity in (c.subject, c.object) for c in proposition.asserted)


def _matters(network: nx.MultiDiGraph, proposition: Proposition) -> bool:
    return any(is_interesting(network, c) for c in proposition.asserted)


def _make_row(
    proposition: Proposition, names: Sequence[Origin], origins: Mapping[str, Origin]
) -> tuple[tuple[str, ...], Sequence[Evidence]]:
    held = proposition.asserted
    deniers = sorted({c.claimant for c in proposition.denied})
    cells = (
        str(len(names)),
        held[0].sentence,
        "\n".join(origin.name for origin in names),
        str(len({c.document for c in held})),
        describe_sources(held, origins),
        status_of(held),
        "; ".join(deniers) or "nobody in these documents",
    )
    return cells, proposition.claims
