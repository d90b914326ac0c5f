"""The only place where the stages meet: a document goes in, its claims come out.

Extraction is a pure function of the document and the ontology, so documents can be spread over
processes; the results come back in the order of the documents.
"""

import multiprocessing
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from kg.attribution.document import attribute_document
from kg.coreference.entities import resolve_document
from kg.coreference.speakers import find_bench, link_speakers
from kg.extraction.run import extract_claims
from kg.language.event_times import event_time, find_times
from kg.language.mentions import find_mentions
from kg.language.parser import parse_document
from kg.model import ClaimMention, Document, Entity, Extraction, Mention, Sentence, Stance
from kg.ontology.loader import load_ontology
from kg.pipeline.assembly import assemble_claims, with_time


def extract_document(document: Document) -> Extraction:
    """Return what *document* claims."""
    return extract_parsed(document, parse_document(document))


def extract_documents(documents: Iterable[Document], workers: int = 1) -> Iterator[Extraction]:
    """Yield what each document claims, in order; *workers* processes share the work."""
    if workers <= 1:
        yield from map(extract_document, documents)
        return
    with multiprocessing.get_context("spawn").Pool(workers) as pool:
        yield from pool.imap(extract_document, documents, chunksize=4)


def extract_parsed(document: Document, sentences: Sequence[Sentence]) -> Extraction:
    """Return what a document claims whose sentences are parsed already."""
    ontology = load_ontology()
    found = extract_claims(sentences, ontology)
    attributed = attribute_document(document, sentences, ontology)
    times = {s.index: find_times(s, document.date) for s in sentences}

    @cache
    def stance_of(mention: ClaimMention) -> Stance:
        stance = attributed.stance(mention.sentence, mention.anchor, mention.aside)
        return with_time(stance, event_time(sentences[mention.sentence], mention.anchor, times[mention.sentence]))

    mentions = _all_mentions(sentences, found, [m for c in found for m in stance_of(c).chain])
    resolved = resolve_document(document, sentences, mentions, ontology, attributed.attributions)
    bench = find_bench(sentences, resolved) if attributed.opinion else None
    entities = {**resolved, **link_speakers(((c, stance_of(c)) for c in found), resolved, bench)}
    claims = assemble_claims(document, sentences, found, stance_of, entities)
    used = {e.id: e for c in claims for e in _entities_of(c.subject, c.object, *c.attribution, *(q.value for q in c.qualifiers))}
    return Extraction(document, tuple(used[i] for i in sorted(used)), tuple(claims))


def _all_mentions(sentences: Sequence[Sentence], found: Iterable[ClaimMention], sources: Iterable[Mention]) -> list[Mention]:
    ontology = load_ontology()
    out = {m for s in sentences if not s.heading for m in find_mentions(s, ontology)}
    out.update(sources)
    for claim in found:
        out.update((claim.subject, claim.object, *(m for _, m in claim.qualifiers)))
    return sorted(out, key=lambda m: (m.sentence, m.start, m.end, m.kind, m.type, m.head))


def _entities_of(*ends: object) -> Iterator[Entity]:
    return (e for e in ends if isinstance(e, Entity))
