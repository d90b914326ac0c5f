"""Verdicts in RDF: a named graph of their own with PROV, beside the documents' graphs."""

from collections.abc import Iterable, Iterator
from dataclasses import fields

from pyoxigraph import Literal, NamedNode, Quad

from kg.namespace import DATA, KG, contract
from kg.rdf import terms as t
from kg.rdf.nodes import make_iri, make_literal, text_facts
from kg.review.verdicts import Correction, Outcome, Verdict

_CORRECTED = {f.name: NamedNode(f"{KG}corrected{f.name.title()}") for f in fields(Correction)}
_REJECTED = "rejectedClaim"
"""The local name of that judgement: ``kg:rejected`` is a relation (a court rejected a motion)."""
_TEXTS = {
    "note": t.REASON,
    "by": t.DECIDED_BY,
    "when": t.DECIDED_AT,
    "dispute": t.DISPUTE,
    "material": t.MATERIAL,
}


def verdicts_to_quads(verdicts: Iterable[Verdict]) -> Iterator[Quad]:
    """Yield the graph of verdicts."""
    for verdict in verdicts:
        node = NamedNode(f"{DATA}verdict/{verdict.key}")
        facts: list[tuple[NamedNode, NamedNode | Literal]] = [
            (t.TYPE, t.VERDICT),
            (t.TYPE, t.ENTITY),
            (t.DIGEST, Literal(verdict.document)),
            (t.START, Literal(verdict.start)),
            (t.END, Literal(verdict.end)),
            (t.VERDICT_SUBJECT, make_literal(verdict.subject)),
            (t.PREDICATE, make_iri(verdict.predicate)),
            (t.VERDICT_OBJECT, make_literal(verdict.object)),
            (t.JUDGEMENT, _name_judgement(verdict.outcome)),
        ]
        facts += text_facts(verdict, _TEXTS)
        facts += [(t.TAG, make_literal(tag)) for tag in verdict.tags]
        facts += text_facts(verdict.correction, _CORRECTED)
        yield from (
            Quad(node, predicate, object_, t.VERDICTS_GRAPH) for predicate, object_ in facts
        )


def quads_to_verdicts(quads: Iterable[Quad]) -> list[Verdict]:
    """Return the verdicts of their graph, by key; standings of documents stand there too."""
    nodes: dict[str, dict[str, list[str]]] = {}
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            nodes.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, []).append(
                quad.object.value
            )
    return [
        _read_node(node) for _, node in sorted(nodes.items()) if t.VERDICT_SUBJECT.value in node
    ]


def _read_node(node: dict[str, list[str]]) -> Verdict:
    def one(term: NamedNode) -> str:
        return next(iter(node.get(term.value, ())), "")

    return Verdict(
        one(t.DIGEST),
        int(one(t.START)),
        int(one(t.END)),
        one(t.VERDICT_SUBJECT),
        contract(one(t.PREDICATE)),
        one(t.VERDICT_OBJECT),
        _read_judgement(one(t.JUDGEMENT)),
        **{name: one(term) for name, term in _TEXTS.items()},
        tags=tuple(sorted(node.get(t.TAG.value, ()))),
        correction=Correction(**{name: one(term) for name, term in _CORRECTED.items()}),
    )


def _name_judgement(outcome: Outcome) -> NamedNode:
    return make_iri(f"kg:{_REJECTED if outcome == Outcome.REJECTED else outcome}")


def _read_judgement(iri: str) -> Outcome:
    """The outcome of a judgement; a store of before has ``kg:rejected``."""
    name = iri.removeprefix(KG)
    return Outcome.REJECTED if name == _REJECTED else Outcome(name)
