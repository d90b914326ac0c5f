"""Claims that claim the same: propositions."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

import networkx as nx

from kg.analysis.evidence import Evidence, strongest_first
from kg.ontology.loader import load_ontology

type PropositionKey = tuple[str, str, str]

_WORD = re.compile(r"\w+")
_FEW = 5


@dataclass(frozen=True)
class Proposition:
    """Subject, predicate and object with everything that is claimed of them, strongest first."""

    key: PropositionKey
    claims: tuple[Evidence, ...]

    @property
    def words(self) -> str:
        """The proposition, as the claim puts it that stands first; never to be shown without its
        status."""
        return self.claims[0].proposition

    @property
    def asserted(self) -> tuple[Evidence, ...]:
        """The claims that hold it to be true."""
        return tuple(c for c in self.claims if c.asserts)

    @property
    def disputed(self) -> bool:
        """Whether it is both held to be true and held to be false."""
        return bool(self.asserted and self.denied)

    def concerns(self, entity: str) -> bool:
        """Whether *entity* (IRI) is an end of one of its claims."""
        return any(entity in (c.subject, c.object) for c in self.claims)

    @property
    def denied(self) -> tuple[Evidence, ...]:
        """The claims that hold it to be false."""
        return tuple(c for c in self.claims if c.negative)


def group_claims(
    network: nx.MultiDiGraph, claims: Iterable[Evidence], within_matter: bool = True
) -> list[Proposition]:
    """Return the propositions of *claims*, sorted by key.

    Names are compared by entity, values by their words. A description ("the Driver Act data") is
    one thing within a document; across documents it is taken as the same where its words are, the
    other end is the same named entity, and the documents speak of one matter (see find_matters;
    everywhere unless *within_matter*): an agency investigates "the case" in each of its press
    releases. The ends of a symmetric relation have no order."""
    claims = list(claims)
    matters = find_matters(network, claims) if within_matter else {}
    relations = load_ontology().relations
    symmetric = {name for name, relation in relations.items() if relation.symmetric}
    named = dict(network.nodes(data="named"))
    groups: dict[PropositionKey, list[Evidence]] = {}
    for claim in claims:
        matter = matters.get(claim.document, "")
        a = _end(claim.subject, claim.subject_label, claim.object, named, matter)
        b = _end(claim.object, claim.object_label, claim.subject, named, matter)
        if claim.predicate in symmetric and b < a:
            a, b = b, a
        groups.setdefault((a, claim.predicate, b), []).append(claim)
    return [Proposition(key, strongest_first(groups[key])) for key in sorted(groups)]


def _end(node: str, label: str, other: str, named: Mapping[str, bool], matter: str) -> str:
    if named.get(node) or (not named.get(other) and not node.endswith("#value")):
        return node
    words = "~" + " ".join(_WORD.findall(label.casefold()))
    return words if node.endswith("#value") else f"{words}~{matter}"


def find_matters(network: nx.MultiDiGraph, claims: Iterable[Evidence]) -> dict[str, str]:
    """Return document → the matter that it speaks of, named by the first of its documents.

    Documents speak of one matter where they share two named entities, directly or over others.
    Names count that few documents hold (at most five, or a tenth), and those that more than half
    hold, which is then what all are about; in between stand the agencies and spokesmen of many
    matters."""
    claims = list(claims)
    documents = sorted({c.document for c in claims})
    holders = [found for found in _holders(network, claims) if _tells(len(found), len(documents))]
    shared = Counter(pair for found in holders for pair in combinations(sorted(found), 2))
    graph = nx.Graph()
    graph.add_nodes_from(documents)
    graph.add_edges_from(pair for pair, count in shared.items() if count > 1)
    return {document: min(part) for part in nx.connected_components(graph) for document in part}


def _holders(network: nx.MultiDiGraph, claims: Iterable[Evidence]) -> Iterable[set[str]]:
    """For each named entity the documents with a claim that names it."""
    held: dict[str, set[str]] = {}
    for claim in claims:
        for node in (claim.subject, claim.object, *claim.who_ids):
            if node in network and network.nodes[node]["named"]:
                held.setdefault(node, set()).add(claim.document)
    return held.values()


def weight_of(proposition: Proposition, network: nx.MultiDiGraph) -> int:
    """Rank a proposition: 0 for a relation that kg knows between two names, 5 for an open verb
    between descriptions."""
    claim = proposition.claims[0]
    ends = sum(
        not network.nodes[n]["named"] and not n.endswith("#value")
        for n in (claim.subject, claim.object)
    )
    return ends + (0 if claim.predicate.startswith("kg:") else 3)


def _tells(found: int, documents: int) -> bool:
    """Whether a name that *found* of so many documents hold tells what they are about."""
    return found <= max(_FEW, documents // 10) or 2 * found > documents
