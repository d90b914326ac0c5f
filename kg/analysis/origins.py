"""The independent origins that claims go back to: who must be right for them to be right."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import networkx as nx

from kg.analysis.evidence import Evidence

_SELF_PUBLISHED = frozenset({"Statement", "PressRelease"})
_COMPLAINT = re.compile(
    r"(?:the |class.action )*(?:amended )?(?:complaint|lawsuit|suit|case|plaintiffs?)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_COURT = re.compile(r"\b(?:courts?|tribunal|judges?|jury)\b", re.IGNORECASE)
_DESCRIBED = re.compile(r"-[0-9a-f]{8}$")
"""How the IRI ends of what one document only describes (kg.namespace.entity_iri)."""
_COMPLAINANT, _OFFICE = "~complaint", "~office"
_KINDS = ("primary", "independent", "copy")


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """Who must be right for a claim to be right: an entity or a document, by ID, with a name to
    show."""

    id: str
    name: str


def find_origins(network: nx.MultiDiGraph, claims: Iterable[Evidence]) -> dict[str, Origin]:
    """Return claim → origin: its innermost claimant, else the document, whose own voice it is.

    So that independence is never overstated,

    - a claimant that is only described ("court records") counts as the same in all documents;
    - complaint, lawsuit, case and plaintiffs are one origin, and it is the stored filing where the
      title of exactly one begins with such a word;
    - a statement or press release goes back to the party that its title names, else to its
      publisher; releases of which neither is known count as one;
    - a sentence that several documents print in the very same words goes back to the earliest of
      them.
    """
    found = sorted(claims, key=lambda c: (c.date or "9", c.source, c.start, c.claim))
    named = {iri: str(d["label"]) for iri, d in network.nodes(data=True) if d["named"]}
    voices = {c.document: _voice(c, named) for c in found}
    complaint = _find_complaint(found, voices)
    first: dict[str, Origin] = {}
    origins: dict[str, Origin] = {}
    for claim in found:
        if claim.who:
            origins[claim.claim] = _claimant(claim, named, complaint)
        else:
            printed = " ".join(claim.quote.casefold().split())
            origins[claim.claim] = first.setdefault(printed, voices[claim.document])
    return origins


def _find_complaint(claims: Iterable[Evidence], voices: Mapping[str, Origin]) -> Origin:
    """The only stored filing that is a complaint, else "the complaint"."""
    filings = {
        voices[c.document] for c in claims if c.kind == "CourtFiling" and _COMPLAINT.match(c.title)
    }
    return filings.pop() if len(filings) == 1 else Origin(_COMPLAINANT, "the complaint")


def independent_origins(claims: Iterable[Evidence], origins: Mapping[str, Origin]) -> list[Origin]:
    """Return the origins of *claims* that count apart, by name.

    Somebody whom a document only describes ("the government") may be the one it names beside ("the
    Justice Department"): such a claimant counts only where nobody else supports the claim in that
    document. Courts always count."""
    inside: dict[str, set[Origin]] = {}
    for claim in claims:
        inside.setdefault(claim.document, set()).add(origins[claim.claim])
    found: set[Origin] = set()
    for here in inside.values():
        plain = sorted(o for o in here if _is_described(o))
        found |= (here - set(plain)) or set(plain[:1])
    return sorted(found, key=lambda o: (o.name, o.id))


def describe_sources(claims: Iterable[Evidence], origins: Mapping[str, Origin]) -> str:
    """Return each document of *claims* as primary, independent or copy, one a line, in order of
    date.

    Primary is the origin's own text (a filing, a release, a statement); independent the first other
    one that hands an origin's word on; a copy each further one of the same origin."""
    kinds: dict[str, str] = {}
    seen: set[str] = set()
    for claim in sorted(claims, key=lambda c: (c.date or "9", c.source, c.start, c.claim)):
        origin = origins[claim.claim].id
        own = claim.kind != "Article" and not claim.who
        kind = "primary" if own else "copy" if origin in seen else "independent"
        seen.add(origin)
        known = kinds.get(claim.source, kind)
        kinds[claim.source] = min(kind, known, key=_KINDS.index)
    return "\n".join(f"{kind}: {source}" for source, kind in kinds.items())


def _is_described(origin: Origin) -> bool:
    described = origin.id.startswith("~") and not origin.id.startswith((_COMPLAINANT, _OFFICE))
    return described and not _COURT.search(origin.name)


def is_complainant(label: str) -> bool:
    """Whether a description names the accusing side of a case: "plaintiffs", "the lawsuit"."""
    return _COMPLAINT.match(label) is not None


def _voice(claim: Evidence, named: Mapping[str, str]) -> Origin:
    if claim.kind in _SELF_PUBLISHED:
        parties = [
            (len(label), iri)
            for iri, label in named.items()
            if label.casefold() in claim.title.casefold()
        ]
        if parties:
            iri = max(parties)[1]
            return Origin(iri, named[iri])
        return Origin(
            f"{_OFFICE} {claim.publisher.casefold()}",
            claim.publisher or "the offices that issue releases",
        )
    return Origin(claim.document, claim.title or claim.source)


def _claimant(claim: Evidence, named: Mapping[str, str], complaint: Origin) -> Origin:
    iri, label = claim.who_ids[-1], claim.who[-1]
    if iri in named or not _DESCRIBED.search(iri):
        return Origin(iri, named.get(iri, label))
    if is_complainant(label):
        return complaint
    return Origin("~" + " ".join(_WORD.findall(label.casefold())), label)
