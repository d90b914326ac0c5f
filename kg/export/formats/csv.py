"""CSV for spreadsheets: one row a claim. Aliases, spans and further places are shortened or
lost."""

from collections.abc import Iterator

from kg.export.claim_words import describe_ends
from kg.model import Claim
from kg.model.safe_text import csv_line
from kg.model.wording import name_end
from kg.storage.store import Store

LOSSLESS = False
COLUMNS = (
    "subject",
    "subject_type",
    "predicate",
    "object",
    "object_type",
    "modality",
    "polarity",
    "is_fact",
    "claimant",
    "time_start",
    "time_end",
    "qualifiers",
    "quote",
    "source",
    "start",
    "end",
    "citation",
    "date",
    "confidence",
    "claim",
    "revision",
)


def write(store: Store) -> Iterator[str]:
    """Yield the header and one row a claim; text that a spreadsheet would run is quoted with an
    apostrophe."""
    yield csv_line(COLUMNS)
    for extraction in store.extractions():
        for claim in extraction.claims:
            yield csv_line(_cells(claim, extraction.document.source, extraction.document.date))


def _cells(claim: Claim, source: str, date: str) -> tuple[object, ...]:
    time = claim.time
    places = "; ".join(f"{q.predicate} {name_end(q.value)}" for q in claim.qualifiers)
    return (
        *describe_ends(claim),
        claim.modality.value,
        claim.polarity.value,
        "yes" if claim.is_fact else "no",
        " > ".join(e.label for e in claim.attribution),
        time.start if time else "",
        time.end if time else "",
        places,
        claim.quote,
        source,
        claim.start,
        claim.end,
        claim.citation,
        date,
        claim.confidence,
        claim.id,
        claim.revision,
    )
