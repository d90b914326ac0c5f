"""Records in words."""

import re
from collections.abc import Sequence

from kg.model import Claim, Entity, NoteKind, Value
from kg.model.licence import plain_words

_ENDING = re.compile(r"(?<=.)\.[a-zA-Z0-9]{1,5}$")
_DASH = re.compile(r"(?<!\d)[-_]|[-_](?!\d)")
"""A dash that stands for a space: not one of a date or a docket number."""


_FILED = "heading"
"""The reason of what a filing puts under its own heading: the filing itself is who claims it."""


def document_name(title: str, source: str, date: str = "") -> str:
    """Return what a document is called: its title, else its file's name in words, without a *date*
    that stands beside it anyway.

    >>> document_name("", "cases/press_release-2009-01-08-two-men-21-1170.txt", "2009-01-08")
    'press release two men 21-1170'
    """
    words = _DASH.sub(" ", _ENDING.sub("", source.rpartition("/")[2]))
    undated = words.replace(date, " ") if date else words
    return title or " ".join(undated.split()) or " ".join(words.split()) or source


def join_words(words: Sequence[str]) -> str:
    """Return words as a sentence lists them.

    >>> join_words(["court", "complaint", "Acme"])
    'court, complaint and Acme'
    """
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def describe_paper(title: str, source: str, date: str) -> str:
    """Return what a document is called, and its date.

    >>> describe_paper("Two firms", "a.txt", "2023-05-16")
    '“Two firms”, 2023-05-16'
    """
    return f"“{document_name(title, source, date)}”, {date or 'undated'}"


def name_end(end: Entity | Value) -> str:
    """Return the label of an entity, or a value's own words."""
    return end.label if isinstance(end, Entity) else end.value


def describe_strength(claim: Claim) -> str:
    """Return how strongly a claim is put, and the word that makes it weaker where the text has one:
    "alleged", "probable (“will”)"."""
    words = plain_words(claim.modality)
    cue = claim.reason if claim.modality.hedged else ""
    told = cue and re.search(rf"\b{re.escape(cue)}\b", claim.quote, re.IGNORECASE)
    return f"{words} (“{told[0]}”)" if told else words


def describe_source(claim: Claim) -> str:
    """Return who claims it, outermost first, with how the source knows: "complaint > Dana Ortiz
    (who reviewed the records)"."""
    who = " > ".join(e.label for e in claim.attribution) or _describe_unnamed(claim)
    told = (n.text for n in claim.source_notes if n.kind is NoteKind.BASIS and n.text not in who)
    basis = "".join(f" ({' '.join(text.split())})" for text in told)
    unsure = ", ".join(f"“{n.text}”" for n in claim.source_notes if n.kind is NoteKind.UNSURE)
    return who + basis + (f" (scan not sure of {unsure})" if unsure else "")


def _describe_unnamed(claim: Claim) -> str:
    """Who speaks where no claimant is named: the document itself, or somebody the text does not
    name."""
    for note in claim.source_notes:
        words = f" (“{' '.join(note.text.split())}”)" if note.text else ""
        if note.kind is NoteKind.UNNAMED and claim.reason != _FILED:
            return f"a source that the text does not name{words}"
        if note.kind is NoteKind.UNRESOLVED:
            return f"a source that cannot be told{words}"
    return "the document itself"
