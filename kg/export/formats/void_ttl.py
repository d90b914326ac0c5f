"""A description of the dataset (.void.ttl), in VoID and DCAT: how many triples, of which classes
and properties, how strongly claimed, in which vocabularies. It names no document and no entity.

https://www.w3.org/TR/void/, https://www.w3.org/TR/vocab-dcat-3/"""

from collections import Counter
from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from kg.namespace import DATA, KG, PREFIXES
from kg.rdf import terms as t
from kg.storage.store import Store

LOSSLESS = False
_VOID, _DCAT = "http://rdfs.org/ns/void#", "http://www.w3.org/ns/dcat#"
_DATASET = ox.NamedNode(f"{DATA}dataset")
_OWN = (t.VERDICTS_GRAPH, t.ARRIVALS_GRAPH, t.SPELLINGS_GRAPH)
"""Graphs that are nobody's documents: who checked what, and when documents came."""
_TITLE = "Claims, and who makes them"
_DESCRIPTION = (
    "What sources claim, by whom, how strongly and in which words. A claim is no fact: a plain "
    "triple stands only for what is stated as fact, admitted or found."
)


def write(store: Store) -> Iterator[str]:
    """Yield the description; the same graph gives the same bytes."""
    triples = {str(q.triple): q.triple for q in store.sorted_quads() if q.graph_name not in _OWN}
    prefixes = PREFIXES | {"void": _VOID, "dcat": _DCAT}
    described = sorted(set(_describe(list(triples.values()))), key=str)
    yield (ox.serialize(described, format=ox.RdfFormat.TURTLE, prefixes=prefixes) or b"").decode(
        "utf-8"
    )


def _describe(triples: list[ox.Triple]) -> Iterator[ox.Triple]:
    used = Counter(triple.predicate.value for triple in triples)
    classes = Counter(_objects(triples, t.TYPE))
    counts = {
        "triples": len(triples),
        "distinctSubjects": len({str(triple.subject) for triple in triples}),
        "distinctObjects": len({str(triple.object) for triple in triples}),
        "properties": len(used),
        "classes": len(classes),
        "documents": classes[t.DOCUMENT.value],
    }
    yield from _dataset(counts, used.keys() | classes.keys())
    yield from _parts("class", classes, "entities")
    yield from _parts("property", used, "triples")
    for modality, count in Counter(_objects(triples, t.MODALITY)).items():
        part = _part("modality", modality)
        yield ox.Triple(_DATASET, _void("subset"), part)
        yield ox.Triple(part, t.TYPE, _void("Dataset"))
        yield ox.Triple(part, _dcterms("subject"), ox.NamedNode(modality))
        yield ox.Triple(part, _void("entities"), ox.Literal(count))


def _dataset(counts: Mapping[str, int], names: set[str]) -> Iterator[ox.Triple]:
    """What is said of the dataset itself; *names* are the properties and classes that it uses."""
    for kind in (_void("Dataset"), ox.NamedNode(f"{_DCAT}Dataset")):
        yield ox.Triple(_DATASET, t.TYPE, kind)
    for name, text in (("title", _TITLE), ("description", _DESCRIPTION)):
        yield ox.Triple(_DATASET, _dcterms(name), ox.Literal(text, language="en"))
    yield ox.Triple(_DATASET, t.CONFORMS, ox.NamedNode(KG.rstrip("#")))
    yield ox.Triple(_DATASET, _void("uriSpace"), ox.Literal(DATA))
    for name, count in counts.items():
        yield ox.Triple(_DATASET, _void(name), ox.Literal(count))
    for space in PREFIXES.values():
        if not space.startswith(DATA) and any(name.startswith(space) for name in names):
            yield ox.Triple(_DATASET, _void("vocabulary"), ox.NamedNode(space))


def _parts(kind: str, counts: Mapping[str, int], counted: str) -> Iterator[ox.Triple]:
    """The partitions of the dataset by class or by property."""
    for name, count in counts.items():
        part = _part(kind, name)
        yield ox.Triple(_DATASET, _void(f"{kind}Partition"), part)
        yield ox.Triple(part, _void(kind), ox.NamedNode(name))
        yield ox.Triple(part, _void(counted), ox.Literal(count))


def _part(kind: str, name: str) -> ox.NamedNode:
    """The name of a part: made of what it is a part by, so that it is the same each time."""
    space = max((p for p in PREFIXES if name.startswith(PREFIXES[p])), key=len, default="")
    local = name.removeprefix(PREFIXES.get(space, "")).rpartition("/")[2]
    return ox.NamedNode(f"{_DATASET.value}#{kind}-{space}-{local}")


def _objects(triples: list[ox.Triple], predicate: ox.NamedNode) -> Iterator[str]:
    return (
        triple.object.value
        for triple in triples
        if triple.predicate == predicate and isinstance(triple.object, ox.NamedNode)
    )


def _void(name: str) -> ox.NamedNode:
    return ox.NamedNode(_VOID + name)


def _dcterms(name: str) -> ox.NamedNode:
    return ox.NamedNode(PREFIXES["dcterms"] + name)
