"""Check a store: the shapes (SHACL), and the promises that shapes cannot express."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import pyoxigraph as ox

from kg.model import Extraction
from kg.namespace import PREFIXES
from kg.ontology.loader import find_folder
from kg.rdf import terms
from kg.rdf.engines.logs import find_damaged_logs
from kg.rdf.engines.orders import compare_orders
from kg.rdf.quads import fact_triples
from kg.storage.disk.forgetting import Forgotten
from kg.storage.disk.marker import engine_folder, read_marker, unnamed_parts
from kg.storage.store import Store


@dataclass(frozen=True)
class Finding:
    """Something that breaks a promise: which rule, in which document, at which node, and why."""

    rule: str
    document: str
    node: str
    message: str


def validate_store(store: Store) -> Iterator[Finding]:
    """Yield what is wrong with the store; nothing, where all is well. Reads every block of its
    files."""
    yield from _check_parts(store)
    damage = list(_check_blocks(store))
    yield from damage
    if damage:
        return  # what follows would read the same blocks
    for iri, source in store.sources().items():
        yield from _check_shapes(store, iri, source)
    for extraction in store.extractions():
        yield from _check_quotes(extraction)
        yield from _check_entities(extraction)
        yield from _check_facts(store, extraction)


def _check_parts(store: Store) -> Iterator[Finding]:
    """Nothing that was forgotten is left: in an older copy of the store, or in an engine beside the
    one that counts."""
    if store.path is None:
        return
    for iri in store.hidden:
        yield Finding(
            "forgotten",
            iri,
            iri,
            "it was forgotten and came back with an older copy; any command that writes forgets it",
        )
    if Forgotten(store.path).unreadable():
        what = "what was forgotten is listed under a secret that is not here: see KG_SECRET"
        yield Finding("forgotten", str(store.path), str(store.path), what)
    for part in unnamed_parts(store.path, read_marker(store.path)):
        place = part or "files of an engine in the folder itself"
        yield Finding(
            "leftover",
            str(store.path),
            place,
            "the store does not use it, and it may hold what was forgotten: delete it",
        )


def _check_blocks(store: Store) -> Iterator[Finding]:
    """No bit of the files has flipped, and each order of the quads holds the same; the files of a
    server are its own affair."""
    if not isinstance(store.engine, ox.Store):
        return
    place = str(store.path or "memory")
    try:
        logs = find_damaged_logs(engine_folder(store.path)) if store.path else ()
        for difference in chain(logs, compare_orders(store.engine)):
            yield Finding(
                "damage",
                place,
                place,
                f"{difference}: restore a copy, or build the store again from the sources",
            )
    except (OSError, RuntimeError) as error:
        yield Finding(
            "damage",
            place,
            place,
            f"a block cannot be read ({error}): restore a copy, or build the store again",
        )


def _check_shapes(store: Store, iri: str, source: str) -> Iterator[Finding]:
    import pyshacl  # half a second, and a command that adds needs none of it
    from rdflib import RDF, Graph, Namespace

    sh, data = Namespace(PREFIXES["sh"]), Graph()
    lines = "".join(f"{q.subject} {q.predicate} {q.object} .\n" for q in store.quads(iri))
    data.parse(data=lines, format="nt")
    conforms, report, _ = pyshacl.validate(
        data, shacl_graph=Graph().parse(find_folder() / "shapes.ttl")
    )
    if conforms:
        return
    for result in sorted(report.subjects(RDF.type, sh.ValidationResult)):
        message = str(report.value(result, sh.resultMessage))
        yield Finding("shape", source, str(report.value(result, sh.focusNode)), message)


def _check_quotes(extraction: Extraction) -> Iterator[Finding]:
    """Promise 1: ``text[start:end] == quote``."""
    text, source = extraction.document.text, extraction.document.source
    for claim in extraction.claims:
        if text[claim.start : claim.end] != claim.quote:
            yield Finding(
                "quote", source, claim.id, f"the text at {claim.start}-{claim.end} is not the quote"
            )
    for said in extraction.statements:
        if text[said.content[0].start : said.content[-1].end] != said.quote:
            yield Finding("quote", source, said.id, "the text at its targets is not the quote")


def _check_entities(extraction: Extraction) -> Iterator[Finding]:
    """Promise 1: no entity that is not in the source."""
    text, source = " ".join(extraction.document.text.split()), extraction.document.source
    for entity in extraction.entities:
        if not any(" ".join(name.split()) in text for name in (entity.label, *entity.aliases)):
            yield Finding(
                "entity", source, entity.id, f"{entity.label!r} does not occur in the text"
            )


def _check_facts(store: Store, extraction: Extraction) -> Iterator[Finding]:
    """Promise 2: a plain triple stands only where a fact-like claim supports it.

    Ends are compared as the engine keeps them: it writes numbers in its own way.
    """
    quads = list(store.quads(extraction.document.id))
    ends = {
        str(q.subject): getattr(q.object, "value", "") for q in quads if q.predicate == terms.OBJECT
    }
    supported = {
        (c.subject.id, c.predicate.id, ends[f"<{c.id}>"]) for c in extraction.claims if c.is_fact
    }
    plain = fact_triples(quads)
    for subject, predicate, target in sorted(plain - supported):
        yield Finding(
            "leak",
            extraction.document.source,
            subject,
            f"{predicate} {target} stands as a fact without a claim",
        )
    for subject, predicate, target in sorted(supported - plain):
        yield Finding(
            "fact",
            extraction.document.source,
            subject,
            f"{predicate} {target} is a fact but no plain triple",
        )
