"""What falls, and what is weakened, if one source is left out.

SOURCE is a document, as it was added, or somebody who claims. A claim falls with it if it stands in that document, if it
goes back to it (see corroborated: an article that quotes the filing falls with the filing), or if the source is anywhere in
the chain of its claimants. Propositions that others still assert stand; they are "weakened"
where the strongest remaining claim is put less strongly.
"""

from typing import Annotated

import networkx as nx

from kg.analysis.answer import Answer, make_answer
from kg.analysis.arguments import SOURCE
from kg.analysis.evidence import Evidence, read_evidence, status_of, weakness
from kg.analysis.origins import find_origins
from kg.analysis.propositions import Proposition, group_claims

_COLUMNS = ("outcome", "claimed", "put as", "remains")


def ask(network: nx.MultiDiGraph, source: Annotated[str, SOURCE, "A document as it was added, or a claimant's name."]) -> Answer:
    """Return what falls, then what is weakened; the note counts what stands."""
    claims = read_evidence(network)
    origins = find_origins(network, claims)
    dropped = {c.claim for c in claims if source in (c.document, origins[c.claim].id, *c.who_ids)}
    rows, standing = [], 0
    for proposition in group_claims(network, [c for c in claims if not c.negative]):
        lost = [c for c in proposition.claims if c.claim in dropped]
        if not lost:
            continue
        left = [c for c in proposition.claims if c.claim not in dropped]
        outcome = _outcome(proposition, left)
        standing += outcome == "stands"
        if outcome != "stands":
            cells = (outcome, lost[0].sentence, status_of(lost), status_of(left) or "nothing in these documents")
            rows.append((cells, [*lost, *left]))
    rows.sort(key=lambda row: row[0])
    name = next((c.source for c in claims if c.document == source), "") or next(
        (who for c in claims for iri, who in zip(c.who_ids, c.who, strict=True) if iri == source), source
    )
    denials = sum(c.negative for c in claims if c.claim in dropped)
    note = f"{len(dropped)} claims go back to it, {denials} of them denials; {standing} propositions stand as strongly on others"
    return make_answer(network, f"What falls without {name}?", _COLUMNS, rows, note)


def _outcome(proposition: Proposition, left: list[Evidence]) -> str:
    if not left:
        return "falls"
    return "weakened" if min(map(weakness, left)) > min(map(weakness, proposition.claims)) else "stands"
