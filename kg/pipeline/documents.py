"""The only place where the stages meet: a document goes in, its claims come out.

Extraction is a pure function of the document and the ontology, so documents can be spread over
processes; the results come back in the order of the documents.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import partial

from kg.attribution.document import Attributed, attribute_document
from kg.coreference.context import Link
from kg.coreference.entities import Resolved, find_matter, trace_document
from kg.coreference.held_offices import describe_holders
from kg.coreference.name_types import settle_name_types
from kg.coreference.speakers import find_bench, link_speakers
from kg.extraction.run import Chosen, extract_claims, load_extractors
from kg.language.mentions import find_mentions
from kg.language.parser import parse_document
from kg.language.times.events import event_time
from kg.language.times.expressions import TimeMention
from kg.language.times.told import find_document_times
from kg.model import (
    Claim,
    ClaimMention,
    Document,
    Entity,
    EventTime,
    Extraction,
    Mention,
    MentionKind,
    Occurrence,
    Sentence,
    Span,
    Stance,
    Statement,
)
from kg.ontology.lexicon import words_of
from kg.ontology.loader import load_ontology
from kg.pipeline.assembly import assemble_claims, with_time
from kg.pipeline.matter import find_parties
from kg.pipeline.opinions import weigh_opinion
from kg.pipeline.said_once import deed_once, say_once, title_once
from kg.pipeline.sharing import share_work
from kg.pipeline.sourcing import doubt_readings
from kg.pipeline.statements import find_statements, hang_claims

_SIGNS = frozenset("'’")
"""What marks an owner."""
_LONGEST = 200  # characters of a name


def extract_document(document: Document, extractors: Chosen = None) -> Extraction:
    """Return what *document* claims, as the *extractors* of these names find it (all, where none is
    chosen)."""
    return extract_parsed(document, read_sentences(document), extractors)


def read_sentences(document: Document) -> list[Sentence]:
    """Return the sentences of *document*, parsed, each name of one kind throughout."""
    return settle_name_types(document, parse_document(document), load_ontology())


def extract_documents(
    documents: Iterable[Document],
    workers: int = 1,
    extractors: Chosen = None,
    executor: Executor | None = None,
) -> Iterator[Extraction]:
    """Yield what each document claims, in order; *executor* (of that many *workers*), or *workers*
    processes, share the work (see kg.pipeline.sharing).

    Raises WorkerLost where a worker died.
    """
    return share_work(
        partial(extract_document, extractors=extractors), documents, workers, executor
    )


def extract_parsed(
    document: Document, sentences: Sequence[Sentence], extractors: Chosen = None
) -> Extraction:
    """Return what a document claims whose sentences are parsed already."""
    return assemble_extraction(follow_stages(document, sentences, extractors), extractors)


@dataclass(frozen=True)
class Reading:
    """What the stages made of a document, before its claims are put together: who speaks in it
    (*attributed*), the propositions of its sentences with how each is put (*stances*), the times
    told (sentence → mentions), whom each mention stands for, and how each pronoun and description
    was decided (*links*)."""

    document: Document
    sentences: Sequence[Sentence]
    attributed: Attributed
    times: Mapping[int, Sequence[TimeMention]]
    stances: Mapping[ClaimMention, Stance]
    entities: Mapping[Mention, Entity]
    links: Mapping[Mention, Link]

    def time_of(self, sentence: int, token: int) -> EventTime | None:
        """Return when what *token* of a sentence tells took place, where the text says so."""
        return event_time(self.sentences[sentence], token, self.times[sentence])


def follow_stages(
    document: Document, sentences: Sequence[Sentence], extractors: Chosen = None
) -> Reading:
    """Return what attribution, extraction and coreference make of a document's sentences."""
    ontology = load_ontology()
    attributed = attribute_document(document, sentences, ontology)
    read = extract_claims(sentences, ontology, document, extractors)
    times = find_document_times(sentences, document.date)

    def stance_of(mention: ClaimMention) -> Stance:
        stance = attributed.stance(mention.sentence, mention.anchor, mention.aside)
        sentence, told = sentences[mention.sentence], times[mention.sentence]
        time = event_time(sentence, mention.anchor, told, mention.object.head)
        return with_time(weigh_opinion(stance, mention), time)

    heard = (c for c in read if not attributed.is_silent(c.sentence, c.anchor))
    stances = say_once({c: stance_of(c) for c in heard})
    resolved = _resolve(document, sentences, attributed, stances)
    entities = describe_holders(stances.items(), resolved.entities, sentences, ontology)
    return Reading(document, sentences, attributed, times, stances, entities, resolved.links)


def assemble_extraction(reading: Reading, extractors: Chosen = None) -> Extraction:
    """Return the claims, statements and names of a document that the stages have read."""
    document, sentences, entities = reading.document, reading.sentences, reading.entities
    ontology = load_ontology()
    claims = assemble_claims(document, sentences, reading.stances, entities)
    claims += find_parties(claims, find_matter(entities), ontology)
    claims = deed_once(title_once(doubt_readings(claims, document)))
    claims.sort(key=lambda c: (c.start, c.end, c.id))
    said = find_statements(document, sentences, reading.attributed, entities, reading.time_of)
    statements = hang_claims(said, claims)
    occurrences = find_occurrences(entities)
    ran = load_extractors(extractors)
    return Extraction(
        document,
        tuple(_held_entities(claims, occurrences, statements)),
        tuple(claims),
        tuple(occurrences),
        tuple(statements),
        tuple(f"{e.name} {e.version}".strip() for e in ran),
        tuple(line for e in ran if e.report for line in e.report(document, sentences, ontology)),
    )


