"""A store as linked notes in Markdown: one a named entity, one a document, and a first page.

Each line of a note is a claim in the words of who makes it, with the quote below and where it
stands; none says more than its source. The vault and the pages of a site are made of them."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from unicodedata import normalize

from kg.export.claim_words import describe_qualifiers, describe_status
from kg.model import Claim, Document, Entity
from kg.model.safe_text import display_text
from kg.model.wording import document_name, name_end
from kg.storage.store import Store

type Link = Callable[[str, str], str]
"""Name of a note and the words to show → the link to it."""

_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_{}[]<>()#+!|~&"})
_UNFIT = re.compile(r'[\\/:*?"<>|#^\[\]%\x00-\x1f.\ufdd0-\ufdef\ufffe\uffff]+')
"""What no file's name may hold on one of the systems, or a vault's links would take for syntax."""
_PORTS = (f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³")
_DEVICES = frozenset({"con", "prn", "aux", "nul", *_PORTS})
"""Names that mean a device on Windows, whatever their suffix: no file of such a name unpacks
there."""
_LONGEST = 80
FIRST = "Index"


@dataclass
class Notes:
    """What the notes are made of: claims by document and by the entities that they name, and the
    name of each note."""

    documents: dict[str, Document] = field(default_factory=dict)
    entities: dict[str, Entity] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)


def read_notes(store: Store) -> Notes:
    """Return what the notes of *store* are made of; entities without a name have none."""
    notes = Notes()
    for extraction in store.extractions():
        notes.documents[extraction.document.id] = extraction.document
        notes.claims.extend(extraction.claims)
    claimed = {iri for c in notes.claims for iri in (c.subject.id, *_object_id(c))}
    notes.entities = {e.id: e for e in store.entities() if e.named and e.id in claimed}
    notes.names = _name_notes(notes)
    return notes


def _name_notes(notes: Notes) -> dict[str, str]:
    """Entity or document (IRI) → the name of its note; entities come first."""
    titles = {iri: document_name(d.title, d.source) for iri, d in notes.documents.items()}
    labels = {iri: e.label for iri, e in notes.entities.items()}
    taken = {FIRST.casefold(), *_DEVICES}
    return {iri: _name_note(title, taken) for iri, title in (labels | titles).items()}


def _name_note(title: str, taken: set[str]) -> str:
    """A file's name for a note, told apart from those that are *taken*."""
    base = " ".join(_UNFIT.sub(" ", display_text(title)).split())[:_LONGEST].strip() or "Unnamed"
    name, number = base, 2
    while _as_disks_see(name) in taken:
        name, number = f"{base} ({number})", number + 1
    taken.add(_as_disks_see(name))
    return name


def _as_disks_see(name: str) -> str:
    """A file's name as those systems compare it that tell neither case nor composed letters."""
    return normalize("NFC", normalize("NFC", name).casefold())


def write_notes(notes: Notes, link: Link) -> Iterator[tuple[str, str]]:
    """Yield the name and the Markdown of each note, the first page first."""
    yield FIRST, _write_index(notes, link)
    by_entity: defaultdict[str, list[Claim]] = defaultdict(list)
    by_document: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in notes.claims:
        by_document[claim.document].append(claim)
        for iri in dict.fromkeys((claim.subject.id, *_object_id(claim))):
            by_entity[iri].append(claim)
    for iri, entity in notes.entities.items():
        also = f"Also: {plain(', '.join(entity.aliases))}" if entity.aliases else ""
        head = [f"# {plain(entity.label)}", plain(entity.type), also]
        yield notes.names[iri], _join(head, _write_claims(by_entity[iri], notes, link))
    for iri, document in notes.documents.items():
        yield (
            notes.names[iri],
            _join(_describe_document(document), _write_claims(by_document[iri], notes, link)),
        )


def _object_id(claim: Claim) -> tuple[str, ...]:
    return (claim.object.id,) if isinstance(claim.object, Entity) else ()


def _write_index(notes: Notes, link: Link) -> str:
    def listed(iris: Iterable[str], words: Mapping[str, str]) -> list[str]:
        return ["\n".join(f"- {link(notes.names[iri], words[iri])}" for iri in iris)]

    titles = {d.id: document_name(d.title, d.source) for d in notes.documents.values()}
    labels = {e.id: e.label for e in notes.entities.values()}
    named = sorted(labels, key=lambda iri: (labels[iri].casefold(), iri))
    count = f"Claims: {len(notes.claims):,}; documents: {len(titles):,}."
    told = (
        "Each line says who claims it and how strongly; nothing here was checked against the world."
    )
    parts = ["# Claims", f"{count} {told}", "## Documents", *listed(titles, titles)]
    return _join(parts, ["## Names", *listed(named, labels)])


def _describe_document(document: Document) -> list[str]:
    known = (document.date, document.kind, document.publisher, "; ".join(document.authors))
    about = plain(", ".join(part for part in known if part))
    stands = f"**This document was {plain(document.standing)}**" if document.standing else ""
    return [
        f"# {plain(document_name(document.title, document.source))}",
        about,
        plain(document.source),
        stands,
    ]


def _write_claims(claims: Iterable[Claim], notes: Notes, link: Link) -> list[str]:
    return ["## Who says what", *(_write_claim(claim, notes, link) for claim in claims)]


def _write_claim(claim: Claim, notes: Notes, link: Link) -> str:
    """A claim as an item: how it is put first, then what, the quote, and where it stands."""

    def linked(iri: str, words: str) -> str:
        return link(notes.names[iri], words) if iri in notes.entities else plain(words)

    document, details = notes.documents[claim.document], describe_qualifiers(claim)
    subject = linked(claim.subject.id, claim.subject.label)
    object_ = linked("".join(_object_id(claim)), name_end(claim.object))
    more = f" ({plain(details)})" if details else ""
    said = (
        f"**{plain(describe_status(claim))}:** {subject} – "
        f"{plain(claim.predicate.label)} – {object_}{more}"
    )
    cited = f", {plain(claim.citation)}" if claim.citation else ""
    dated = f"{claim.time.start} · " if claim.time and claim.time.start else ""
    title = document_name(document.title, document.source)
    place = f"{link(notes.names[document.id], title)}{cited}, characters {claim.start}–{claim.end}"
    return f"- {said}\n\n  > {plain(' '.join(claim.quote.split()))}\n\n  {dated}{place}"


def _join(head: Iterable[str], body: Iterable[str]) -> str:
    return "\n\n".join(part for part in (*head, *body) if part) + "\n"


def plain(text: str) -> str:
    """Return a source's words in Markdown, as text."""
    return display_text(text).translate(_MARKS)
