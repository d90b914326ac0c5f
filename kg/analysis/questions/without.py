"""What falls, and what is weakened, if one source is left out.

SOURCE is a document, as it was added, or somebody who claims. A claim falls with it if it stands in
that document, if it goes back to it (see corroborated: an article that quotes the filing falls with
the filing), or if the source is anywhere in the chain of its claimants. Propositions that others
still assert stand; they are "weakened" where the strongest remaining claim is put less strongly.
"""

from collections.abc import Iterable
from typing import Annotated

import networkx as nx

from kg.analysis.answer import Answer, make_answer
from kg.analysis.arguments import SOURCE
from kg.analysis.evidence import Evidence, read_evidence, status_of, weakness
from kg.analysis.origins import find_origins
from kg.analysis.propositions import Proposition, group_claims

_COLUMNS = ("outcome", "claimed", "put as", "remains")


def ask(
    network: nx.MultiDiGraph,
    source: Annotated[str, SOURCE, "A document as it was added, or a claimant's name."],
) -> Answer:
    """Return what falls, then what is weakened; the note counts what stands."""
    claims = read_evidence(network)
    origins = find_origins(network, claims)
    gone = [c for c in claims if source in (c.document, origins[c.claim].id, *c.who_ids)]
    dropped = {c.claim for c in gone}
    propositions = group_claims(network, [c for c in claims if not c.negative])
    touched = list(filter(None, (_make_row(p, dropped) for p in propositions)))
    rows = sorted((row for row in touched if row[0][0] != "stands"), key=lambda row: row[0])
    denials = sum(c.negative for c in gone)
    note = (
        f"{len(dropped)} claims go back to it, {denials} of them denials; "
        f"{len(touched) - len(rows)} propositions stand as strongly on others"
    )
    return make_answer(
        network, f"What falls without {_name_source(source, claims)}?", _COLUMNS, rows, note
    )


def _make_row(
    proposition: Proposition, dropped: set[str]
) -> tuple[tuple[str, ...], list[Evidence]] | None:
    """What becomes of a proposition without the claims *dropped*; ``None`` where it rests on none
    of them."""
    lost = [c for c in proposition.claims if c.claim in dropped]
    if not lost:
        return None
    left = [c for c in proposition.claims if c.claim not in dropped]
    cells = (
        _outcome(proposition, left),
        lost[0].sentence,
        status_of(lost),
        status_of(left) or "nothing in these documents",
    )
    return cells, [*lost, *left]


def _name_source(source: str, claims: Iterable[Evidence]) -> str:
    """How a document (its path) or a claimant (the name) is called; the IRI where no claim says."""
    for claim in claims:
        if claim.document == source:
            return claim.source
        if source in claim.who_ids:
            return claim.who[claim.who_ids.index(source)]
    return source


def _outcome(proposition: Proposition, left: list[Evidence]) -> str:
    if not left:
        return "falls"
    return (
        "weakened"
        if min(map(weakness, left)) > min(map(weakness, proposition.claims))
        else "stands"
    )