def _resolve(
    document: Document,
    sentences: Sequence[Sentence],
    attributed: Attributed,
    stances: Mapping[ClaimMention, Stance],
) -> Resolved:
    """What each mention of the document is, with who speaks in its claims (*stances*)."""
    sources = [a.source for a in attributed.stated if a.source is not None]
    sources += [mention for stance in stances.values() for mention in stance.chain]
    mentions = list_mentions(sentences, stances, sources)
    resolved = trace_document(
        document, sentences, mentions, load_ontology(), attributed.attributions
    )
    bench = find_bench(sentences, resolved.entities) if attributed.opinion else None
    speakers = link_speakers(stances.items(), resolved.entities, sentences, bench)
    return replace(resolved, entities={**resolved.entities, **speakers})


def _held_entities(
    claims: Iterable[Claim], occurrences: Iterable[Occurrence], statements: Iterable[Statement]
) -> list[Entity]:
    """The entities of what a document holds, in order of their IRIs."""
    used = {e.id: e for c in claims for e in _entities_of(c)}
    used |= {o.entity.id: o.entity for o in occurrences}
    used |= {e.id: e for s in statements for e in s.speakers}
    return [used[iri] for iri in sorted(used)]


def find_occurrences(entities: Mapping[Mention, Entity]) -> list[Occurrence]:
    """Return where a document names its entities, in text order; descriptions and pronouns name
    nothing.

    A part of a longer name ("Exchange" in that of a commission) names something only where the
    document also names it elsewhere by itself; an owner ("[Brask]'s Audit Committee") is named."""
    names = _occurrences(entities)
    named = sorted({*names.values()}, key=_place)
    parts = {o for o in named if _is_part(o, named)} - _owners(names)
    alone = {o.entity.id for o in named if o not in parts}
    return [o for o in named if o not in parts or o.entity.id in alone]


def _occurrences(entities: Mapping[Mention, Entity]) -> dict[Mention, Occurrence]:
    """Where each name stands."""
    return {m: Occurrence(e, m.span) for m, e in entities.items() if _names(m, e)}


def _names(mention: Mention, entity: Entity) -> bool:
    return mention.kind is MentionKind.NAME and entity.named


def _owners(names: Mapping[Mention, Occurrence]) -> set[Occurrence]:
    """Those of the *names* that stand as owners in the name of a part of theirs."""
    longer = {(m.sentence, m.start): m for m in names if _names_part(m)}
    return {o for m, o in names.items() if _owns(m, longer.get((m.sentence, m.start)))}


def _names_part(name: Mention) -> bool:
    """Whether a name is that of a part with its owner: "Brask's Audit Committee"."""
    words = name.text.lower().split()
    owned = any(word.endswith(tuple(_SIGNS)) or word[-2:-1] in _SIGNS for word in words[:-1])
    return owned and not words_of("PartBodyNoun").isdisjoint(words)


def _owns(name: Mention, longer: Mention | None) -> bool:
    """Whether the *longer* name, which begins in the same place, opens with this one as owner."""
    return longer is not None and longer.text.startswith(tuple(f"{name.text}{s}" for s in _SIGNS))


def _place(occurrence: Occurrence) -> tuple[Span, str]:
    return occurrence.span, occurrence.entity.id


def _is_part(occurrence: Occurrence, ordered: Sequence[Occurrence]) -> bool:
    """Whether another name reaches over this one; *ordered* are all of them by place."""
    span = occurrence.span
    here = bisect_left(ordered, span.start - _LONGEST, key=lambda o: o.span.start)
    for other in ordered[here:]:
        if other.span.start > span.start:
            return False
        if other.span.end >= span.end and other.span != span:
            return True
    return False


def list_mentions(
    sentences: Sequence[Sentence], found: Iterable[ClaimMention], sources: Iterable[Mention]
) -> list[Mention]:
    """Return all that may be an entity, in text order: what the sentences name or describe, the
    ends of the claims *found*, and their *sources*; a description as claims tell it, where some
    do."""
    ontology = load_ontology()
    out = set(sources)
    for claim in found:
        out.update((claim.subject, claim.object, *(m for _, m in claim.qualifiers)))
    told = {(m.sentence, m.head) for m in out if m.kind is MentionKind.NOMINAL}
    read = (m for s in sentences if not s.heading for m in find_mentions(s, ontology))
    out.update(m for m in read if (m.sentence, m.head) not in told)
    return sorted(out, key=lambda m: (m.sentence, m.start, m.end, m.kind, m.type, m.head))


def _entities_of(claim: Claim) -> Iterator[Entity]:
    ends = (claim.subject, claim.object, *claim.attribution, *(q.value for q in claim.qualifiers))
    return (e for e in ends if isinstance(e, Entity))
