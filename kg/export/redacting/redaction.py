"""A copy of a store in which chosen entities cannot be read: for publishing.

Their names go from texts, titles, quotes, labels, values and identifiers, the same entity always
for the same ``[redacted N]``. The texts are rewritten first and all offsets moved with them, so the
promise ``text[start:end] == quote`` holds for what is exported. IRIs are minted anew from what is
left: a digest of the old words would let anybody test a guess."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import unquote

from kg.errors import ResolveError
from kg.export.redacting.name_forms import (
    NOTHING,
    is_ordinary,
    join_words,
    name_form,
    own_names,
    slug_pattern,
    telling_words,
    word_form,
)
from kg.export.redacting.name_traces import Trace, find_traces
from kg.model import (
    Claim,
    Document,
    Entity,
    EventTime,
    Extraction,
    Occurrence,
    Predicate,
    Qualifier,
    SourceNote,
    Span,
    Statement,
    Value,
)
from kg.namespace import DATA, digest, document_iri, entity_iri, expand, slugify
from kg.rdf.statements import occurrence_order, statement_order
from kg.storage.store import Store

_AROUND = 24
"""Characters beside a word by which it is told from an ordinary one."""
_PLACE = re.compile(r"\bat (\d+)-(\d+)$")


@dataclass(frozen=True)
class Redacted:
    """A redacted copy of a store, in memory, and what in it still looks like a redacted name: read
    those places."""

    store: Store
    traces: tuple[Trace, ...]


def redact_store(store: Store, names: Collection[str]) -> Redacted:
    """Return a copy without the entities that *names* (IRIs, CURIEs or names) mean.

    Of a person each capitalised word of the name goes too. Raises ResolveError for a name that fits
    none."""
    chosen = _choose(store, names)
    redactor = make_redactor(chosen)
    copy, used = Store.open(), set[str]()
    for extraction in sorted(store.extractions(), key=redactor.order):
        copy.add(redactor.extraction(extraction, used))
    spellings: dict[int, set[str]] = {}
    for number, entity in chosen.values():
        spellings.setdefault(number, set()).update(own_names(entity))
    return Redacted(copy, tuple(find_traces(list(copy.documents()), spellings)))


def _choose(store: Store, names: Collection[str]) -> dict[str, tuple[int, Entity]]:
    """Return the entities that *names* mean: IRI → number of the name, and record."""
    chosen: dict[str, tuple[int, Entity]] = {}
    for number, name in enumerate(dict.fromkeys(names), 1):
        wanted = name.casefold().strip()
        found = [
            e for e in store.find_entity(name)
            if e.id == expand(name) or wanted in {n.casefold() for n in (e.label, *e.aliases)}
        ]  # fmt: skip
        if not found:
            raise ResolveError(
                f"no entity {name!r} to redact", "give the name as kg claims shows it, or an IRI"
            )
        for entity in found:
            chosen.setdefault(entity.id, (number, entity))
    return chosen


@dataclass(frozen=True)
class Moves:
    """Places of a text and where they are after the change; between two places all moves alike."""

    olds: tuple[int, ...]
    news: tuple[int, ...]

    def span(self, span: Span) -> Span:
        """Return where a span is; one that begins or ends inside a replaced name takes in all of
        it."""
        return Span(self._place(span.start, 0), self._place(span.end, 1))

    def _place(self, old: int, upward: int) -> int:
        k = bisect_right(self.olds, old) - 1
        if k % 2 == 0 or old == self.olds[k]:
            return self.news[k] + old - self.olds[k]
        return self.news[k + upward]


@dataclass(frozen=True)
class Redactor:
    """Replaces entities. ``numbers``: IRI → number; ``groups``: the numbers of each group of
    ``pattern``; ``slugs`` finds the names in identifiers; ``namesakes`` remembers which share a
    name."""

    numbers: Mapping[str, int]
    pattern: re.Pattern[str]
    groups: tuple[tuple[int, ...], ...]
    slugs: re.Pattern[str]
    namesakes: dict[str, list[str]] = field(default_factory=dict)

    def text(self, text: str) -> str:
        """Return *text* with the names replaced."""
        parts, end = list[str](), 0
        for match in self._matches(text):
            parts += [text[end : match.start()], self._mark(match)]
            end = match.end()
        return "".join([*parts, text[end:]])

    def _matches(self, text: str) -> Iterator[re.Match[str]]:
        for match in self.pattern.finditer(text):
            start, end = match.span()
            before, behind = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
            if not is_ordinary(match[0], before, behind):
                yield match

    def _mark(self, match: re.Match[str]) -> str:
        """What stands for a match; a word that several of those who are redacted share says so."""
        numbers = self.groups[(match.lastindex or 1) - 1]
        return f"[redacted {' or '.join(map(str, numbers))}]"

    def iri(self, iri: str) -> str:
        """Return an identifier, path or address without the names' slugs."""
        return self.slugs.sub("redacted", iri)

    def address(self, address: str) -> str:
        """Return a path or address without the names, also where signs of them are escaped."""
        plain = unquote(address)
        hidden = self.iri(self.text(plain))
        return hidden if hidden != plain else address

    def moves(self, text: str) -> Moves:
        """Return where each place of *text* is found in the redacted text."""
        olds, news, shift = [0], [0], 0
        for match in self._matches(text):
            olds += match.span()
            news += [match.start() + shift, match.start() + shift + len(self._mark(match))]
            shift = news[-1] - match.end()
        return Moves((-1, *olds[1:]), (-1, *news[1:]))

    def order(self, given: Extraction) -> tuple[str, str]:
        """Return by what documents are numbered: not by the old names of their files."""
        return self.address(given.document.source), self.text(given.document.text)

    def extraction(self, given: Extraction, used: set[str]) -> Extraction:
        """Return a document with its claims, redacted; its source differs from those *used*, and is
        put there."""
        document = self._document(given.document, used)
        things: dict[str, Entity] = {}
        taken: set[str] = set()
        for entity in given.entities:
            things[entity.id] = self._entity(entity, document, taken)
            taken.add(things[entity.id].id)
        moves = self.moves(given.document.text)
        redacted = {c.id: self._claim(c, document, moves, things) for c in given.claims}
        claims = {c.id: c for c in redacted.values()}
        named = {Occurrence(things[o.entity.id], moves.span(o.span)) for o in given.occurrences}
        said = (self._statement(s, document, moves, things) for s in given.statements)
        conveyed = (
            replace(s, claims=tuple(sorted({redacted[c].id for c in s.claims}))) for s in said
        )
        return Extraction(
            document,
            tuple({e.id: e for e in things.values()}.values()),
            tuple(claims.values()),
            tuple(sorted(named, key=occurrence_order)),
            tuple(sorted({s.id: s for s in conveyed}.values(), key=statement_order)),
            given.extractors,
        )

    def _statement(
        self, s: Statement, document: Document, moves: Moves, things: Mapping[str, Entity]
    ) -> Statement:
        content = tuple(sorted({moves.span(span) for span in s.content}))
        source, cue = (moves.span(span) if span is not None else None for span in (s.source, s.cue))
        speakers, time = tuple(things[e.id] for e in s.speakers), self._time(s.time)
        parts = (content, source, cue, speakers, time, s.modality, s.polarity)
        return replace(
            s,
            id=f"{DATA}statement/{digest(document.id, repr(parts))}",
            document=document.id,
            speakers=speakers,
            source=source,
            cue=cue,
            content=content,
            quote=document.text[content[0].start : content[-1].end],
            time=time,
        )

    def _time(self, time: EventTime | None) -> EventTime | None:
        return time and EventTime(time.start, time.end, self.text(time.text), time.duration)

    def _document(self, d: Document, used: set[str]) -> Document:
        text, source = self.text(d.text), self.address(d.source)
        count = 1 + sum(name == source or name.startswith(f"{source} (") for name in used)
        source = source if count == 1 else f"{source} ({count})"
        used.add(source)
        authors = tuple(map(self.text, d.authors))
        return Document(
            document_iri(source, text),
            source,
            text,
            self.text(d.title),
            d.date,
            authors,
            self.text(d.publisher),
            self.address(d.url),
            d.kind,
            **_move_reading(d, self.moves(d.text), text),
            answers=self.address(d.answers),
            standing=self.text(d.standing),
        )

    def _entity(self, entity: Entity, document: Document, taken: Collection[str]) -> Entity:
        """Return an entity with an IRI that says nothing of the old words: digests are minted
        anew."""
        if entity.id in self.numbers:
            number = self.numbers[entity.id]
            iri = entity_iri(f"redacted {number}") + self._apart(entity.id)
            return Entity(iri, f"[redacted {number}]", entity.type, (), entity.named)
        label = self.text(entity.label)
        aliases = tuple(sorted({self.text(a) for a in entity.aliases} - {label}))
        described = tuple(sorted({self.text(words) for words in entity.descriptions}))
        kept = label == entity.label and self.iri(entity.id) == entity.id
        entity = replace(entity, label=label, aliases=aliases, descriptions=described)
        if entity.named:
            base = entity.id.partition("~")[0] if kept else self.iri(entity_iri(label))
            return replace(entity, id=base + self._apart(entity.id))
        scope, iri = document.id, self.iri(entity_iri(label, document.id))
        while iri in taken:
            scope += "+"
            iri = self.iri(entity_iri(label, scope))
        return replace(entity, id=iri)

    def _apart(self, iri: str) -> str:
        """What keeps namesakes apart: a number, by order of their IRIs' appearance, in place of a
        digest of their documents."""
        base, mark, _ = iri.partition("~")
        if not mark:
            return ""
        others = self.namesakes.setdefault(base, [])
        if iri not in others:
            others.append(iri)
        return f"~{others.index(iri) + 2}"

    def _claim(
        self, claim: Claim, document: Document, moves: Moves, things: Mapping[str, Entity]
    ) -> Claim:
        def thing(value: Entity | Value) -> Entity | Value:
            if isinstance(value, Value):
                return replace(value, value=self.text(value.value))
            return things[value.id]

        def shift(match: re.Match[str]) -> str:
            place = moves.span(Span(int(match[1]), int(match[2])))
            return f"at {place.start}-{place.end}"

        span = moves.span(Span(claim.start, claim.end))
        moved = replace(
            claim,
            document=document.id,
            subject=things[claim.subject.id],
            predicate=self._predicate(claim.predicate),
            object=thing(claim.object),
            quote=document.text[span.start : span.end],
            start=span.start,
            end=span.end,
            attribution=tuple(things[e.id] for e in claim.attribution),
            time=self._time(claim.time),
            qualifiers=tuple(Qualifier(q.predicate, thing(q.value)) for q in claim.qualifiers),
            reason=self.text(_PLACE.sub(shift, claim.reason)),
            subject_span=moves.span(claim.subject_span),
            object_span=moves.span(claim.object_span),
            undone_by=(),
            revision=self.text(claim.revision),
            source_notes=tuple(_move_note(note, document, moves) for note in claim.source_notes),
        )
        return replace(moved, id=_mint_iri(moved))

    def _predicate(self, predicate: Predicate) -> Predicate:
        """The relation in words that hide the names; only open relations are minted of words."""
        iri = self.iri(predicate.id) if predicate.id.startswith("rel:") else predicate.id
        return Predicate(iri, self.text(predicate.label))


