"""Attributions and entities → statements: who says what, each with the claims that were found in
it.

An attribution is kept whether or not its content holds a claim: a quotation without a relation in
it is still something that somebody said. Terms: source, cue and content as in PDTB and PARC 3.0
(Pareti 2016)."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from kg.attribution.document import Attributed
from kg.model import (
    Attribution,
    Claim,
    Document,
    Entity,
    EventTime,
    Mention,
    Modality,
    Polarity,
    Sentence,
    Span,
    Statement,
)
from kg.namespace import DATA, digest

_QUESTIONS = frozenset({"whether", "if", "what", "how", "why", "who", "when", "where", "which"})
_EDGE = " \t\n\r,;:"

type TimeOf = Callable[[int, int], EventTime | None]
"""The time of the event at a token: sentence index, token index."""


def find_statements(
    document: Document,
    sentences: Sequence[Sentence],
    attributed: Attributed,
    entities: Mapping[Mention, Entity],
    time_of: TimeOf,
) -> list[Statement]:
    """Return the statements of a document, in text order, without the claims in them (see
    *hang_claims*).

    What somebody only perceives or knows is the writer's own telling, and no statement of theirs
    ("the museum saw attendance rise")."""
    told = (
        _make_statement(document, sentences, attributed, attribution, entities, time_of)
        for attribution in attributed.stated
        if attribution.content and attribution.modality is not Modality.STATED_AS_FACT
    )
    told = (s for s in told if not _is_left_open(s))
    return sorted(_distinct(told), key=lambda s: (s.content[0], s.id))


def _is_left_open(statement: Statement) -> bool:
    """Whether somebody is only to find out or to say something: "a vote to determine whether …"."""
    first = statement.quote.partition(" ")[0].lower()
    return statement.modality is Modality.HYPOTHETICAL and first in _QUESTIONS


def _distinct(statements: Iterable[Statement]) -> list[Statement]:
    """Return the statements, each once: where two rules read one source and content ("in Ruiz's
    telling"), the one with more words for its cue."""
    best: dict[object, Statement] = {}
    for found in statements:
        key = (found.source or found.id, found.content)
        if key not in best or _cue_size(found) > _cue_size(best[key]):
            best[key] = found
    return list(best.values())


def _cue_size(statement: Statement) -> int:
    return statement.cue.end - statement.cue.start if statement.cue is not None else 0


def _make_statement(
    document: Document,
    sentences: Sequence[Sentence],
    attributed: Attributed,
    attribution: Attribution,
    entities: Mapping[Mention, Entity],
    time_of: TimeOf,
) -> Statement:
    cue = _token_at(sentences[attribution.sentence], attribution.cue)
    outer: tuple[Mention, ...] = ()
    modality, polarity = attribution.modality, attribution.polarity
    if cue is not None and not _is_adjunct(sentences[attribution.sentence], cue):
        saying = attributed.stance(attribution.sentence, cue)
        outer, modality = saying.chain, _strength(modality, saying.modality, saying.polarity)
    speakers = _name_speakers((*outer, attribution.source), entities)
    trimmed = tuple(filter(None, (_trim(document.text, span) for span in attribution.content)))
    content = trimmed or attribution.content
    stated = (modality, polarity, *(e.id for e in speakers))
    return Statement(
        _mint_iri(document, attribution, content, stated),
        document.id,
        speakers,
        attribution.source_span,
        attribution.cue,
        content,
        document.text[content[0].start : content[-1].end],
        modality,
        polarity,
        _is_direct(content, attributed.quotes),
        time_of(attribution.sentence, cue) if cue is not None else None,
    )


def _mint_iri(
    document: Document, attribution: Attribution, content: Iterable[Span], stated: Iterable[str]
) -> str:
    """The statement's IRI: a digest of the places of its words, and how it is *stated* by whom."""
    spans = (f"{s.start},{s.end}" for s in content)
    source, cue = str(attribution.source_span), str(attribution.cue)
    return f"{DATA}statement/{digest(document.id, *spans, source, cue, *stated)}"


def _trim(text: str, span: Span) -> Span | None:
    """The span without white space and commas at its edges; ``None`` where nothing is left."""
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip(_EDGE))
    end = span.end - len(words) + len(words.rstrip(_EDGE))
    return Span(start, end) if start < end else None


def _is_direct(content: Iterable[Span], quotes: Sequence[Span]) -> bool:
    """Whether some of what is said stands in quotation marks, as the speaker's own words."""
    return any(
        quote.start < span.end and span.start < quote.end for span in content for quote in quotes
    )


def _strength(said: Modality, saying: Modality, polarity: Polarity) -> Modality:
    """How strongly something is put whose saying is itself only possible, planned or denied."""
    if polarity is Polarity.NEGATIVE:
        return Modality.UNKNOWN
    unsure = {Modality.HYPOTHETICAL, Modality.POSSIBLE, Modality.PROBABLE, Modality.UNKNOWN}
    return saying if saying in unsure else said


def _name_speakers(
    chain: Iterable[Mention | None], entities: Mapping[Mention, Entity]
) -> tuple[Entity, ...]:
    """The chain of speakers as far as the text tells who they are, each once in a row."""
    out: list[Entity] = []
    for mention in chain:
        speaker = entities.get(mention) if mention is not None else None
        if speaker is not None and (not out or out[-1].id != speaker.id):
            out.append(speaker)
    return tuple(out)


def _is_adjunct(sentence: Sentence, cue: int) -> bool:
    """Whether a cue hangs as a preposition on what is said ("in Ruiz's telling, it never paid"):
    what is denied or planned there is no saying."""
    return sentence.tokens[cue].pos in {"ADP", "SCONJ"}


def _token_at(sentence: Sentence, span: Span | None) -> int | None:
    if span is None or not sentence.span.start <= span.start < sentence.span.end:
        return None
    return max(0, bisect_right(sentence.tokens, span.start, key=lambda t: t.start) - 1)


def hang_claims(statements: Iterable[Statement], claims: Iterable[Claim]) -> list[Statement]:
    """Return the statements, each with the ids of the claims that its speaker makes in it."""
    return [_with_claims(statement, claims) for statement in statements]


def _with_claims(statement: Statement, claims: Iterable[Claim]) -> Statement:
    held = sorted(c.id for c in claims if _conveys(statement, c))
    return replace(statement, claims=tuple(held)) if held else statement


def _conveys(statement: Statement, claim: Claim) -> bool:
    """Whether a claim stands in a statement: its object does, and it is put into the speaker's
    mouth."""
    place = claim.object_span if claim.object_span.end else claim.subject_span
    if not any(span.start <= place.start and place.end <= span.end for span in statement.content):
        return False
    return not statement.speakers or statement.speakers[-1].id in {e.id for e in claim.attribution}
