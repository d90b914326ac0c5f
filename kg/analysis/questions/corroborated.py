"""What several independent origins assert.

The origin of a claim is its innermost claimant, else the document that says so itself: two articles that quote one filing
are one origin. So that independence is never overstated, described claimants ("court records") count as the same in all
documents; complaint, lawsuit and plaintiffs count as one, together with the stored filing; a party's own statement counts
as the party; a sentence printed alike in several documents counts once; and a claimant whom a document only describes
counts only where it names nobody beside. Descriptions ("the case") are the same across documents of one matter only.
Sources that copy each other in other words are not recognised. A denial is shown, and takes nothing away from the count.
"""

from typing import Annotated

import networkx as nx

from kg.analysis.answer import Answer, make_answer
from kg.analysis.arguments import ENTITY
from kg.analysis.evidence import read_evidence, status_of
from kg.analysis.propositions import find_origins, group_claims, independent_origins, weight_of

_COLUMNS = ("origins", "claimed", "by", "documents", "put as", "denied by")


def ask(
    network: nx.MultiDiGraph,
    *,
    about: Annotated[str | None, ENTITY, "Only propositions about this entity."] = None,
    least: Annotated[int, "At least so many independent origins."] = 2,
) -> Answer:
    """Return the propositions with at least *least* origins, most origins first, then known relations between names."""
    claims = read_evidence(network)
    origins = find_origins(network, claims)
    rows = []
    for proposition in group_claims(network, claims):
        held = proposition.asserted
        names = independent_origins(held, origins)
        if len(names) >= max(least, 1) and (about is None or any(about in (c.subject, c.object) for c in held)):
            cells = (
                str(len(names)), held[0].sentence, "\n".join(o.name for o in names), str(len({c.document for c in held})),
                status_of(held), "; ".join(sorted({c.claimant for c in proposition.denied})) or "nobody in these documents",
            )  # fmt: skip
            rows.append(((-len(names), weight_of(proposition, network), proposition.key), (cells, proposition.claims)))
    rows.sort(key=lambda pair: pair[0])
    return make_answer(network, "What do independent origins agree on?", _COLUMNS, [row for _, row in rows])