def _move_reading(d: Document, moves: Moves, text: str) -> dict[str, Any]:
    """Blocks, zones, pages and unsure words of a document in its redacted *text*; pages have no
    numbers of lines where a name ran over the end of a line, since they would be wrong."""
    blocks = tuple(replace(b, lines=tuple(map(moves.span, b.lines))) for b in d.blocks)
    zones = tuple(
        replace(z, span=moves.span(z.span), speaker=z.speaker and moves.span(z.speaker))
        for z in d.zones
    )
    whole = d.text.count("\n") == text.count("\n")
    pages = tuple(
        replace(p, start=moves.span(Span(p.start, p.start)).start, lines=p.lines if whole else ())
        for p in d.pages
    )
    unsure = tuple(map(moves.span, d.unsure))
    return {"blocks": blocks, "zones": zones, "pages": pages, "unsure": unsure}


def _move_note(note: SourceNote, document: Document, moves: Moves) -> SourceNote:
    """The note with the redacted words of its place; one without words stays."""
    if note.span == Span(0, 0):
        return note
    span = moves.span(note.span)
    return replace(note, text=document.text[span.start : span.end], span=span)


def _mint_iri(claim: Claim) -> str:
    """The IRI of a claim whose names are hidden: a digest of what it says by now."""
    parts = (
        Span(claim.start, claim.end),
        claim.subject_span,
        claim.object_span,
        claim.subject,
        claim.predicate,
        claim.object,
        claim.modality,
        claim.polarity,
        claim.attribution,
        claim.qualifiers,
        claim.time,
        claim.extractor,
    )
    return f"{DATA}claim/{digest(claim.document, repr(parts))}"


def make_redactor(chosen: Mapping[str, tuple[int, Entity]]) -> Redactor:
    """Return what replaces the entities *chosen*: IRI → number and record."""
    forms: dict[str, set[int]] = {}
    slugs: set[str] = set()
    for number, entity in chosen.values():
        names = own_names(entity)
        words = [word for name in names for word in telling_words(name)]
        words = words if entity.type == "Person" else []
        slugs.update(map(slugify, (*names, *words)), map(join_words, (*names, *words)))
        for form in (*map(name_form, names), *map(word_form, words)):
            forms.setdefault(form, set()).add(number)
    ordered = sorted(
        forms, key=lambda form: (not form.startswith("(?i:"), -len(form), form)
    )  # whole names first
    return Redactor(
        {iri: number for iri, (number, _) in chosen.items()},
        re.compile("|".join(f"({form})" for form in ordered) or NOTHING),
        tuple(tuple(sorted(forms[form])) for form in ordered),
        slug_pattern(slugs),
    )
