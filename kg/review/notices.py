"""What a document says of its own standing: that it was retracted, withdrawn or superseded.

It is only proposed: a person sets a standing (kg.review.standings). A notice is a head that says so
("RETRACTED: ...", NISO RP-45-2024), or a sentence with the document itself as its subject ("This
article has been withdrawn"); that another paper was retracted is none."""

import re
from dataclasses import dataclass
from functools import cache

from kg.model import Document
from kg.ontology.lexicon import any_of, values_of
from kg.review.standings import Status

_HEAD = 400
"""Code points in which a head stands."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A standing that a document's own words propose, with the words."""

    status: Status
    quote: str


def find_notice(document: Document) -> Notice | None:
    """Return what a document says of its own standing, the first of it; ``None`` where it says
    nothing."""
    head, said = _patterns()
    top = f"{document.title}\n{document.text[:_HEAD]}"
    found = head.search(top) or said.search(document.text)
    if found is None:
        return None
    status = values_of("StandingWord")[found["word"].lower()]
    return Notice(Status(status), " ".join(found[0].split()))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The heads, and the sentences about the document itself."""
    words = any_of(values_of("StandingWord"))
    kinds = any_of({*values_of("DocumentKindName"), "article", "document"})
    head = re.compile(
        rf"^[\[(* \t]{{0,8}}(?P<word>{words})\b(?:\s+(?:article|notice))?\s*[:\])—–-][^\n]*",
        re.IGNORECASE | re.MULTILINE,
    )
    said = re.compile(
        rf"\bthis\s+(?:\w+\s+)?(?:{kinds})\s+(?:has\s+been|was|is)\s+(?:hereby\s+|now\s+)?"
        rf"(?P<word>{words})\b[^.\n]*",
        re.IGNORECASE,
    )
    return head, said
