"""A claim as evidence: its sentence with who puts it how, the quote, and where that stands."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from textwrap import shorten
from typing import Any

import networkx as nx

from kg.model import Modality
from kg.model.licence import plain_words
from kg.model.wording import document_name, join_words
from kg.network.interest import INTERESTING, edge_interest
from kg.values.periods import Period, read_period
from kg.view.model import lead

OPEN = frozenset({Modality.HYPOTHETICAL.value, Modality.UNKNOWN.value})
_STRENGTH = {
    m.value: k
    for k, m in enumerate(
        (
            Modality.FOUND,
            Modality.ADMITTED,
            Modality.STATED_AS_FACT,
            Modality.REPORTED,
            Modality.PROBABLE,
            Modality.ALLEGED,
            Modality.POSSIBLE,
            Modality.UNKNOWN,
            Modality.HYPOTHETICAL,
            Modality.DENIED,
        )
    )
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One claim, as an answer shows it.

    ``subject`` and ``object`` are node IDs, ``subject_label`` and ``object_label`` their names;
    ``date`` is the day of the document, ``time_start`` and ``time_end`` (EDTF) that of the event.
    """

    claim: str
    subject: str
    subject_label: str
    predicate: str
    label: str
    object: str
    object_label: str
    modality: str
    polarity: str
    who: tuple[str, ...]
    who_ids: tuple[str, ...]
    quote: str
    document: str
    source: str
    start: int
    end: int
    date: str
    kind: str
    title: str
    time_start: str | None
    time_end: str | None
    time_text: str
    qualifiers: tuple[tuple[str, str], ...]
    publisher: str = ""
    is_fact: bool = False
    """Whether it also stands as a plain triple (kg.model.stands_as_fact), as the network says."""
    licence: str = "none"
    revision: str = ""
    citation: str = ""
    """Page, line and paragraph of the quote, where the source has them."""

    @property
    def negative(self) -> bool:
        """Whether the claimant holds the proposition to be false."""
        return self.polarity == "negative" or self.modality == Modality.DENIED

    @property
    def held_false(self) -> bool:
        """Whether it is held to be false in a strength whose name does not say so ("reported")."""
        return self.negative and self.modality != Modality.DENIED

    @property
    def asserts(self) -> bool:
        """Whether somebody holds the proposition to be true, however weakly; asked or supposed is
        not held."""
        return not self.negative and self.modality not in OPEN

    @property
    def claimant(self) -> str:
        """Who claims it, outermost first; the document's name where it speaks itself."""
        return (
            " › ".join(self.who)
            or f"“{shorten(document_name(self.title, self.source), 60, placeholder=' …')}”"
        )

    @property
    def proposition(self) -> str:
        """What is claimed, without who and how: never to be shown alone."""
        places = "".join(f", {name.partition(':')[2]}: {words}" for name, words in self.qualifiers)
        return f"{self.subject_label} {self.label} {self.object_label}{places}"

    @property
    def sentence(self) -> str:
        """The claim in one line, which never hides whose it is: "complaint alleged: A paid B"."""
        words = lead(self.modality, self.claimant)
        if self.modality == Modality.STATED_AS_FACT:
            words = f"{self.claimant} states: "
        held = "not: " if self.held_false else ""
        return f"{words}{held}{self.proposition}{self._set_by}"

    @property
    def status(self) -> str:
        """How strongly, and by whom: "alleged by complaint"."""
        return f"{self.manner} by {self.voice}"

    @property
    def manner(self) -> str:
        """How strongly: "alleged"."""
        held = " (held to be false)" if self.held_false else ""
        return f"{plain_words(self.modality)}{held}"

    @property
    def voice(self) -> str:
        """By whom, with what a person set in it."""
        return f"{self.claimant}{self._set_by}"

    @property
    def _set_by(self) -> str:
        """What a person set in it, in brackets behind a sentence."""
        return f" [{self.revision}]" if self.revision else ""

    @property
    def period(self) -> Period | None:
        """When it happened; ``None`` where the text gives no date."""
        return read_period(self.time_start, self.time_end)

    @property
    def when(self) -> str:
        """The event's time in EDTF; "" where the text gives none."""
        return "/".join(t for t in (self.time_start, self.time_end) if t)

    def qualifier(self, predicate: str) -> str:
        """The words of a further place (``kg:amount``); "" where there is none."""
        return next((words for name, words in self.qualifiers if name == predicate), "")

    def to_record(self) -> dict[str, Any]:
        """Return JSON values."""
        return asdict(self) | {
            "who": list(self.who),
            "who_ids": list(self.who_ids),
            "sentence": self.sentence,
            "qualifiers": [list(q) for q in self.qualifiers],
        }


def read_evidence(network: nx.MultiDiGraph) -> list[Evidence]:
    """Return the claims of *network* (see kg.network.build), sorted by claim."""
    label = dict(network.nodes(data="label"))
    found = [_read(a, b, key, d, label) for a, b, key, d in network.edges(keys=True, data=True)]
    return sorted(found, key=lambda e: e.claim)


def _read(a: str, b: str, key: str, d: dict[str, Any], label: dict[str, str]) -> Evidence:
    return Evidence(
        key,
        a,
        label[a],
        d["predicate"],
        d["label"],
        b,
        label[b],
        d["modality"],
        d["polarity"],
        tuple(d["attribution"]),
        tuple(d["attribution_ids"]),
        d["quote"],
        d["document"],
        d["source"],
        d["start"],
        d["end"],
        d["document_date"],
        d["document_kind"],
        d["document_title"],
        d["time_start"],
        d["time_end"],
        d["time_text"],
        tuple((p, v) for p, v in d["qualifiers"]),
        d["document_publisher"],
        d["is_fact"],
        d["licence"],
        d["revision"],
        d["citation"],
    )


def is_interesting(network: nx.MultiDiGraph, claim: Evidence) -> bool:
    """Whether a claim of *network* is worth an edge (see kg.network.interest)."""
    edge = {
        "predicate": claim.predicate,
        "modality": claim.modality,
        "polarity": claim.polarity,
        "attribution_ids": claim.who_ids,
        "time_text": claim.time_text,
        "qualifiers": claim.qualifiers,
        "quote": claim.quote,
    }
    return edge_interest(network, claim.subject, claim.object, edge) >= INTERESTING


def strongest_first(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Return *evidence* without repetition: what was found or admitted first, denials last."""
    once = {e.claim: e for e in evidence}.values()
    return tuple(
        sorted(
            once,
            key=lambda e: (e.negative, _STRENGTH[e.modality], e.date, e.source, e.start, e.claim),
        )
    )


def status_of(evidence: Iterable[Evidence]) -> str:
    """Return who puts it how, each once, strongest first: "found by court; denied by Harlow and
    Acme"."""
    voices: dict[str, dict[str, None]] = {}
    for claim in strongest_first(evidence):
        voices.setdefault(claim.manner, {})[claim.voice] = None
    return "; ".join(f"{how} by {join_words(list(who))}" for how, who in voices.items())


def weakness(evidence: Evidence) -> int:
    """Rank a claim's strength: 0 (found by a court) is the strongest; denials and suppositions come
    last."""
    return _STRENGTH[evidence.modality] + (len(_STRENGTH) if evidence.negative else 0)
