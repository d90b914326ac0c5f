"""Read an export back: the documents and claims of a .nq, .trig or .jsonld file, as they were."""

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox

from kg.errors import InvalidClaims, SourceNotFound, UnknownFormat
from kg.rdf import quads as rdf
from kg.rdf import terms
from kg.resolution.quads import as_seen
from kg.storage.store import Store

_FORMATS = {"nq": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG, "jsonld": ox.RdfFormat.JSON_LD}


def load_store(store: Store, path: str | Path) -> int:
    """Add the documents of an export to *store* and return how many the file holds.

    An empty store takes the file as a whole, through the engine's bulk loader; to one with
    documents each is added in turn, with the rules of ``Store.add``, and the file's decisions are
    left out. Raises SourceNotFound, UnknownFormat, or InvalidClaims for a file that is no export of
    kg (the store then stays as it was); what a file claims is checked by ``kg validate``."""
    source = Path(path)
    form = _FORMATS.get(source.suffix.lower().lstrip("."))
    if form is None:
        raise UnknownFormat(
            f"{source}: kg loads {', '.join(f'.{s}' for s in _FORMATS)}",
            "export in one of these forms first",
        )
    if not source.is_file():
        raise SourceNotFound(f"{source}: no such file", "check the path")
    fill = _filler(source, form)
    if not store.sources():
        store.rebuild(lambda engine: _fill_and_welcome(store, engine, fill))
        store.note_arrivals(store.sources())
        return len(store.sources())
    engine = ox.Store()
    fill(engine)
    loaded = Store(engine)
    for document in loaded.sources():
        store.add(rdf.quads_to_extraction(as_seen(loaded.quads(document))))
    store.flush()
    return len(loaded.sources())


def _fill_and_welcome(store: Store, engine: ox.Store, fill: Callable[[ox.Store], None]) -> None:
    """Fill the engine that is to be put in place, and take what it holds off the list of what was
    forgotten, before it counts: killed between the two, the next writer would forget it."""
    fill(engine)
    found = Store(engine).sources()
    store.welcome((*found, *found.values()))


def _filler(source: Path, form: ox.RdfFormat) -> Callable[[ox.Store], None]:
    def fill(engine: ox.Store) -> None:
        try:
            engine.bulk_load(path=str(source), format=form)
        except (SyntaxError, ValueError) as error:
            raise InvalidClaims(
                f"{source}: {error}", "it is no export of kg, or was cut off"
            ) from error
        _check_graphs(engine, source)

    return fill


def _check_graphs(engine: ox.Store, source: Path) -> None:
    """Every graph must be a document that names itself; nothing may stand outside."""
    if next(engine.quads_for_pattern(None, None, None, ox.DefaultGraph()), None) is not None:
        raise InvalidClaims(
            f"{source}: triples outside of any document",
            "load .nq, .trig or .jsonld as kg wrote them",
        )
    for name in engine.named_graphs():
        if name in (terms.DECISIONS_GRAPH, terms.KNOWN_GRAPH, terms.VERDICTS_GRAPH):
            continue
        needed = (terms.SOURCE, terms.TEXT, terms.EXTRACTION_DIGEST)
        if not all(
            any(engine.quads_for_pattern(name, predicate, None, name)) for predicate in needed
        ):
            raise InvalidClaims(
                f"{source}: the graph {name} is no document",
                "load .nq, .trig or .jsonld as kg wrote them",
            )
