"""Claims, entities and documents as tables: one place that says which columns they have, for
notebooks and spreadsheets."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from typing import Any, Literal

from kg.errors import ExportError
from kg.export.claim_words import describe_ends, describe_qualifiers
from kg.model import Claim, Document, Entity
from kg.model.licence import plain_words
from kg.model.safe_text import html_text
from kg.namespace import contract
from kg.storage.store import Store

type Cell = str | float | int | bool
type Kind = Literal["text", "category", "day", "number", "flag"]

_SHOWN = 50
_MEND = "pip install 'kg-claims[notebook]'"
CLAIM_COLUMNS: Mapping[str, Kind] = {
    "subject": "text",
    "subject_type": "category",
    "relation": "category",
    "object": "text",
    "object_type": "category",
    "details": "text",
    "strength": "category",
    "polarity": "category",
    "stands_as_fact": "flag",
    "claimant": "text",
    "time_start": "text",
    "time_end": "text",
    "quote": "text",
    "title": "text",
    "published": "day",
    "source": "text",
    "place": "text",
    "confidence": "number",
    "revision": "text",
    "claim": "text",
}
"""Column → what its cells are. Times are EDTF, which a calendar day cannot hold; ``published`` is a
day or nothing."""
ENTITY_COLUMNS: Mapping[str, Kind] = {
    "name": "text",
    "type": "category",
    "named": "flag",
    "other_names": "text",
    "entity": "text",
}
DOCUMENT_COLUMNS: Mapping[str, Kind] = {
    "title": "text",
    "published": "day",
    "kind": "category",
    "publisher": "text",
    "authors": "text",
    "source": "text",
    "url": "text",
    "characters": "number",
    "standing": "text",
    "document": "text",
}


def claim_cells(claim: Claim, document: Document) -> tuple[Cell, ...]:
    """Return the row of a claim: what CLAIM_COLUMNS names."""
    time = claim.time
    return (
        *describe_ends(claim),
        describe_qualifiers(claim),
        plain_words(claim.modality),
        claim.polarity.value,
        claim.is_fact,
        " > ".join(e.label for e in claim.attribution) or "the document",
        (time.start if time else "") or "",
        (time.end if time else "") or "",
        claim.quote,
        document.title,
        document.date,
        document.source,
        claim.citation or f"characters {claim.start}–{claim.end}",
        claim.confidence,
        claim.revision,
        contract(claim.id),
    )


def entity_cells(entity: Entity) -> tuple[Cell, ...]:
    """Return the row of an entity: what ENTITY_COLUMNS names."""
    return entity.label, entity.type, entity.named, "; ".join(entity.aliases), contract(entity.id)


def document_cells(document: Document) -> tuple[Cell, ...]:
    """Return the row of a document: what DOCUMENT_COLUMNS names."""
    return (
        document.title,
        document.date,
        document.kind,
        document.publisher,
        "; ".join(document.authors),
        document.source,
        document.url,
        len(document.text),
        document.standing,
        contract(document.id),
    )


class Table[T](list[T]):
    """A list of records that shows itself as a table in a notebook, and becomes a data frame.

    *columns*: name → kind; *cells*: record → its row.
    """

    def __init__(
        self,
        records: Iterable[T],
        columns: Mapping[str, Kind],
        cells: Callable[[T], tuple[Cell, ...]],
    ) -> None:
        super().__init__(records)
        self.columns, self.cells = columns, cells

    def to_dataframe(self) -> Any:
        """Return a flat pandas DataFrame: numbers, truth values, categories, days (NaT where a date
        is no whole day), else text.

        Raises ExportError where pandas is not installed.
        """
        try:
            import pandas
        except ImportError:
            raise ExportError("pandas is not installed", _MEND) from None
        frame = pandas.DataFrame(
            [self.cells(record) for record in self], columns=list(self.columns)
        )
        for name, kind in self.columns.items():
            if kind == "category":
                frame[name] = frame[name].astype("category")
            elif kind == "day":
                frame[name] = pandas.to_datetime(frame[name], format="%Y-%m-%d", errors="coerce")
        return frame

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{html_text(plain_words(name))}</th>" for name in self.columns)
        body = "".join(
            f"<tr>{''.join(map(_html_cell, self.cells(record)))}</tr>"
            for record in islice(self, _SHOWN)
        )
        more = (
            (
                f"<p>{len(self):,} rows, the first {_SHOWN} shown; "
                "<code>.to_dataframe()</code> has all</p>"
            )
            if len(self) > _SHOWN
            else ""
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _html_cell(cell: Cell) -> str:
    shown = {True: "yes", False: "no"}[cell] if isinstance(cell, bool) else str(cell)
    return f'<td style="text-align:left">{html_text(shown)}</td>'


def find_contradictions(claims: Iterable[Claim]) -> list[list[Claim]]:
    """Return the claims of each proposition that somebody asserts and somebody denies, in the order
    of the claims."""
    groups: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in claims:
        target = claim.object.id if isinstance(claim.object, Entity) else claim.object.value
        groups.setdefault((claim.subject.id, claim.predicate.id, target), []).append(claim)
    return [found for found in groups.values() if len({c.polarity for c in found}) > 1]


def describe_store(store: Store) -> str:
    """Return in HTML how many claims of which strength a store holds, and from which documents."""
    sources = list(store.sources().values())
    held = (claim for extraction in store.extractions() for claim in extraction.claims)
    counts = Counter(plain_words(claim.modality) for claim in held)
    items = "".join(f"<li>{html_text(source)}</li>" for source in sources[:_SOURCES])
    more = "<li>…</li>" if len(sources) > _SOURCES else ""
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    how = ", ".join(f"{count} {modality}" for modality, count in ranked)
    many = "s" * (len(sources) != 1)
    told = f"<b>{counts.total()}</b> claims from <b>{len(sources)}</b> document{many}"
    return (
        f"<p>{told}{f': {how}' if how else ''}</p><ul>{items}{more}</ul>"
        "<p>Draw them with <code>.view()</code>.</p>"
    )


_SOURCES = 20
"""So many sources of a store are listed in a notebook."""
