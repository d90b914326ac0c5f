"""Records made by hand for tests: a small invented dispute between invented companies."""

import re
from pathlib import Path

from kg.export.write import export_parts
from kg.model import (
    Claim,
    Document,
    Entity,
    EventTime,
    Extraction,
    Modality,
    Polarity,
    Predicate,
    Qualifier,
    Span,
    Value,
)
from kg.namespace import DATA, digest, document_iri, entity_iri
from kg.storage.store import Store

TEXT = (
    "Orla Brandt is a director of Quillmark. "
    "According to court records, Quillmark gave Tessera access to its inboxes. "
    "Quillmark denied that it gave Tessera access. Tessera paid 1.50 million euros in 2021."
)


def read_expectations(page: Path) -> list[tuple[str, str, list[str]]]:
    """The cases of a page in Markdown: title, text (line ends kept), and what is expected, a line
    after ``=>`` each."""
    blocks = re.split(r"^## (.*)\n", page.read_text("utf-8"), flags=re.MULTILINE)[1:]
    found = []
    for title, block in zip(blocks[::2], blocks[1::2], strict=True):
        text, *expected = re.split(r"\n+=> ", block.strip())
        found.append((title, text, expected))
    return found


def make_entity(label: str, type_: str = "Organization", *aliases: str, scope: str = "") -> Entity:
    """An entity with the IRI that its label gives."""
    return Entity(entity_iri(label, scope), label, type_, tuple(sorted(aliases)), not scope)


def make_document(source: str = "news/report.txt", text: str = TEXT, **more: object) -> Document:
    """A document with the IRI that its source and text give."""
    base = Document(document_iri(source, text), source, text)
    fields = {name: getattr(base, name) for name in Document.__slots__} | more
    return Document(**fields)


def make_claim(
    document: Document,
    subject: Entity,
    predicate: str,
    object_: Entity | Value,
    quote: str,
    modality: Modality = Modality.STATED_AS_FACT,
    polarity: Polarity = Polarity.POSITIVE,
    attribution: tuple[Entity, ...] = (),
    time: EventTime | None = None,
    qualifiers: tuple[Qualifier, ...] = (),
    reason: str = "",
) -> Claim:
    """A claim whose quote is found in the document's text."""
    start = document.text.index(quote)
    end = start + len(quote)
    mark = digest(
        document.id,
        subject.id,
        predicate,
        str(object_),
        modality,
        polarity,
        str(attribution),
        quote,
    )
    label = predicate.partition(":")[2]
    return Claim(
        f"{DATA}claim/{mark}",
        document.id,
        subject,
        Predicate(predicate, label),
        object_,
        modality,
        polarity,
        quote,
        start,
        end,
        attribution,
        time,
        qualifiers,
        "verb_frames",
        0.9,
        reason,
        Span(start, start + 5),
        Span(end - 5, end),
    )


def make_extraction(
    source: str = "news/report.txt", text: str = TEXT, **more: object
) -> Extraction:
    """Four claims: a fact, a report with two claimants, a denial, and a fact about an amount."""
    document = make_document(source, text, **more)
    orla, records = (
        make_entity("Orla Brandt", "Person", "Brandt"),
        make_entity("court records", "Document", scope=document.id),
    )
    quillmark, tessera = (
        make_entity("Quillmark"),
        make_entity("Tessera", "Organization", "Tessera AG"),
    )
    inboxes = make_entity("inboxes", "Data", scope=document.id)
    sentences = [
        part.strip() + "." for part in TEXT.replace("1.50", "1,50").split(".") if part.strip()
    ]
    fact, report, denial, paid = (s.replace("1,50", "1.50") for s in sentences)
    claims = (
        make_claim(document, orla, "kg:directorOf", quillmark, fact),
        make_claim(
            document,
            quillmark,
            "kg:gaveAccessTo",
            tessera,
            report,
            Modality.REPORTED,
            attribution=(records, orla),
            qualifiers=(Qualifier("kg:resource", inboxes),),
        ),
        make_claim(
            document,
            quillmark,
            "kg:gaveAccessTo",
            tessera,
            denial,
            Modality.DENIED,
            Polarity.NEGATIVE,
            (quillmark,),
            reason="denied that",
        ),
        make_claim(
            document,
            tessera,
            "rel:pay",
            Value("1500000.00", "xsd:decimal"),
            paid,
            time=EventTime("2021", None, "in 2021"),
            qualifiers=(Qualifier("kg:amount", Value("1.50", "xsd:decimal")),),
        ),
    )
    entities = tuple(sorted((orla, records, quillmark, tessera, inboxes), key=lambda e: e.id))
    return Extraction(document, entities, claims)


def export_text(store: Store, form: str) -> str:
    """Return an export as text; the bytes of a binary form stand for the characters that they
    number."""
    parts = export_parts(store, form)
    return "".join(part if isinstance(part, str) else part.decode("latin-1") for part in parts)
