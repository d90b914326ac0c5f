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

from typing import Annotated

import networkx as nx

from kg.analysis.answer import Answer, make_answer
from kg.analysis.arguments import ENTITY
from kg.analysis.evidence import is_interesting, read_evidence, status_of
from kg.analysis.origins import describe_sources, find_origins, independent_origins
from kg.analysis.propositions import group_claims, weight_of

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
    rows, left = [], 0
    for proposition in group_claims(network, claims):
        held = proposition.asserted
        names = independent_origins(held, origins)
        if len(names) < max(least, 1) or not (
            about is None or any(about in (c.subject, c.object) for c in held)
        ):
            continue
        if not all and not any(is_interesting(network, c) for c in held):
            left += 1
            continue
        cells = (
            str(len(names)),
            held[0].sentence,
            "\n".join(o.name for o in names),
            str(len({c.document for c in held})),
            describe_sources(held, origins),
            status_of(held),
            "; ".join(sorted({c.claimant for c in proposition.denied}))
            or "nobody in these documents",
        )
        rows.append(
            (
                (-len(names), weight_of(proposition, network), proposition.key),
                (cells, proposition.claims),
            )
        )
    rows.sort(key=lambda pair: pair[0])
    note = f"{left} of little interest left out, which --all shows" if left else ""
    return make_answer(
        network, "What do independent origins agree on?", _COLUMNS, [row for _, row in rows], note
    )
