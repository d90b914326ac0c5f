"""What rests on one origin only.

A proposition is sole-source where all claims that assert it go back to one origin: a claimant, else
the document (see corroborated for how origins are told apart). Denials do not support it; they are
shown. What is only asked, supposed or unclear is not counted. One origin is not a sign of
falsehood."""

from typing import Annotated

import networkx as nx

from kg.analysis.answer import Answer, make_answer
from kg.analysis.arguments import ENTITY
from kg.analysis.evidence import read_evidence, status_of
from kg.analysis.origins import find_origins, independent_origins
from kg.analysis.propositions import group_claims, weight_of

_COLUMNS = ("origin", "claimed", "documents", "put as")


def ask(
    network: nx.MultiDiGraph,
    *,
    about: Annotated[str | None, ENTITY, "Only propositions about this entity."] = None,
) -> Answer:
    """Return the propositions with one origin: known relations between names first, then by
    origin."""
    claims = read_evidence(network)
    origins = find_origins(network, claims)
    rows = []
    for proposition in group_claims(network, claims):
        held = proposition.asserted
        names = independent_origins(held, origins)
        if len(names) == 1 and (about is None or any(about in (c.subject, c.object) for c in held)):
            cells = (
                names[0].name,
                held[0].sentence,
                str(len({c.document for c in held})),
                status_of(proposition.claims),
            )
            rows.append((weight_of(proposition, network), (cells, proposition.claims)))
    rows.sort(key=lambda row: (row[0], row[1][0]))
    return make_answer(
        network, "What rests on one origin only?", _COLUMNS, [row for _, row in rows]
    )
