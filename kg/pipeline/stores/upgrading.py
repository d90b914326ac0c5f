"""An older store read again with today's rules: its texts, verdicts, decisions and list of known
entities stay, all else is made anew."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace

import pyoxigraph as ox

from kg.errors import ResolveError
from kg.extraction.run import load_extractors
from kg.language.names import identifying_name
from kg.llm.answers import AnswerBook
from kg.model import Extraction
from kg.namespace import contract, entity_iri
from kg.pipeline.documents import extract_document, extract_documents
from kg.pipeline.stores.replaying import models_of, replay_extractors
from kg.rdf import terms
from kg.rdf.engines.protocol import Engine
from kg.resolution.decisions import Decision, Decisions
from kg.resolution.plan import Rules
from kg.review.carrying import carry_verdicts
from kg.review.quads import verdicts_to_quads
from kg.review.standings import standings_to_quads
from kg.storage.disk.answers import answers_folder
from kg.storage.judgements.reviews import read_standings, read_verdicts_of
from kg.storage.store import Store

type Tracker = Callable[[Iterable[Extraction]], Iterable[Extraction]]


@dataclass(frozen=True)
class Upgraded:
    """What an upgrade did: how many documents were read again, how many decisions and verdicts
    carried over, what was lost."""

    documents: int
    decisions: int
    lost: tuple[str, ...]
    """One line each."""
    verdicts: int = 0


def upgrade_store(store: Store, workers: int = 1, track: Tracker = iter) -> Upgraded:
    """Read the stored texts of *store* again and put the new graph in the place of the old one, in
    one step.

    A decision is carried over where each of its two entities is one entity of the same name in the
    same documents; what was decided on others is listed. Verdicts go to the claims that say the
    same (kg.review.carrying); those on what is no longer found stay, and are listed. Texts are read
    with their stored blocks, zones and pages (kg.rdf.reading_record). If it fails or is killed, the
    store stays as it was."""
    before, lost = store.rules, list[str]()
    carried, kept = list[Decision](), list[int]()

    def fill(engine: ox.Store) -> None:
        fresh = Store(engine)
        for extraction in track(_read_again(store, workers)):
            fresh.add(extraction)
        known = {k.id: replace(k, id=entity_iri(identifying_name(k.label))) for k in before.known}
        renamed = {iri: entity.id for iri, entity in known.items()}
        decisions = Decisions()
        for decision in before.decisions:
            left, right = (_find_again(iri, store.engine, engine, renamed) for iri in decision.pair)
            try:
                if left is None or right is None:
                    raise ResolveError(
                        "its entities are no longer told apart so, or no longer named"
                    )
                decisions.add(replace(decision, left=left, right=right))
            except ResolveError as error:
                lost.append(f"decision on {_describe_decision(decision)}: {error}")
        carried.extend(decisions)
        verdicts, idle = _carry_verdicts(store, fresh)
        kept.append(verdicts)
        lost.extend(idle)
        engine.remove_graph(terms.ARRIVALS_GRAPH)
        engine.extend(store.engine.quads_for_pattern(None, None, None, terms.ARRIVALS_GRAPH))
        fresh.set_rules(Rules(decisions, sorted(known.values(), key=lambda k: k.id)))

    store.rebuild(fill)
    return Upgraded(len(store.sources()), len(carried), tuple(lost), sum(kept))


def _read_again(store: Store, workers: int) -> Iterator[Extraction]:
    """Yield what the stored documents give today; those that models helped to read, with their
    kept answers."""
    book = AnswerBook(answers_folder(store.path))
    helped: dict[str, Extraction] = {}
    if book.folder is not None and book.folder.is_dir():
        helped = {e.document.id: e for e in store.extractions() if models_of(e)}
    plain = (d for d in store.documents() if d.id not in helped)
    yield from extract_documents(plain, workers)
    for extraction in helped.values():
        chosen = (*load_extractors(None), *replay_extractors(extraction, book))
        yield extract_document(extraction.document, chosen)


def _describe_decision(decision: Decision) -> str:
    """Return the pair that was decided on, and how."""
    return f"{contract(decision.left)} and {contract(decision.right)} ({decision.judgement})"


def _carry_verdicts(store: Store, fresh: Store) -> tuple[int, list[str]]:
    """Write the verdicts of *store* into *fresh*; return how many have their claim there, and a
    line for each other on its texts."""
    digests, names = fresh.digests(), fresh.sources()
    sources = {text: names[iri] for iri, text in digests.items()}
    done = carry_verdicts(
        read_verdicts_of(store), (c for e in fresh.extractions() for c in e.claims), digests
    )
    standings = read_standings(store)
    quads = [*verdicts_to_quads(done.verdicts), *standings_to_quads(standings.values())]
    fresh.write_graph(terms.VERDICTS_GRAPH.value, quads)
    idle = [
        f"verdict on {v.subject} {v.predicate} {v.object} ({v.outcome}): "
        f"{sources[v.document]} at {v.start}-{v.end} is no longer read so"
        for v in done.idle
        if v.document in sources
    ]
    return len(done.verdicts) - len(done.idle), idle


def _find_again(iri: str, old: Engine, new: ox.Store, known: dict[str, str]) -> str | None:
    """Return the IRI that the new graph gives to what was *iri* in the old one; ``None`` where that
    is none or several."""
    if iri in known:
        return known[iri]
    if any(new.quads_for_pattern(None, terms.DIGEST, None, ox.NamedNode(iri))):
        return iri  # a document that means another thing by a name
    plain, mark, namesake = iri.partition("~")
    graphs = {
        q.graph_name
        for q in old.quads_for_pattern(ox.NamedNode(plain), terms.NAMED, None)
        if _is_document(q)
    }
    own = (
        q
        for term in (terms.PREF_LABEL, terms.ALT_LABEL)
        for q in old.quads_for_pattern(ox.NamedNode(plain), term, None)
    )
    names = {q.object for q in own if q.graph_name in graphs}
    found = set(_named_so(new, names, graphs))
    return found.pop() + mark + namesake if len(found) == 1 else None


def _named_so(
    engine: ox.Store, names: Collection[object], graphs: Collection[object]
) -> Iterator[str]:
    for name in names:
        assert isinstance(name, ox.Literal)
        for quad in engine.quads_for_pattern(None, terms.PREF_LABEL, name):
            if quad.graph_name in graphs and isinstance(quad.subject, ox.NamedNode):
                if any(engine.quads_for_pattern(quad.subject, terms.NAMED, None, quad.graph_name)):
                    yield quad.subject.value


def _is_document(quad: ox.Quad) -> bool:
    return isinstance(quad.graph_name, ox.NamedNode)
