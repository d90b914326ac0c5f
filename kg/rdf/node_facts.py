"""The triples of one document, by subject and predicate: what kg.rdf.quads reads records from."""

from collections.abc import Iterable

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from kg.errors import StoreDamaged
from kg.model import Entity
from kg.namespace import contract
from kg.rdf import terms as t

type Term = NamedNode | BlankNode | Literal | Triple
MEND = "remove the document, add it again"
_PLAIN, _NAMED = (NamedNode, Literal), (NamedNode, Literal, BlankNode)

type Own = dict[NamedNode, Term | list[Term]]
"""What is said of one node: predicate → value, or values where they are several (a list each would
cost a tenth of the time)."""


class Facts:
    """The triples of one document, by subject and predicate: ``nodes``. Entities are found by IRI
    once they are read."""

    def __init__(self, quads: Iterable[Quad] = ()) -> None:
        self.nodes: dict[NamedNode | BlankNode | Triple, Own] = {}
        self.entities: dict[str, Entity] = {}
        names: set[object] = set()
        for subject, predicate, object_, name in quads:
            put(self.nodes.setdefault(subject, {}), predicate, object_)
            names.add(name)
        self.names = {name.value for name in names if isinstance(name, NamedNode)}

    def own(self, node: NamedNode) -> Own:
        """What is said of *node*."""
        return self.nodes.get(node, {})

    def parts(self, own: Own, predicate: NamedNode) -> list[Own]:
        """The numbered parts that a node has, in order."""
        if predicate not in own:
            return []
        found = [self.own(p) for p in all_values(own, predicate) if isinstance(p, NamedNode)]
        return sorted(found, key=lambda part: int(read_words(part, t.POSITION) or 0))

    def one(self, own: Own, predicate: NamedNode) -> NamedNode | Literal:
        """The one value; raises StoreDamaged where there is none."""
        found = own.get(predicate)
        if isinstance(found, list):
            found = found[0]
        if not isinstance(found, _PLAIN):
            node = next(
                (term_text(n) for n, facts in self.nodes.items() if facts is own),
                "a node that is not described",
            )
            raise StoreDamaged(f"{node} has no {contract(predicate.value)}", MEND)
        return found

    def node(self, own: Own, predicate: NamedNode) -> NamedNode:
        """The one value as a node."""
        found = self.one(own, predicate)
        return found if isinstance(found, NamedNode) else NamedNode(found.value)

    def entity(self, term: NamedNode) -> Entity:
        """The record of an entity that was read; raises StoreDamaged."""
        try:
            return self.entities[term.value]
        except KeyError:
            raise StoreDamaged(f"{term.value} is used but not described", MEND) from None


def put(own: Own, predicate: NamedNode, value: Term) -> None:
    """Add to what is said of a node."""
    if predicate not in own:
        own[predicate] = value
    elif isinstance(known := own[predicate], list):
        known.append(value)
    else:
        own[predicate] = [known, value]


def all_values(own: Own, predicate: NamedNode) -> list[Term]:
    """Return the values of a predicate, in the engine's order."""
    found = own.get(predicate)
    return found if isinstance(found, list) else [] if found is None else [found]


def first_value(own: Own, predicate: NamedNode) -> Term | None:
    """Return the one value, ``None`` where there is none."""
    found = own.get(predicate)
    return found[0] if isinstance(found, list) else found


def read_words(own: Own, predicate: NamedNode) -> str:
    """Return the one value's text; "" where there is none."""
    found = first_value(own, predicate)
    return "" if found is None else term_text(found)


def term_text(term: Term) -> str:
    """Return an IRI or the characters of a literal."""
    return term.value if isinstance(term, _NAMED) else str(term)
