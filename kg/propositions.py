"""Claims that claim the same: propositions, and the independent origins that claims go back to."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import networkx as nx

from kg.evidence import Evidence, strongest_first
from kg.ontology import load_ontology

type PropositionKey = tuple[str, str, str]

_SELF_PUBLISHED = frozenset({"Statement", "PressRelease"})
_COMPLAINT = re.compile(r"(?:the |class.action )*(?:amended )?(?:complaint|lawsuit|suit|case|plaintiffs?)\b", re.IGNORECASE)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Proposition:
    """Subject, predicate and object with everything that is claimed of them, strongest first."""

    key: PropositionKey
    claims: tuple[Evidence, ...]

    @property
    def words(self) -> str:
        """The proposition, as the claim puts it that stands first; never to be shown without its status."""
        return self.claims[0].proposition

    @property
    def asserted(self) -> tuple[Evidence, ...]:
        """The claims that hold it to be true."""
        return tuple(c for c in self.claims if c.asserts)

    @property
    def denied(self) -> tuple[Evidence, ...]:
        """The claims that hold it to be false."""
        return tuple(c for c in self.claims if c.negative)


def group_claims(network: nx.MultiDiGraph, claims: Iterable[Evidence]) -> list[Proposition]:
    """Return the propositions of *claims*, sorted by key.

    Names are compared by entity, values by their words. A description ("the Driver Act data") is one thing within a
    document; across documents it is taken as the same where its words are, and the other end is the same named
    entity. The ends of a symmetric relation have no order.
    """
    relations = load_ontology().relations
    symmetric = {name for name, relation in relations.items() if relation.symmetric}
    named = dict(network.nodes(data="named"))
    groups: dict[PropositionKey, list[Evidence]] = {}
    for claim in claims:
        a, b = _end(claim.subject, claim.subject_label, claim.object, named), _end(claim.object, claim.object_label, claim.subject, named)
        if claim.predicate in symmetric and b < a:
            a, b = b, a
        groups.setdefault((a, claim.predicate, b), []).append(claim)
    return [Proposition(key, strongest_first(groups[key])) for key in sorted(groups)]


def _end(node: str, label: str, other: str, named: Mapping[str, bool]) -> str:
    if named.get(node) or (not named.get(other) and not node.endswith("#value")):
        return node
    return "~" + " ".join(_WORD.findall(label.casefold()))


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """Who must be right for a claim to be right: an entity or a document, by ID, with a name to show."""

    id: str
    name: str


def find_origins(network: nx.MultiDiGraph, claims: Iterable[Evidence]) -> dict[str, Origin]:
    """Return claim → origin: its innermost claimant, else the document, whose own voice it is.

    So that independence is never overstated,

    - a claimant that is only described ("court records") counts as the same in all documents;
    - complaint, lawsuit, case and plaintiffs are one origin, and it is the stored filing where the title of exactly
      one begins with such a word;
    - a statement or press release goes back to the party that its title names;
    - a sentence that several documents print in the very same words goes back to the earliest of them.
    """
    found = sorted(claims, key=lambda c: (c.date or "9", c.source, c.start, c.claim))
    named = {iri: str(d["label"]) for iri, d in network.nodes(data=True) if d["named"]}
    voices = {c.document: _voice(c, named) for c in found}
    filings = {voices[c.document] for c in found if c.kind == "CourtFiling" and _COMPLAINT.match(c.title)}
    complaint = next(iter(filings)) if len(filings) == 1 else Origin("~complaint", "the complaint")
    first: dict[str, Origin] = {}
    origins: dict[str, Origin] = {}
    for claim in found:
        own = voices[claim.document]
        if claim.who:
            own = _claimant(claim.who_ids[-1], claim.who[-1], named, complaint)
        else:
            own = first.setdefault(" ".join(claim.quote.casefold().split()), own)
        origins[claim.claim] = own
    return origins


def is_complainant(label: str) -> bool:
    """Whether a description names the accusing side of a case: "plaintiffs", "the lawsuit"."""
    return _COMPLAINT.match(label) is not None


def _voice(claim: Evidence, named: Mapping[str, str]) -> Origin:
    if claim.kind in _SELF_PUBLISHED:
        parties = [(len(label), iri) for iri, label in named.items() if label.casefold() in claim.title.casefold()]
        if parties:
            iri = max(parties)[1]
            return Origin(iri, named[iri])
    return Origin(claim.document, claim.title or claim.source)


def _claimant(iri: str, label: str, named: Mapping[str, str], complaint: Origin) -> Origin:
    if iri in named:
        return Origin(iri, named[iri])
    if is_complainant(label):
        return complaint
    return Origin("~" + " ".join(_WORD.findall(label.casefold())), label)
