"""What lets a claim stand as a plain fact: verdict, plea, admission, finding, or the document's own
voice.

This is the one place that says so: quads, network, drawing, questions and exports ask it.
"""

from collections.abc import Collection, Sequence
from enum import StrEnum
from typing import Literal


class Modality(StrEnum):
    """How strongly a source holds a proposition (FactBank, Saurí & Pustejovsky 2009).

    Judged relative to the source that is quoted; kg never judges truth.
    """

    STATED_AS_FACT = "stated_as_fact"
    ADMITTED = "admitted"
    FOUND = "found"
    REPORTED = "reported"
    ALLEGED = "alleged"
    DENIED = "denied"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    HYPOTHETICAL = "hypothetical"
    UNKNOWN = "unknown"

    @property
    def fact_like(self) -> bool:
        """Whether a positive claim of this modality may stand as fact; stands_as_fact says which
        do."""
        return self in (Modality.STATED_AS_FACT, Modality.ADMITTED, Modality.FOUND)

    @property
    def hedged(self) -> bool:
        """Whether the source itself leaves open whether it is so."""
        return self in (Modality.PROBABLE, Modality.POSSIBLE, Modality.HYPOTHETICAL)


type ModalityName = Literal[
    "stated_as_fact",
    "admitted",
    "found",
    "reported",
    "alleged",
    "denied",
    "probable",
    "possible",
    "hypothetical",
    "unknown",
]
"""The values of Modality, for completion."""

OF_OTHERS = frozenset({Modality.REPORTED, Modality.ALLEGED, Modality.DENIED})
"""How a document puts what others hold."""


class Polarity(StrEnum):
    """Whether the quoted source holds the proposition to be true."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


def plain_words(name: str) -> str:
    """Return a name of the vocabulary (a modality, a licence, a relation's words) in plain words.

    >>> plain_words("stated_as_fact")
    'stated as fact'
    """
    return name.replace("_", " ")


class Licence(StrEnum):
    """What lets a claim stand as a plain fact, or why nothing does."""

    OWN_VOICE = "own_voice"
    ADMISSION = "admission"
    PLEA = "plea"
    FINDING = "finding"
    VERDICT = "verdict"
    UNDONE = "undone"
    """There was one, and the same text takes it back: a verdict set aside, a report retracted."""
    WITHHELD = "withheld"
    """The document's own voice is not enough: words of accusation, or a deed that it elsewhere puts
    as an accusation."""
    NONE = "none"
    """It is somebody's word, open, or held to be false."""

    @property
    def licenses(self) -> bool:
        """Whether a claim with this licence stands as a plain fact."""
        return self in _LICENSING


_LICENSING = frozenset(
    {Licence.OWN_VOICE, Licence.ADMISSION, Licence.PLEA, Licence.FINDING, Licence.VERDICT}
)
_EXPLAINED: dict[str, str] = {
    Licence.OWN_VOICE: "stands as fact in the document's own voice",
    Licence.ADMISSION: "stands as fact: admitted",
    Licence.PLEA: "stands as fact: a plea",
    Licence.FINDING: "stands as fact: found by a court or an inquiry",
    Licence.VERDICT: "stands as fact: a verdict",
    Licence.UNDONE: "no fact: the same text takes it back",
    Licence.WITHHELD: "no fact: an accusation, whoever puts it",
}


def explain_licence(name: str) -> str:
    """Return in words why a claim with this licence stands as fact or does not; "" where it is
    somebody's word anyway.

    >>> explain_licence("plea")
    'stands as fact: a plea'
    """
    return _EXPLAINED.get(name, "")


_BY_MODALITY = {
    Modality.STATED_AS_FACT: Licence.OWN_VOICE,
    Modality.ADMITTED: Licence.ADMISSION,
    Modality.FOUND: Licence.FINDING,
}


def find_licence(
    modality: str, polarity: str, subject: str, claimants: Sequence[str], ground: str = ""
) -> Licence:  # fmt: skip
    """Return what lets a claim stand as a plain triple: it is held true, and stated, found or
    admitted.

    *subject* and *claimants* (outermost first) are the IRIs of entities. An admission or plea binds
    who makes it: what somebody concedes about others is no fact. *ground* is what the words say
    beyond the modality (a verdict, that it was undone), or ``""``; it makes nothing a fact that the
    modality does not."""
    if ground == Licence.UNDONE:
        return Licence.UNDONE
    if polarity != Polarity.POSITIVE or not Modality(modality).fact_like:
        return Licence.NONE
    if modality == Modality.ADMITTED and list(claimants[-1:]) != [subject]:
        return Licence.NONE
    return Licence(ground) if ground else _BY_MODALITY[Modality(modality)]


def stands_as_fact(
    modality: str,
    polarity: str,
    subject: str,
    claimants: Sequence[str],
    ground: str = "",
    undone_by: Collection[str] = (),
) -> bool:
    """Whether a claim also stands as a plain triple: it has a licence, and no other document takes
    that back (*undone_by*)."""
    return not undone_by and find_licence(modality, polarity, subject, claimants, ground).licenses
